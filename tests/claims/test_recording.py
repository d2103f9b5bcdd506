"""Writing a reading: an upsert that people's decisions stand above."""

from __future__ import annotations

import dataclasses

import pytest
from django.db import transaction

import extraction
from claims import recording
from claims.actions import conflicts
from claims.actions import quotes as acts
from claims.models import Claim, Conflict, Quote
from claims.states import QuoteState
from extraction import vectors
from extraction.types import CueClass, Kind, SpeakerKind, Stance
from speakers import states
from speakers.actions import identity
from speakers.models import Voice
from tests import record

BODY = 'Ana Ruiz said the fire hurt 12 people. "Nobody called us," said Tom Bell.'
MODELS = (Quote, Voice, Claim)


def spans(words):
    return record.spans(BODY, words)


def reading(*, without=(), score=0.9):
    """What an engine gives for the text, `without` the quotes of some speakers."""
    found = [
        ("Ana Ruiz", "said", "the fire hurt 12 people", Kind.INDIRECT),
        ("Tom Bell", "said Tom", "Nobody called us", Kind.DIRECT),
    ]
    kept = [row for row in found if row[0] not in without]
    voices = tuple(extraction.Voice(name, SpeakerKind.PERSON, spans(name), score, "full name") for name, *_ in kept)
    quotes = tuple(
        extraction.Quote(
            spans(name), spans(cue), spans(words), kind, CueClass.SPEECH, score, "its cue says so", voice=at
        )
        for at, (name, cue, words, kind) in enumerate(kept)
    )
    claims = tuple(
        extraction.Claim(at, words, spans(words), Stance.ASSERTS, speaker=name)
        for at, (name, _, words, _) in enumerate(kept)
    )
    return extraction.Reading(quotes, voices, claims, "tests 1")


def store(text, found):
    with transaction.atomic():
        recording.store(text, found, vectors.embed([claim.text for claim in found.claims]))


def everything():
    """All rows of a reading, as they are in the database."""
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in MODELS}


@pytest.fixture
def text(editor):
    row = record.article(BODY, by=editor).current_text
    store(row, reading())
    return row


def test_a_reading_is_on_record_with_its_offsets(text):
    quotes = Quote.objects.on_record().order_by("pk")
    assert [(quote.words, quote.voice.name, quote.voice.reason) for quote in quotes] == [
        ("the fire hurt 12 people", "Ana Ruiz", "full name"),
        ("Nobody called us", "Tom Bell", "full name"),
    ]
    assert [text.words(claim.span) for claim in Claim.objects.order_by("pk")] == [quote.words for quote in quotes]
    assert all(len(claim.vector) == 384 for claim in Claim.objects.all())


def test_the_same_reading_twice_changes_nothing(text):
    before = everything()
    store(text, reading())
    assert everything() == before


def test_what_a_new_reading_lacks_is_superseded_and_never_deleted(text):
    store(text, reading(without={"Tom Bell"}))
    gone = Quote.objects.get(words="Nobody called us")
    assert gone.state == QuoteState.SUPERSEDED
    assert Quote.objects.count() == Claim.objects.count() == 2
    assert not Claim.objects.standing().filter(quote=gone).exists()


def test_what_comes_back_is_on_record_again(text):
    store(text, reading(without={"Tom Bell"}))
    store(text, reading())
    assert Quote.objects.on_record().count() == Claim.objects.standing().count() == 2
    assert Quote.objects.count() == 2


def test_what_a_person_ruled_on_no_reading_changes(text, editor):
    quote = Quote.objects.get(words="Nobody called us")
    acts.accept(quote, seen=quote.version, by=editor)
    before = Quote.objects.filter(pk=quote.pk).values().get()
    store(text, reading(score=0.4))
    assert Quote.objects.filter(pk=quote.pk).values().get() == before
    assert Quote.objects.get(words="the fire hurt 12 people").found_score == 0.4
    store(text, reading(without={"Tom Bell"}))
    assert Quote.objects.filter(pk=quote.pk).values().get() == before
    assert Claim.objects.standing().filter(quote=quote).exists()


