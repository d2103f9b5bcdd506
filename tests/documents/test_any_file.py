"""Whatever stands in a file of some kind: a document or a refusal, and what is said of it can be told on."""

from __future__ import annotations

from datetime import UTC

from hypothesis import given, settings
from hypothesis import strategies as st

from documents import Document, Limits, MediaType, Refused
from documents.answer import read_answer, write_document
from documents.dates import first_date
from documents.formats import eml, html, markdown
from documents.identity import stream_safe
from documents.unpacking import frames, read_frames
from tests.documents.making import archive

quick = settings(max_examples=60, deadline=None, derandomize=True, database=None)

SIGNS = [
    "<p>",
    "</p>",
    "<div",
    " class='",
    ">",
    "<!--",
    "-->",
    "&amp;",
    "&#x0;",
    "<script>",
    "<table><tr><td>",
    "\x00",
    "\r\n",
    "\n\n",
]
MARKS = [
    "# ",
    "- ",
    "* ",
    "> ",
    "**",
    "`",
    "```\n",
    "[a](b)",
    "![",
    "|a|b|\n|-|-|\n",
    "---\n",
    "title: a\n",
    "    ",
    "\n\n",
    "<b>",
]
HEADERS = [
    "From: a@b.c\n",
    "Subject: =?utf-8?b?YQ==?=\n",
    "Date: Mon, 9 Mar 2026 07:45:00 +0000\n",
    "MIME-Version: 1.0\n",
    "\n",
]
PARTS = [
    "Content-Type: multipart/mixed; boundary=b\n",
    "--b\n",
    "--b--\n",
    "Content-Transfer-Encoding: base64\n",
    "Content-Type: text/html\n",
]


def texts(*pieces: str) -> st.SearchStrategy[str]:
    """Texts of these pieces and any others."""
    return st.lists(st.sampled_from(pieces) | st.text(max_size=8), max_size=30).map("".join)


def taken_apart(reader, data, name):
    """The document, None for a refusal; nothing else may come of a file."""
    try:
        return reader.take_apart(data, name, Limits())
    except Refused:
        return None


@quick
@given(texts(*SIGNS))
def test_any_page_is_read_or_refused(text):
    found = taken_apart(html, text.encode("utf-8", "surrogatepass"), "a.html")
    assert found is None or "\x00" not in found.text


@quick
@given(texts(*MARKS))
def test_any_markdown_is_read_or_refused(text):
    found = taken_apart(markdown, text.encode("utf-8", "surrogatepass"), "a.md")
    assert found is None or found.text.strip()


@quick
@given(texts(*HEADERS, *PARTS), st.binary(max_size=40))
def test_any_mail_is_read_or_refused(text, more):
    found = taken_apart(eml, text.encode("utf-8", "surrogatepass") + more, "a.eml")
    assert found is None or found.text.strip()


documents = st.builds(
    Document,
    text=st.text(max_size=60).map(lambda text: text.replace("\x00", "")),
    title=st.text("ab é“", max_size=20).map(lambda words: " ".join(words.split())),
    published=st.none() | st.dates() | st.datetimes(timezones=st.just(UTC)),
    media_type=st.just(MediaType.PLAIN),
    unread=st.lists(st.text("ab.", min_size=1, max_size=9), max_size=5).map(tuple),
)


@quick
@given(documents)
def test_a_document_comes_out_of_the_cage_as_it_went_in(document):
    assert read_answer(write_document(document), MediaType.PLAIN, Limits()) == document


@quick
@given(st.dictionaries(st.text("ab/ü", min_size=1, max_size=9), st.binary(max_size=300), min_size=1, max_size=6))
def test_files_come_out_of_an_archive_as_they_went_in_and_none_climbs_out(files):
    told = {name: data for name, data in files.items() if not name.endswith("/")}
    if not told:
        return
    found = {one.name: one for one in read_frames(b"".join(frames(archive(files), Limits())), Limits())}
    assert found.keys() == told.keys()
    for name, one in found.items():
        assert one.refused.code == "bad_name" if name.startswith("/") else one.data == told[name]


@quick
@given(st.text(max_size=60) | st.lists(st.sampled_from("\u0301\u0315aeé "), max_size=90).map("".join))
def test_cutting_runs_of_marks_twice_changes_nothing(text):
    once = stream_safe(text)
    assert stream_safe(once) == once
    assert len(once) <= len(text)


@quick
@given(texts("31 Feb 2026", "2026-13-40", "1/2/03", "99:99", "+99:99", "Jan", "0000-01-01T00:00Z", "٣", " "))
def test_any_text_names_a_day_or_none(text):
    first_date(text)
