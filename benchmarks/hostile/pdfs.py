"""PDFs: bombs in streams, loops in trees and tables, a thousand times the same, locks and cuts."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

from pypdf import PdfReader, PdfWriter

from benchmarks.hostile.kind import ARTICLE, Kind
from tests.documents.making_pdf import Set, column, drawn, file_of, objects_of, pdf, stream

SHORT = "The mayor of Kettleby said on Monday that the bridge would stay closed."


def _replaced(number: int, body: str | bytes, *more: str | bytes) -> bytes:
    """An article's file in which one object is another."""
    objects = objects_of(column(SHORT))
    objects[number - 1] = body
    return file_of([*objects, *more])


def _kind(number: int, body: Callable[[], bytes]) -> Kind:
    return Kind("a.pdf", lambda: _replaced(number, body()))


def _bomb(layers: int) -> bytes:
    packed = bytes(100_000_000)
    for _ in range(layers):
        packed = zlib.compress(packed, 1)
    return _replaced(5, stream(packed, f"/Filter [{'/FlateDecode ' * layers}]"))


def _packed(drawing: bytes, said: str = "") -> bytes:
    return stream(zlib.compress(drawing), f"/Filter /FlateDecode {said}")


def _forms(depth: int, times: int) -> bytes:
    """Each form draws the next so many times: times to the power of depth."""
    objects = objects_of(column(SHORT))
    objects[3] = PAGE
    first = len(objects) + 1
    objects[4] = stream(drawn(column(SHORT)) + b"/X Do ")
    said = (
        "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /Font << /F1 3 0 R >> /XObject << /X %d 0 R >> >>"
    )
    for n in range(depth):
        objects.append(stream(b"/X Do " * times, said % (first + n + 1)))
    objects.append(stream(b"BT /F1 9 Tf (a) Tj ET ", "/Type /XObject /Subtype /Form /BBox [0 0 9 9]"))
    return file_of(objects)


def _tree(depth: int) -> bytes:
    """A tree of pages as deep as this, one page at its end."""
    objects = objects_of(column(SHORT))
    first = len(objects) + 1
    objects[1] = f"<< /Type /Pages /Kids [{first} 0 R] /Count 1 /MediaBox [0 0 420 595] >>"
    for n in range(depth):
        inner = first + n + 1 if n < depth - 1 else 4
        objects.append(f"<< /Type /Pages /Parent {first + n - 1 if n else 2} 0 R /Kids [{inner} 0 R] /Count 1 >>")
    return file_of(objects)


def _locked() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(column(SHORT)))))
    writer.encrypt("secret", "secret", algorithm="RC4-128")
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def _object_stream(said: str, inner: bytes, where: str = "7 0 obj") -> bytes:
    """A file whose table is a stream, in which object 1 lies in the object stream 7."""
    objects = [b"", b"<< /Type /Pages /Kids [] /Count 0 >>"]
    data = b"%PDF-1.7\n2 0 obj\n" + objects[1] + b"\nendobj\n"
    at = len(data)
    data += (
        f"{where}\n".encode()
        + stream(zlib.compress(inner), f"/Type /ObjStm /Filter /FlateDecode {said}")
        + b"\nendobj\n"
    )
    rows = bytes([0, 0, 0, 0, 0]) + bytes([2, 0, 0, 7, 0]) + bytes([1, 0, 0, 9, 0])
    rows += bytes(5) * 4 + b"\x01" + at.to_bytes(3, "big") + b"\x00"
    table = len(data)
    data += b"8 0 obj\n" + stream(rows, "/Type /XRef /Size 8 /W [1 3 1] /Root 1 0 R") + b"\nendobj\n"
    return data + f"startxref\n{table}\n%%EOF\n".encode()


def _many_objects(count: int) -> bytes:
    return file_of([*objects_of(column(SHORT)), *(f"[{n}]" for n in range(count))])


def _updates(count: int) -> bytes:
    """So many updates, each a table of its own."""
    data = pdf(column(SHORT))
    last = data.rindex(b"xref\n0")
    tail = bytearray()
    for _ in range(count):
        at = len(data) + len(tail)
        tail += f"xref\n0 0\ntrailer\n<< /Size 7 /Root 1 0 R /Prev {last} >>\nstartxref\n{at}\n%%EOF\n".encode()
        last = at
    return data + bytes(tail)


