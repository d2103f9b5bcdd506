"""Of a Word document the body is read as it stands with all changes accepted, and what is set above it is found."""

from __future__ import annotations

import time
import zipfile
from datetime import date

import pytest

from documents import Limits, MediaType, extract
from tests.documents.cast import ARTICLE, read, refusal
from tests.documents.making import W, archive, bound, deflated, listed, paragraph, word, word_parts, words

HEADLINE = "Bridge closed until April"


def test_a_press_release():
    document = extract(
        word(
            paragraph(HEADLINE, "Titel"),
            "By Ann Lee",
            "9 March 2026",
            "The bridge will stay closed, the mayor said.",
            paragraph("What comes next", "berschrift1"),
            "“A ferry will run,” she added.",
            title="Bridge (final 2)",
        ),
        filename="release.docx",
    )
    assert document.media_type is MediaType.DOCX
    assert (document.headline, document.title) == (HEADLINE, "Bridge (final 2)")
    assert (document.byline, document.published) == ("Ann Lee", date(2026, 3, 9))
    assert document.text.split("\n\n") == [
        "The bridge will stay closed, the mayor said.",
        "What comes next",
        "“A ferry will run,” she added.",
    ]


@pytest.mark.parametrize(
    ("above", "headline", "byline"),
    [
        ([paragraph(HEADLINE, "berschrift1"), "By Ann Lee"], HEADLINE, "Ann Lee"),
        (["PRESS RELEASE", paragraph(HEADLINE, "Titel"), paragraph("Ann Lee", "Byline")], HEADLINE, "Ann Lee"),
        ([HEADLINE, "By Ann Lee"], HEADLINE, "Ann Lee"),
        ([], "", ""),
    ],
)
def test_what_stands_above_the_text(above, headline, byline):
    document = read(word(*above, ARTICLE, ARTICLE.replace("bridge", "tunnel")), "a.docx")
    assert (document.headline, document.byline) == (headline, byline)
    assert document.text.endswith(ARTICLE + "\n\n" + ARTICLE.replace("bridge", "tunnel"))
    assert HEADLINE not in document.text
    assert "Ann Lee" not in document.text


def test_changes_are_accepted_and_what_is_hidden_stays_so():
    inner = (
        words("The bridge ")
        + f'<w:del w:id="1">{words("stays").replace("w:t", "w:delText")}</w:del>'
        + f'<w:ins w:id="2">{words("closes")}</w:ins>'
        + f'<w:moveFrom w:id="3">{words(" once")}</w:moveFrom>'
        + f'<w:hyperlink w:anchor="x">{words(" on Monday")}</w:hyperlink>'
        + f"<w:sdt><w:sdtContent>{words(', she')}</w:sdtContent></w:sdt>"
        + words(" never", "<w:vanish/>")
        + words(" said", '<w:vanish w:val="0"/>')
        + "<w:r><w:fldChar w:fldCharType='begin'/><w:instrText>PAGE</w:instrText></w:r>"
        + "<w:r><w:noBreakHyphen/><w:tab/><w:t>so.</w:t><w:br/><w:t>Two.</w:t><w:br w:type='page'/></w:r>"
    )
    assert read(word(paragraph(inner)), "a.docx").text == "The bridge closes on Monday, she said- so.\nTwo."


def cell(*inner: str) -> str:
    return f"<w:tc>{''.join(paragraph(one) for one in inner)}</w:tc>"


def table(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def test_tables_of_figures_and_tables_that_lay_out_a_page():
    figures = table(cell("Boat") + cell("Leaves"), cell("Anna") + cell("7 am"))
    layout = table(cell("Kicker") + cell("First paragraph.", "Second paragraph."))
    nested = table(f"<w:tc>{figures}{paragraph('after')}</w:tc>")
    assert read(word(ARTICLE, figures, layout, nested), "a.docx").text.split("\n\n")[1:] == [
        *("Boat | Leaves", "Anna | 7 am", "Kicker", "First paragraph.", "Second paragraph."),
        *("Boat | Leaves", "Anna | 7 am", "after"),
    ]


def test_text_in_boxes_is_read_only_where_there_is_no_other():
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('In the box.')}</w:txbxContent></w:pict></w:r>"
    assert read(word(paragraph(box), ARTICLE), "a.docx").text == ARTICLE
    assert read(word(paragraph(box)), "a.docx").text == "In the box."


