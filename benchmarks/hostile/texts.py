"""Plain texts, Markdown and feeds: endless words, marks on marks, wrong and mixed encodings, nests of signs."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import cycle, islice

from benchmarks.hostile.kind import ARTICLE, Kind

ABOVE = f"Bridge closed\n\n{ARTICLE}\n\n"
LONGEST = 600_000


def noise(size: int, seed: int = 0) -> bytes:
    """Bytes without any order, the same for the same seed."""
    return random.Random(seed).randbytes(size)


def _plain(piece: str, times: int) -> Kind:
    return Kind("a.txt", lambda: (ABOVE + piece * times).encode("utf-8", "surrogatepass"))


def _markdown(piece: str, times: int, end: str = "") -> Kind:
    return Kind("a.md", lambda: (f"# Bridge closed\n\n{ARTICLE}\n\n" + piece * times + end * times).encode())


def _filled(piece: str) -> Kind:
    """As much of this as the limit on a text allows."""
    return Kind("a.txt", lambda: "".join(islice(cycle(piece), LONGEST)).encode())


def _nested_list(depth: int) -> bytes:
    return (ABOVE + "".join(" " * (2 * n) + "- item\n" for n in range(depth))).encode()


def _definitions(count: int) -> bytes:
    return (ABOVE + "".join(f"[{n}]: /{n}\n" for n in range(count)) + "[x][0] " * count).encode()


def _table(columns: int, rows: int) -> bytes:
    line = "|a" * columns + "\n"
    return (ABOVE + line + "|-" * columns + "\n" + line * rows).encode()


def _feed(item: str, times: int, above: str = "") -> Callable[[], bytes]:
    start = f"<?xml version='1.0'?>{above}<rss version='2.0'><channel><title>Courier</title>"
    return lambda: (start + item * times + "</channel></rss>").encode()


LAUGHS = (
    "<!DOCTYPE rss [<!ENTITY a 'aaaaaaaaaa'>"
    + "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefghi", "bcdefghij", strict=True))
    + "]>"
)
"""Ten entities, each ten times the one before: 10^10 letters."""

OUTSIDE = "<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'><!ENTITY y SYSTEM 'http://127.0.0.1:9/y'>]>"
"""Entities that lie in a file of the machine and on a network."""

ITEM = f"<item><title>Bridge closed</title><description>{ARTICLE}</description></item>"

KINDS = {
    "word of 50 MB": Kind("a.txt", lambda: b"a" * 50_000_000),
    "word of 25 MB": Kind("a.txt", lambda: b"a" * 25_000_000),
    "word of 599,000 letters": _plain("a", 599_000),
    "200,000 combining marks": _plain("\u0301", 200_000),
    "200,000 combining marks in mixed order": _plain("\u0315\u0300\u05ae\u0301", 50_000),
    "10,000 straight quotation marks": _plain('"', 10_000),
    "10,000 opening quotation marks": _plain("“", 10_000),
    "10,000 single quotation marks": _plain("it was ‘so ", 10_000),
    "149,000 quotations": _plain("“a” ", 149_000),
    "bidi controls and zero-width signs": _plain("\u202e\u2066said\u200b\u2069 \ufeff", 40_000),
    "look-alikes": _plain("Аnа Ruіz sаіd ıt wаs nоt sаfе. ", 15_000),
    "blanks, 300,000": _plain(" ", 300_000),
    "one letter a line": _plain("a\n", 250_000),
    "capitals and full stops": _filled("A. "),
    "dates without end": _filled("1 Jan 2026 "),
    "bylines without end": _filled("By Ann Lee and "),
    "UTF-16 with marks throughout": Kind("a.txt", lambda: (b"\xfe\xff" + ABOVE.encode("utf-16-be")) * 500),
    "U+0000 here and there": _plain("a long word\x00 ", 30_000),
    "lone surrogates": _plain("said \ud800\udfff\udc80 ", 30_000),
    "UTF-16 with an odd byte": Kind("a.txt", lambda: (ABOVE * 900).encode("utf-16") + b"\xd8"),
    "UTF-16 of half pairs": Kind("a.txt", lambda: b"\xff\xfe" + ABOVE.encode("utf-16-le") + b"\x00\xd8" * 250_000),
    "UTF-32": Kind("a.txt", lambda: (ABOVE * 900).encode("utf-32")),
    "UTF-7": Kind("a.txt", lambda: (ABOVE * 900).encode("utf-7")),
    "UTF-8 and cp1252 mixed": Kind("a.txt", lambda: (ABOVE.encode() + ABOVE.encode("cp1252")) * 900),
    "UTF-8 of too many bytes": Kind(
        "a.txt", lambda: ABOVE.encode() + b"\xc0\xaf\xe0\x80\xaf\xf8\x88\x80\x80\x80 " * 30_000
    ),
    "Shift-JIS, Big5 and KOI8 mixed": Kind(
        "a.txt",
        lambda: (
            "橋は閉鎖".encode("shift-jis") * 9_000 + "橋樑關閉".encode("big5") * 9_000 + "мост".encode("koi8-r") * 9_000
        ),
    ),
    "a text made of no encoding, 20 MB": Kind("a.txt", lambda: ABOVE.encode() + bytes(range(128, 256)) * 160_000),
    "noise": Kind("a.txt", lambda: noise(2_000_000)),
    "nothing but U+FEFF": Kind("a.txt", lambda: "\ufeff".encode() * 100_000),
    "Markdown of brackets": _markdown("[", 60_000),
    "Markdown of links": _markdown("[a](", 60_000),
    "Markdown of pictures": _markdown("![", 60_000),
    "Markdown of emphasis": _markdown("*a **b ", 60_000),
    "Markdown of closed emphasis": _markdown("**a ", 30_000, " b**"),
    "Markdown of back quotes": Kind("a.md", lambda: (ABOVE + "".join("`" * n + " " for n in range(1_500))).encode()),
    "Markdown of quotations in quotations": _markdown(">", 100_000),
    "Markdown of a nest of lists": Kind("a.md", lambda: _nested_list(1_200)),
    "Markdown of a long list": _markdown("- item\n", 80_000),
    "Markdown of a list of lists": _markdown("- ", 30_000),
    "Markdown of definitions": Kind("a.md", lambda: _definitions(50_000)),
    "Markdown of a wide table": Kind("a.md", lambda: _table(2_000, 500)),
    "Markdown of pages": _markdown("<div>\n\n", 60_000),
    "Markdown of angle brackets": _markdown("<a ", 100_000),
    "Markdown of entities": _markdown("&amp;", 100_000),
    "Markdown with endless front matter": Kind("a.md", lambda: ("---\n" + "title: a\n" * 200_000).encode()),
    "feed of 20,000 items": Kind("a.xml", _feed(ITEM, 20_000)),
    "feed of nested entities": Kind("a.xml", _feed("<item>&j;</item>", 100, LAUGHS)),
    "feed of entities from outside": Kind("a.xml", _feed(ITEM + "&x;&y;", 10, OUTSIDE)),
}
