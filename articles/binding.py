"""Binding an appearance to its article: the same text is the same article, however often it comes in."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from django.db import connection

import documents
from articles.models import Appearance, Article, Job, Outlet, Text
from articles.states import JobKind, JobState


def bind(appearance: Appearance, document: documents.Document) -> Text:
    """Bind the appearance to the article of this text, made where it is new. Runs inside a transaction.

    A new text under an address already known is a corrected version: the article's next text.
    """
    fingerprint = documents.fingerprint(document.text)
    _lock(fingerprint)
    text = Text.objects.filter(fingerprint=fingerprint).select_related("article").first()
    if text is None:
        text = _new_text(appearance, document, fingerprint)
    # what a person mended of it while its file was taken apart stands
    appearance.refresh_from_db(from_queryset=Appearance.objects.select_for_update(of=("self",)))
    appearance.article = text.article
    _complete(appearance, document)
    appearance.save()
    return text


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


def _lock(fingerprint: bytes) -> None:
    """Let one transaction at a time bind this text, to the end of the transaction."""
    with connection.cursor() as cursor:
        key = int.from_bytes(fingerprint[:8], "big", signed=True)
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


def _new_text(appearance: Appearance, document: documents.Document, fingerprint: bytes) -> Text:
    article = _article_at(appearance.url) or Article.objects.create(language=document.language)
    number = article.texts.count() + 1
    body = document.text
    text = Text.objects.create(article=article, number=number, body=body, characters=len(body), fingerprint=fingerprint)
    article.current_text = text
    article.save(update_fields=["current_text"])
    return text


def _article_at(url: str) -> Article | None:
    """The article that already appeared at this address, locked."""
    if not url:
        return None
    return Article.objects.select_for_update(of=("self",)).filter(appearances__url=url).order_by("id").first()


def _complete(appearance: Appearance, document: documents.Document) -> None:
    """Fill in what the sender left open from what the document itself says."""
    appearance.headline = appearance.headline or document.headline[:500]
    appearance.byline = appearance.byline or document.byline[:300]
    appearance.published_at = appearance.published_at or as_instant(document.published)
    appearance.outlet = appearance.outlet or outlet_named(document.outlet)
