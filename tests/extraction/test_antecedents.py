"""Whom "he", "she", "who" and "I" mean; better nobody than the wrong one."""

from __future__ import annotations

import pytest

from extraction import read
from tests.extraction.reading import quotes

pytestmark = pytest.mark.parser

HE = "“It will fall,” he said."
SHE = "“It will fall,” she said."


@pytest.mark.parametrize(
    ("before", "pronoun", "who"),
    [
        ("Carl Harlan left on Monday.", HE, "Carl Harlan"),
        ("Carl Harlan left on Monday.", SHE, None),
        ("Carl Harlan met Anna Reyes.", HE, "Carl Harlan"),
        ("Anna Reyes met Carl Harlan.", SHE, "Anna Reyes"),
        ("Mr. Toldan left on Monday.", HE, "Toldan"),
        ("The bridge closed on Monday.", HE, None),
        ("Carl Harlan left. Adam Reyes stayed. The two had met.", HE, None),
        ("Carl Harlan left.\n\nIt rained.\n\nIt snowed.\n\nThe river rose.\n\nIt froze.", HE, None),
        ("Carl Harlan watched. A fisherman came in from the cold.", HE, None),
        ("“He knew,” said Anna Reyes. “Adam Voss knew.”", HE, None),
    ],
)
def test_he_and_she(before, pronoun, who):
    assert quotes(f"{before}\n\n{pronoun}")[-1].who == who


def test_what_comes_later_names_nobody_before_it():
    assert quotes(f"{SHE}\n\nAnna Reyes left on Monday.")[0].who is None


@pytest.mark.parametrize(
    "text",
    [
        "The committee heard Anna Reyes, who said the bridge was weak.",
        "Anna Reyes, who had said the bridge was weak, left.",
    ],
)
def test_who_is_the_one_its_clause_hangs_on(text):
    assert {found.who for found in quotes(text)} == {"Anna Reyes"}


def test_i_inside_a_quotation_is_its_speaker():
    text = "“I told them that the bridge was weak,” said Anna Reyes. “I warned that it would fall.”"
    reading = read(text)
    inner = [quote for quote in reading.quotes if quote.parent is not None]
    assert inner
    assert {reading.voices[quote.voice].name for quote in inner} == {"Anna Reyes"}


def test_a_pronoun_inside_a_quotation_is_left_to_the_reader():
    text = "“He says the bridge is weak,” said Anna Reyes. Carl Harlan left."
    assert [found.who for found in quotes(text, nested=True)][1:] in ([], [None])


def test_the_answer_says_why():
    (voice,) = read(f"Anna Reyes met Carl Harlan.\n\n{SHE}").voices
    assert voice.reason.startswith("“she”: Anna Reyes")
