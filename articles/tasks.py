"""Tasks of the articles: take the text out of what was received; show that a worker is alive."""

from __future__ import annotations

import time

from celery import shared_task
from django.core.cache import cache

import documents
from articles import binding, originals
from articles.claiming import Claimed, Failure
from articles.erasing import take_in
from articles.intake import limits
from articles.kept_out import Erased, refuse_erased
from articles.models import Appearance
from articles.sending import send_queued


@shared_task
def extract(job_id: int) -> None:
    """Take the text out of an appearance's original and bind the appearance to its article."""
    with Claimed(job_id) as claim:
        if claim is not None:
            appearance = claim.target
            assert isinstance(appearance, Appearance)
            try:
                refuse_erased(original=appearance.original)
                document = _taken_apart(appearance)
                with claim.recording():
                    binding.bind(appearance, document)
            except Erased as erased:
                take_in(erased.tombstone, appearance.original)
                raise Failure(erased.code, erased.sentence) from erased
    send_queued()


def _taken_apart(appearance: Appearance) -> documents.Document:
    """The document in the original's bytes. Raises `Failure` with a sentence for the user."""
    try:
        return documents.extract(originals.read(appearance.original), filename=appearance.filename, limits=limits())
    except (documents.Refused, originals.Damaged) as refused:
        raise Failure(refused.code, refused.sentence) from refused


@shared_task
def canary() -> None:
    """Note when a worker last ran something."""
    cache.set("canary", time.time(), timeout=None)
