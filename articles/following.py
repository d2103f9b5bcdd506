"""Following what was received until all work on it is done: what became of each appearance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from articles.models import Appearance, Article
from articles.states import JobKind, JobState


class Outcome(StrEnum):
    """What became of an appearance."""

    WAITING = "waiting"
    READ = "read"
    KNOWN = "already known"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one appearance, and why, where it failed."""

    appearance: int
    outcome: Outcome
    why: str = ""


def fates(keys: Iterable[int]) -> list[Fate]:
    """How far the work on these appearances is, in three queries.

    An appearance is settled when its file was refused, or when its article's text is read and compared.
    One whose text was on record before is *already known*.
    """
    appearances = list(Appearance.objects.filter(pk__in=list(keys)).with_work().order_by("pk"))
    bound = {appearance.article_id for appearance in appearances if appearance.article_id}
    articles = {article.pk: article for article in Article.objects.filter(pk__in=bound).with_work()}
    first: dict[int, int] = {}
    for article, key in Appearance.objects.filter(article__in=bound).order_by("-pk").values_list("article", "pk"):
        first[article] = key
    return [_fate(one, articles.get(one.article_id or 0), first) for one in appearances]


def _fate(appearance: Appearance, article: Article | None, first: dict[int, int]) -> Fate:
    # `with_work` adds job_kind, job_state and job_error to both
    if article is None:
        failed = appearance.job_state == JobState.FAILED  # type: ignore[attr-defined]
        return Fate(appearance.pk, Outcome.FAILED if failed else Outcome.WAITING, appearance.job_error or "")  # type: ignore[attr-defined]
    if article.job_state == JobState.FAILED:  # type: ignore[attr-defined]
        return Fate(appearance.pk, Outcome.FAILED, article.job_error or "")  # type: ignore[attr-defined]
    if (article.job_kind, article.job_state) != (JobKind.COMPARE, JobState.DONE):  # type: ignore[attr-defined]
        return Fate(appearance.pk, Outcome.WAITING)
    return Fate(appearance.pk, Outcome.READ if first[article.pk] == appearance.pk else Outcome.KNOWN)