def test_a_quote_that_a_person_rejected_stays_rejected(text, editor):
    quote = Quote.objects.get(words="Nobody called us")
    acts.reject(quote, seen=quote.version, by=editor)
    store(text, reading())
    quote.refresh_from_db()
    assert quote.state == QuoteState.REJECTED


def test_a_quote_whose_conflict_was_ruled_on_stays_with_its_claims(text, fact_checker):
    left, right = Claim.objects.order_by("pk")
    conflict = Conflict.objects.create(
        left=left, right=right, kind="negation", left_evidence=left.span, right_evidence=right.span, score=0.9
    )
    conflicts.dismiss(conflict, seen=1, by=fact_checker)
    found = reading(without={"Tom Bell"})
    reworded = dataclasses.replace(found.claims[0], text="The fire hurt a dozen people")
    store(text, dataclasses.replace(found, claims=(reworded,)))
    assert set(Claim.objects.standing()) == {left, right}
    assert Conflict.objects.standing().get() == conflict


def test_a_voice_that_a_person_named_keeps_its_quotes(text, curator):
    voice = Voice.objects.get(name="Tom Bell")
    identity.give(voice, "Rosa Klein", states.SpeakerKind.PERSON, seen=voice.version, by=curator)
    found = reading()
    renamed = dataclasses.replace(found.voices[1], name="Thomas Bell")
    store(text, dataclasses.replace(found, voices=(found.voices[0], renamed)))
    assert Quote.objects.get(words="Nobody called us").voice.speaker.name == "Rosa Klein"


def test_a_new_claim_of_a_quote_takes_the_place_of_the_old_one(text):
    found = reading()
    changed = dataclasses.replace(found.claims[0], text="The fire hurt a dozen people")
    store(text, dataclasses.replace(found, claims=(changed, *found.claims[1:])))
    quote = Quote.objects.get(words="the fire hurt 12 people")
    assert {claim.words: claim.superseded for claim in quote.claims.all()} == {
        "the fire hurt 12 people": True,
        "The fire hurt a dozen people": False,
    }


def test_a_reading_that_fails_half_way_leaves_nothing(text):
    before = everything()
    with pytest.raises(ValueError, match="zip"), transaction.atomic():
        recording.store(text, reading(without={"Tom Bell"}), vectors.embed([]))
    assert everything() == before


def test_a_decision_goes_with_the_mentions_where_a_namesake_turns_up_earlier(text, curator):
    bell = Voice.objects.get(name="Tom Bell")
    identity.give(bell, "Rosa Klein", states.SpeakerKind.PERSON, seen=bell.version, by=curator)
    found = reading()
    namesake = dataclasses.replace(found.voices[0], name="Tom Bell")
    store(text, dataclasses.replace(found, voices=(namesake, found.voices[1])))
    assert Quote.objects.get(words="Nobody called us").voice == bell
    other = Quote.objects.get(words="the fire hurt 12 people").voice
    assert other.name == "Tom Bell"
    assert other != bell
    assert other.speaker is None or other.speaker.name == "Tom Bell"


def test_why_each_quote_is_its_voices_or_nobodys_is_kept_beside_it(text):
    found = reading()
    ruiz, bell = found.quotes
    others = (extraction.types.Candidate("Tom Bell", 0.3, "named before it"),)
    ruiz = dataclasses.replace(ruiz, voice_score=0.8, voice_reason="full name", candidates=others)
    bell = dataclasses.replace(bell, voice=None, voice_reason="nobody fits", candidates=others)
    store(text, dataclasses.replace(found, quotes=(ruiz, bell)))
    rows = Quote.objects.order_by("pk").values_list("voice__name", "voice_score", "voice_reason", "candidates")
    told = [{"name": "Tom Bell", "score": 0.3, "reason": "named before it"}]
    assert list(rows) == [("Ana Ruiz", 0.8, "full name", told), (None, None, "nobody fits", told)]
