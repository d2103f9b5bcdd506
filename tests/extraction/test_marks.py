"""Quotation marks: what stands in them, by the habits of many newsrooms."""

from __future__ import annotations

import pytest

from extraction.marks import quotations


def inside(text):
    return [text[slice(*found.inner)] for found in quotations(text)]


@pytest.mark.parametrize(
    "marked",
    ["“{}”", '"{}"', "‘{}’", "'{}'", "«{}»", "»{}«", "„{}“", "„{}”", "''{}''", "``{}''", "“{}“", "”“{}”"],
)
def test_every_house_style_is_a_quotation(marked):
    text = f"She said {marked.format('Not one boat came back,')} and left."
    assert inside(text) == ["Not one boat came back,"]


@pytest.mark.parametrize(
    "text",
    [
        "The dockers’ pay isn’t the mayor’s concern.",
        "It was the summer of ’69, and rock ’n’ roll was new.",
        'The plank was 6" wide and 2" thick.',
        "The plank was 6'2 long.",
        "Nobody’s boat, the owners' boat.",
        "”",
        '"',
        "",
    ],
)
def test_apostrophes_inches_and_lone_marks_are_no_quotations(text):
    assert inside(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“We heard ‘go home’ twice,” she said.", ["We heard ‘go home’ twice,"]),
        ("‘The owners’ boats are late,’ he said.", ["The owners’ boats are late,"]),
        ('"One," he said. "Two."', ["One,", "Two."]),
        ("“One,” he said, ‘and two’.", ["One,", "and two"]),
        ('The plank, “6 inches” wide, was 6" wide.', ["6 inches"]),
    ],
)
def test_the_outermost_marks_count(text, found):
    assert inside(text) == found


def test_a_mark_left_open_costs_one_paragraph_not_the_rest_of_the_article():
    text = "“We waited all night.\n\nNobody came. “Nobody,” she said."
    first, second = quotations(text)
    assert (first.closed, text[slice(*first.inner)]) == (False, "We waited all night.")
    assert text[slice(*second.inner)] == "Nobody,"


def test_a_speech_over_paragraphs_goes_on_where_the_next_one_opens_with_a_mark():
    first, second, third = quotations("“We waited.\n\n“Then we left.\n\n“Nobody asked why,” she said.")
    assert [q.closed for q in (first, second, third)] == [False, False, True]
    assert [q.continues for q in (first, second, third)] == [False, True, True]


def test_spans_take_the_marks_in():
    text = "😀 She said “so”."
    (found,) = quotations(text)
    assert text[found.start : found.end] == "“so”"
