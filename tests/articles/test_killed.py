"""Workers that die or hang, for real: the work is done once all the same, and no process is held for ever."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from articles.intake import Upload, receive
from articles.models import Article, Job
from articles.states import JobKind, JobState
from claims.models import Quote
from config.embedded.places import CHECKOUT
from tests.servers import RunningProcess, wait_for

pytestmark = pytest.mark.slow

SAID = (
    "“The fire in hall one hurt 12 people,” Mayor Ana Ruiz said on Monday.\n\n"
    "Tom Bell, the fire chief, said: “We counted 40 people in hall one.”\n\n"
)
LONG = SAID + "The crews worked through the night and the street stayed closed until the morning.\n\n" * 400


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Short leases, for the processes that the test starts."""
    monkeypatch.setenv("JOB_LEASE_SECONDS", "2")
    monkeypatch.setenv("SWEEP_SECONDS", "1")


def of(kind: JobKind) -> Job | None:
    return Job.objects.filter(kind=kind).order_by("id").first()


def reading() -> bool:
    return Job.objects.filter(kind=JobKind.READ, state=JobState.STARTED).exists()


def recording() -> bool:
    """Whether some process waits for the table that this test holds, in this test's own database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'claims_quote'::regclass AND database = "
            "(SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        return cursor.fetchone()[0] > 0


@contextmanager
def quotes_locked() -> Iterator[None]:
    """While this is held nothing that was found can be recorded: whoever tries stands still in mid-transaction."""
    other = connection.copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("LOCK TABLE claims_quote IN EXCLUSIVE MODE")
        yield
    finally:
        other.rollback()
        other.close()


def processes(worker: RunningProcess) -> list[str]:
    """Those in which a worker works."""
    parent = worker.process.pid
    return Path(f"/proc/{parent}/task/{parent}/children").read_text().split()


def said(article: Article) -> Counter[tuple[str, str]]:
    rows = Quote.objects.filter(text__article=article).values_list("words", "voice__name")
    return Counter(rows)


def compared(jobs: int) -> bool:
    return Job.objects.filter(kind=JobKind.COMPARE, state=JobState.DONE).count() == jobs


@pytest.mark.parser
def test_a_worker_killed_in_mid_job_and_one_at_the_recording_cost_nothing(start_worker, sweeper, editor):
    receive(Upload(data=LONG.encode()), by=editor)
    first = start_worker()
    assert wait_for(reading, 30, every=0.02), first.log()
    first.kill()
    assert not Quote.objects.exists()
    with quotes_locked():
        second = start_worker()
        assert wait_for(recording, 30), second.log()
        second.kill()
    assert not Quote.objects.exists()
    third = start_worker()
    assert wait_for(lambda: compared(1), 30), third.log()
    assert (of(JobKind.READ).tries, of(JobKind.READ).state) == (3, JobState.DONE)
    [killed] = Article.objects.all()
    receive(Upload(data=(LONG + "The end.\n").encode()), by=editor)  # the same once more, undisturbed
    assert wait_for(lambda: compared(2), 30), third.log()
    undisturbed = Article.objects.exclude(pk=killed.pk).get()
    assert said(killed) == said(undisturbed)
    assert set(said(killed).values()) == {1}
    assert len(said(killed)) == 2


@pytest.mark.parser
def test_a_worker_that_hangs_is_replaced_and_its_job_comes_to_an_end(start_process, editor, monkeypatch):
    """Once the hung process has gone, the sweep fails the job, or another try does it: whoever is first."""
    monkeypatch.setenv("JOB_LONGEST_SECONDS", "6")
    command = [sys.executable, "-m", "celery", "-A", "config", "worker", "--pool", "prefork", "--concurrency", "1"]
    command += ["--loglevel", "INFO", "--without-gossip", "--without-mingle", "--hostname", "hanging@%h"]
    start_process("sweeper", [sys.executable, str(CHECKOUT / "manage.py"), "sweep"])
    worker = start_process("hanging", command, ready=" ready.")
    with quotes_locked():
        [hung] = processes(worker)
        appearance = receive(Upload(data=SAID.encode()), by=editor)
        assert wait_for(recording, 20), worker.log()
        assert wait_for(lambda: hung not in processes(worker), 25), worker.log()
    hanging = of(JobKind.READ)
    ended = Job.objects.filter(pk=hanging.pk, state__in=[JobState.FAILED, JobState.DONE])
    assert wait_for(ended.exists, 20), worker.log()
    appearance.refresh_from_db()
    hanging.refresh_from_db()
    done = hanging.state == JobState.DONE
    assert (hanging.tries, hanging.error_code) == ((2, "") if done else (1, "took_too_long"))
    assert Quote.objects.filter(text__article=appearance.article_id).exists() == done
    assert done or "6 seconds" in hanging.error
    receive(Upload(data=SAID.replace("hall one", "hall two").encode()), by=editor)
    assert wait_for(lambda: compared(1 + done), 30), worker.log()  # another process has taken its place
