"""People of a text: which words are a name, whose it is, and what the title tells."""

from __future__ import annotations

import pytest

from extraction.directory import Directory
from extraction.layout import Layout
from extraction.names import Gender
from extraction.namings import find_namings
from extraction.people import name_keys
from extraction.pipeline import parse

pytestmark = pytest.mark.parser


def directory(text):
    doc = parse(text)
    layout = Layout(doc)
    return Directory(find_namings(doc, layout), layout)


def people(text):
    return sorted(person.name for person in directory(text).persons)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Mira Toldan left. Toldan was late.", ["Mira Toldan"]),
        ("President Anna Reyes left. Reyes was late. Anna was cold.", ["Anna Reyes"]),
        ("Anna Reyes left. Piet Reyes stayed.", ["Anna Reyes", "Piet Reyes"]),
        ("Robert Harlan left. Bob Harlan was late.", ["Robert Harlan"]),
        ("John Harlan left. John Harlan Jr. stayed.", ["John Harlan", "John Harlan Jr."]),
        ("Ms. Solana left. Marta Solana Ruiz runs the bank.", ["Marta Solana Ruiz"]),
        ("Mr. Harlan left. Mrs. Harlan stayed.", ["Harlan", "Harlan"]),
    ],
)
def test_names_are_gathered_into_people(text, names):
    assert people(text) == names


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        ("Toldan Told Harlan to Go", "Mira Toldan told Piet Harlan to go. Toldan was cold. Harlan went."),
        ("Toldan Ally Left Out in Velm", "Mira Toldan told Piet Harlan to go. Toldan was out. Harlan left."),
        ("Harlan Wins Vote in Velm", "Piet Harlan wins again. Mira Toldan lost."),
    ],
)
def test_a_headlines_verb_is_no_part_of_a_name(headline, body):
    assert people(f"{headline}\n\n{body}") == ["Mira Toldan", "Piet Harlan"]


def test_a_bracket_ends_a_name():
    assert not any("(" in name for name in people("Anna (M. Reyes left. George (W. Harlan) stayed with Piet Harlan."))


@pytest.mark.parametrize(
    ("title", "office", "holds"),
    [
        ("President Mira Toldan", "president", True),
        ("Vice President Mira Toldan", "president", False),
        ("Former President Mira Toldan", "president", False),
        ("Deputy Minister Mira Toldan", "minister", False),
        ("Foreign Minister Mira Toldan", "minister", True),
        ("Campaign manager Mira Toldan", "campaign", False),
        ("Campaign manager Mira Toldan", "manager", True),
        ("Sen. Mira Toldan", "senator", True),
    ],
)
def test_an_office_is_what_the_title_says_and_no_other(title, office, holds):
    found = directory(f"{title} spoke in Velm on Monday.").holder(office, before=10_000)
    assert (found is not None) is holds


def test_an_office_of_two_is_nobodys():
    both = directory("Sen. Mira Toldan met Sen. Piet Harlan.")
    assert both.holder("senator", before=10_000) is None


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("Mr. Toldan left.", Gender.MALE),
        ("The spokeswoman, Robin Toldan, left.", Gender.FEMALE),
        ("Anna Reyes left.", Gender.FEMALE),
        ("Toldan left.", None),
    ],
)
def test_gender_only_from_what_the_text_or_the_forename_tells(text, gender):
    assert [person.gender for person in directory(text).persons] in ([gender], [])


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        (("José", "Núñez"), ("jose", "nunez")),
        (("John", "Harlan", "Jr."), ("john", "harlan")),
        (("Bashar", "al-Harlan"), ("bashar", "harlan")),
        (("Jr.",), ("jr",)),
    ],
)
def test_keys_of_a_name(words, keys):
    assert name_keys(words)[-1] == keys[-1]
