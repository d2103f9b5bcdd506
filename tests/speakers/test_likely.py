"""A name written otherwise joins only with support; where two fit it is nobody, and both are listed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from speakers.matching import derive
from speakers.models import Speaker, Voice
from speakers.states import SpeakerKind, VoiceKind
from tests import record

DAY = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture
def spoken(editor):
    """`spoken(body, name)` is the voice of this name in an article of these words, put beside what is on record."""

    def voice(body: str, *names: str, kind=VoiceKind.PERSON, day: datetime | None = None) -> Voice:
        of = record.article(body, by=editor, headline=body[:40], published=day)
        rows = [record.voice(of, name, kind) for name in names]
        derive(rows)
        rows[0].refresh_from_db()
        return rows[0]

    return voice


def may_be(voice):
    return [row["name"] for row in voice.may_be]


@pytest.mark.parametrize(
    ("first", "name", "again", "why"),
    [
        (
            "Mayor John R. Harlan said so.",
            "J. R. Harlan",
            "J. R. Harlan, the mayor, did.",
            "both are called “mayor”",
        ),
        ("Robert Smith of the Harbour Board spoke.", "Bob Smith", "Bob Smith, of the Harbour Board, spoke.", "harbour"),
        ("Sen. Robert Smith spoke.", "Bob Smith", "Senator Bob Smith was asked.", "both are called “senator”"),
    ],
)
def test_a_name_written_otherwise_joins_with_support(spoken, first, name, again, why):
    full = next(full for full in ("John R. Harlan", "Robert Smith") if full in first)
    known = spoken(first, full)
    joined = spoken(again, name)
    assert joined.speaker == known.speaker
    assert why in joined.match
    assert full in joined.match


def test_people_named_beside_support(spoken):
    known = spoken("Robert Smith and Ana Ruiz spoke.", "Robert Smith", "Ana Ruiz")
    joined = spoken("Bob Smith spoke, and Ana Ruiz.", "Bob Smith", "Ana Ruiz")
    assert joined.speaker == known.speaker
    assert "with “ana ruiz” in both articles" in joined.match


def test_without_support_a_full_name_is_somebody_of_its_own_with_the_other_listed(spoken):
    known = spoken("Robert Smith spoke.", "Robert Smith")
    other = spoken("Bob Smith spoke.", "Bob Smith")
    assert other.speaker.name == "Bob Smith"
    assert other.speaker != known.speaker
    assert may_be(other) == ["Robert Smith"]


def test_without_support_initials_are_nobody_with_the_other_listed(spoken):
    spoken("John Harlan spoke.", "John Harlan")
    other = spoken("J. Harlan spoke.", "J. Harlan")
    assert other.speaker is None
    assert may_be(other) == ["John Harlan"]


def test_a_date_supports_a_strong_likeness_and_no_weak_one(spoken):
    known = spoken("John R. Harlan and Robert Smith spoke.", "John R. Harlan", "Robert Smith", day=DAY)
    near = DAY.replace(day=9)
    assert spoken("J. R. Harlan spoke.", "J. R. Harlan", day=near).speaker == known.speaker
    assert spoken("J. R. Harlan spoke late.", "J. R. Harlan", day=DAY.replace(year=2028)).speaker is None
    assert spoken("Bob Smith spoke.", "Bob Smith", day=near).speaker.name == "Bob Smith"


def test_where_two_fit_it_is_nobody_with_both_listed(spoken):
    spoken("Mayor John Harlan spoke.", "John Harlan")
    spoken("Mayor James Harlan spoke.", "James Harlan")
    found = spoken("Mayor J. Harlan spoke.", "J. Harlan")
    assert found.speaker is None
    assert found.match == "several on record fit"
    assert may_be(found) == ["John Harlan", "James Harlan"]


def test_of_two_the_one_with_support(spoken):
    john = spoken("Mayor John Harlan spoke.", "John Harlan")
    spoken("James Harlan, a poet, spoke.", "James Harlan")
    found = spoken("Mayor J. Harlan spoke.", "J. Harlan")
    assert found.speaker == john.speaker
    assert may_be(found) == ["James Harlan"]


def test_a_surname_alone_says_so(spoken):
    spoken("Mayor Boris Johnson spoke.", "Boris Johnson")
    found = spoken("Mayor Johnson spoke.", "Johnson")
    assert found.speaker is None
    assert found.match == "a surname alone joins nobody on record"


def test_letters_that_look_alike_are_never_joined(spoken):
    known = spoken("Mayor Ana Ruiz spoke.", "Ana Ruiz", day=DAY)
    other = spoken("Mayor Аna Ruiz spoke.", "Аna Ruiz", day=DAY)  # its first letter is Cyrillic
    assert other.speaker != known.speaker
    assert may_be(other) == []


def test_another_script_joins_with_support_only(spoken):
    known = spoken("Minister Sergey Lavrov spoke.", "Sergey Lavrov", day=DAY)
    assert spoken("Сергей Лавров said.", "Сергей Лавров", day=DAY.replace(day=4)).speaker == known.speaker
    alone = spoken("Сергей Лавров said no.", "Сергей Лавров", day=DAY.replace(year=2029))
    assert alone.speaker != known.speaker


@pytest.mark.parametrize(
    "names",
    [
        ("Moscow", "Russia", "the Kremlin", "Russian Federation", "the Russian government"),
        ("Washington", "USA", "the United States", "the White House", "America", "U.S."),
    ],
)
def test_a_government_its_capital_and_its_seat_are_one(spoken, names):
    voices = [spoken(f"{name} said so.", name, kind=VoiceKind.GOVERNMENT) for name in names]
    assert len({voice.speaker_id for voice in voices}) == 1
    assert Speaker.objects.get().kind == SpeakerKind.GOVERNMENT


def test_a_body_and_its_legal_form(spoken):
    known = spoken("Acme sold it.", "Acme", kind=VoiceKind.ORGANISATION, day=DAY)
    assert spoken("Acme Inc. denied it.", "Acme Inc.", kind=VoiceKind.ORGANISATION, day=DAY).speaker == known.speaker
