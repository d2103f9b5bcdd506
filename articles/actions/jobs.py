"""Try failed work again."""

from __future__ import annotations

from accounts.models import Act, User, acting
from accounts.permissions import require
from accounts.roles import Verb
from accounts.verbs import NEEDS, ActVerb
from articles.models import Job
from articles.sending import send
from articles.states import JobKind


def retry(job: Job, *, by: User) -> Act:
    """Queue a failed job once more; what had succeeded is not done again. Raises `PermissionDenied`."""
    require(by, Verb.READ_AGAIN if job.kind == JobKind.PREVIEW else NEEDS[ActVerb.RETRY_JOB])
    with acting(ActVerb.RETRY_JOB, by=by) as act:
        stood = Job.objects.values_list("state", flat=True).get(pk=job.pk)
        again = Job.objects.queue(JobKind(job.kind), job.target)
        done = act.record(again, before={"job": job.pk, "state": stood}, after={"job": again.pk})
    send(again)
    return done
