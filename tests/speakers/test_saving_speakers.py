"""Keeping the speakers clean."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import Act
from articles.locking import Stale
from speakers.actions import identity, speakers
from speakers.actions.speakers import SpeakerFields
from speakers.matching import derive
from speakers.models import Speaker
from speakers.states import Answer, SpeakerKind
from tests import record


@pytest.fixture
def article(editor):
    return record.article("Robert Smith and Bob Smith spoke. So did Smith & Co.", by=editor)


def fields(name, *aliases, kind=SpeakerKind.PERSON):
    return SpeakerFields(name=name, kind=kind, aliases=aliases)


def test_a_speaker_is_renamed_and_keeps_the_old_name_only_if_listed(curator):
    speaker = record.speaker("Bob Smith")
    _, act = speakers.save(speaker, fields("Robert Smith", "Bob Smith"), seen=1, by=curator)
    speaker.refresh_from_db()
    assert (speaker.name, speaker.version) == ("Robert Smith", 2)
    assert {alias.name for alias in speaker.aliases.all()} == {"Robert Smith", "Bob Smith"}
    assert (act.verb, act.after["given"], act.after["taken"]) == ("save_speaker", 1, 0)


def test_a_voice_of_nobody_follows_a_name_that_is_given(curator, article):
    voice = record.voice(article, "Bob Smith")
    speaker = record.speaker("Robert Smith")
    speakers.save(speaker, fields("Robert Smith", "Bob Smith"), seen=1, by=curator)
    voice.refresh_from_db()
    assert voice.speaker == speaker


def test_a_voice_leaves_when_its_name_is_taken_away_unless_a_person_decided(curator, article):
    robert = record.speaker("Robert Smith")
    speakers.save(robert, fields("Robert Smith", "Bob Smith"), seen=1, by=curator)
    matched, decided = record.voice(article, "Bob Smith"), record.voice(article, "Smith & Co.")
    derive([matched])
    identity.decide(decided, robert, Answer.SAME, seen=1, by=curator)
    speakers.save(robert, fields("Robert Smith"), seen=2, by=curator)
    matched.refresh_from_db()
    decided.refresh_from_db()
    assert matched.speaker.name == "Bob Smith"
    assert decided.speaker == robert


def test_a_new_speaker_is_put_on_record(curator):
    speaker, _ = speakers.save(None, fields("Lena Holt", "L. Holt"), seen=None, by=curator)
    assert Speaker.objects.get().version == 1
    assert speaker.aliases.count() == 2


def test_a_stale_save_changes_nothing(curator):
    speaker = record.speaker("Bob Smith")
    speakers.save(speaker, fields("Robert Smith"), seen=1, by=curator)
    with pytest.raises(Stale):
        speakers.save(speaker, fields("Bobby Smith"), seen=1, by=curator)
    speaker.refresh_from_db()
    assert speaker.name == "Robert Smith"


@pytest.mark.parametrize("name", ["", "  ", "…", "?!"])
def test_a_name_without_letters_is_refused(curator, name):
    with pytest.raises(ValueError, match="letters"):
        speakers.save(None, fields(name), seen=None, by=curator)
    with pytest.raises(ValueError, match="letters"):
        speakers.save(None, fields("Lena Holt", name or "-"), seen=None, by=curator)
    assert not Speaker.objects.exists()


@pytest.mark.parametrize("who", ["viewer", "editor", "fact_checker", "stranger"])
def test_only_those_who_decide_identity_may(cast, who):
    with pytest.raises(PermissionDenied):
        speakers.save(None, fields("Lena Holt"), seen=None, by=cast[who])
    assert not Act.objects.exists()
