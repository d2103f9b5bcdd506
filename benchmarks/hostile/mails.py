"""E-mails: header bombs, parts in parts, encodings without end, borders that mislead."""

from __future__ import annotations

import base64
from collections.abc import Callable

from benchmarks.hostile.kind import ARTICLE, Kind
from tests.documents.making import word

HEAD = (
    "From: Ann Lee <ann@courier.example>\r\nTo: desk@courier.example\r\nSubject: Bridge closed\r\n"
    "Date: Mon, 9 Mar 2026 07:45:00 +0000\r\nMessage-ID: <1@courier.example>\r\nMIME-Version: 1.0\r\n"
)
BODY = f"\r\n{ARTICLE}\r\n"


def _mail(header: str | Callable[[], str], body: str | Callable[[], str] = BODY) -> Kind:
    """A mail with more headers, or another body; what is long is made when it is asked for."""
    return Kind(
        "a.eml", lambda: "".join([HEAD, *(one if isinstance(one, str) else one() for one in (header, body))]).encode()
    )


def _parts_in_parts(depth: int) -> bytes:
    lines = [HEAD + "Content-Type: multipart/mixed; boundary=b0\r\n\r\n"]
    lines += [f"--b{n}\r\nContent-Type: multipart/mixed; boundary=b{n + 1}\r\n\r\n" for n in range(depth)]
    return ("".join(lines) + f"--b{depth}\r\nContent-Type: text/plain\r\n\r\n{ARTICLE}\r\n").encode()


def _mails_in_mails(depth: int) -> bytes:
    return ((HEAD + "Content-Type: message/rfc822\r\n\r\n") * depth + HEAD + BODY).encode()


def _parts(part: str, times: int, subtype: str = "mixed") -> Kind:
    header = f"Content-Type: multipart/{subtype}; boundary=b\r\n\r\n"
    return Kind("a.eml", lambda: (HEAD + header + f"--b\r\n{part}\r\n" * times + "--b--\r\n").encode())


def _encoded(how: str, body: Callable[[], bytes], charset: str = "utf-8") -> Kind:
    header = f"Content-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: {how}\r\n\r\n"
    return Kind("a.eml", lambda: (HEAD + header).encode() + body())


def _attached(data: bytes, name: str) -> str:
    header = f'Content-Type: application/octet-stream; name="{name}"\r\nContent-Transfer-Encoding: base64\r\n'
    return f'{header}Content-Disposition: attachment; filename="{name}"\r\n\r\n{base64.encodebytes(data).decode()}'


PLAIN = f"Content-Type: text/plain\r\n\r\n{ARTICLE}"

KINDS = {
    "a header of 5 MB": _mail(lambda: "X-Long: " + "a" * 5_000_000 + "\r\n"),
    "10^5 headers": _mail(lambda: "X-Many: a\r\n" * 100_000),
    "400 kB of headers": _mail(lambda: "X-Many: a; b=c\r\n" * 25_000),
    "a header folded 10^5 times": _mail(lambda: "X-Long: a\r\n" + " a\r\n" * 100_000),
    "a subject of encoded words": _mail(lambda: "Subject: " + "=?utf-8?b?YQ==?= " * 20_000 + "\r\n"),
    "a sender of brackets": _mail(lambda: "From: " + "(" * 100_000 + "\r\n"),
    "10^5 recipients": _mail(lambda: "To: " + "Ann <a@b.example>, " * 20_000 + "\r\n"),
    "a content type of 10^5 parameters": _mail(lambda: "Content-Type: text/plain; " + "a*0*=x; " * 40_000 + "\r\n"),
    "parts 3,000 deep": Kind("a.eml", lambda: _parts_in_parts(3_000)),
    "mails in mails, 2,000 deep": Kind("a.eml", lambda: _mails_in_mails(2_000)),
    "10^5 parts": _parts("Content-Type: text/plain\r\n\r\na", 100_000),
    "900 parts": _parts(PLAIN, 900),
    "900 alternatives": _parts(f"Content-Type: text/html\r\n\r\n<p>{ARTICLE}", 900, "alternative"),
    "a border on every line": _mail(
        lambda: 'Content-Type: multipart/mixed; boundary=""\r\n', lambda: "\r\n--\r\n" * 200_000
    ),
    "a border of 10^5 letters": _mail(lambda: f"Content-Type: multipart/mixed; boundary={'b' * 100_000}\r\n"),
    "base64 of 20 MB": _encoded("base64", lambda: base64.encodebytes(b"word " * 3_000_000)),
    "base64 that is none": _encoded("base64", lambda: b"=A=%$" * 3_000_000),
    "quoted-printable of 20 MB": _encoded("quoted-printable", lambda: b"=E2=80=9C" * 2_000_000),
    "uuencoded without end": _encoded("x-uuencode", lambda: b"begin 644 a\n" + b"M" + b"`" * 60 + b"\n" * 400_000),
    "a mail in no known encoding": _encoded("8bit", lambda: ARTICLE.encode("cp1252"), "x-" + "y" * 900),
    "a mail said to be of a codec that unpacks": _encoded("8bit", lambda: ARTICLE.encode("cp1252"), "zlib"),
    "a mail of quoted marks": _mail("", lambda: "\r\n" + "> " * 300_000 + "\r\n"),
    "a mail of 10^5 quoted lines": _mail("", lambda: "\r\n" + f"> {ARTICLE[:40]}\r\n" * 10_000),
    "a mail sent on 10^4 times": _mail(
        "", lambda: "\r\n" + "---------- Forwarded message ----------\r\nFrom: a\r\n" * 10_000
    ),
    "a mail of flowed lines": _mail(
        lambda: "Content-Type: text/plain; format=flowed; delsp=yes\r\n", lambda: "\r\n" + "a \r\n" * 200_000
    ),
    "a mail with a hostile page": _mail(
        lambda: "Content-Type: text/html\r\n", lambda: "\r\n<p>" + "<a " + "x=1 " * 100_000 + ">"
    ),
    "a mail with 300 attachments": _parts(_attached(word(ARTICLE), "../../" + "a" * 900 + ".docx"), 300),
    "a mail, truncated": Kind(
        "a.eml", lambda: (HEAD + "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nCont").encode()
    ),
    "a mail of U+0000": _mail("", lambda: "\r\n" + "\x00a" * 200_000),
}
