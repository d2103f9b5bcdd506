"""Zip archives: bombs by ratio, depth, overlap, count and lying size, names that climb out, files of two kinds."""

from __future__ import annotations

import struct
import zipfile
import zlib

from benchmarks.hostile.kind import ARTICLE, Kind
from benchmarks.hostile.texts import noise
from tests.documents.making import archive, bound, deflated, listed, word
from tests.documents.making_pdf import column, pdf

WORDS = ARTICLE.encode()
STORY = listed("story.txt", deflated(WORDS), size=len(WORDS), crc=zlib.crc32(WORDS))


def _beside_story(name: str, packed: bytes, *, size: int, crc: int = 0, flags: int = 0, mode: int = 0) -> bytes:
    """An archive of a good file and another."""
    return bound(STORY, listed(name, packed, size=size, crc=crc, at=len(STORY[0]), flags=flags, mode=mode))


def _nested(depth: int) -> bytes:
    data = archive({"story.txt": WORDS})
    for _ in range(depth):
        data = archive({"inner.zip": data})
    return data


def _shared(count: int) -> bytes:
    """One packed stream to which every line of the directory leads."""
    packed = deflated(b"a" * 900_000)
    own, _ = listed("0.txt", packed, size=900_000)
    return bound((own, b"".join(listed(f"{n}.txt", packed, size=900_000)[1] for n in range(count))), count=count)


def _quoted(count: int) -> bytes:
    """Each file is a stored block that quotes the next one's header and all behind it: files within files."""
    kernel = deflated(b"a" * 900_000)
    body, lines = b"", []
    parts: list[tuple[str, int]] = []
    for n in range(count):
        name = f"{n}.txt"
        own, _ = listed(name, b"", size=900_000)
        quote = b"" if n == count - 1 else b"\x00" + struct.pack("<HH", 35, 35 ^ 0xFFFF)
        parts.append((name, len(body)))
        body += own + quote
    body += kernel
    for name, at in parts:
        lines.append(listed(name, body[at + 30 + len(name) :], size=900_000, at=at)[1])
    return bound((body, b"".join(lines)), count=count)


def _many_names(count: int) -> bytes:
    members = [listed(f"{n}.txt", b"", size=0, method=0) for n in range(count)]
    at, moved = 0, []
    for own, line in members:
        moved.append((own, line[:42] + struct.pack("<I", at) + line[46:]))
        at += len(own)
    return bound(*moved, count=min(count, 65_535))


def _just_below_the_ratio() -> bytes:
    """Two hundred files of a megabyte, each below every limit by itself."""
    return archive({f"{n}.txt": (WORDS * 20 + noise(6_000, n)).ljust(999_000) for n in range(200)})


def _climbing() -> bytes:
    names = (
        "../../etc/cron.d/x",
        "/etc/passwd",
        "..\\..\\x.txt",
        "C:\\x.txt",
        "a/../../x.txt",
        "\\\\host\\x",
        "a/./x.txt",
    )
    return archive(dict.fromkeys([*names, "~/.ssh/authorized_keys", "CON", "aux.txt", "‮txt.exe"], WORDS))


def _encrypted() -> bytes:
    return _beside_story("locked.txt", noise(300, 1), size=288, crc=7, flags=1)


def _links() -> bytes:
    return _beside_story("link.txt", deflated(b"/etc/passwd"), size=11, crc=zlib.crc32(b"/etc/passwd"), mode=0o120777)


def _directory_loop() -> bytes:
    """The directory is said to begin where the archive does, and is as long as the archive."""
    data = archive({"story.txt": WORDS})
    return data[:-10] + struct.pack("<IIH", len(data) - 22, 0, 0)


def _two_directories() -> bytes:
    """Two ends of directory, one in the comment of the other: readers differ on which counts."""
    inner = archive({"other.txt": b"Other words stand here."})
    return archive({"story.txt": WORDS})[:-2] + struct.pack("<H", len(inner)) + inner


def _zip64() -> bytes:
    """A directory that says by its 64-bit form that it has 2^62 files at 2^62."""
    own, line = STORY
    big = struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, 2**62, 2**62, 2**62, 2**62)
    where = b"PK\x06\x07" + struct.pack("<IQI", 0, len(own + line), 1)
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return own + line + b"PK\x06\x06" + big + where + end


ENDINGS = (".txt", ".html", ".md", ".pdf", ".docx", ".eml", ".zip", "")

KINDS = {
    "zip bomb by ratio": Kind("a.zip", lambda: archive({"a.txt": b" " * 60_000_000})),
    "zip bomb just below the ratio": Kind("a.zip", _just_below_the_ratio),
    "zip bomb by depth": Kind("a.zip", lambda: _nested(50)),
    "zip bomb by overlap": Kind("a.zip", lambda: _shared(200)),
    "zip bomb by quoted overlap": Kind("a.zip", lambda: _quoted(200)),
    "zip bomb by count": Kind("a.zip", lambda: _many_names(65_000)),
    "zip says small, is large": Kind(
        "a.zip", lambda: _beside_story("b.txt", deflated(b" " * 100_000_000), size=10, crc=zlib.crc32(b" " * 10))
    ),
    "zip says 4 GB": Kind("a.zip", lambda: _beside_story("b.txt", noise(3_000_000, 2), size=4_000_000_000)),
    "zip says 2^62 files": Kind("a.zip", _zip64),
    "zip with names that climb out": Kind("a.zip", _climbing),
    "zip with names of 60,000 letters": Kind(
        "a.zip", lambda: archive({"x" * 60_000 + str(n): WORDS for n in range(50)})
    ),
    "zip with a link": Kind("a.zip", _links),
    "zip, encrypted": Kind("a.zip", _encrypted),
    "zip, truncated": Kind("a.zip", lambda: archive({f"{n}.txt": noise(9_000, n) for n in range(20)})[:-700]),
    "zip whose directory is itself": Kind("a.zip", _directory_loop),
    "zip with two directories": Kind("a.zip", _two_directories),
    "zip of every hostile ending": Kind("a.zip", lambda: archive({f"a{end}": noise(5_000, 3) for end in ENDINGS})),
    "zip, bzip2": Kind("a.zip", lambda: archive({"a.txt": b" " * 50_000_000}, zipfile.ZIP_BZIP2)),
    "pdf that is a zip": Kind("a.pdf", lambda: pdf(column(ARTICLE[:70])) + archive({"story.txt": WORDS})),
    "zip that is a pdf": Kind("a.zip", lambda: archive({"a.txt": WORDS})[:30] + pdf(column(ARTICLE[:70]))),
    "page that is a zip": Kind("a.html", lambda: f"<p>{ARTICLE}</p><!--".encode() + archive({"story.txt": WORDS})),
    "picture that is a page": Kind("a.gif", lambda: b"GIF89a/*" + f"<html><p>{ARTICLE}".encode()),
    "docx that is called a page": Kind("a.html", lambda: word(ARTICLE)),
    "page that is called a pdf": Kind("a.pdf", lambda: f"<html><p>{ARTICLE}</p><p>{ARTICLE}</p>".encode()),
}
