"""Files of kinds that no text editor writes, made for these tests: ordinary ones, and broken or hostile ones."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
<Override PartName="/word/styles.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>
<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>
</Types>"""
_RELATIONS = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>
<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>
</Relationships>"""
_WORD_RELATIONS = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/>
<Relationship Id="rId2" Type="{_OFFICE}/image" Target="media/image1.png"/>
</Relationships>"""
_STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
    for key, name in [("Normal", "Normal"), ("Titel", "Title"), ("berschrift1", "heading 1"), ("Byline", "Byline")]
)
_CORE = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title></cp:coreProperties>"""


def archive(members: Mapping[str, bytes | str], packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Give a zip of these."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", packed) as made:
        for name, data in members.items():
            made.writestr(zipfile.ZipInfo(name, (2026, 3, 9, 7, 45, 0)), data, packed)
    return held.getvalue()


def words(text: str, properties: str = "") -> str:
    """Give one run of words, as Word writes it."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(inner: str, style: str = "") -> str:
    """Give a paragraph; `inner` is markup, or mere words."""
    runs = inner if inner.startswith("<w:") else words(inner)
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}{runs}</w:p>"


def word_parts(*paragraphs: str, title: str = "") -> dict[str, bytes | str]:
    """Give the parts of a Word document with these paragraphs: markup, or mere words."""
    body = "".join(one if one.startswith("<w:") else paragraph(one) for one in paragraphs)
    return {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS,
        "word/document.xml": f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{W}"><w:body>{body}'
        "</w:body></w:document>",
        "word/_rels/document.xml.rels": _WORD_RELATIONS,
        "word/styles.xml": f'<w:styles xmlns:w="{W}">{_STYLES}</w:styles>',
        "word/media/image1.png": b"\x89PNG\r\n\x1a\n" + bytes(200),
        "docProps/core.xml": _CORE.format(escape(title)),
    }


def word(*paragraphs: str, title: str = "") -> bytes:
    """Give a Word document with these paragraphs: markup, or mere words."""
    return archive(word_parts(*paragraphs, title=title))


def deflated(data: bytes) -> bytes:
    """Give a raw deflate stream, as a zip holds it."""
    packer = zlib.compressobj(9, wbits=-15)
    return packer.compress(data) + packer.flush()


def listed(
    name: str, packed: bytes, *, size: int, crc: int = 0, at: int = 0, flags: int = 0, method: int = 8, mode: int = 0
) -> tuple[bytes, bytes]:
    """Give a member's own header with its bytes, and its line of the directory: what they say need not be true."""
    said = struct.pack("<HHHHHIIIH", 20, flags, method, 0, 0x5A69, crc, len(packed), size, len(name.encode()))
    own = b"PK\x03\x04" + said + b"\x00\x00" + name.encode() + packed
    line = b"PK\x01\x02\x14\x03" + said + struct.pack("<HHHHII", 0, 0, 0, 0, mode << 16, at) + name.encode()
    return own, line


def bound(*members: tuple[bytes, bytes], count: int | None = None) -> bytes:
    """Give an archive of what `listed` gave."""
    body, lines = b"".join(own for own, _ in members), b"".join(line for _, line in members)
    number = len(members) if count is None else count
    return body + lines + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, number, number, len(lines), len(body), 0)