def _fonts(count: int) -> bytes:
    """A page that sets a letter in each of so many fonts, each with a table of letters of its own."""
    objects = objects_of(b"")
    first = len(objects) + 1
    names = " ".join(f"/F{n} {first + n} 0 R" for n in range(count))
    objects[3] = f"<< /Type /Page /Parent 2 0 R /Resources << /Font << {names} >> >> /Contents 5 0 R >>"
    objects[4] = stream(b"".join(b"BT /F%d 9 Tf (a) Tj ET\n" % n for n in range(count)))
    font = f"<< /Type /Font /Subtype /Type0 /BaseFont /A /ToUnicode {first + count} 0 R >>"
    return file_of([*objects, *[font] * count, _packed(RANGES)])


PAGE = "<< /Type /Page /Parent 2 0 R /Resources << /Font << /F1 3 0 R >> /XObject << /X 7 0 R >> >> /Contents 5 0 R >>"
FORM = "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 7 0 R >> >>"
RANGES = b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange\n" + (
    b"100 beginbfrange\n" + b"<0000> <FFFF> <0041>\n" * 100 + b"endbfrange\n"
)
TYPE0 = "<< /Type /Font /Subtype /Type0 /BaseFont /A /ToUnicode 7 0 R >>"
SHOWN = b"BT /F1 9 Tf 1 0 0 1 40 500 Tm (word) Tj ET\n"