def test_templates_macros_and_the_strict_form_are_read_too():
    parts = word_parts(ARTICLE)
    types = str(parts["[Content_Types].xml"])
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macros = parts | {
        "[Content_Types].xml": types.replace(main, "application/vnd.ms-word.document.macroEnabled.main+xml")
    }
    old, new = "http://schemas.openxmlformats.org/officeDocument/2006/", "http://purl.oclc.org/ooxml/officeDocument/"
    strict = {name: part.replace(old, new) if isinstance(part, str) else part for name, part in parts.items()}
    strict["word/document.xml"] = str(parts["word/document.xml"]).replace(
        W, "http://purl.oclc.org/ooxml/wordprocessingml/main"
    )
    for members in (macros, strict):
        assert extract(archive(members), filename="a.docm").text == ARTICLE


def test_the_main_part_may_have_another_name():
    parts = {
        name.replace("document.xml", "document2.xml"): part.replace("document.xml", "document2.xml")
        if isinstance(part, str)
        else part
        for name, part in word_parts(ARTICLE).items()
    }
    assert extract(archive(parts), filename="a.docx").text == ARTICLE


def with_document(markup: str, **others: str) -> bytes:
    return archive(word_parts() | {"word/document.xml": markup} | others)


ENTITIES = "<!DOCTYPE d [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
    f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in zip("abcdefghi", "bcdefghij", strict=True)
)
WHOLE = (
    f'<w:document xmlns:w="{W}"><w:body>{paragraph(ARTICLE)}<w:p><w:r><w:t>%s</w:t></w:r></w:p></w:body></w:document>'
)


def test_entities_are_not_followed():
    outside = "<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
    assert extract(with_document(outside + WHOLE % "&x;"), filename="a.docx").text == ARTICLE
    assert extract(with_document(ENTITIES + "]>" + WHOLE % "&b;"), filename="a.docx").text == ARTICLE
    assert refusal(with_document(ENTITIES + "]>" + WHOLE % "&j;"), "a.docx").code == "damaged"


def lying(size: int, real: bytes, crc: int = 0) -> bytes:
    """Give a document whose body is larger than the directory says."""
    members, at = [], 0
    for name, part in word_parts().items():
        data = part.encode() if isinstance(part, str) else part
        if name == "word/document.xml":
            member = listed(name, deflated(real), size=size, crc=crc, at=at)
        else:
            member = listed(name, deflated(data), size=len(data), crc=zipfile.crc32(data), at=at)
        members.append(member)
        at += len(member[0])
    return bound(*members)


BLANKS = b"<w:document>" + b" " * 150_000_000


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (with_document("<w:document>" + " " * 30_000_000), {"bomb"}),
        (lying(2_000, BLANKS), {"damaged"}),
        (lying(2_000, BLANKS, zipfile.crc32(BLANKS[:2_000])), {"damaged"}),
        (lying(4_000_000_000, BLANKS), {"bomb"}),
        (with_document(f'<w:document xmlns:w="{W}">' + "<w:p>" * 100_000), {"damaged"}),
        (with_document(WHOLE % ("&a" * 1_000)), {"damaged"}),
        (with_document("<html/>"), {"damaged", "no_words"}),
        (archive({name: part for name, part in word_parts(ARTICLE).items() if "rels" not in name}), {"damaged"}),
        (word(ARTICLE)[:-200], {"damaged"}),
        (word(ARTICLE)[:900], {"damaged"}),
        (word(ARTICLE).replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"), {"encrypted"}),
        (archive(word_parts(ARTICLE) | {f"word/x{n}.xml": "<x/>" for n in range(6_000)}), {"too_many_parts"}),
        (word("", " "), {"no_words"}),
        (archive(word_parts(ARTICLE), zipfile.ZIP_BZIP2), {"unknown_packing"}),
    ],
    ids=[
        *("ratio", "lying", "forged", "huge", "deep", "syntax", "other", "unrelated", "cut", "short", "encrypted"),
        *("parts", "empty", "bzip2"),
    ],
)
def test_what_is_not_read_ends_in_a_sentence(data, codes):
    began = time.monotonic()
    assert refusal(data, "a.docx").code in codes
    assert time.monotonic() - began < 30


def test_the_limit_on_what_is_unpacked_is_named():
    refused = refusal(word(*[ARTICLE] * 100), "a.docx", Limits(unpacked_bytes=10_000))
    assert (refused.code, "10 kB" in refused.sentence) == ("too_large_unpacked", True)


def test_ten_thousand_paragraphs_are_read_in_a_moment():
    began = time.monotonic()
    text = extract(word(*[f"The bridge has {n} bolts." for n in range(10_000)]), filename="a.docx").text
    assert text.count("\n\n") == 9_999
    assert time.monotonic() - began < 20
