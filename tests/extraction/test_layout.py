"""Paragraphs, sentences and headlines of an article; why a quote was found; how contents are trimmed."""

from __future__ import annotations

import pytest

from benchmarks.rules.contents import joined
from extraction import read
from extraction.layout import Layout
from extraction.pipeline import paragraphs, parse
from tests.extraction.reading import quote

pytestmark = pytest.mark.parser


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("One.\r\n\r\nTwo.", ["One.", "Two."]),
        ("One.\nTwo.\nThree.", ["One.", "Two.", "Three."]),
        ("One line\nis wrapped\nright here.\n\nTwo.", ["One line\nis wrapped\nright here.", "Two."]),
        ("  One. \u2029 Two.\x0b", ["One.", "Two."]),
        (" \n\t\r\n", []),
        ("", []),
    ],
)
def test_paragraphs(text, found):
    assert [text[start:end] for start, end in paragraphs(text)] == found


def test_a_paragraphs_end_ends_a_sentence_and_a_headline_is_known():
    doc = parse("Bridge Falls After Storm in Velm\n\nThe bridge “fell on Monday” in the storm")
    layout = Layout(doc)
    fell = next(token for token in doc if token.text == "fell")
    assert layout.headline(0)
    assert not layout.headline(fell.i)
    assert layout.quoted[fell.i]
    assert not layout.quoted[0]
    assert layout.paragraph[fell.i] == 1
    assert layout.sentence[0] != layout.sentence[fell.i]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("“The bridge is safe,” Toldan said.", "‘said’ after the quotation, its source before it"),
        ("“The bridge is safe,” said Toldan.", "‘said’ after the quotation, its source after it"),
        ("Toldan said: “The bridge is safe.”", "‘said’ before the quotation, its source before it"),
        ("“The bridge,” Toldan said, “is safe.”", "‘said’ between the parts of the quotation, its source before it"),
        ("Toldan said the bridge was safe.", "‘said’ before what is said, its source before it"),
        (
            "Two boats sank, according to Toldan.",
            "‘according to’ after what is said, its source after it",
        ),
        (
            "“The bridge is safe and open.”",
            "whole sentences in quotation marks; the text doesn't say beside them whose they are",
        ),
    ],
)
def test_each_quote_says_in_words_why_it_was_found(text, reason):
    (found,) = read(text).quotes
    assert found.reason == reason


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Toldan said the bridge was safe, and left.", "the bridge was safe"),
        ("Toldan said – as ever – the bridge was safe.", "the bridge was safe"),
        ("Toldan said the bridge was safe!", "the bridge was safe"),
        ("Toldan said the bridge, according to tests, was safe.", "the bridge"),
        ("The bridge was, Toldan said on Monday, “quite safe” to use.", "The bridge was"),
    ],
)
def test_contents_begin_and_end_with_words_that_are_said(text, content):
    from tests.extraction.reading import quotes

    assert any(content in found.content and "Toldan" not in found.content for found in quotes(text))


def test_pieces_that_touch_are_one_and_come_in_order():
    doc = parse("one two three four")
    assert joined(doc, [(2, 3), (0, 1), (1, 2), (3, 3)]) == ((0, 3),)
    assert joined(doc, [(3, 4), (0, 1)]) == ((0, 1), (3, 4))


def test_a_quote_keeps_its_marks_and_loses_its_comma_outside_them():
    assert quote("“The bridge is safe”, Toldan said.").content == "“The bridge is safe”"
