"""A speaker who is left without a quote is listed no more, unless a person had a hand in it."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

import extraction
from claims import recording
from claims.actions.undo import undo
from claims.listing import listed
from extraction import vectors
from extraction.types import CueClass, Kind, SpeakerKind
from speakers.actions import identity, speakers
from speakers.models import Speaker, Voice
from speakers.states import Answer
from tests import record

BODY = "“It burns,” said Ana Ruiz. “Nobody called us,” said Tom Bell."
QUOTES = {"Ana Ruiz": "“It burns,”", "Tom Bell": "“Nobody called us,”"}


def read(text, *names, cue_class=CueClass.SPEECH):
    """Record a reading in which these people speak."""
    voices = tuple(
        extraction.Voice(name, SpeakerKind.PERSON, record.spans(BODY, name), 0.9, "full name") for name in names
    )
    quotes = tuple(
        extraction.Quote((), (), record.spans(BODY, QUOTES[name]), Kind.DIRECT, cue_class, 0.9, "marks", voice=at)
        for at, name in enumerate(names)
    )
    with transaction.atomic():
        recording.store(text, extraction.Reading(quotes, voices, (), "tests"), vectors.embed([]))


def names():
    return [speaker.name for speaker in listed(Speaker.objects.canonical()).by_name()]


@pytest.fixture
def text(editor):
    """A text in which both spoke, until it was read again: then only one."""
    found = record.article(BODY, by=editor).current_text
    read(found, "Ana Ruiz", "Tom Bell")
    assert names() == ["Ana Ruiz", "Tom Bell"]
    read(found, "Ana Ruiz")
    return found


def test_who_said_nothing_in_the_end_is_neither_in_the_list_nor_in_the_apis(text, viewer):
    client = Client()
    client.force_login(viewer)
    assert names() == ["Ana Ruiz"]
    page = client.get(reverse("speakers")).content.decode()
    assert "Ana Ruiz" in page
    assert "Tom Bell" not in page
    found = client.get(reverse("api-speaker-list")).json()["results"]
    assert [speaker["name"] for speaker in found] == ["Ana Ruiz"]


def test_the_page_stays_and_the_speaker_is_listed_again_when_the_name_comes_again(text, viewer):
    bell = Speaker.objects.get(name="Tom Bell")
    client = Client()
    client.force_login(viewer)
    assert client.get(reverse("speaker", args=[bell.pk])).status_code == 200
    assert client.get(reverse("api-speaker-detail", args=[bell.pk])).status_code == 200
    read(text, "Ana Ruiz", "Tom Bell")
    assert names() == ["Ana Ruiz", "Tom Bell"]
    assert Speaker.objects.get(name="Tom Bell") == bell


def test_one_on_whom_a_person_decided_stays_listed(text, curator):
    bell = Speaker.objects.get(name="Tom Bell")
    act = speakers.rename(bell, "Thomas Bell", seen=bell.version, by=curator)
    assert names() == ["Ana Ruiz", "Thomas Bell"]
    undo(act, by=curator)
    assert names() == ["Ana Ruiz"]


def test_one_whose_voice_was_given_away_stays_listed_since_a_person_said_so(text, curator):
    read(text, "Ana Ruiz", "Tom Bell")
    voice = Voice.objects.get(name="Tom Bell")
    identity.decide(voice, voice.speaker, Answer.DIFFERENT, seen=voice.version, by=curator)
    assert names() == ["Ana Ruiz", "Tom Bell"]


def test_who_only_thought_something_is_not_listed(editor):
    read(record.article(BODY, by=editor).current_text, "Tom Bell", cue_class=CueClass.THOUGHT)
    assert names() == []
