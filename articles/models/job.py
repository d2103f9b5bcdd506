"""The record of the work: claimed by lease, recorded behind a fence, swept when it stands still.

The broker carries keys and may lose them; these rows are what counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.db.models import Count, ExpressionWrapper, Min, OuterRef, Q, Subquery
from django.db.models.functions import Now
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from articles.states import LIVE, JobKind, JobState

_QUEUE = """
    INSERT INTO articles_job (kind, target_id, state, tries, error_code, error, in_background)
    SELECT %(kind)s, target, %(state)s, 0, '', '', true FROM unnest(%(targets)s::bigint[]) AS target
    ON CONFLICT DO NOTHING
    RETURNING id
"""


OVERTAKEN = timedelta(seconds=15)
"""A job whose message was sent so long before that of one at work has no message any more."""


class JobQuerySet(models.QuerySet["Job"]):
    """Jobs."""

    def live(self) -> JobQuerySet:
        """Waiting or at work."""
        return self.filter(state__in=LIVE)

    def of(self, kind: JobKind, target: models.Model) -> JobQuerySet:
        """All jobs of one kind on one target, newest first."""
        return self.filter(kind=kind, target_id=target.pk).order_by("-id")

    def queue(self, kind: JobKind, target: models.Model, *, in_background: bool = False) -> Job:
        """The live job of this kind on this target, made if there is none, in the transaction of its cause."""
        wanted = {"kind": kind, "target_id": target.pk, "in_background": in_background}
        self.bulk_create([self.model(**wanted)], ignore_conflicts=True)
        found = self.of(kind, target).live().first()
        return found if found is not None else self.create(**wanted)

    def queue_in_background(self, kind: JobKind, targets: Iterable[int]) -> list[int]:
        """Queue a job on each of these targets, by key, that has no live one of the kind. Gives the new jobs' keys."""
        with connection.cursor() as cursor:
            cursor.execute(_QUEUE, {"kind": kind, "state": JobState.QUEUED, "targets": list(targets)})
            return [key for (key,) in cursor.fetchall()]

    def counted(self) -> dict[str, int]:
        """How many are in each state."""
        return dict(self.order_by().values_list("state").annotate(Count("pk")))

    def oldest_wait(self) -> float | None:
        """Seconds since the oldest live job was queued, of those that somebody waits for; None where there is none."""
        since = ExpressionWrapper(Now() - Min("queued_at"), output_field=models.DurationField())
        waited = self.live().filter(in_background=False).aggregate(since=since)["since"]
        return None if waited is None else waited.total_seconds()

    def given_up(self) -> JobQuerySet:
        """At work, silent past their lease, and tried as often as is allowed: whatever ran them was killed."""
        return self.filter(state=JobState.STARTED, lease_until__lt=Now(), tries__gte=settings.JOB_TRIES)

    def overdue(self) -> JobQuerySet:
        """At work for longer than a job may take: hung, or their process is."""
        begun = Now() - timedelta(seconds=settings.JOB_LONGEST_SECONDS)
        return self.filter(state=JobState.STARTED, started_at__lt=begun)

    def fail(self, code: str, sentence: str) -> int:
        """Mark these as failed for good. Gives how many."""
        return self.update(state=JobState.FAILED, lease_until=None, finished_at=Now(), error_code=code, error=sentence)

    def stop(self) -> int:
        """Mark these as failed since they took too long. Whatever works on one can't record any more."""
        sentence = _t("The work on this took longer than %(most)s seconds and was stopped.")
        return self.fail("took_too_long", sentence % {"most": settings.JOB_LONGEST_SECONDS})

    def standing_still(self, sent_before: models.Expression) -> JobQuerySet:
        """Queued and sent too long ago, or before what is at work by now, or at work and silent past their lease."""
        queued = Q(state=JobState.QUEUED) & (Q(sent_at=None) | Q(sent_at__lt=sent_before) | _overtaken())
        silent = Q(state=JobState.STARTED, lease_until__lt=Now(), tries__lt=settings.JOB_TRIES)
        return self.filter(queued | silent).order_by("in_background", "id")


def _overtaken() -> Q:
    """Sent long before a job of the same urgency that is at work: messages go in order, so this one's is lost."""
    at_work = Job.objects.filter(state=JobState.STARTED, in_background=OuterRef("in_background")).exclude(sent_at=None)
    newest = Subquery(at_work.order_by("-sent_at").values("sent_at")[:1])
    return Q(sent_at__lt=ExpressionWrapper(newest - OVERTAKEN, output_field=models.DateTimeField()))


class Job(models.Model):
    """One piece of work on one target: an appearance to extract, a text to read, to compare or to preview.

    Nobody waits for what is done in the background: all else comes first.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=JobKind)
    target_id = models.BigIntegerField(_("target"))
    state = models.CharField(_("state"), max_length=20, choices=JobState, default=JobState.QUEUED)
    in_background = models.BooleanField(_("in the background"), default=False)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    lease_until = models.DateTimeField(_("lease until"), null=True)
    error_code = models.CharField(_("error code"), max_length=60, blank=True)
    error = models.TextField(_("error"), blank=True)
    queued_at = models.DateTimeField(_("queued"), db_default=Now())
    sent_at = models.DateTimeField(_("sent"), null=True)
    started_at = models.DateTimeField(_("started"), null=True)
    finished_at = models.DateTimeField(_("finished"), null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "target_id"], condition=Q(state__in=LIVE), name="job_one_live"),
            models.CheckConstraint(condition=Q(state__in=JobState.values), name="job_state_known"),
            models.CheckConstraint(
                condition=Q(state=JobState.STARTED, lease_until__isnull=False)
                | (~Q(state=JobState.STARTED) & Q(lease_until=None)),
                name="job_lease_while_started",
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "target_id", "-id"], name="job_by_target"),
            models.Index(fields=["queued_at"], condition=Q(state__in=LIVE), name="job_live"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.target_id}: {self.state}"

    @property
    def target(self) -> models.Model:
        """The row to work on: an `Appearance`, or a `Text`."""
        model = "Appearance" if self.kind == JobKind.EXTRACT else "Text"
        return apps.get_model("articles", model).objects.get(pk=self.target_id)

    @property
    def waited(self) -> float | None:
        """Seconds between queued and started."""
        return (self.started_at - self.queued_at).total_seconds() if self.started_at else None

    @property
    def took(self) -> float | None:
        """Seconds between started and finished."""
        return (self.finished_at - self.started_at).total_seconds() if self.started_at and self.finished_at else None
