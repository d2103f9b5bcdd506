"""One quote in many papers: which are copies of which, and what they claim compared once."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from importlib import import_module
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction

import extraction
from articles.models import Job
from articles.states import JobKind, JobState
from claims import comparing, recording, tasks, twins
from claims.actions import conflicts, quotes
from claims.actions.undo import undo
from claims.models import Claim, Conflict, Quote
from claims.states import ConflictState, QuoteKind
from extraction import vectors
from speakers.actions import identity, merging
from speakers.models import Speaker, Voice
from speakers.states import SpeakerKind
from tests import record

DAY = datetime(2026, 3, 12, tzinfo=UTC)
SAID = "We did not shell the hospital in Tarn"


def printed(by, words=SAID, *, day=0, paper="Gazette", who="Petra Lund", **fields):
    """An article that prints these words; gives the quote."""
    body = f'{paper} reports: {who} said: "{words}."'
    published = None if day is None else DAY + timedelta(days=day)
    article = record.article(body, by=by, outlet=paper, published=published)
    speaker = record.speaker(who) if who else None
    return record.quote(article, words, voice=record.voice(article, who, speaker=speaker), **fields)


def derive(*found):
    again = set()
    for quote in found:
        with transaction.atomic():
            again |= twins.derive(quote.text)
    return again


def original(quote):
    quote.refresh_from_db()
    return quote.twin_of


def test_the_earliest_is_the_original_and_the_others_point_at_it(editor):
    late, first, undated = (printed(editor, day=day, paper=f"Paper {day}") for day in (2, 0, None))
    derive(undated)
    assert [original(quote) for quote in (first, late, undated)] == [None, first, first]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_in_whichever_order_they_come_on_record_the_same_stands(editor, order):
    found = {}
    for number in order:  # a copy of both others, and the earliest of all
        words = SAID if number else f"{SAID}".replace("hospital", "hospitals")
        found[number] = printed(editor, words, day=number, paper=f"Paper {number}")
        derive(found[number])
    assert [original(found[number]) for number in range(3)] == [None, found[0], found[0]]
    before = list(Quote.objects.order_by("pk").values())
    derive(*found.values())
    assert list(Quote.objects.order_by("pk").values()) == before


def test_a_new_earliest_takes_the_place_of_the_original_and_nothing_is_a_copy_of_a_copy(editor):
    old, copy = printed(editor, day=1), printed(editor, day=2, paper="Times")
    derive(old, copy)
    first = printed(editor, day=0, paper="Agency")
    derive(first)
    assert [original(quote) for quote in (first, old, copy)] == [None, first, first]


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        (SAID, {"who": "Ilya Brandt"}),
        (SAID, {"kind": QuoteKind.INDIRECT}),
        (SAID, {"day": 30}),
        (SAID.replace("not", "indeed"), {}),
        ("We did not shell the hospitals in the north of the country in March", {}),
    ],
)
def test_another_speaker_another_time_or_other_words_are_no_copy(editor, words, fields):
    one, other = printed(editor), printed(editor, words, paper="Times", **fields)
    derive(one, other)
    assert original(one) is original(other) is None


def test_what_one_affirms_in_the_words_in_which_another_denies_it_is_no_copy(editor):
    one, other = printed(editor), printed(editor, paper="Times")
    record.claim(one, SAID)
    record.claim(other, SAID, stance="denies")
    derive(one, other)
    assert original(one) is original(other) is None


def test_quotes_of_nobody_on_record_have_no_copies(editor):
    found = []
    for paper in ("Gazette", "Times"):
        article = record.article(f'{paper}: A diplomat said: "{SAID}."', by=editor)
        found.append(record.quote(article, SAID, voice=record.voice(article, "A diplomat")))
    derive(*found)
    assert [original(quote) for quote in found] == [None, None]


def test_where_the_original_is_rejected_the_next_takes_its_place_and_undoing_brings_it_back(editor):
    first, second, third = (printed(editor, day=day, paper=f"Paper {day}") for day in range(3))
    derive(first, second, third)
    Job.objects.update(state=JobState.DONE)
    act = quotes.reject(first, seen=first.version, by=editor)
    assert Job.objects.live().filter(kind=JobKind.COMPARE, target_id=first.text_id).exists()
    assert derive(first) == {second.text_id}
    assert [original(quote) for quote in (first, second, third)] == [None, None, second]
    Job.objects.update(state=JobState.DONE)
    undo(act, by=editor)
    assert Job.objects.live().filter(kind=JobKind.COMPARE, target_id=first.text_id).exists()
    derive(first)
    assert [original(quote) for quote in (first, second, third)] == [None, first, first]
    assert first.version == act.after["version"] + 1  # the copies' own versions are the editors'
    assert (second.version, third.version) == (1, 1)


def test_copies_follow_the_speakers_that_a_curator_joins_and_parts(editor, curator):
    one, other = printed(editor), printed(editor, who="Petra Lundh", paper="Times")
    derive(one, other)
    assert original(other) is None
    lundh, lund = Speaker.objects.get(name="Petra Lundh"), Speaker.objects.get(name="Petra Lund")
    act = merging.merge(lundh, lund, seen=lundh.version, by=curator)
    queued = Job.objects.live().filter(kind=JobKind.COMPARE).values_list("target_id", flat=True)
    derive(*Quote.objects.filter(text__in=queued))
    assert {original(one), original(other)} & {one, other}
    Job.objects.update(state=JobState.DONE)
    undo(act, by=curator)
    queued = Job.objects.live().filter(kind=JobKind.COMPARE).values_list("target_id", flat=True)
    derive(*Quote.objects.filter(text__in=queued))
    assert original(one) is original(other) is None


def test_a_quote_given_to_another_is_no_copy_any_more(editor, curator):
    one, other = printed(editor), printed(editor, day=1, paper="Times")
    derive(one, other)
    voice = Voice.objects.get(text=other.text)
    identity.give(voice, "Rosa Klein", SpeakerKind.PERSON, seen=voice.version, by=curator)
    derive(other)
    assert original(other) is None


def test_an_article_that_says_otherwise_now_is_no_original(editor):
    first, copy = printed(editor), printed(editor, day=1, paper="Times")
    derive(first, copy)
    article = first.text.article
    newer = record.article("Nothing was said.", by=editor).current_text
    article.current_text = newer
    article.save()
    derive(first)
    assert original(copy) is None


def test_finding_copies_asks_as_often_for_many_as_for_few(editor, django_assert_max_num_queries):
    for number in range(12):
        printed(editor, day=0, paper=f"Paper {number}")
    last = printed(editor, day=1, paper="Times")
    with transaction.atomic(), django_assert_max_num_queries(30):
        twins.derive(last.text)
    with transaction.atomic(), django_assert_max_num_queries(11):
        twins.derive(last.text)


def test_rows_from_before_are_sketched_and_their_copies_found_by_the_command(editor):
    one, other = printed(editor), printed(editor, day=1, paper="Times")
    Quote.objects.update(sketch=[])
    import_module("claims.migrations.0008_copies").fill(apps, connection.schema_editor())
    assert Quote.objects.get(pk=one.pk).sketch == one.sketch != []
    for _ in range(2):
        out = StringIO()
        call_command("twins", stdout=out)
        assert out.getvalue() == "1 quotes are copies of another; 0 texts will be compared again.\n"
    assert original(other) == one


# ── Conflicts ───────────────────────────────────────────────────────────────────────────────────


def read(body, by, day):
    """An article whose reading is on record and compared by the job; gives its text."""
    text = record.article(body, by=by, published=DAY + timedelta(days=day)).current_text
    found = extraction.read(body, published=(DAY + timedelta(days=day)).date())
    with transaction.atomic():
        recording.store(text, found, vectors.embed([claim.text for claim in found.claims]))
    compare(text)
    return text


def compare(text):
    """By the job, and all that it queues."""
    Job.objects.filter(kind=JobKind.COMPARE).update(state=JobState.DONE, lease_until=None)
    Job.objects.queue(JobKind.COMPARE, text)
    work()


def work():
    while job := Job.objects.filter(kind=JobKind.COMPARE, state=JobState.QUEUED).order_by("id").first():
        tasks.compare(job.pk)
        job.refresh_from_db()
        assert job.state == JobState.DONE


def told(paper):
    return f'{paper} has the story. Petra Lund said: "The army shelled the hospital in Tarn on Monday." 🔥'


DENIED = "The day was cold. Ilya Brandt said the army had not shelled the hospital in Tarn on Monday."
ARTICLES = {"Agency": (told("Agency"), 0), "Gazette": (told("Gazette"), 1), "Times": (told("Times"), 1)}


@pytest.mark.parser
@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (1, 3, 0, 2)])
def test_copies_make_one_conflict_of_the_original_in_whichever_order_they_are_read(editor, order):
    todo = [*ARTICLES.values(), (DENIED, 1)]
    for number in order:
        body, day = todo[number]
        read(body, editor, day)
    row = Conflict.objects.get()
    sides = {side.quote.text.body for side in (row.left, row.right)}
    assert sides == {told("Agency"), DENIED}
    before = Conflict.objects.values().get()
    for text in {quote.text for quote in Quote.objects.all()}:
        compare(text)
    assert Conflict.objects.values().get() == before


@pytest.fixture
def clash(editor):
    """Of a quote that ran in one paper until now."""
    read(told("Gazette"), editor, 1)
    read(DENIED, editor, 1)
    return Conflict.objects.get()


@pytest.mark.parser
@pytest.mark.parametrize(("act", "state"), [("dismiss", "dismissed"), ("confirm", "confirmed")])
def test_what_was_ruled_of_a_quote_that_an_earlier_paper_has_too_stays_and_is_not_asked_again(
    clash, editor, fact_checker, act, state
):
    done = getattr(conflicts, act)(clash, seen=clash.version, by=fact_checker)
    before = Conflict.objects.values().get()
    agency = read(told("Agency"), editor, 0)
    assert Quote.objects.get(text=agency).twins.count() == 1
    assert Conflict.objects.values().get() == before
    assert before["state"] == state
    undo(done, by=fact_checker)
    compare(agency)
    row = Conflict.objects.get()
    assert row.state == ConflictState.SUGGESTED
    assert agency in {row.left.quote.text, row.right.quote.text}


@pytest.mark.parser
def test_a_conflict_moves_on_with_the_original_where_that_is_rejected(clash, editor):
    agency = read(told("Agency"), editor, 0)
    assert agency in {Conflict.objects.get().left.quote.text, Conflict.objects.get().right.quote.text}
    quote = Quote.objects.get(text=agency)
    quotes.reject(quote, seen=quote.version, by=editor)
    work()
    row = Conflict.objects.standing().get()
    assert {side.quote.text.body for side in (row.left, row.right)} == {told("Gazette"), DENIED}


@pytest.mark.parser
def test_a_copy_is_no_candidate(editor):
    for body, day in ARTICLES.values():
        read(body, editor, day)
    text = read(DENIED, editor, 1)
    claim = Claim.objects.get(quote__text=text)
    assert [row.quote.text.body for row in comparing.candidates(claim)] == [told("Agency")]
