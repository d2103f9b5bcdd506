"""Accept, reject, give, name, confirm, dismiss: permission, version, ledger, undo."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from accounts.models import Act
from articles.locking import Stale
from articles.models import Job
from articles.states import JobKind
from claims.actions import conflicts, quotes
from claims.actions.undo import CannotUndo, undo, undoable
from claims.models import Conflict, Quote
from claims.states import ConflictState, QuoteState
from speakers.actions import identity
from speakers.models import Voice
from speakers.states import SpeakerKind, VoiceKind
from tests import record


@pytest.fixture
def conflict(editor) -> Conflict:
    return record.clash(by=editor)


@pytest.fixture
def quote(conflict) -> Quote:
    return conflict.left.quote


def test_a_quote_is_accepted_and_taken_back(quote, editor):
    act = quotes.accept(quote, seen=quote.version, by=editor)
    quote.refresh_from_db()
    assert quote.state == QuoteState.ACCEPTED
    assert (act.by, act.before["state"], act.after["state"]) == (editor, "suggested", "accepted")
    assert undoable(quote) == act
    undo(act, by=editor)
    quote.refresh_from_db()
    assert quote.state == QuoteState.SUGGESTED
    with pytest.raises(CannotUndo):
        undo(act, by=editor)


def test_who_may_not_changes_nothing(quote, conflict, viewer, stranger, editor, curator):
    for person in (viewer, stranger):
        with pytest.raises(PermissionDenied):
            quotes.reject(quote, seen=quote.version, by=person)
    for person in (viewer, stranger, editor, curator):
        with pytest.raises(PermissionDenied):
            conflicts.confirm(conflict, seen=conflict.version, by=person)
    assert not Act.objects.exists()


def test_two_who_decide_the_same_have_decided_once(quote, editor, curator):
    seen = quote.version
    first = quotes.accept(quote, seen=seen, by=editor)
    assert quotes.accept(quote, seen=seen, by=curator) == first
    with pytest.raises(Stale):
        quotes.reject(quote, seen=seen, by=curator)
    quote.refresh_from_db()
    assert quote.state == QuoteState.ACCEPTED


def test_an_act_that_was_built_upon_is_not_undone_over_the_later_one(quote, editor):
    first = quotes.accept(quote, seen=quote.version, by=editor)
    quote.refresh_from_db()
    quotes.reject(quote, seen=quote.version, by=editor)
    with pytest.raises(Stale):
        undo(first, by=editor)


def test_the_speaker_of_an_unattributed_quote_is_named(editor):
    of = record.article('Rain fell. "It never stops." The mayor left.', by=editor)
    quote = record.quote(of, "It never stops.")
    act = quotes.name(quote, " Eva  Kern ", VoiceKind.PERSON, seen=quote.version, by=editor)
    quote.refresh_from_db()
    assert (quote.voice.name, quote.voice.speaker.name, quote.voice.by_person) == ("Eva Kern", "Eva Kern", True)
    undo(act, by=editor)
    quote.refresh_from_db()
    assert quote.voice is None


def test_one_quote_is_given_to_another_voice_and_the_others_stay(quote, editor):
    of = quote.text.article
    other = record.voice(of, "Mayor", VoiceKind.UNNAMED)
    beside = record.quote(of, "Mayor Ana Ruiz", voice=quote.voice)
    quotes.give(quote, other, seen=quote.version, by=editor)
    quote.refresh_from_db(), beside.refresh_from_db()
    assert quote.voice == other
    assert beside.voice != other


def test_a_quote_is_not_given_to_a_voice_of_another_article(quote, conflict, editor):
    with pytest.raises(ValueError, match=r"."):
        quotes.give(quote, conflict.right.quote.voice, seen=quote.version, by=editor)


def test_a_conflict_is_confirmed_dismissed_and_taken_back(conflict, fact_checker):
    conflicts.confirm(conflict, seen=conflict.version, by=fact_checker)
    conflict.refresh_from_db()
    act = conflicts.dismiss(conflict, seen=conflict.version, by=fact_checker, reason="Two different fires.")
    conflict.refresh_from_db()
    assert (conflict.state, act.reason) == (ConflictState.DISMISSED, "Two different fires.")
    undo(act, by=fact_checker)
    conflict.refresh_from_db()
    assert conflict.state == ConflictState.CONFIRMED


def test_all_at_once_is_one_batch(editor):
    of = record.article("One thing. Another thing.", by=editor)
    both = [record.quote(of, "One thing."), record.quote(of, "Another thing.")]
    quotes.accept_all(both, by=editor)
    assert set(Quote.objects.values_list("state", flat=True)) == {QuoteState.ACCEPTED}
    assert Act.objects.values("batch").distinct().count() == 1
    assert Act.objects.count() == 2


def test_the_ledger_holds_no_words_of_an_article(quote, editor):
    act = quotes.reject(quote, seen=quote.version, by=editor)
    assert quote.words not in str(act.before) + str(act.after)


def waiting(quote):
    """Whether its text waits to be compared."""
    return Job.objects.of(JobKind.COMPARE, quote.text).live().exists()


@pytest.mark.parametrize("back", ["accepted", "undone"])
def test_what_comes_back_on_record_is_compared_with_what_came_meanwhile(quote, editor, back):
    act = quotes.reject(quote, seen=quote.version, by=editor)
    assert not waiting(quote)
    quote.refresh_from_db()
    if back == "accepted":
        quotes.accept(quote, seen=quote.version, by=editor)
    else:
        undo(act, by=editor)
    assert waiting(quote)


def test_accepting_what_stands_compares_nothing(quote, editor):
    quotes.accept(quote, seen=quote.version, by=editor)
    assert not waiting(quote)


@pytest.mark.parametrize("done", ["give", "name", "decide"])
def test_another_speaker_is_another_comparison(quote, curator, done):
    if done == "give":
        quotes.give(quote, None, seen=quote.version, by=curator)
    elif done == "name":
        quotes.name(quote, "Rosa Klein", VoiceKind.PERSON, seen=quote.version, by=curator)
    else:
        identity.give(quote.voice, "Rosa Klein", SpeakerKind.PERSON, seen=quote.voice.version, by=curator)
    assert waiting(quote)


def test_two_who_give_it_to_the_same_have_given_it_once(quote, editor, curator):
    seen = quote.version
    first = quotes.give(quote, None, seen=seen, by=editor)
    assert quotes.give(quote, None, seen=seen, by=curator) == first
    with pytest.raises(Stale):
        quotes.name(quote, "Rosa Klein", VoiceKind.PERSON, seen=seen, by=curator)
    quote.refresh_from_db()
    seen = quote.version
    named = quotes.name(quote, "Rosa Klein", VoiceKind.PERSON, seen=seen, by=editor)
    assert quotes.name(quote, "Rosa  klein", VoiceKind.PERSON, seen=seen, by=curator) == named
    with pytest.raises(Stale):
        quotes.name(quote, "Eva Kern", VoiceKind.PERSON, seen=seen, by=curator)


def test_of_two_namesakes_the_one_that_the_source_mentions_is_meant_and_there_is_never_a_third(editor):
    article = record.article("Rosa Klein said it rained. Rosa Klein said it snowed. “It hailed.”", by=editor)
    body, text = article.current_text.body, article.current_text
    ones = [body.index("Rosa"), body.rindex("Rosa")]
    first, second = (
        Voice.objects.create(text=text, name="Rosa Klein", kind="person", number=n, mentions=((at, at + 10),))
        for n, at in enumerate(ones)
    )
    snowed, hailed = record.quote(article, "it snowed"), record.quote(article, "It hailed.")
    snowed.source = second.mentions
    snowed.save()
    quotes.name(snowed, "rosa klein", VoiceKind.PERSON, seen=snowed.version, by=editor)
    snowed.refresh_from_db()
    assert snowed.voice == second
    with pytest.raises(quotes.Unclear):
        quotes.name(hailed, "Rosa Klein", VoiceKind.PERSON, seen=hailed.version, by=editor)
    assert list(Voice.objects.order_by("pk")) == [first, second]


@pytest.mark.django_db(transaction=True)
def test_two_who_name_the_same_person_at_once_make_one_voice(editor):
    article = record.article("“It rained. It snowed.”", by=editor)
    both = [record.quote(article, words) for words in ("It rained.", "It snowed.")]
    start = threading.Barrier(2)

    def name(quote):
        try:
            start.wait(10)
            return quotes.name(quote, "Rosa Klein", VoiceKind.PERSON, seen=quote.version, by=editor)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        acts = list(pool.map(name, both))
    assert len(acts) == 2
    assert Voice.objects.get().quotes.count() == 2
