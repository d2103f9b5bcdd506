"""Descriptions, bare surnames and pronouns that mean who has just been spoken of, and those that may not."""

from __future__ import annotations

import pytest

from tests.extraction.reading import speakers

pytestmark = pytest.mark.parser


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "Carl Dunmore took the stage on Tuesday. “I have no problem with that,” the retired neurosurgeon said.",
            "Carl Dunmore",
        ),
        (
            "Mayor Ida Crane spoke in Velm on Monday. Mayor Tom Reed of Lenz stayed away.\n\n"
            "“We will rebuild,” Crane said. “It will take years.”\n\nThe mayor said the money was there.",
            "Ida Crane",
        ),
        (
            "Singer Anna Berg was late. “I missed the boat,” the 34-year-old said.",
            "Anna Berg",
        ),
    ],
)
def test_a_description_means_who_has_just_been_spoken_of(text, who):
    assert speakers(text)[-1] == who


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("Carl Dunmore went to court on Tuesday. “You lied,” the judge said.", "Carl Dunmore"),
        ("Anna Berg beat Julia Rowe.\n\nRowe wept. Berg sang. “I am glad,” the 34-year-old said.", "Julia Rowe"),
        (
            "Candidate Tom Reed fell ill. Ida Crane, his rival, went on. She spoke in Velm. The candidate said "
            "that she would win.",
            "Tom Reed",
        ),
        (
            "Ida Crane has a brother, Tom Crane. “We quarrelled,” said Tom Crane.\n\nThe fire was out by noon.\n\n"
            "“It was his fault,” Crane said.",
            "Ida Crane",
        ),
        (
            "Lenz Motors, a company in Velm, is for sale. Brenna Foods said it would not bid. The company said "
            "that it had no money.",
            "Lenz Motors",
        ),
        ("The former House Speaker said that taxes would fall.", "House Speaker"),
        ("Staff for the House Committee on Roads said the letter was real.", "Staff"),
        ("In Louisiana, a Baton Rouge newspaper called for help. The newspaper said it was late.", "Baton Rouge"),
    ],
)
def test_a_description_never_means_somebody_who_may_not_be_meant(text, never):
    assert never not in speakers(text)[-1:]


def test_a_bare_surname_is_the_principals_where_relatives_are_named_in_full():
    text = (
        "Piet Harlan opened the fair in Velm. “It is a fine day,” Harlan said.\n\n"
        "His daughter, Mira Harlan, cut the ribbon. The band played.\n\nThe rain held off until noon.\n\n"
        "Then the tents were opened.\n\nThe goats came last.\n\n"
        "Harlan told the crowd that he would stand again."
    )
    assert speakers(text) == ["Piet Harlan", "Piet Harlan"]


def test_he_is_the_last_who_spoke_and_was_spoken_of():
    text = (
        "Vice President Jon Bell met Carl Dunmore in Velm on Monday. Carl Dunmore had asked for the talks.\n\n"
        "Bell also praised the plan.\n\n“It is a good plan for Dunmore and for us,” he said."
    )
    assert speakers(text) == ["Carl Dunmore", "Jon Bell", "Jon Bell"]


def test_he_is_nobody_where_another_was_spoken_of_last():
    text = (
        "Vice President Jon Bell told Carl Dunmore to wait. Bell, who was in Velm with Tom Reed, also said that "
        "Reed was “a good man”.\n\n“He never misses a chance to tell us how glad he is,” he said."
    )
    assert set(speakers(text)) <= {"Jon Bell", None}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Anna Berg said she knew him well. “He called me dear,” the nurse said.", "Anna Berg"),
        ("Velmox said it had opened a case. “We help all we can,” the utility said.", "Velmox"),
    ],
)
def test_who_goes_on_in_the_paragraph_may_be_called_by_an_office(text, who):
    assert speakers(text)[-1] == who


@pytest.mark.parametrize(
    "text",
    [
        "Anna Berg said she had met a nurse. “He was asleep,” the nurse said.",
        "Anna Berg said she knew him well. Tom Reed came in. “He called me dear,” the nurse said.",
        "A nurse rang. Anna Berg said she knew him well.\n\n“He called me dear,” the nurse said.",
    ],
)
def test_another_office_is_nobodys_where_it_may_be_a_new_one(text):
    assert "Anna Berg" not in speakers(text)[-1:]


def test_he_after_an_unnamed_speaker_is_not_the_one_named_before():
    text = (
        "Victor Rao, the chairman, said the plant would be built.\n\nFour suppliers wait. One of them, who did not "
        "wish to be named, said he had borrowed money.\n\n“For the bank there is no fog,” he said."
    )
    assert "Victor Rao" not in speakers(text)[1:]


def test_who_has_been_told_says_nothing():
    assert "Senate committee" not in speakers("A mining firm knew of the shelter, a Senate committee has been told.")
