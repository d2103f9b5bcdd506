"""General lists: forenames, countries, words for people and bodies; and what is a body's name."""

from __future__ import annotations

import pytest

from extraction.bodies import Bodies
from extraction.governments import government, is_country
from extraction.names import Gender, countries, forename_gender, gendered_words, nicknames, plain
from extraction.pipeline import parse
from extraction.roles import ORGANISATIONS, ROLES, role
from extraction.types import SpeakerKind


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("the Syrian government", "Syria"),
        ("Syria's government", "Syria"),
        ("government of Syria", "Syria"),
        ("Damascus", "Syria"),
        ("the Kremlin", "Russia"),
        ("Norwegian", "Norway"),
        ("the United States", "United States"),
        ("U.S.", "United States"),
        ("US", "United States"),
        ("us", None),
        ("Georgia", None),
        ("syria", None),
        ("the company", None),
        ("A" * 5000 + " government", None),
        ("", None),
    ],
)
def test_which_government_a_name_means(name, country):
    if name == "Georgia":
        assert government(name) in (None, "Georgia")
        return
    assert government(name) == country


def test_a_capital_is_no_countrys_own_name():
    assert is_country("Norway")
    assert not is_country("Oslo")


@pytest.mark.parametrize(
    ("forename", "gender"),
    [
        ("Anna", Gender.FEMALE),
        ("John", Gender.MALE),
        ("Andrea", None),
        ("Qwxz", None),
        ("JOSÉ", Gender.MALE),
        ("", None),
    ],
)
def test_a_forename_is_a_hint_only_where_nearly_all_share_it(forename, gender):
    assert forename_gender(forename) is gender


def test_lists_are_whole_and_in_plain_form():
    assert len(countries()) > 240
    assert all(name == plain(name) for name in nicknames())
    assert "robert" in nicknames()["bob"]
    assert "bob" in nicknames()["robert"]
    assert gendered_words()["spokeswoman"] is Gender.FEMALE
    assert "governor" not in gendered_words()
    assert all(word == word.lower() for word in ROLES | ORGANISATIONS)


@pytest.mark.parametrize(
    ("word", "usual"), [("Sen.", "senator"), ("Spokeswoman", "spokesperson"), ("chairman", "chair"), ("mayor", "mayor")]
)
def test_a_role_has_one_usual_form(word, usual):
    assert role(word) == usual


@pytest.mark.parametrize(
    ("name", "same"),
    [("Straße  Müller", "strasse muller"), ("O’Brien", "o'brien"), ("ANNA", "anna"), ("", "")],
)
def test_plain_names_compare(name, same):
    assert plain(name) == same


@pytest.mark.parser
@pytest.mark.parametrize(
    ("text", "short", "kind", "full"),
    [
        ("The World Fishing Council met.", "WFC", SpeakerKind.ORGANISATION, "World Fishing Council"),
        ("He reads The New York Times.", "the Times", SpeakerKind.ORGANISATION, "New York Times"),
        ("Syria denied it.", "Damascus", SpeakerKind.GOVERNMENT, "Syria"),
        ("Nothing is named.", "WFC", SpeakerKind.ORGANISATION, "WFC"),
    ],
)
def test_the_fullest_name_of_a_body(text, short, kind, full):
    assert Bodies(parse(text)).find(short, kind).name == full
