"""What people decided stays when a text is read again: the same quote, one with other ends, none any more."""

from __future__ import annotations

import pytest
from django.db import transaction

import extraction
from claims import recording
from claims.actions import quotes as acts
from claims.actions.undo import undo, undoable
from claims.models import Claim, Quote, Reading
from claims.states import QuoteState
from extraction import vectors
from extraction.types import CueClass, Kind, SpeakerKind, Stance
from speakers import states
from speakers.actions import identity
from speakers.models import Voice
from tests import record

BODY = 'Ana Ruiz said the fire hurt 12 people in the old hall. "Nobody called us in time," said Tom Bell. Eva Kern left'
FIRE = "the fire hurt 12 people in the old hall"
CALLED = "Nobody called us in time"
SAME = ((FIRE, "Ana Ruiz"), (CALLED, "Tom Bell"))
OTHER_ENDS = (("said the fire hurt 12 people in the old", "Ana Ruiz"), ("Nobody called us", "Tom Bell"))
NEARLY_SAME = ((f"{FIRE}.", "Ana Ruiz"), (f"{CALLED},", "Tom Bell"))
GONE = (("left", "Eva Kern"),)
AGAIN = {"same": SAME, "other ends": OTHER_ENDS, "gone": GONE}

every_reading = pytest.mark.parametrize("again", AGAIN.values(), ids=AGAIN)


def reading(found, *, score=0.9, engine="tests 1", mentions=None):
    """What an engine gives: quotes of these words by these voices."""
    voices, quotes, claims = [], [], []
    for at, (words, name) in enumerate(found):
        means = (mentions or {}).get(name) or record.spans(BODY, name)
        voices.append(extraction.Voice(name, SpeakerKind.PERSON, means, score, engine))
        content = record.spans(BODY, words)
        quotes.append(extraction.Quote(means, (), content, Kind.INDIRECT, CueClass.SPEECH, score, engine, voice=at))
        claims.append(extraction.Claim(at, words, content, Stance.ASSERTS, speaker=name))
    return extraction.Reading(tuple(quotes), tuple(voices), tuple(claims), engine)


def store(text, found):
    with transaction.atomic():
        recording.store(text, found, vectors.embed([claim.text for claim in found.claims]))


@pytest.fixture
def text(editor):
    row = record.article(BODY, by=editor).current_text
    store(row, reading(SAME))
    return row


@pytest.fixture
def fire(text):
    return Quote.objects.get(words=FIRE)


def row(model, pk):
    return model.objects.filter(pk=pk).values().get()


def shown():
    """What is on the article's page: the words and who is named beside them."""
    quotes = Quote.objects.exclude(state=QuoteState.SUPERSEDED).order_by("pk")
    return {(q.words, q.voice.name if q.voice else "", str(q.state)) for q in quotes}


@every_reading
def test_an_accepted_quote_stays_with_its_ends_its_claims_and_its_speaker(text, fire, again, editor):
    acts.accept(fire, seen=fire.version, by=editor)
    before, voice = row(Quote, fire.pk), row(Voice, fire.voice_id)
    store(text, reading(again, score=0.3, engine="tests 2"))
    assert row(Quote, fire.pk) == before
    assert row(Voice, fire.voice_id) == voice
    assert [claim.words for claim in Claim.objects.standing().filter(quote=fire)] == [FIRE]
    assert undoable(Quote.objects.get(pk=fire.pk)).verb == "accept_quote"


def test_an_accepted_quote_is_not_suggested_once_more_with_other_ends(text, fire, editor):
    acts.accept(fire, seen=fire.version, by=editor)
    store(text, reading(OTHER_ENDS, engine="tests 2"))
    assert shown() == {(FIRE, "Ana Ruiz", "accepted"), ("Nobody called us", "Tom Bell", "suggested")}
    store(text, reading(SAME, engine="tests 3"))
    store(text, reading(OTHER_ENDS, engine="tests 4"))
    assert shown() == {(FIRE, "Ana Ruiz", "accepted"), ("Nobody called us", "Tom Bell", "suggested")}


@every_reading
def test_a_rejected_quote_stays_rejected(text, fire, again, editor):
    acts.reject(fire, seen=fire.version, by=editor)
    before = row(Quote, fire.pk)
    store(text, reading(again, engine="tests 2"))
    assert row(Quote, fire.pk) == before
    assert before["state"] == QuoteState.REJECTED


def test_what_was_rejected_does_not_come_back_for_a_full_stop_more(text, fire, editor):
    acts.reject(fire, seen=fire.version, by=editor)
    store(text, reading(NEARLY_SAME, engine="tests 2"))
    assert {words for words, _, state in shown() if state == "suggested"} == {f"{CALLED},"}


def test_what_was_rejected_may_be_suggested_with_ends_that_are_truly_others(text, fire, editor):
    acts.reject(fire, seen=fire.version, by=editor)
    store(text, reading([("the fire hurt 12 people", "Ana Ruiz")], engine="tests 2"))
    assert ("the fire hurt 12 people", "Ana Ruiz", "suggested") in shown()
    assert (FIRE, "Ana Ruiz", "rejected") in shown()


