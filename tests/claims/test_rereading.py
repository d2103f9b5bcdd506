"""`manage.py reread`: which texts an older engine read, reading them again, and what that would change."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import pytest
from celery import current_app
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

import extraction
from accounts.models import Act
from articles import sending
from articles.models import Job, Outlet, Text
from articles.states import JobKind, JobState
from claims import previewing, tasks
from claims.actions import quotes as acts
from claims.actions.reading import preview, read_again
from claims.differing import Difference, Moved, difference
from claims.models import Claim, Preview, Quote, Reading
from claims.rereading import Scope, readers, to_read
from extraction.types import CueClass, Kind, SpeakerKind
from speakers.models import Voice
from tests import record

BODY = 'Ana Ruiz said the fire hurt 12 people in the old hall. "Nobody called us in time," said Tom Bell.'


@pytest.fixture
def three(editor, fresh_broker):
    """Three articles that were read by "tests": two in the Gazette, one without an outlet."""
    march, may = (datetime(2026, month, 5, 23, 59, tzinfo=UTC) for month in (3, 5))
    return [
        record.article("First text here.", by=editor, outlet="Gazette", published=march),
        record.article("Second text here.", by=editor, outlet="Gazette", published=may),
        record.article("Third text here.", by=editor),
    ]


def said(*args):
    out = io.StringIO()
    call_command("reread", *args, stdout=out)
    return out.getvalue()


def queued():
    """The texts that wait to be read, by how they begin."""
    keys = Job.objects.filter(kind=JobKind.READ, state=JobState.QUEUED).values("target_id")
    return sorted(text.body.split()[0] for text in Text.objects.filter(pk__in=keys))


def read_by(engine, *articles):
    Reading.objects.filter(text__in=[row.current_text_id for row in articles]).update(engine=engine)


def test_all_that_another_engine_read_is_queued_once(three, django_capture_on_commit_callbacks):
    assert "3 texts will be read again" in said()
    assert queued() == ["First", "Second", "Third"]
    assert "0 texts will be read again" in said()
    assert "0 texts will be read again" in said("--all-engines")
    assert Job.objects.filter(kind=JobKind.READ, state=JobState.QUEUED).count() == 3


def test_what_the_present_engine_read_is_left_unless_all_are_asked_for(three):
    read_by(extraction.engine(), three[0], three[2])
    assert "1 text will be read again" in said()
    assert queued() == ["Second"]
    assert "2 texts will be read again" in said("--all-engines")


def test_a_text_of_which_no_reader_is_known_is_read_again(three):
    Reading.objects.filter(text=three[1].current_text).delete()
    read_by(extraction.engine(), three[0], three[2])
    said()
    assert queued() == ["Second"]


def test_an_outlet_and_a_time_with_both_days_included(three):
    assert "2 texts" in said("--outlet", "gazette", "--dry-run", "--sample", "0")
    assert list(to_read(Scope(since=date(2026, 3, 5), until=date(2026, 3, 5)), None)) == [three[0].current_text]
    assert list(to_read(Scope(until=date(2026, 3, 4)), None)) == []
    today = three[2].created_at.date()
    assert three[2].current_text in to_read(Scope(since=today, until=today), None)
    said("--outlet", "Gazette", "--since", "2026-05-05", "--until", "2026-05-05")
    assert queued() == ["Second"]


def test_an_outlet_that_nobody_knows_is_said(three):
    with pytest.raises(CommandError, match="Bugle"):
        said("--outlet", "Bugle")


def test_what_was_never_read_failed_or_is_an_earlier_version_is_not_meant(three, editor):
    record.article("Fourth text here.", by=editor, read=False)
    first = three[0]
    first.current_text = Text.objects.create(article=first, number=2, body="A", characters=1, fingerprint=b"a")
    first.save()
    assert sorted(text.body.split()[0] for text in to_read(Scope(), "tests 2")) == ["Second", "Third"]
    assert readers(Scope()).by_engine == {"tests": 2}


def test_how_many_each_engine_read_and_how_many_wait(three):
    read_by("tests 2", three[0])
    Reading.objects.filter(text=three[1].current_text).delete()
    Job.objects.queue(JobKind.READ, three[2].current_text)
    known = readers(Scope())
    assert (known.by_engine, known.waiting, known.texts) == ({"tests 2": 1, "": 1, "tests": 1}, 1, 3)


def test_what_is_read_again_waits_behind_what_somebody_waits_for(three, editor):
    said()
    sending.send_queued()
    fresh = record.article("Fresh text here.", by=editor, read=False)
    sending.send_queued()
    assert sending.waiting_messages() == 4
    with current_app.connection_for_read() as link, link.SimpleQueue(settings.CELERY_TASK_DEFAULT_QUEUE) as messages:
        [job], *_ = messages.get(timeout=5).payload
    assert Job.objects.get(pk=job).target_id == fresh.current_text_id


def test_the_broker_holds_a_few_of_them_and_a_comparison_comes_before_the_next_text(three, monkeypatch):
    monkeypatch.setattr(sending, "AHEAD", 2)
    said()
    assert sending.send_queued() == 2
    assert sending.sweep() == sending.send_queued() == 0
    first, _, last = Job.objects.filter(in_background=True).order_by("id")
    Job.objects.filter(pk=first.pk).update(state=JobState.DONE)
    comparison = Job.objects.queue(JobKind.COMPARE, first.target, in_background=True)
    assert sending.sweep() == 1
    comparison.refresh_from_db()
    last.refresh_from_db()
    assert comparison.sent_at is not None
    assert last.sent_at is None


def test_an_administrator_has_them_read_again_in_one_act(three, admin):
    gazette = Outlet.objects.get(name="Gazette")
    act = read_again(Scope(outlet=gazette), by=admin)
    assert (act.verb, act.by, act.after["jobs"], act.after["outlet"]) == ("read_again", admin, 2, gazette.pk)
    assert act.after["engine"] == extraction.engine()
    assert read_again(Scope(outlet=gazette), by=admin) is None
    assert Act.objects.count() == 1


def test_others_may_not(three, curator):
    with pytest.raises(PermissionDenied, match="read again"):
        read_again(Scope(), by=curator)
    assert queued() == []


# ── What would change ───────────────────────────────────────────────────────────────────────────


def reading(*found):
    """Quotes of these words by these voices."""
    voices = [
        extraction.Voice(name, SpeakerKind.PERSON, record.spans(BODY, name), 0.9, "") for _, name in found if name
    ]
    of = {voice.name: at for at, voice in enumerate(voices)}
    quotes = [
        extraction.Quote((), (), record.spans(BODY, words), Kind.DIRECT, CueClass.SPEECH, 0.9, "", voice=of.get(name))
        for words, name in found
    ]
    return extraction.Reading(tuple(quotes), tuple(voices), (), "tests 2")


@pytest.fixture
def fire(editor):
    row = record.article(BODY, by=editor, headline="Fire")
    return record.quote(row, "the fire hurt 12 people", voice=record.voice(row, "Ana Ruiz"))


@pytest.mark.parametrize(
    ("found", "gained", "lost", "ends", "speakers"),
    [
        pytest.param([("the fire hurt 12 people", "Ana Ruiz")], 0, 0, 0, 0, id="nothing"),
        pytest.param([], 0, 1, 0, 0, id="lost"),
        pytest.param([("the fire hurt 12 people in", "Ana Ruiz")], 0, 0, 1, 0, id="other ends"),
        pytest.param([("the fire hurt 12 people", "Tom Bell")], 0, 0, 0, 1, id="another speaker"),
        pytest.param([("the fire hurt 12 people", "")], 0, 0, 0, 1, id="nobody"),
        pytest.param([("Nobody called us", "Tom Bell")], 1, 1, 0, 0, id="lost one, gained another"),
    ],
)
def test_what_would_change(fire, found, gained, lost, ends, speakers):
    told = difference(fire.text, reading(*found))
    assert (len(told.gained), len(told.lost), len(told.ends), len(told.speakers)) == (gained, lost, ends, speakers)
    assert (told.kept, told.decided) == ([], 0)
    assert told.nothing == (not gained + lost + ends + speakers)


@pytest.mark.parametrize(
    ("rule", "found", "against"),
    [
        pytest.param(acts.accept, [("the fire hurt 12 people in", "Ana Ruiz")], 1, id="accepted, other ends"),
        pytest.param(acts.accept, [("the fire hurt 12 people", "Tom Bell")], 1, id="accepted, another speaker"),
        pytest.param(acts.accept, [], 1, id="accepted, gone"),
        pytest.param(acts.accept, [("the fire hurt 12 people", "Ana Ruiz")], 0, id="accepted, the same"),
        pytest.param(acts.reject, [("the fire hurt 12 people", "Ana Ruiz")], 1, id="rejected, found again"),
        pytest.param(acts.reject, [], 0, id="rejected, gone"),
    ],
)
def test_what_people_decided_would_not_change(fire, rule, found, against, editor):
    rule(fire, seen=fire.version, by=editor)
    told = difference(fire.text, reading(*found))
    assert told.nothing
    assert (len(told.kept), told.decided) == (against, 1)


@pytest.mark.parser
def test_a_dry_run_tells_what_would_change_and_writes_nothing(fire, editor, fresh_broker):
    accepted = record.quote(
        fire.text.article, "Nobody called us in time", voice=record.voice(fire.text.article, "Tom Bell")
    )
    acts.accept(accepted, seen=accepted.version, by=editor)
    tables = (Quote, Voice, Claim, Reading, Job)
    before = [list(table.objects.order_by("pk").values()) for table in tables]
    told = said("--dry-run")
    assert [list(table.objects.order_by("pk").values()) for table in tables] == before
    assert "Fire: " in told
    assert "~ the fire hurt 12 people → the fire hurt 12 people in the old hall" in told
    assert "Of 1 texts that would be read again the newest 1 were read here." in told
    assert "1 of these would change; nothing was written." in told
    assert [line.split() for line in told.splitlines() if line.startswith("decided")] == [
        ["decided", "by", "people", "1"]
    ]


# ── The same, tried by a worker ─────────────────────────────────────────────────────────────────


def everything():
    return [list(table.objects.order_by("pk").values()) for table in (Quote, Voice, Claim, Reading, Act)]


@pytest.mark.parser
def test_a_worker_finds_what_would_change_twice_the_same_and_changes_nothing_on_record(fire, editor, admin):
    article = fire.text.article
    accepted = record.quote(article, "Nobody called us in time", voice=record.voice(article, "Tom Bell"))
    acts.accept(accepted, seen=accepted.version, by=editor)
    before = everything()
    for _ in range(2):
        assert preview(Scope(), by=admin) == 1
        (job,) = Job.objects.filter(kind=JobKind.PREVIEW, state=JobState.QUEUED)
        tasks.preview(job.pk)
        tasks.preview(job.pk)
        found = Preview.objects.get()
        assert (found.text, found.engine, found.language) == (fire.text, extraction.engine(), "en")
        assert (found.ends, found.decided) == (1, 1)
        assert {
            "what": "ends",
            "words": "",
            "before": "the fire hurt 12 people",
            "after": "the fire hurt 12 people in the old hall",
        } in found.examples
        job.refresh_from_db()
        assert (job.state, job.tries) == (JobState.DONE, 1)
    assert everything() == before
    assert not Job.objects.filter(kind__in=(JobKind.READ, JobKind.COMPARE), state=JobState.QUEUED).exists()


def test_without_an_engine_a_worker_says_so_and_keeps_nothing(fire, monkeypatch):
    def missing(*_args, **_more):
        raise extraction.ModelMissing("The reader's files are missing.")

    monkeypatch.setattr(extraction, "read", missing)
    job = Job.objects.queue(JobKind.PREVIEW, fire.text)
    tasks.preview(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error_code, job.error) == (
        JobState.FAILED,
        "model_missing",
        "The reader's files are missing.",
    )
    assert not Preview.objects.exists()


def test_what_somebody_looks_at_is_tried_before_a_text_is_read_again(three, admin):
    read_by("tests 2", *three)
    said("--outlet", "Gazette")
    assert preview(Scope(), by=admin) == 1
    assert sending.send_queued() == 3
    first, *_ = Job.objects.filter(state=JobState.QUEUED).order_by("sent_at")
    assert first.kind == JobKind.PREVIEW


def test_the_newest_are_tried_and_no_more_than_a_sample(three, admin, monkeypatch):
    monkeypatch.setattr(previewing, "SAMPLE", 2)
    assert preview(Scope(), by=admin) == 2
    tried = Job.objects.filter(kind=JobKind.PREVIEW).values_list("target_id", flat=True)
    assert sorted(tried) == [three[1].current_text_id, three[2].current_text_id]


def test_others_may_not_have_it_tried(three, curator):
    with pytest.raises(PermissionDenied, match="read again"):
        preview(Scope(), by=curator)
    assert not Job.objects.filter(kind=JobKind.PREVIEW).exists()


def test_examples_are_few_and_short():
    told = Difference(gained=["a " * 200] * 9, lost=["b"], speakers=[Moved("c", "", "Ana")], kept=["d"])
    found = previewing.examples(told)
    assert [each.what for each in found] == ["gained"] * previewing.EXAMPLES + ["lost", "speakers", "kept"]
    assert all(len(each.words) <= previewing.LONGEST for each in found)
