"""What of the articles a person may see, and with what beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Left

from accounts.permissions import Person, may
from accounts.roles import Verb
from articles.states import LIVE
from articles.titles import OPENING

if TYPE_CHECKING:
    from articles.models import Appearance, Article, Tombstone  # noqa: F401 - named as the type of a queryset's rows


class VisibleQuerySet[M: models.Model](models.QuerySet[M]):
    """Rows that some people may see. A role counts for every article; narrower rules belong here and nowhere else."""

    def viewable_by(self, person: Person) -> Any:
        """What this person may see."""
        return self if may(person, Verb.SEE) else self.none()


class ArticleQuerySet(VisibleQuerySet["Article"]):
    """Articles."""

    def with_heading(self) -> ArticleQuerySet:
        """Adds `headline`, `outlet_name`, `url`, `published_at` and `filename`, and `opening`.

        Each is that of the earliest appearance that states it; `opening` is how the current text begins, since an
        article without a headline goes by its first line (`articles.titles`).
        """
        appearances = apps.get_model("articles", "Appearance").objects.filter(article=OuterRef("pk")).order_by("id")
        return self.annotate(
            headline=Subquery(appearances.exclude(headline="").values("headline")[:1]),
            outlet_name=Subquery(appearances.exclude(outlet=None).values("outlet__name")[:1]),
            url=Subquery(appearances.exclude(url="").values("url")[:1]),
            published_at=Subquery(appearances.exclude(published_at=None).values("published_at")[:1]),
            filename=Subquery(appearances.exclude(filename="").values("filename")[:1]),
            opening=Left("current_text__body", OPENING),
        )

    def published_on(self, text_id: int) -> date | None:
        """The day on which the article of this text appeared, in UTC; None where nobody knows."""
        return self.published_by_text([text_id]).get(text_id)

    def published_by_text(self, text_ids: Iterable[int]) -> dict[int, date]:
        """The same for many texts, by their keys, in one query; those of which nobody knows are left out."""
        rows: Iterable[tuple[int, datetime | None]] = (
            self.with_heading().filter(texts__in=text_ids).values_list("texts", "published_at")  # type: ignore[misc]
        )
        return {text_id: published_at.date() for text_id, published_at in rows if published_at}

    def with_work(self) -> ArticleQuerySet:
        """Adds `job`, its key, and `job_kind`, `_state`, `_sent`, `_error`, `_code` of the current text's latest job.

        One that waits in the background doesn't count: until it is done, the article is as well read as before.
        """
        jobs = (
            apps.get_model("articles", "Job")
            .objects.filter(target_id=OuterRef("current_text"), kind__in=("read", "compare"))
            .exclude(in_background=True, state__in=LIVE)
            .order_by("-id")
        )
        return self.annotate(
            job=Subquery(jobs.values("pk")[:1]),
            job_kind=Subquery(jobs.values("kind")[:1]),
            job_state=Subquery(jobs.values("state")[:1]),
            job_sent=Subquery(jobs.values("sent_at")[:1]),
            job_error=Subquery(jobs.values("error")[:1]),
            job_code=Subquery(jobs.values("error_code")[:1]),
        )


class AppearanceQuerySet(VisibleQuerySet["Appearance"]):
    """Appearances."""

    def viewable_by(self, person: Person) -> Any:
        """What this person may see: a visitor only where articles on record appeared, not what is still at work."""
        rows = super().viewable_by(person)
        return rows if may(person, Verb.SEE_WORK) else rows.exclude(article=None)

    def waiting(self) -> AppearanceQuerySet:
        """Received, and not yet bound to an article: being taken apart, or refused."""
        return self.filter(article=None)

    def with_work(self) -> AppearanceQuerySet:
        """Adds `job`, its key, `job_state`, `_sent`, `_error` and `_code` of the latest job that opens the file."""
        jobs = (
            apps.get_model("articles", "Job").objects.filter(target_id=OuterRef("pk"), kind="extract").order_by("-id")
        )
        return self.annotate(
            job=Subquery(jobs.values("pk")[:1]),
            job_state=Subquery(jobs.values("state")[:1]),
            job_sent=Subquery(jobs.values("sent_at")[:1]),
            job_error=Subquery(jobs.values("error")[:1]),
            job_code=Subquery(jobs.values("error_code")[:1]),
        )

    def newest(self) -> AppearanceQuerySet:
        """By key, newest first."""
        return self.order_by(F("id").desc())

    def with_original(self) -> AppearanceQuerySet:
        """Those whose original is kept: all but later receipts of what was erased."""
        tombstones = apps.get_model("articles", "Tombstone").objects
        return self.exclude(original__in=tombstones.standing().originals())


class TombstoneQuerySet(VisibleQuerySet["Tombstone"]):
    """What is left of erased articles."""

    def viewable_by(self, person: Person) -> Any:
        """The newsroom's own: a visitor sees none."""
        return self if may(person, Verb.SEE_WORK) else self.none()

    def of_article(self, person: Person, article: int) -> Tombstone | None:
        """What is left of the article that had this key, as far as this person may see it."""
        found: Tombstone | None = self.viewable_by(person).select_related("by").filter(article=article).first()
        return found

    def standing(self) -> TombstoneQuerySet:
        """Those that nobody lifted."""
        return self.filter(lifted_at=None)

    def originals(self) -> set[str]:
        """The hashes of all files that these keep out."""
        return {original for listed in self.values_list("originals", flat=True) for original in listed}

    def refusing(self, *, original: str = "", text: bytes = b"", url: str = "") -> Tombstone | None:
        """The standing one that keeps these out: a file by its SHA-256 in hex, a text by its fingerprint, a URL."""
        same = Q(pk=None)
        if original:
            same |= Q(originals__contains=[original])
        if text:
            same |= Q(texts__contains=[text.hex()])
        if url:
            same |= Q(addresses__contains=[address_hash(url)])
        return self.standing().filter(same).select_related("by").first()


def address_hash(url: str) -> str:
    """The SHA-256 of an address in hex: an address may hold an article's words."""
    return hashlib.sha256(url.encode()).hexdigest()
