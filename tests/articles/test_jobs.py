"""Claim, lease, fence, sweep: a job is done exactly once, whoever dies."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.db.models.functions import Now

from articles import sending
from articles.actions.jobs import retry
from articles.claiming import Claimed, Failure
from articles.models import Job
from articles.sending import sweep
from articles.states import JobKind, JobState
from tests import record
from tests.servers import wait_for

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def job(editor, fresh_broker) -> Job:
    record.appearance(None, by=editor, headline="Fire")
    return Job.objects.get()


def stands(job: Job) -> tuple[str, int]:
    job.refresh_from_db()
    return job.state, job.tries


def expire(job: Job) -> None:
    """The lease has run out: whoever held the job is silent."""
    Job.objects.filter(pk=job.pk).update(lease_until=Now() - timedelta(seconds=1))


def test_two_workers_with_one_message_each_work_once(job):
    with Claimed(job.pk) as mine, Claimed(job.pk) as theirs:
        assert mine is not None
        assert theirs is None
        with mine.recording():
            pass
    assert stands(job) == (JobState.DONE, 1)
    with Claimed(job.pk) as late:
        assert late is None


def test_a_worker_that_was_overtaken_writes_nothing(job, editor):
    with Claimed(job.pk) as slow:
        expire(job)
        with Claimed(job.pk) as quick, quick.recording():
            record.article("The quick one's article.", by=editor)
        with slow.recording():
            record.article("The slow one's article.", by=editor)
    from articles.models import Text

    assert [text.body for text in Text.objects.all()] == ["The quick one's article."]
    assert stands(job) == (JobState.DONE, 2)


def test_the_lease_is_renewed_while_the_work_goes_on(job, settings):
    settings.JOB_LEASE_SECONDS = 0.6
    import time

    with Claimed(job.pk) as claim:
        time.sleep(1.2)
        with Claimed(job.pk) as other:
            assert other is None
        with claim.recording():
            pass
    assert stands(job) == (JobState.DONE, 1)


def test_a_cause_that_is_known_fails_at_once_with_its_sentence(job):
    with Claimed(job.pk):
        raise Failure("no_text", "There is no text in this file.")
    assert stands(job) == (JobState.FAILED, 1)
    assert (job.error_code, job.error) == ("no_text", "There is no text in this file.")


def test_a_cause_that_is_not_known_is_tried_again_to_the_limit(job, settings):
    for tries in range(1, settings.JOB_TRIES + 1):
        with Claimed(job.pk):
            raise ZeroDivisionError
        last = tries == settings.JOB_TRIES
        assert stands(job) == (JobState.FAILED if last else JobState.QUEUED, tries)
    assert job.error_code == "unexpected"
    assert "ZeroDivisionError" in job.error


def test_a_failure_inside_the_recording_undoes_all_that_was_written(job, editor):
    with Claimed(job.pk) as claim, claim.recording():
        record.article("Half a reading.", by=editor)
        raise ValueError("odd row")
    from articles.models import Text

    assert not Text.objects.exists()
    assert stands(job) == (JobState.QUEUED, 1)


def test_a_database_that_goes_away_leaves_the_job_to_the_lease(job):
    with pytest.raises(OperationalError), Claimed(job.pk):
        raise OperationalError("server closed the connection")
    assert stands(job) == (JobState.STARTED, 1)


def test_the_sweep_takes_a_job_that_kills_its_process_aside(job, settings):
    for _ in range(settings.JOB_TRIES):
        with Claimed(job.pk) as claim:
            assert claim is not None
        expire(job)  # as if killed: neither recorded nor failed
        sweep()
    assert stands(job) == (JobState.FAILED, settings.JOB_TRIES)
    assert job.error_code == "killed"
    assert str(settings.JOB_TRIES) in job.error


def test_the_sweep_sends_what_was_never_sent_and_what_was_lost(job):
    assert sweep() == 1
    assert sweep() == 0  # just sent: another message would do no good
    Job.objects.filter(pk=job.pk).update(sent_at=Now() - timedelta(minutes=10))
    assert sweep() == 1


@pytest.mark.parametrize(("seconds", "sent"), [(5, 0), (25, 1)])
def test_the_sweep_sends_what_was_overtaken_while_the_broker_is_busy(job, editor, monkeypatch, seconds, sent):
    monkeypatch.setattr(sending, "waiting_messages", lambda: 7)
    Job.objects.filter(pk=job.pk).update(sent_at=Now() - timedelta(seconds=100))
    record.appearance(None, by=editor, headline="Flood")
    later = Job.objects.latest("pk")
    with Claimed(later.pk):
        Job.objects.filter(pk=later.pk).update(sent_at=Now() - timedelta(seconds=100 - seconds))
        assert sweep() == sent
        assert sweep() == 0  # it was sent anew: after the other


def test_one_live_job_a_kind_and_target(job):
    again = Job.objects.queue(JobKind.EXTRACT, job.target)
    assert again == job
    with Claimed(job.pk) as claim, claim.recording():
        pass
    assert Job.objects.queue(JobKind.EXTRACT, job.target) != job


def test_a_job_that_takes_too_long_fails_with_its_sentence_and_records_nothing(job, settings, editor):
    settings.JOB_LEASE_SECONDS, settings.JOB_LONGEST_SECONDS = 0.6, 0.5
    with Claimed(job.pk) as hung:
        assert wait_for(lambda: stands(job) == (JobState.FAILED, 1), 5)
        with hung.recording():
            record.article("Too late.", by=editor)
    from articles.models import Text

    assert not Text.objects.exists()
    assert stands(job) == (JobState.FAILED, 1)
    assert (job.error_code, "0.5 seconds" in job.error, job.lease_until) == ("took_too_long", True, None)


def test_the_sweep_stops_what_takes_too_long_where_its_own_process_is_stuck(job, settings):
    with Claimed(job.pk):
        Job.objects.filter(pk=job.pk).update(started_at=Now() - timedelta(seconds=settings.JOB_LONGEST_SECONDS + 1))
        sweep()
        assert (stands(job)[0], job.error_code) == (JobState.FAILED, "took_too_long")


def test_a_hiccup_of_the_database_does_not_end_the_lease(job, settings, monkeypatch):
    settings.JOB_LEASE_SECONDS = 0.9
    from articles.models.job import JobQuerySet

    failed, update = [], JobQuerySet.update

    def sometimes(rows, **change):
        if "lease_until" in change and len(change) == 1 and len(failed) < 2:
            failed.append(change)
            raise OperationalError("server closed the connection")
        return update(rows, **change)

    monkeypatch.setattr(JobQuerySet, "update", sometimes)
    import time

    with Claimed(job.pk) as claim:
        time.sleep(1.5)
        with Claimed(job.pk) as other:
            assert other is None
        with claim.recording():
            pass
    assert len(failed) == 2
    assert stands(job) == (JobState.DONE, 1)


def test_what_is_tried_again_is_in_the_ledger_with_the_state_it_had(job, editor):
    Job.objects.filter(pk=job.pk).update(state=JobState.DONE)
    assert retry(job, by=editor).before == {"job": job.pk, "state": JobState.DONE}
