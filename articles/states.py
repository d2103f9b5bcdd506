"""The kinds and states of the work on an article."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobKind(models.TextChoices):
    """What is to be done, in the order of the flow; beside it, to tell what reading again would change.

    In the background they are sent in the order of these words: what somebody looks at comes before a text is read.
    """

    EXTRACT = "extract", _("Take the text out of the file")
    READ = "read", _("Read the text")
    COMPARE = "compare", _("Compare its claims with the record")
    PREVIEW = "preview", _("Tell what reading again would change")


class JobState(models.TextChoices):
    """Where a job stands."""

    QUEUED = "queued", _("waiting")
    STARTED = "started", _("at work")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


def is_unsent(row: Any) -> bool:
    """Whether the work on a row fetched `with_work()` waits, and no broker took its message yet."""
    return bool(row.job_state == JobState.QUEUED and row.job_sent is None)


LIVE = (JobState.QUEUED, JobState.STARTED)
"""States in which a job still moves."""

TASKS: dict[JobKind, str] = {
    JobKind.EXTRACT: "articles.tasks.extract",
    JobKind.READ: "claims.tasks.read",
    JobKind.COMPARE: "claims.tasks.compare",
    JobKind.PREVIEW: "claims.tasks.preview",
}
"""The Celery task of each kind, by name: the ones that read and compare live further up the house."""
