"""Who is who is decided, withdrawn, never moved."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import Act
from articles.locking import Stale
from claims.actions.undo import undo
from speakers.actions import identity
from speakers.matching import derive
from speakers.models import Decision
from speakers.states import Answer, SpeakerKind
from tests import record


@pytest.fixture
def voice(editor):
    """Ana Ruiz, as one article prints her; matched by her name."""
    row = record.voice(record.article("Ana Ruiz said it rained.", by=editor), "Ana Ruiz")
    derive([row])
    row.refresh_from_db()
    return row


def speaker_of(voice):
    voice.refresh_from_db()
    return voice.speaker and voice.speaker.name


def test_only_who_decides_identity_may(voice, viewer, editor, fact_checker, stranger):
    for person in (viewer, editor, fact_checker, stranger):
        with pytest.raises(PermissionDenied):
            identity.give(voice, "Tom Bell", SpeakerKind.PERSON, seen=voice.version, by=person)
    assert speaker_of(voice) == "Ana Ruiz"
    assert not Decision.objects.exists()
    assert not Act.objects.exists()


def test_a_voice_is_given_to_another_and_taken_back(voice, curator):
    act = identity.give(voice, "Tom  Bell", SpeakerKind.PERSON, seen=voice.version, by=curator)
    assert speaker_of(voice) == "Tom Bell"
    undo(act, by=curator)
    assert speaker_of(voice) == "Ana Ruiz"
    assert Decision.objects.get().withdrawn_at is not None


def test_the_last_decision_counts_and_its_undo_brings_the_one_before_back(voice, curator):
    identity.give(voice, "Tom Bell", SpeakerKind.PERSON, seen=voice.version, by=curator)
    voice.refresh_from_db()
    last = identity.give(voice, "Eva Kern", SpeakerKind.PERSON, seen=voice.version, by=curator)
    assert speaker_of(voice) == "Eva Kern"
    assert Decision.objects.live().count() == 1
    undo(last, by=curator)
    assert speaker_of(voice) == "Tom Bell"


def test_different_beats_the_match_by_name_for_good(voice, curator):
    identity.decide(voice, voice.speaker, Answer.DIFFERENT, seen=voice.version, by=curator)
    assert speaker_of(voice) is None
    derive([voice])
    assert speaker_of(voice) is None


def test_a_second_person_who_saw_an_older_state_is_told(voice, curator, admin):
    seen = voice.version
    identity.give(voice, "Tom Bell", SpeakerKind.PERSON, seen=seen, by=curator)
    with pytest.raises(Stale):
        identity.give(voice, "Eva Kern", SpeakerKind.PERSON, seen=seen, by=admin)
    assert speaker_of(voice) == "Tom Bell"


@pytest.mark.parametrize("name", ["", "  ", "?!"])
def test_a_name_needs_a_letter(voice, curator, name):
    with pytest.raises(ValueError, match="letter"):
        identity.give(voice, name, SpeakerKind.PERSON, seen=voice.version, by=curator)
    assert not Decision.objects.exists()


def test_a_ledger_that_fails_undoes_the_decision(voice, curator, monkeypatch):
    def broken(*args, **fields):
        raise RuntimeError("no ledger")

    monkeypatch.setattr(Act.objects, "create", broken)
    with pytest.raises(RuntimeError):
        identity.give(voice, "Tom Bell", SpeakerKind.PERSON, seen=voice.version, by=curator)
    assert speaker_of(voice) == "Ana Ruiz"


def test_two_who_decide_the_same_have_decided_once(voice, curator, admin):
    seen = voice.version
    first = identity.give(voice, "Tom Bell", SpeakerKind.PERSON, seen=seen, by=curator)
    assert identity.give(voice, "Tom Bell", SpeakerKind.PERSON, seen=seen, by=admin) == first
    bell = Decision.objects.get().speaker
    assert identity.decide(voice, bell, Answer.SAME, seen=seen, by=admin) == first
    with pytest.raises(Stale):
        identity.decide(voice, bell, Answer.UNSURE, seen=seen, by=admin)
    assert Decision.objects.count() == 1
