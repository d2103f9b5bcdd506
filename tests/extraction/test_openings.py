"""What a headline and a lead call somebody before the name is told."""

from __future__ import annotations

import pytest

from tests.extraction.reading import speakers

pytestmark = pytest.mark.parser


@pytest.mark.parametrize(
    ("text", "who"),
    [
        # The only one of the text who has that office
        (
            "The Premier has warned that the river will rise. Helen Marsh, the Premier of Altmark, said boats were on "
            "their way.",
            "Helen Marsh",
        ),
        (
            "The Altmark water minister said on Monday the dam would open.\n\n“It is full,” Water Minister Piet Solana "
            "told reporters.",
            "Piet Solana",
        ),
        # The first to speak by a name, of whom nothing is told
        (
            "The mayor of a northern town said on Monday that warnings had been ignored.\n\n"
            "Twelve people were hurt.\n\n"
            "“Nobody listened to us,” Rosa Berg told the radio.",
            "Rosa Berg",
        ),
    ],
)
def test_a_description_that_opens_a_text_is_who_is_named_next(text, who):
    assert speakers(text)[0] == who


def test_who_is_named_after_a_description_goes_by_it_from_then_on():
    text = (
        "The housing minister said on Monday that the rules would change.\n\nOliver Berg said they were old.\n\n"
        "The town has few flats.\n\nThe minister said work would start in May."
    )
    assert speakers(text) == ["Oliver Berg"] * 3


@pytest.mark.parametrize(
    ("text", "never"),
    [
        # of another body
        (
            "The leader of Altmark Council said the vote was wrong.\n\n"
            "Piet Harlan, leader of the Lenz Farmers, said so too.",
            "Piet Harlan",
        ),
        # who was that once
        ("The mayor said the road was shut.\n\nAnna Reyes, a former mayor, said it was open.", "Anna Reyes"),
        # of whom something else is told
        ("A police chief said the streets were calm.\n\nSinger Anna Berg said they were not.", "Anna Berg"),
        # an age stands behind whom a court hears
        (
            "A prosecutor told the court that the till was empty.\n\nAnna Berg, 54, said she had closed it.",
            "Anna Berg",
        ),
        # one of many
        ("A witness said the van was white.\n\nAnna Berg said she had bought it in May.", "Anna Berg"),
        # of the other gender
        ("A chairwoman said the club was broke.\n\nTom Reed said he would pay.", "Tom Reed"),
        # her own
        ("His lawyer said the case was weak.\n\nAnna Berg said it was strong.", "Anna Berg"),
    ],
)
def test_a_description_that_may_be_another_stays_nobodys(text, never):
    assert speakers(text)[0] != never


def test_a_description_after_a_named_speaker_opens_nothing():
    text = "Tom Reed said it was late.\n\nThe nurse said it was cold.\n\n“I went home,” Anna Berg said."
    assert speakers(text) == ["Tom Reed", "The nurse", "Anna Berg"]


def test_two_offices_of_an_opening_are_not_one_person():
    text = (
        "The finance minister said taxes would fall. The opposition leader called it a trick.\n\n"
        "“Nobody will gain,” Anna Berg told the radio."
    )
    assert speakers(text)[:2].count("Anna Berg") == 0
