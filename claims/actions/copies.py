"""Find the copies of quotes among what is on record already."""

from __future__ import annotations

from django.db import transaction

from articles.models import Job, Text
from articles.sending import send_queued
from articles.states import JobKind
from claims import twins


def find_copies(text: Text) -> int:
    """Derive the copies of one text's quotes, and queue what has to be compared again. Gives how many texts that is."""
    with transaction.atomic():
        jobs = Job.objects.queue_in_background(JobKind.COMPARE, twins.derive(text))
        transaction.on_commit(send_queued)
    return len(jobs)
