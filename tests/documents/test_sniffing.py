"""The type is judged by content; what is not read is refused with a sentence that says what to do."""

from __future__ import annotations

import io
import zipfile

import pytest

from documents import Limits, MediaType, admit, sniff
from tests.documents.cast import ARTICLE, page, refusal


def archive(*names: str) -> bytes:
    """Give a zip with these members."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return held.getvalue()


def stored_within(inner: bytes) -> bytes:
    """Give a zip that holds another file's bytes as they are."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as made:
        made.writestr("a.docx", inner)
    return held.getvalue()


MAIL = b"Received: from a\r\nFrom: ann@example.org\r\nSubject: Bridge\r\nDate: 2 Nov 2026 10:00 +0000\r\n\r\nHello\r\n"


@pytest.mark.parametrize(
    ("data", "filename", "expected"),
    [
        (ARTICLE.encode(), "a.txt", MediaType.PLAIN),
        (ARTICLE.encode(), "a.html", MediaType.PLAIN),
        (ARTICLE.encode(), "a.pdf", MediaType.PLAIN),
        (ARTICLE.encode(), "a.md", MediaType.MARKDOWN),
        (ARTICLE.encode("utf-16"), "", MediaType.PLAIN),
        (ARTICLE.encode("utf-16-le"), "", MediaType.PLAIN),
        (b"From: Oslo\nTo: Bergen\nA journey by train.\n\nIt began", "", MediaType.PLAIN),
        (b"Is 3 < 4 and <b> a tag? A text may say so.", "a.txt", MediaType.PLAIN),
        (page("harbour.html"), "a.txt", MediaType.HTML),
        (page("harbour.html").decode().encode("utf-16"), "", MediaType.HTML),
        (b"\xef\xbb\xbf\n <!-- saved --><?xml version='1.0'?><!doctype  HTML>x", "", MediaType.HTML),
        (b"Some words and then <br> a tag", "a.htm", MediaType.HTML),
        (b"%PDF-1.7\n%\xe2\xe3", "a.txt", MediaType.PDF),
        (archive("a.txt"), "a.docx", MediaType.ZIP),
        (archive("[Content_Types].xml", "word/document.xml"), "", MediaType.DOCX),
        (archive("[Content_Types].xml", "word/document2.xml"), "a.zip", MediaType.DOCX),
        (archive("[Content_Types].xml", "ppt/presentation.xml"), "", MediaType.BINARY),
        (archive("META-INF/MANIFEST.MF", "a.class"), "a.zip", MediaType.BINARY),
        (stored_within(archive("word/document.xml")), "", MediaType.ZIP),
        (MAIL, "", MediaType.EML),
        (b"{\\rtf1 hello}", "", MediaType.RTF),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "", MediaType.DOC),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "a.txt", MediaType.IMAGE),
        (b"\xff\xd8\xff\xe0 JFIF", "", MediaType.IMAGE),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "", MediaType.IMAGE),
        (b"<svg xmlns='http://www.w3.org/2000/svg'></svg>", "", MediaType.IMAGE),
        (bytes(range(256)) * 20, "a.txt", MediaType.BINARY),
        (bytes(5000), "a.txt", MediaType.BINARY),
        (b"\x7fELF\x02\x01\x01", "", MediaType.BINARY),
        (b"", "", MediaType.PLAIN),
    ],
)
def test_type_by_content(data, filename, expected):
    assert sniff(data, filename) is expected


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "Office"),
        (archive("[Content_Types].xml", "xl/workbook.xml"), "kind"),
        (archive("mimetype", "content.xml"), "kind"),
        (b"{\\rtf1 hello}", "rich-text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "picture"),
        (bytes(range(256)) * 20, "kind"),
    ],
)
def test_refusal_names_the_kind_and_the_way_out(data, says):
    refused = refusal(data)
    assert refused.code == "unreadable_type"
    assert says in refused.sentence
    assert "Paste" in refused.sentence
    assert refused.final


@pytest.mark.parametrize("data", [b"", b"  \r\n\t ", b"\x00\x00"])
def test_empty_file_is_refused(data):
    assert refusal(data).code == "empty"


@pytest.mark.parametrize(
    "data", [b"1234 -- 5678 !?", b"\xef\xbb\xbf", b"<html><body></body></html>", b"<!doctype html>"]
)
def test_file_without_words_is_refused(data):
    assert refusal(data).code == "no_words"


def test_limits_are_named_in_the_refusal():
    small = Limits(bytes=2_000, html_bytes=1_000, text_characters=100)
    assert refusal(b"a" * 2_001, limits=small).sentence == "A file may have 2 kB; this one has 2 kB."
    assert refusal(b"<html>" + b"a" * 1_500, limits=small).code == "too_large"
    long = refusal(b"a" * 101, limits=small)
    assert (long.code, long.sentence) == ("too_long", "A text may have 100 characters; this one has 101.")
    assert "5 MB" in refusal(b"<html>" + b"a" * 5_100_000).sentence
    assert "25 MB" in refusal(b"a" * 25_100_000).sentence


def test_admit_gives_the_type_without_a_child():
    assert admit(ARTICLE.encode()) is MediaType.PLAIN
