"""Whom a pronoun could mean: every name, person's noun and pronoun, once, with how it stands."""

from __future__ import annotations

import pytest

from extraction.antecedents.figures import Sort, find_figures
from extraction.antecedents.traits import FARTHEST, TRAITS, Look
from extraction.directory import Directory
from extraction.layout import Layout
from extraction.namings import find_namings
from extraction.pipeline import parse

pytestmark = pytest.mark.parser


def look_at(text: str) -> Look:
    doc = parse(text)
    layout = Layout(doc)
    return Look(doc, layout, find_figures(doc, layout, Directory(find_namings(doc, layout), layout)))


def candidates(text: str) -> list[str]:
    """The names and words that the last pronoun of a text may mean."""
    look = look_at(text)
    pronoun = [figure for figure in look.figures if figure.sort in (Sort.HE, Sort.SHE, Sort.THEY)][-1]
    return [look.figures[i].name for i in look.candidates(pronoun)]


@pytest.mark.parametrize(
    ("text", "may_be"),
    [
        ("Carl Harlan met Anna Reyes. She left.", ["Anna Reyes"]),
        ("Carl Harlan met a fisherman. He left.", ["Carl Harlan", "fisherman"]),
        ("Carl Harlan met the nurses. They left.", ["Carl Harlan", "nurses"]),
        ("Mr. Toldan left. She stayed.", []),
        ("The mayor, Anna Reyes, left. The mayor was tired. She slept.", ["Anna Reyes", "Anna Reyes"]),
        ("After she won, Anna Reyes left.", ["Anna Reyes"]),
        ("She won.\n\nAnna Reyes left.", []),
    ],
)
def test_gender_number_and_place_say_who_may_be_meant(text, may_be):
    assert candidates(text) == may_be


def test_no_two_figures_share_a_word():
    look = look_at("Ms. Anna Reyes, mayor of Altmark, told Mr. Toldan of Harlan Steel that she knew his brother Piet.")
    words = [i for figure in look.figures for i in range(figure.start, figure.head + 1)]
    assert len(words) == len(set(words))
    assert look.heads == sorted(look.heads)


def test_each_candidate_has_a_row_of_traits_and_the_last_row_is_nobody():
    look = look_at("Carl Harlan left. Piet Harlan stayed. He slept.")
    rows = look.traits(look.figures[-1], [0, 1], {})
    assert rows.shape == (3, len(TRAITS))
    assert rows[:, TRAITS.index("nobody")].tolist() == [0, 0, 1]
    assert rows[:2, TRAITS.index("sentences: 2")].tolist() == [1, 0]


def test_a_text_of_pronouns_has_few_candidates_each():
    look = look_at("He said he knew that he was late. " * 200)
    assert max(len(look.candidates(figure)) for figure in look.figures[::37]) <= FARTHEST + 8
