"""Claim, lease, fence: how a worker takes a job, keeps it, and records what it found exactly once.

A claim is one UPDATE by the database's clock. The work runs outside any transaction while a thread
renews the lease. What was found is recorded in one transaction whose first statement is the fence:
it marks the job done only where nobody else has taken it since.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from types import TracebackType

import structlog
from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import InterfaceError, OperationalError, connection, models, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from articles.models import Job
from articles.models.job import JobQuerySet
from articles.states import JobState

log = structlog.get_logger(__name__)


class Failure(Exception):
    """The work can't be done, and trying again won't help. `sentence` is shown to the user."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code, self.sentence = code, sentence


class LostLease(Exception):
    """Another worker has taken the job since, or it was erased: nothing that was found here may be written."""


_CLAIM = """
    UPDATE articles_job
    SET state = 'started', tries = tries + 1, started_at = statement_timestamp(), finished_at = NULL,
        lease_until = statement_timestamp() + make_interval(secs => %(lease)s)
    WHERE id = %(id)s AND tries < %(tries)s
      AND (state = 'queued' OR (state = 'started' AND lease_until < statement_timestamp()))
    RETURNING tries
"""


class Claim:
    """A job in hand. `target` is the row to work on; `recording()` is the only way to finish."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.target: models.Model = job.target

    @contextmanager
    def recording(self) -> Iterator[None]:
        """One transaction that marks the job done and holds what was found. Raises `LostLease` at once."""
        with transaction.atomic():
            mine = Job.objects.filter(pk=self.job.pk, state=JobState.STARTED, tries=self.job.tries)
            if not mine.update(state=JobState.DONE, finished_at=Now(), lease_until=None, error_code="", error=""):
                raise LostLease
            yield


class Claimed:
    """`with Claimed(job_id) as claim`: None where the job is another's or needs no work.

    Failures end here: a `Failure` is written at once, anything else is tried again up to the limit.
    """

    def __init__(self, job_id: int) -> None:
        self.job_id = job_id
        self.job: Job | None = None
        self._done = threading.Event()
        self._keeper: threading.Thread | None = None

    def __enter__(self) -> Claim | None:
        with connection.cursor() as cursor:
            wanted = {"id": self.job_id, "lease": settings.JOB_LEASE_SECONDS, "tries": settings.JOB_TRIES}
            cursor.execute(_CLAIM, wanted)
            if cursor.fetchone() is None:
                return None
        try:
            self.job = Job.objects.get(pk=self.job_id)
            claim = Claim(self.job)  # fetches the target: where that fails, no thread may go on renewing the lease
        except ObjectDoesNotExist:  # erased since
            self.job = None
            return None
        self._keeper = threading.Thread(target=self._keep, args=(self.job.tries,), daemon=True)
        self._keeper.start()
        log.info("job started", job=self.job_id, kind=self.job.kind, target=self.job.target_id, tries=self.job.tries)
        return claim

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        self._done.set()
        if self._keeper is not None:
            self._keeper.join()
        if self.job is None or error is None:
            return False
        if isinstance(error, LostLease):
            log.warning("job lost to another worker", job=self.job_id, tries=self.job.tries)
            return True
        if isinstance(error, (OperationalError, InterfaceError)) or not isinstance(error, Exception):
            return False  # the database is away, or the process is ending: the lease runs out and the sweep goes on
        self._write(error)
        return True

    def _write(self, error: Exception) -> None:
        """Put the failure on the job: final for a `Failure` or after the last try, else once more."""
        assert self.job is not None
        final = isinstance(error, Failure) or self.job.tries >= settings.JOB_TRIES
        code = error.code if isinstance(error, Failure) else "unexpected"
        sentence = (
            error.sentence
            if isinstance(error, Failure)
            else _("Something went wrong on our side (%(name)s). It was tried %(tries)s times.")
            % {"name": type(error).__name__, "tries": self.job.tries}
        )
        change: dict[str, object] = {"error_code": code, "error": sentence[:500], "lease_until": None}
        change |= (
            {"state": JobState.FAILED, "finished_at": Now()} if final else {"state": JobState.QUEUED, "sent_at": None}
        )
        if not Job.objects.filter(pk=self.job_id, state=JobState.STARTED, tries=self.job.tries).update(**change):
            log.warning("job lost to another worker, or erased", job=self.job_id, tries=self.job.tries)
            return
        log.error(
            "job failed", job=self.job_id, code=code, final=final, exc_info=None if code != "unexpected" else error
        )

    def _keep(self, tries: int) -> None:
        """Renew the lease until the work ends, on a connection of this thread's own; fail the job where it never does.

        While the database is away it is asked again until the lease is over: a hiccup costs no second try.
        """
        mine = Job.objects.filter(pk=self.job_id, state=JobState.STARTED, tries=tries)
        lease, begun = settings.JOB_LEASE_SECONDS, time.monotonic()
        held_until, over = begun + lease, begun + settings.JOB_LONGEST_SECONDS
        now, pause = begun, min(lease / 3, settings.JOB_LONGEST_SECONDS)
        while now < held_until and not self._done.wait(pause):
            now = time.monotonic()
            if self._asked(mine, stop=now >= over):
                held_until = 0 if now >= over else now + lease
                pause = min(lease / 3, over - now)
            else:
                pause = lease / 20
        connection.close()

    def _asked(self, mine: JobQuerySet, *, stop: bool) -> bool:
        """Renew the lease, or stop the job. False where the database is away: the next try makes a new connection."""
        try:
            if stop:
                _stop(mine, self.job_id)
            else:
                mine.update(lease_until=Now() + timedelta(seconds=settings.JOB_LEASE_SECONDS))
        except (OperationalError, InterfaceError) as error:
            connection.close()
            log.warning("lease not renewed: the database is away", job=self.job_id, error=str(error).strip())
            return False
        return True


def _stop(job: JobQuerySet, key: int) -> None:
    """Fail a job that is over its time. Whatever works on it can't record any more; Celery ends the process."""
    if job.stop():
        log.error("job stopped: it took too long", job=key)
