"""Have a text's claims compared again, because of what a person changed."""

from __future__ import annotations

from django.db import transaction

from articles.models import Job, Text
from articles.sending import send_queued
from articles.states import JobKind


def compare_again(text: Text) -> Job:
    """Queue the comparison of this text in the transaction of its cause; sent when that is committed."""
    job = Job.objects.queue(JobKind.COMPARE, text)
    transaction.on_commit(send_queued)
    return job
