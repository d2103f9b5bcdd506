"""Which texts the present engine has not read yet, and having it read them again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

import extraction
from articles.models import Appearance, Article, Job, Outlet, Text
from articles.states import LIVE, JobKind, JobState
from claims.models import Reading


@dataclass(frozen=True, slots=True)
class Scope:
    """Which texts are meant: all, those that appeared in an outlet, those of a time, both days included, in UTC.

    An article without a date counts on the day on which it came in.
    """

    outlet: Outlet | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Readers:
    """How many texts of a scope each engine read last, "" where that isn't known; `waiting` will be read anyway."""

    by_engine: dict[str, int]
    waiting: int

    @property
    def texts(self) -> int:
        """All texts that were read."""
        return sum(self.by_engine.values())


def present_engine() -> str:
    """The engine that reads now, as it names itself; no model is loaded. Raises `extraction.ModelMissing`."""
    return extraction.engine(present_profile(), settings.VOICE_THRESHOLD)


def present_profile() -> extraction.Profile:
    """How workers read now: a setting."""
    return extraction.Profile(settings.READING_PROFILE)


def texts_read(scope: Scope) -> QuerySet[Text]:
    """The articles' current texts in this scope that were read once. Earlier versions are on no record."""
    done = Job.objects.filter(kind=JobKind.READ, state=JobState.DONE, target_id=OuterRef("pk"))
    rows: Any = Text.objects.filter(Exists(done), article__current_text=F("pk"))  # `appeared` is added below
    if scope.outlet is not None:
        rows = rows.filter(Exists(Appearance.objects.filter(article=OuterRef("article"), outlet=scope.outlet)))
    if scope.since is not None or scope.until is not None:
        dated: Any = Article.objects.with_heading().filter(pk=OuterRef("article"))
        appeared = Coalesce(Subquery(dated.values("published_at")), "article__created_at")
        rows = rows.annotate(appeared=appeared)
    if scope.since is not None:
        rows = rows.filter(appeared__gte=_midnight(scope.since))
    if scope.until is not None:
        rows = rows.filter(appeared__lt=_midnight(scope.until + timedelta(days=1)))
    found: QuerySet[Text] = rows
    return found


def to_read(scope: Scope, engine: str | None) -> QuerySet[Text]:
    """Of these the ones that another engine than this one read last, newest first; all of them where it is None.

    Not those that wait to be read, or are being read, anyway.
    """
    rows = texts_read(scope).exclude(Exists(_live()))
    if engine is not None:
        rows = rows.exclude(Exists(Reading.objects.filter(text=OuterRef("pk"), engine=engine)))
    return rows.order_by("-id")


def queue(texts: QuerySet[Text]) -> list[int]:
    """Have these read again, in the background. Gives the jobs' keys; they are yet to be sent."""
    return Job.objects.queue_in_background(JobKind.READ, texts.values_list("pk", flat=True))


def read_now(text: Text) -> extraction.Reading:
    """What the present engine reads in this text, with the day on which it appeared. Raises `ModelMissing`."""
    published = Article.objects.published_on(text.pk)
    return extraction.read(
        text.body, published=published, profile=present_profile(), threshold=settings.VOICE_THRESHOLD
    )


def readers(scope: Scope) -> Readers:
    """How many texts each engine read last, the most first. Two queries."""
    rows = texts_read(scope).order_by().values("reading__engine").annotate(texts=Count("pk")).order_by("-texts")
    waiting = texts_read(scope).filter(Exists(_live())).count()
    return Readers({row["reading__engine"] or "": row["texts"] for row in rows}, waiting)


def _live() -> QuerySet[Job]:
    return Job.objects.filter(kind=JobKind.READ, state__in=LIVE, target_id=OuterRef("pk"))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=UTC)
