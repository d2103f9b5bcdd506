"""Tasks of the record: read a text, compare its claims. Each takes a job's key and calls one function of the engine."""

from __future__ import annotations

from celery import shared_task
from django.db import transaction

import extraction
from articles.claiming import Claimed, Failure
from articles.models import Job, Text
from articles.sending import send_queued
from articles.states import JobKind
from claims import comparing, previewing, recording, twins
from claims.differing import difference
from claims.rereading import read_now
from extraction import story, vectors


@shared_task
def read(job_id: int) -> None:
    """Read a text and put what it says on record."""
    with Claimed(job_id) as claim:
        if claim is not None:
            text = claim.target
            assert isinstance(text, Text)
            try:
                reading = read_now(text)
                embedded = vectors.embed([found.text for found in reading.claims])
                lead = story.lead(text.body)
            except extraction.ModelMissing as missing:
                raise Failure("model_missing", str(missing)) from missing
            with claim.recording():
                recording.store(text, reading, embedded, lead)
                Job.objects.queue(JobKind.COMPARE, text, in_background=claim.job.in_background)
    send_queued()


@shared_task
def compare(job_id: int) -> None:
    """Compare a text's claims with all on record."""
    with Claimed(job_id) as claim:
        if claim is not None:
            text = claim.target
            assert isinstance(text, Text)
            # no fence: whoever derives this last, and in whatever order, leaves the same
            with transaction.atomic():
                for other in Text.objects.filter(pk__in=twins.derive(text)).defer("body").order_by("pk"):
                    Job.objects.queue(JobKind.COMPARE, other, in_background=claim.job.in_background)
            stood = comparing.standing(text)
            judged = comparing.findings(text)
            with claim.recording():
                comparing.store(judged)
            if comparing.standing(text) != stood:  # a person changed it meanwhile, and found this job at work
                Job.objects.queue(JobKind.COMPARE, text)
    send_queued()


@shared_task
def preview(job_id: int) -> None:
    """Read a text, keep what recording that would change, and change nothing on record."""
    with Claimed(job_id) as claim:
        if claim is not None:
            text = claim.target
            assert isinstance(text, Text)
            try:
                reading = read_now(text)
            except extraction.ModelMissing as missing:
                raise Failure("model_missing", str(missing)) from missing
            told = difference(text, reading)
            with claim.recording():
                previewing.store(text, reading, told)
    send_queued()
