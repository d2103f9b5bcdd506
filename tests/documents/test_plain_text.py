"""A text file is stored as it was decoded, and its first lines are understood."""

from __future__ import annotations

import codecs
from datetime import UTC, date, datetime

import pytest

from documents import Limits, extract
from documents.masthead import read_byline, read_masthead
from tests.documents.cast import ARTICLE, read, refusal


@pytest.mark.parametrize(
    "text",
    [
        "“We have nothing to hide”, she said.\r\n\r\nNobody\tbelieved her.  \r\n",
        "\ufeffA byte-order mark stays: offsets must be those of the file.",
        "Old Macintosh\rline ends\rand a form feed\x0cand \u2028 others\x85stay.",
        "🚋 The tram 👩‍🚒 e\u0301 \u202eabc\u202c שלום and \U0001f1e9\U0001f1ea go in and come out.",
        "\n\n   Blanks at both ends are kept.   \n\n",
    ],
)
def test_text_of_valid_utf8_is_the_decoded_file(text):
    document = read(text)
    assert document.text == text
    assert document.encoding == "utf-8"


def test_zero_characters_are_taken_out_and_nothing_else():
    assert read(b"The may\x00or said\x00 no.").text == "The mayor said no."


@pytest.mark.parametrize(
    ("text", "codec", "said"),
    [
        ("“It’s a lie – and a café’s not a bank,” he said… €5. Señor Núñez left.", "cp1252", "cp1252"),
        ("He’s “here”.", "cp1252", "cp1252"),
        ("The façade cost £9 million.", "latin-1", "cp1252"),
        (ARTICLE + " “No,” said Adélaïde. 🚋", "utf-16", "utf-16"),
        (ARTICLE + " “No,” said Adélaïde. 🚋", "utf-16-le", "utf-16-le"),
        (ARTICLE + " “No,” said Adélaïde.", "utf-16-be", "utf-16-be"),
        ("Мэр города сказал в понедельник, что мост останется закрытым до конца недели. " * 5, "cp1251", "cp1251"),
        ("Zażółć gęślą jaźń, powiedział minister. Łódź jest piękna, a most zamknięty. " * 5, "cp1250", "cp1250"),
    ],
)
def test_other_encodings_are_recognised(text, codec, said):
    document = read(text.encode(codec))
    assert document.text.removeprefix("\ufeff") == text
    assert document.encoding == said


def test_big_endian_with_a_mark():
    assert read(codecs.BOM_UTF16_BE + ARTICLE.encode("utf-16-be")).text == ARTICLE


def test_a_few_stray_bytes_do_not_spoil_utf8():
    document = read("“Yes”, she said — “perhaps”. ".encode() + b"\x93No\x94, he said.")
    assert document.text == "“Yes”, she said — “perhaps”. “No”, he said."
    assert document.encoding == "utf-8"


def test_hopeless_bytes_still_give_text_that_can_be_stored():
    text = read(b"The \x81\x8d\x8f\x90\x9d mayor \xff\xfe said no.").text
    assert "mayor" in text
    text.encode("utf-8")


def test_headline_date_and_byline_of_a_text():
    head = "Port To Be Dredged In May\n\nPosted April 14, 2017\n\nBy Ann Lee and Jo Park | The Courier\n\n"
    document = extract((head + ARTICLE).encode(), filename="a.txt")
    assert document.headline == document.title == "Port To Be Dredged In May"
    assert document.published == date(2017, 4, 14)
    assert document.byline == "Ann Lee and Jo Park"
    assert document.language == "en"


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Posted April 14, 2017", date(2017, 4, 14)),
        ("Published: 14 Apr. 2017 10:32 GMT", date(2017, 4, 14)),
        ("Friday, 14th April 2017", date(2017, 4, 14)),
        ("By Ann Lee | Sept 3, 2019, 4:15 p.m. EDT", date(2019, 9, 3)),
        ("2017-04-14", date(2017, 4, 14)),
        ("2017-04-14T08:30:00Z", datetime(2017, 4, 14, 8, 30, tzinfo=UTC)),
        ("14/04/2017", date(2017, 4, 14)),
        ("04/14/2017", date(2017, 4, 14)),
        ("04/05/2017", None),  # April or May
        ("Updated April 14, 2017", None),  # says when it changed, not when it appeared
        ("February 30, 2017", None),
        ("The bridge fell on April 14, 2017, killing four", None),  # an event's date
        ("April 14", None),
    ],
)
def test_published_is_what_a_line_about_dates_says(line, published):
    assert read_masthead(f"Port To Be Dredged\n\n{line}\n\n{ARTICLE}").published == published


@pytest.mark.parametrize(
    "text",
    [
        ARTICLE + "\n\nA second paragraph follows it, as long as the first one was.",
        "A paragraph that was broken by hand at some width of the page\nand goes on in the next line.\n",
        "and so it ended\n\n" + ARTICLE,
        "Photo:\n\n" + ARTICLE,
        "Only one line",
        "By Ann Lee\n\n" + ARTICLE,
    ],
)
def test_no_headline_where_the_first_line_is_none(text):
    assert read_masthead(text).headline == ""


def test_headline_with_a_full_stop_must_look_like_one():
    assert read_masthead(f"Former Chairman Calls for Second Bridge.\n\n{ARTICLE}").headline
    assert not read_masthead(f"The former chairman wants a bridge.\n\n{ARTICLE}").headline


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Jane Doe", "Jane Doe"),
        ("BY JANE DOE, STAFF WRITER", "JANE DOE, STAFF WRITER"),
        ("By Jane van der Berg - The Wire", "Jane van der Berg"),
        ("By Friday, the water had gone", ""),
        ("By the end of the year nothing had been done", ""),
        ("By and by it became clear.", ""),
        ("Bystanders saw it", ""),
    ],
)
def test_byline_names_people(line, names):
    assert read_byline(line) == names


def test_a_text_of_more_words_and_marks_than_any_text_has_is_refused_with_the_limit():
    limits = Limits(text_characters=900)
    refused = refusal(b"words " + b'"' * 500, limits=limits)
    assert (refused.code, "300 words" in refused.sentence) == ("too_many_words", True)
    assert extract(b"word " * 179 + b"end", limits=limits).text
