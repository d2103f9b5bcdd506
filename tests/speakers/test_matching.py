"""Which speaker a voice is: one exact match of a full name, else nobody. A wrong name is the worst answer."""

from __future__ import annotations

import pytest

from speakers.matching import derive
from speakers.models import Speaker
from speakers.states import SpeakerKind, VoiceKind
from tests import record


@pytest.fixture
def spoken(editor):
    """`spoken(name, kind)` is a voice of its own article, put beside the speakers on record."""

    def voice(name: str, kind: VoiceKind = VoiceKind.PERSON, **known):
        of = record.article(f"{name} said something. {Speaker.objects.count()} {known}", by=editor)
        row = record.voice(of, name, kind, **known)
        derive([row])
        row.refresh_from_db()
        return row

    return voice


@pytest.mark.parametrize(
    ("first", "again", "kind"),
    [
        ("Ana Ruiz", "ana  ruiz", VoiceKind.PERSON),
        ("Dr. Ana Ruiz", "Ana Ruiz", VoiceKind.PERSON),
        ("Zoë Škoda", "Zoe Skoda", VoiceKind.PERSON),
        ("The Harbour Board", "Harbour Board", VoiceKind.ORGANISATION),
        ("Moscow", "Russia", VoiceKind.GOVERNMENT),
    ],
)
def test_one_name_written_in_two_ways_is_one_speaker(spoken, first, again, kind):
    one, other = spoken(first, kind), spoken(again, kind)
    assert one.speaker is not None
    assert one.speaker == other.speaker


@pytest.mark.parametrize(
    ("name", "kind", "score"),
    [
        ("Ruiz", VoiceKind.PERSON, 0.95),
        ("a senior diplomat", VoiceKind.UNNAMED, 0.95),
        ("Many residents", VoiceKind.COLLECTIVE, 0.95),
        ("Ana Ruiz", VoiceKind.PERSON, 0.05),
        ("?!", VoiceKind.ORGANISATION, 0.95),
    ],
)
def test_a_surname_an_unnamed_source_and_a_doubtful_voice_are_nobody_on_record(spoken, name, kind, score):
    assert spoken(name, kind, score=score).speaker is None
    assert not Speaker.objects.exists()


def test_a_surname_does_not_join_the_one_person_who_bears_it(spoken):
    spoken("Ana Ruiz")
    assert spoken("Ruiz").speaker is None


def test_a_person_and_an_organisation_of_one_name_are_two(spoken):
    assert spoken("Jane Goodall").speaker != spoken("Jane Goodall", VoiceKind.ORGANISATION).speaker


def test_of_two_speakers_who_share_a_name_none_is_chosen(spoken):
    from speakers.models import Alias

    first = record.speaker("Ana Ruiz")
    other = Speaker.objects.create(kind=SpeakerKind.PERSON, name="Ana Ruiz (judge)")
    Alias.objects.create(speaker=other, name="Ana Ruiz", normalised="ana ruiz")
    assert spoken("Ana Ruiz").speaker is None
    assert Speaker.objects.count() == 2
    assert first.voices.count() == 0


def test_a_merged_speaker_stands_under_the_one_it_was_found_to_be(spoken):
    one, other = record.speaker("Ana Ruiz"), record.speaker("Ana Ruiz Soto")
    Speaker.objects.filter(pk=other.pk).update(canonical=one)
    assert spoken("Ana Ruiz Soto").speaker == one
