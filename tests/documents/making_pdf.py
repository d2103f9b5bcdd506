"""PDF files made for these tests, object by object: what they say of themselves need not be true."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

A5 = (420, 595)
_FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


@dataclass(frozen=True)
class Set:
    """One line set at a place, in points from the lower left; `turn` is the matrix's first four numbers."""

    x: float
    y: float
    text: str
    size: float = 10
    turn: str = "1 0 0 1"


def drawn(lines: Sequence[Set]) -> bytes:
    """Give the drawing of these lines."""
    shown = b""
    for line in lines:
        words = line.text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        at = f"BT /F1 {line.size} Tf {line.turn} {line.x} {line.y} Tm (".encode()
        shown += at + words + b") Tj ET\n"
    return shown


def stream(data: bytes, said: str = "", length: int | None = None) -> bytes:
    """Give a stream object's body."""
    size = len(data) if length is None else length
    return f"<< /Length {size} {said} >>\nstream\n".encode() + data + b"\nendstream"


def file_of(objects: Sequence[bytes | str], trailer: str = "") -> bytes:
    """Give a file of these objects, numbered from 1; the first is the catalogue."""
    data, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
    for number, held in enumerate(objects, 1):
        places.append(len(data))
        body = held if isinstance(held, bytes) else held.encode("latin-1")
        data += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{rows}trailer\n"
    end += f"<< /Size {len(places) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{len(data)}\n%%EOF\n"
    return bytes(data) + end.encode()


def objects_of(
    *pages: Sequence[Set] | bytes, info: str = "", rotate: int = 0, packed: bool = True
) -> list[bytes | str]:
    """Give the objects of a file with these pages: lines, or the drawing itself."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects: list[bytes | str] = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} /MediaBox [0 0 {A5[0]} {A5[1]}] >>",
        _FONT,
    ]
    for number, page in enumerate(pages):
        drawing = page if isinstance(page, bytes) else drawn(page)
        turned = f"/Rotate {rotate}" if rotate else ""
        resources = "/Resources << /Font << /F1 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R {turned} {resources} /Contents {5 + 2 * number} 0 R >>")
        objects.append(stream(zlib.compress(drawing), "/Filter /FlateDecode") if packed else stream(drawing))
    return [*objects, f"<< {info} >>"]


def pdf(*pages: Sequence[Set] | bytes, info: str = "", rotate: int = 0) -> bytes:
    """Give a file with these pages."""
    objects = objects_of(*pages, info=info, rotate=rotate)
    return file_of(objects, f"/Info {len(objects)} 0 R")


def column(text: str, x: float = 40, top: float = 520, step: float = 13, size: float = 10) -> list[Set]:
    """Give lines one below another; blanks before one move it in, an empty one leaves room."""
    lines = []
    for number, line in enumerate(text.strip("\n").split("\n")):
        bare = line.lstrip(" ")
        if bare:
            lines.append(Set(x + 5 * (len(line) - len(bare)), top - step * number, bare, size))
    return lines
