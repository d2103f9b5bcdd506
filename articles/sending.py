"""The only place that sends to the broker. Sending may fail: the row stands, and the sweep sends it again."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import structlog
from celery import current_app
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models import DateTimeField, ExpressionWrapper
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError
from kombu.pools import producers
from redis.exceptions import RedisError

from articles.models import Job
from articles.models.job import JobQuerySet
from articles.outages import BROKER_AWAY, broker, broker_is_away, noting
from articles.states import TASKS, JobKind, JobState

log = structlog.get_logger(__name__)

RESEND_IDLE = timedelta(seconds=2)
"""A job waits this long, while the broker holds nothing, before it is sent again."""

RESEND_BUSY = timedelta(minutes=5)
"""A job waits this long behind others before it is sent again. A message too many does no harm."""


AHEAD = 100
"""So many jobs that nobody waits for lie with the broker at once."""

FIRST, LAST = 0, 9
"""Priorities as the broker knows them: a worker takes what nobody waits for when there is nothing else."""


def send(job: Job) -> bool:
    """Tell the workers of a job. Never raises, and waits a second at most: says whether the broker took it."""
    try:
        _put(TASKS[JobKind(job.kind)], args=[job.pk], priority=LAST if job.in_background else FIRST)
    except BROKER_AWAY as error:
        log.warning("broker did not take the job", job=job.pk, error=str(error))
        return False
    Job.objects.filter(pk=job.pk, state=JobState.QUEUED).update(sent_at=Now())
    return True


def _put(task: str, **how: Any) -> None:
    """Hand a message to the broker. Raises one of `BROKER_AWAY`, at once where it didn't answer just now."""
    if broker_is_away():
        raise OperationalError("it didn't answer just now")
    with noting(), producers[broker()].acquire(block=True, timeout=1) as producer:
        current_app.send_task(task, producer=producer, **how)


def send_queued() -> int:
    """Send the jobs that were queued and not sent yet. Returns how many the broker took."""
    unsent = Job.objects.filter(state=JobState.QUEUED, sent_at=None, in_background=False).order_by("id")
    return _send_all([*unsent[:1000], *_next_in_background()])


def sweep() -> int:
    """Move what stands still: jobs whose worker died or whose message was lost. Returns how many were sent again."""
    killed = _("The process that worked on this was killed %(tries)s times.") % {"tries": settings.JOB_TRIES}
    _unlocked(Job.objects.given_up()).fail("killed", killed)
    _unlocked(Job.objects.overdue()).stop()
    wait = RESEND_IDLE if waiting_messages() == 0 else RESEND_BUSY
    before = ExpressionWrapper(Now() - wait, output_field=DateTimeField())
    still = Job.objects.standing_still(before).exclude(in_background=True, state=JobState.QUEUED, sent_at=None)
    return _send_all([*still[:1000], *_next_in_background()])


def _send_all(jobs: Iterable[Job]) -> int:
    """Send these until the broker takes no more. Returns how many it took."""
    sent = 0
    for job in jobs:
        if not send(job):
            break
        sent += 1
    return sent


def _next_in_background() -> JobQuerySet:
    """What is to be sent next of the work that nobody waits for: a comparison or a preview before another text is read.

    The rows keep the rest: what lies with the broker for hours would be sent again and again.
    """
    queued = Job.objects.filter(state=JobState.QUEUED, in_background=True)
    room = AHEAD - queued.exclude(sent_at=None).count()
    return queued.filter(sent_at=None).order_by("kind", "id")[: max(0, room)]


def _unlocked(jobs: JobQuerySet) -> JobQuerySet:
    """These, but for one that is just being recorded: the sweep waits for nobody."""
    with transaction.atomic():
        keys = list(jobs.select_for_update(skip_locked=True).values_list("pk", flat=True))
    return jobs.filter(pk__in=keys)


def waiting_messages() -> int:
    """How many messages the broker holds for the workers; 0 where it can't be asked."""
    try:
        with broker() as connection:
            channel: Any = connection.default_channel  # kombu's Redis channel, which its stubs don't know
            return int(channel.queue_declare(settings.CELERY_TASK_DEFAULT_QUEUE).message_count)  # of all priorities
    except BROKER_AWAY:
        return 0


def send_canary() -> bool:
    """Send a canary: a task that notes the time at which a worker ran it. Never raises."""
    try:
        _put("articles.tasks.canary", queue=settings.CANARY_QUEUE, expires=settings.CANARY_LATE_SECONDS)
    except BROKER_AWAY as error:
        log.warning("broker did not take the canary", error=str(error))
        return False
    return True


def canary_age() -> float | None:
    """Seconds since a worker last ran a canary; None if none came back or the broker can't be asked."""
    try:
        ran_at = cache.get("canary")
    except (RedisError, OSError):
        return None
    return None if ran_at is None else max(0.0, time.time() - float(ran_at))
