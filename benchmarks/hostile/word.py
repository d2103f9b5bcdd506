"""Word documents: entities, loops of relations, tables in tables, parts that unpack to more than they say."""

from __future__ import annotations

import zipfile
from functools import partial

from benchmarks.hostile.kind import ARTICLE, Kind
from benchmarks.hostile.texts import LAUGHS, OUTSIDE, noise
from tests.documents.making import W, archive, bound, deflated, listed, paragraph, word, word_parts, words

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATION = f'<Relationship Id="{{}}" Type="{_OFFICE}/{{}}" Target="{{}}"{{}}/>'
_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'


def _document(inner: str, above: str = "", packed: int = zipfile.ZIP_STORED) -> bytes:
    """A document with this below its first paragraph; not packed, so that no ratio gives it away."""
    body = f'<w:document xmlns:w="{W}"><w:body>{paragraph(ARTICLE)}{inner}</w:body></w:document>'
    return archive(word_parts() | {"word/document.xml": above + body}, packed)


def _markup(inner: str, times: int = 1, end: str = "") -> Kind:
    return Kind("a.docx", lambda: _document(inner * times + end * times))


def _entity(above: str, inner: str) -> Kind:
    run = f"<w:p><w:r><w:t>{inner}</w:t></w:r></w:p>"
    return Kind("a.docx", lambda: _document(run, above.replace("DOCTYPE rss", "DOCTYPE w")))


def _loop() -> bytes:
    """Every part is related to itself, to the document and to what lies outside."""
    rows = [_RELATION.format("rId1", "officeDocument", "word/document.xml", "")]
    rows += [_RELATION.format(f"rId{n}", "aFChunk", "word/document.xml", "") for n in range(2, 200)]
    rows += [_RELATION.format("rIdX", "styles", "../../../../etc/passwd", "")]
    own = [_RELATION.format(f"rId{n}", "subDocument", "document.xml", "") for n in range(200)]
    own += [_RELATION.format("rIdY", "attachedTemplate", "http://127.0.0.1:9/x.dotm", ' TargetMode="External"')]
    own += [_RELATION.format("rIdZ", "styles", "styles.xml", "")]
    end = "</Relationships>"
    parts = {"_rels/.rels": _RELATIONS + "".join(rows) + end}
    return archive(word_parts(ARTICLE) | parts | {"word/_rels/document.xml.rels": _RELATIONS + "".join(own) + end})


def _chain(count: int) -> bytes:
    """A chain of so many parts, each related to the next, the last to the first."""
    parts: dict[str, str | bytes] = {}
    for n in range(count):
        row = _RELATION.format("rId1", "header", f"h{(n + 1) % count}.xml", "")
        parts[f"word/h{n}.xml"] = "<x/>"
        parts[f"word/_rels/h{n}.xml.rels"] = _RELATIONS + row + "</Relationships>"
    own = _RELATION.format("rId1", "header", "h0.xml", "") + _RELATION.format("rId2", "styles", "styles.xml", "")
    parts["word/_rels/document.xml.rels"] = _RELATIONS + own + "</Relationships>"
    return archive(word_parts(ARTICLE) | parts)


def _lying() -> bytes:
    """The directory says 2 kB of a body that unpacks to 100 MB."""
    members, at = [], 0
    for name, part in word_parts().items():
        data = part.encode() if isinstance(part, str) else part
        real = b"<w:document>" + b" " * 100_000_000 if name == "word/document.xml" else data
        crc = zipfile.crc32(real[:2_000] if real is not data else data)  # type: ignore[attr-defined]
        members.append(listed(name, deflated(real), size=min(len(real), 2_000), crc=crc, at=at))
        at += len(members[-1][0])
    return bound(*members)


def _compound() -> bytes:
    """What Word writes for a document with a password: an OLE file with an encrypted package."""
    name = "EncryptedPackage".encode("utf-16-le")
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + name + noise(60_000)


def _table(rows: int, cells: int) -> str:
    cell = f"<w:tc>{paragraph('a')}</w:tc>"
    return "<w:tbl>" + f"<w:tr>{cell * cells}</w:tr>" * rows + "</w:tbl>"