@every_reading
def test_a_quote_that_was_given_to_another_voice_keeps_it(text, fire, again, editor):
    bell = Voice.objects.get(name="Tom Bell")
    acts.give(fire, bell, seen=fire.version, by=editor)
    before, voice = row(Quote, fire.pk), row(Voice, bell.pk)
    store(text, reading(again, score=0.3, engine="tests 2"))
    assert row(Quote, fire.pk) == before
    assert row(Voice, bell.pk) == voice


@every_reading
def test_a_quote_that_was_given_to_nobody_stays_without_a_speaker(text, fire, again, editor):
    acts.give(fire, None, seen=fire.version, by=editor)
    store(text, reading(again, engine="tests 2"))
    assert (FIRE, "", "suggested") in shown()


@every_reading
def test_a_speaker_whom_a_person_named_stays(text, fire, again, editor):
    acts.name(fire, "Rosa Klein", states.VoiceKind.PERSON, seen=fire.version, by=editor)
    store(text, reading(again, engine="tests 2"))
    assert (FIRE, "Rosa Klein", "suggested") in shown()
    quote = Quote.objects.get(pk=fire.pk)
    assert (quote.voice.by_person, quote.voice.speaker.name) == (True, "Rosa Klein")


@every_reading
def test_a_voice_that_was_decided_keeps_its_speaker_and_its_quotes(text, fire, again, curator):
    identity.give(fire.voice, "Rosa Klein", states.SpeakerKind.PERSON, seen=fire.voice.version, by=curator)
    before = row(Quote, fire.pk)
    store(text, reading(again, score=0.1, engine="tests 2"))
    assert row(Quote, fire.pk) == before
    assert Voice.objects.get(pk=fire.voice_id).speaker.name == "Rosa Klein"


def test_a_voice_beside_an_accepted_quote_is_not_taken_for_a_namesake_who_turns_up(text, fire, editor):
    acts.accept(fire, seen=fire.version, by=editor)
    namesake = {"Ana Ruiz": record.spans(BODY, "Eva Kern")}
    voice = row(Voice, fire.voice_id)
    store(text, reading([*SAME[1:], ("left", "Ana Ruiz")], engine="tests 2", mentions=namesake))
    assert row(Voice, fire.voice_id) == voice
    assert Quote.objects.get(words="left").voice_id != fire.voice_id


def test_a_decision_about_a_voice_does_not_hold_back_what_it_said_before_and_says_again(text, fire, curator):
    store(text, reading(OTHER_ENDS, engine="tests 2"))
    fire.refresh_from_db()
    assert fire.state == QuoteState.SUPERSEDED
    identity.give(fire.voice, "Rosa Klein", states.SpeakerKind.PERSON, seen=fire.voice.version, by=curator)
    Quote.objects.filter(words=OTHER_ENDS[0][0]).update(voice=Voice.objects.get(name="Tom Bell"))
    store(text, reading(SAME, engine="tests 3"))
    assert (FIRE, "Ana Ruiz", "suggested") in shown()


def test_a_quote_that_is_accepted_after_it_was_superseded_has_its_claims_again(text, fire, editor):
    store(text, reading(GONE, engine="tests 2"))
    fire.refresh_from_db()
    acts.accept(fire, seen=fire.version, by=editor)
    store(text, reading(SAME, engine="tests 3"))
    assert [claim.words for claim in Claim.objects.standing().filter(quote=fire)] == [FIRE]


def test_once_an_act_is_undone_the_reading_counts_again(text, fire, editor):
    act = acts.reject(fire, seen=fire.version, by=editor)
    undo(act, by=editor)
    store(text, reading(OTHER_ENDS, engine="tests 2"))
    assert {words for words, _, _ in shown()} == {words for words, _ in OTHER_ENDS}


def test_a_quote_within_one_that_stands_with_other_ends_is_no_part_of_it(text, fire, editor):
    acts.accept(fire, seen=fire.version, by=editor)
    found = reading([("Ruiz said the fire hurt 12 people in the old hall", "Ana Ruiz"), ("Ruiz", "Tom Bell")])
    inner = found.quotes[1]
    nested = (found.quotes[0], extraction.Quote(**{**fields(inner), "parent": 0}))
    store(text, extraction.Reading(nested, found.voices, (), "tests 2"))
    assert Quote.objects.get(words="Ruiz").parent is None


def fields(quote):
    return {name: getattr(quote, name) for name in type(quote).__dataclass_fields__}


def test_which_engine_read_a_text_last_is_kept_whatever_it_found(text):
    assert Reading.objects.get(text=text).engine == "tests 1"
    store(text, extraction.Reading((), (), (), "tests 2", "de"))
    assert (row := Reading.objects.get(text=text)).engine == "tests 2"
    assert row.language == "de"
    assert shown() == set()
