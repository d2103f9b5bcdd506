"""Word documents: the body's paragraphs as they read with all changes accepted, and the heading above them.

python-docx (https://python-docx.readthedocs.io) finds the parts and the styles. It is given a copy of the file in which
every part was unpacked within limits; pictures and what else is embedded are left out of it.
"""

from __future__ import annotations

import io
import zipfile

from docx import Document as open_word
from docx.document import Document as WordDocument
from lxml import etree

from documents.admission import in_words
from documents.archive import members_of, refuse_bomb, unpacked
from documents.heading import headed
from documents.identity import stream_safe
from documents.masthead import read_masthead
from documents.paragraphs import joined
from documents.particulars import Particulars, without_by
from documents.types import Document, Limits, MediaType, Refused
from documents.word_body import Paragraph, read_body

MOST_PARTS = 5_000
_UNWANTED = ("word/media/", "word/embeddings/", "word/fonts/", "word/activeX/", "docProps/thumbnail", "customXml/")
_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
# A file with macros or a template has the same body under another type; the strict form has it under other addresses.
_SAME = (
    (b"application/vnd.ms-word.document.macroEnabled.main+xml", _MAIN),
    (b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml", _MAIN),
    (b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml", _MAIN),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
)
_HEADINGS = ("title", "headline")
_BYLINES = ("byline", "author", "authors")
_LOOKED_AT = 10


def take_apart(data: bytes, filename: str, limits: Limits) -> Document:
    """Give the text of a Word document. Raises `Refused` for a bomb, a damaged file, and one without words."""
    word = _opened(_copied(data, limits))
    paragraphs = read_body(word.element.body) or read_body(word.element.body, boxes=True)
    if not paragraphs:
        raise Refused("no_words", "There are no words in this Word document; pictures of pages are not read.")
    names = {style.style_id: (style.name or "").lower() for style in word.styles}
    heading = _styled(paragraphs, names, _HEADINGS) or _first_heading(paragraphs, names)
    byline = _styled(paragraphs, names, _BYLINES)
    lines = [stream_safe(one.text) for one in paragraphs if one is not heading and one is not byline]
    head = read_masthead(joined(lines[:_LOOKED_AT]))
    stated = Particulars(
        title=" ".join(word.core_properties.title.split()),
        byline=without_by(byline.text) if byline else head.byline,
    )
    above = stream_safe(heading.text) if heading else ""
    return headed([above, *lines] if above else lines, stated, MediaType.DOCX, heading=above)


def _copied(data: bytes, limits: Limits) -> bytes:
    """Give the archive once more, not packed, with what python-docx needs of it. Raises `Refused`."""
    members = members_of(data)
    if len(members) > MOST_PARTS:
        raise Refused("too_many_parts", f"A Word document may have {MOST_PARTS:,} parts; this one has more.")
    wanted = [one for one in members if not one.filename.startswith(_UNWANTED)]
    refuse_bomb(wanted, limits.unpacked_bytes, in_words(limits.unpacked_bytes))
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as copy:
        for member in members:
            part = b"" if member.filename.startswith(_UNWANTED) else unpacked(data, member)
            for other, usual in _SAME if member.filename.endswith((".xml", ".rels")) else ():
                part = part.replace(other, usual)
            copy.writestr(member.filename, part)
    return held.getvalue()


def _opened(data: bytes) -> WordDocument:
    """Open the copy. Raises `Refused` where python-docx finds no document in it."""
    try:
        return open_word(io.BytesIO(data))
    except (KeyError, ValueError, AttributeError, etree.XMLSyntaxError):
        raise Refused("damaged", "This Word document is damaged: its text can't be found in it.") from None


def _styled(paragraphs: list[Paragraph], names: dict[str, str], wanted: tuple[str, ...]) -> Paragraph | None:
    """Give the first of the first paragraphs that is set in one of these styles."""
    return next((one for one in paragraphs[:_LOOKED_AT] if names.get(one.style) in wanted), None)


def _first_heading(paragraphs: list[Paragraph], names: dict[str, str]) -> Paragraph | None:
    """Give the paragraph that the text begins with where it is set as a heading."""
    return paragraphs[0] if names.get(paragraphs[0].style, "").startswith("heading") else None