KINDS = {
    "pdf of 10,000 pages": Kind(
        "a.pdf", lambda: pdf(*[column(f"The bridge has {n} bolts, she said.") for n in range(10_000)])
    ),
    "pdf bomb": Kind("a.pdf", lambda: _bomb(1)),
    "pdf bomb, three layers": Kind("a.pdf", lambda: _bomb(3)),
    "pdf bomb of run lengths": _kind(5, lambda: stream(b"\x81 " * 2_000_000, "/Filter /RunLengthDecode")),
    "pdf bomb of LZW": _kind(5, lambda: stream(b"\x80\x0b\x60\x50" * 1_000_000, "/Filter /LZWDecode")),
    "pdf of hexadecimal digits": _kind(5, lambda: stream(b"41" * 5_000_000, "/Filter /ASCIIHexDecode")),
    "pdf of ASCII85": _kind(5, lambda: stream(b"z" * 10_000_000 + b"~>", "/Filter /ASCII85Decode")),
    "pdf of 200 filters": _kind(5, lambda: stream(b"a" * 1_000_000, "/Filter [" + "/ASCIIHexDecode " * 200 + "]")),
    "pdf with a predictor of 2^31 columns": _kind(
        5,
        lambda: stream(
            zlib.compress(b"\x02" * 100_000),
            "/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 2147483647 >>",
        ),
    ),
    "pdf of 20 MB of drawing": Kind("a.pdf", lambda: _replaced(5, stream(b"0 0 1 1 re f\n" * 1_500_000))),
    "pdf of 200,000 words": Kind("a.pdf", lambda: _replaced(5, _packed(SHOWN * 200_000))),
    "pdf of 60 MB of states": Kind("a.pdf", lambda: _replaced(5, _packed(b"q 1 0 0 1 0 0 cm " * 3_000_000))),
    "pdf of open states": _kind(5, lambda: stream(b"q " * 500_000)),
    "pdf of open brackets": _kind(5, lambda: stream(b"(" * 2_000_000)),
    "pdf of open arrays": _kind(5, lambda: stream(b"BT /F1 10 Tf " + b"[" * 200_000)),
    "pdf of open dictionaries": _kind(5, lambda: stream(b"<<" * 500_000)),
    "pdf of pictures in the drawing": _kind(5, lambda: stream(b"BI /W 9 ID " * 200_000)),
    "pdf with infinite numbers": _kind(5, lambda: stream(b"BT /F1 1e999 Tf 1e999 0 0 1e999 0 0 Tm (words) Tj ET")),
    "pdf with a number of 10^6 digits": _kind(5, lambda: stream(b"9" * 1_000_000 + b" 0 Td (words) Tj")),
    "pdf with a form that draws itself": Kind("a.pdf", lambda: _replaced(4, PAGE, stream(b"/X Do " * 100, FORM))),
    "pdf with forms that double": Kind("a.pdf", lambda: _forms(40, 2)),
    "pdf with forms 2,000 deep": Kind("a.pdf", lambda: _forms(2_000, 1)),
    "pdf with pages in a loop": Kind("a.pdf", lambda: _replaced(2, "<< /Type /Pages /Kids [2 0 R] /Count 1 >>")),
    "pdf with pages in a longer loop": Kind(
        "a.pdf",
        lambda: _replaced(2, "<< /Type /Pages /Kids [7 0 R] /Count 1 >>", "<< /Type /Pages /Kids [2 0 R] /Count 1 >>"),
    ),
    "pdf with pages 5,000 deep": Kind("a.pdf", lambda: _tree(5_000)),
    "pdf of one page 100,000 times": Kind(
        "a.pdf", lambda: _replaced(2, "<< /Type /Pages /Kids [" + "4 0 R " * 100_000 + "] /Count 100000 >>")
    ),
    "pdf that says 2^31 pages": Kind(
        "a.pdf", lambda: _replaced(2, "<< /Type /Pages /Kids [4 0 R] /Count 2147483647 /MediaBox [0 0 9 9] >>")
    ),
    "pdf whose catalogue is itself": Kind("a.pdf", lambda: _replaced(1, "1 0 R")),
    "pdf of arrays in arrays": Kind("a.pdf", lambda: _replaced(1, "[" * 100_000)),
    "pdf of dictionaries in dictionaries": Kind("a.pdf", lambda: _replaced(1, "<< /A " * 100_000)),
    "pdf whose table leads to itself": Kind("a.pdf", lambda: file_of(objects_of(column(SHORT)), "/Prev 15")),
    "pdf of 5,000 updates": Kind("a.pdf", lambda: _updates(5_000)),
    "pdf without a table, 200,000 objects": Kind("a.pdf", lambda: b"%PDF-1.7\n" + b"1 0 obj\n" * 200_000 + b"%%EOF"),
    "pdf of 200,000 objects": Kind("a.pdf", lambda: _many_objects(200_000)),
    "pdf of 10^6 starts": Kind("a.pdf", lambda: b"%PDF-1.7\n" + b"startxref\n9\n" * 1_000_000 + b"%%EOF"),
    "pdf with an object stream of 10^6 objects": Kind(
        "a.pdf",
        lambda: _object_stream("/N 1000000 /First 9000000", b"1 0 " * 2_250_000 + b"<< /Type /Catalog /Pages 2 0 R >>"),
    ),
    "pdf with an object stream in itself": Kind(
        "a.pdf",
        lambda: _object_stream("/N 2 /First 8 /Extends 7 0 R", b"7 0 1 0 7 0 R << /Type /Catalog /Pages 7 0 R >>"),
    ),
    "pdf with an object stream bomb": Kind(
        "a.pdf", lambda: _object_stream("/N 1 /First 4", b"1 0 " + bytes(150_000_000))
    ),
    "pdf of endless ranges of letters": Kind("a.pdf", lambda: _replaced(3, TYPE0, _packed(RANGES * 50))),
    "pdf of 3,000 fonts": Kind("a.pdf", lambda: _fonts(3_000)),
    "pdf with a title of 5 MB": Kind("a.pdf", lambda: pdf(column(SHORT), info=f"/Title ({'a' * 5_000_000})")),
    "pdf of lines of one letter": Kind(
        "a.pdf", lambda: pdf(*[[Set(9 * x, 12 * y, "a") for x in range(40) for y in range(40)] for _ in range(100)])
    ),
    "pdf, encrypted": Kind("a.pdf", _locked),
    "pdf, truncated": Kind("a.pdf", lambda: pdf(*[column(ARTICLE[:70])] * 50)[:-9_000]),
}
