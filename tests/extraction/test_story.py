"""Whether two articles tell of one story."""

from __future__ import annotations

import pytest

from extraction import read
from extraction.story import LEAD, one_story, story

pytestmark = pytest.mark.parser

FIRE = (
    "A fire destroyed the old grain mill in Velmora on Tuesday night, and two watchmen were hurt.\n\n"
    "“We got there in nine minutes,” said Goran Petrak, the head of the Velmora fire brigade."
)
SAME_FIRE = (
    "Flames tore through a mill at Velmora late on Tuesday.\n\n"
    "The brigade's chief, Goran Petrak, said the watchmen had been inside. A neighbour said nobody came for an hour."
)
ANOTHER_FIRE = (
    "A fire destroyed the old grain mill in Sanderholt on Friday night, and two watchmen were hurt.\n\n"
    "“We got there in nine minutes,” said Berta Collin, the head of the Sanderholt fire brigade."
)
ANOTHER_MATTER = (
    "The library of Velmora will open on Sundays from October, the town council decided.\n\n"
    "Goran Petrak, whose daughter runs the children's room, said he would be the first reader."
)


def about(text):
    return story(text, read(text).names)


@pytest.mark.parametrize(
    ("left", "right", "one"),
    [
        (FIRE, SAME_FIRE, True),
        (FIRE, ANOTHER_FIRE, False),
        (FIRE, ANOTHER_MATTER, False),
        (SAME_FIRE, ANOTHER_MATTER, False),
    ],
)
def test_two_articles_are_of_one_story_by_their_matter_and_their_names(left, right, one):
    assert one_story(about(left), about(right)) is one
    assert one_story(about(right), about(left)) is one


def test_the_words_of_names_are_found_once_each_without_days_and_titles_in_small_letters():
    names = read(FIRE).names
    assert {"goran", "petrak", "velmora"} <= set(names)
    assert "tuesday" not in names
    assert list(names) == sorted(set(names))


@pytest.mark.parametrize("text", ["", "…", "🔥" * LEAD, "Nobody spoke."])
def test_what_names_nobody_is_of_no_story_but_is_told_without_a_fault(text):
    assert not one_story(about(text), about(text))
