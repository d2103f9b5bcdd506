"""Have a text's claims compared again, because of what a person changed."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from articles.models import Job, Text
from articles.sending import send_queued
from articles.states import JobKind

AT_ONCE = 20
"""How many texts are compared again before all else; of more, all in the background."""


def compare_again(text: Text) -> Job:
    """Queue the comparison of this text in the transaction of its cause; sent when that is committed."""
    job = Job.objects.queue(JobKind.COMPARE, text)
    transaction.on_commit(send_queued)
    return job


def compare_all_again(texts: Collection[int]) -> None:
    """The same for many texts, by key."""
    if len(texts) > AT_ONCE:
        Job.objects.queue_in_background(JobKind.COMPARE, sorted(texts))
        transaction.on_commit(send_queued)
        return
    for text in Text.objects.filter(pk__in=texts).defer("body").order_by("pk"):
        compare_again(text)
