"""Binding an appearance to its article: the same text is the same article, however often it comes in."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, time

from django.db import connection
from django.forms.models import model_to_dict

import documents
from articles import versions
from articles.kept_out import refuse_erased
from articles.models import Appearance, Article, Job, Outlet, Text
from articles.states import JobKind, JobState


def bind(appearance: Appearance, document: documents.Document) -> list[Job]:
    """Bind the appearance to the article of this text, made where it is new. Runs inside a transaction.

    A new text at a known address is the next version of the article there if it is alike (`articles.versions`); the
    version that appeared latest is the current one. Gives the jobs that this makes necessary: a text that was not
    read is read, one that is current again is compared with what came on record meanwhile. Raises `Erased`.
    """
    # what a person mended of it while its file was taken apart stands
    appearance.refresh_from_db(from_queryset=Appearance.objects.select_for_update(of=("self",)))
    fingerprint = documents.fingerprint(document.text)
    if appearance.url:
        _lock(hashlib.sha256(appearance.url.encode()).digest())  # two first texts of one address, one after the other
    _lock(fingerprint)
    before = model_to_dict(appearance)
    known = Text.objects.filter(fingerprint=fingerprint).first()
    refuse_erased(text=fingerprint, url=appearance.url)  # after the look: who erases it meanwhile is seen here
    text = known or _new_text(appearance, document, fingerprint)
    appearance.article_id, appearance.text = text.article_id, text
    _complete(appearance, document)
    if model_to_dict(appearance) != before:  # taken apart once more, it says nothing new
        appearance.version += 1
        appearance.save()
    changed = versions.make_current(text, appearance)
    if wants_reading(text):
        return [Job.objects.queue(JobKind.READ, text)]
    return [Job.objects.queue(JobKind.COMPARE, text)] if changed else []


def wants_reading(text: Text) -> bool:
    """Whether the text has not been read yet and nothing is about to read it."""
    states = set(Job.objects.of(JobKind.READ, text).values_list("state", flat=True))
    return not states or states == {JobState.FAILED}


def as_instant(published: date | datetime | None) -> datetime | None:
    """A day as the first instant of that day in UTC; an instant as it is; a naive one taken as UTC."""
    if published is None or isinstance(published, datetime):
        return published.replace(tzinfo=UTC) if published and published.tzinfo is None else published
    return datetime.combine(published, time.min, tzinfo=UTC)


def outlet_named(name: str) -> Outlet | None:
    """The outlet of this name, made where it is new; None for no name."""
    name = " ".join(name.split())[:200]
    if not name:
        return None
    known = Outlet.objects.filter(name__iexact=name).first()
    return known or Outlet.objects.get_or_create(name=name)[0]


def _lock(digest: bytes) -> None:
    """Let one transaction at a time bind this text, or at this address, to the end of the transaction."""
    with connection.cursor() as cursor:
        key = int.from_bytes(digest[:8], "big", signed=True)
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


def _new_text(appearance: Appearance, document: documents.Document, fingerprint: bytes) -> Text:
    body = document.text
    article = versions.version_of(body, appearance.url) or Article.objects.create(language=document.language)
    number = article.texts.count() + 1
    return Text.objects.create(article=article, number=number, body=body, characters=len(body), fingerprint=fingerprint)


def _complete(appearance: Appearance, document: documents.Document) -> None:
    """Fill in what the sender left open from what the document itself says."""
    appearance.headline = appearance.headline or document.headline[:500]
    appearance.byline = appearance.byline or document.byline[:300]
    appearance.published_at = appearance.published_at or as_instant(document.published)
    appearance.outlet = appearance.outlet or outlet_named(document.outlet)
    appearance.unread = list(document.unread)
