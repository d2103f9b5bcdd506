"""Have articles read again by the present engine."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import Act, User, acting
from accounts.permissions import require
from accounts.verbs import NEEDS, ActVerb
from articles.models import Job, Text
from articles.sending import send_queued
from claims import previewing
from claims.rereading import Scope, present_engine, queue, to_read


def read_again(scope: Scope, *, by: User) -> Act | None:
    """Queue the reading of all in this scope that another engine read last; None where there is nothing to read.

    The act stands on the first of the jobs; its `after` says how many there are. Raises `PermissionDenied`, and
    `ModelMissing` where no engine is installed.
    """
    require(by, NEEDS[ActVerb.READ_AGAIN])
    engine = present_engine()
    with acting(ActVerb.READ_AGAIN, by=by) as act:
        jobs = queue_again(to_read(scope, engine))
        if not jobs:
            return None
        after = {
            "jobs": len(jobs),
            "engine": engine,
            "outlet": scope.outlet.pk if scope.outlet else None,
            "since": scope.since.isoformat() if scope.since else None,
            "until": scope.until.isoformat() if scope.until else None,
        }
        return act.record(Job.objects.get(pk=min(jobs)), before={}, after=after)


def preview(scope: Scope, *, by: User) -> int:
    """Have workers find what reading the newest of this scope again would change. Gives how many texts that is.

    It changes nothing on record, so the ledger holds no act of it. Raises as `read_again` does.
    """
    require(by, NEEDS[ActVerb.READ_AGAIN])
    texts = previewing.sample(scope)
    with transaction.atomic():
        previewing.queue(texts)
        transaction.on_commit(send_queued)
    return len(texts)


def queue_again(texts: QuerySet[Text]) -> list[int]:
    """Queue the reading of these texts, and send the first of the jobs once that is committed. Gives their keys."""
    with transaction.atomic():
        jobs = queue(texts)
        transaction.on_commit(send_queued)
    return jobs