def _styles(count: int) -> bytes:
    rows = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:name w:val="n{n}"/></w:style>' for n in range(count)
    )
    return archive(word_parts(ARTICLE) | {"word/styles.xml": f'<w:styles xmlns:w="{W}">{rows}</w:styles>'})


_NO_BODY = f"<?xml version='1.0' encoding='UTF-8'?><w:document xmlns:w='{W}'/>"
_CELL = "<w:tbl><w:tr><w:tc>"

KINDS = {
    "docx of nested entities": _entity(LAUGHS, "&j;"),
    "docx of one long entity": _entity(f"<!DOCTYPE w [<!ENTITY a '{'a' * 100_000}'>]>", "&a;" * 20_000),
    "docx of entities from outside": _entity(OUTSIDE, "&x;&y;"),
    "docx of relations in a loop": Kind("a.docx", _loop),
    "docx of a chain of 1,000 parts": Kind("a.docx", partial(_chain, 1_000)),
    "docx of 4,900 parts": Kind(
        "a.docx", lambda: archive(word_parts(ARTICLE) | {f"word/x{n}.xml": "<x/>" for n in range(4_900)})
    ),
    "docx of 10^5 paragraphs": _markup(paragraph("a"), 100_000),
    "docx of 10^6 runs": _markup("<w:p>" + "<w:r><w:t>a</w:t></w:r>" * 200 + "</w:p>", 2_500),
    "docx of 10^6 tags": Kind("a.docx", lambda: _document("<w:r/>" * 1_000_000)),
    "docx of tables in tables": _markup(_CELL, 60, paragraph("a") + "</w:tc></w:tr></w:tbl>"),
    "docx of tables 50,000 deep": _markup(_CELL, 50_000),
    "docx of a table of 200,000 cells": Kind("a.docx", lambda: _document(_table(2_000, 100))),
    "docx of boxes in boxes": _markup("<w:p><w:r><w:pict><w:txbxContent>", 50, "</w:txbxContent></w:pict></w:r></w:p>"),
    "docx of 200,000 attributes": Kind(
        "a.docx", lambda: _document("<w:p " + " ".join(f"a{n}='1'" for n in range(200_000)) + "/>")
    ),
    "docx of 100,000 namespaces": Kind(
        "a.docx", lambda: _document("<w:p " + " ".join(f"xmlns:a{n}='{n}'" for n in range(100_000)) + "/>")
    ),
    "docx of a word of 20 MB": Kind("a.docx", lambda: _document(paragraph("ab" * 10_000_000))),
    "docx of 10^5 breaks": _markup("<w:p><w:r>" + "<w:br/>" * 100_000 + "<w:t>a</w:t></w:r></w:p>"),
    "docx of deleted words": _markup(f"<w:p><w:del>{words('gone')}</w:del></w:p>", 60_000),
    "docx of 100,000 styles": Kind("a.docx", lambda: _styles(100_000)),
    "docx of combining marks": Kind("a.docx", lambda: word(ARTICLE, "a" + "\u0315\u0300\u05ae\u0301" * 50_000)),
    "docx bomb by ratio": Kind("a.docx", lambda: _document(" " * 100_000_000, packed=zipfile.ZIP_DEFLATED)),
    "docx bomb in a picture": Kind(
        "a.docx", lambda: archive(word_parts(ARTICLE) | {"word/media/image1.png": bytes(100_000_000)})
    ),
    "docx says small, is large": Kind("a.docx", _lying),
    "docx of 24 MB of words": Kind("a.docx", lambda: _document(paragraph(noise(60_000).hex()) * 199)),
    "docx, encrypted": Kind("a.docx", _compound),
    "docx, truncated": Kind("a.docx", lambda: word(*[ARTICLE] * 500)[:-300]),
    "docx without a body": Kind(
        "a.docx", lambda: archive(word_parts() | {"word/document.xml": _NO_BODY.encode("utf-16")})
    ),
}
