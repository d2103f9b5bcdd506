"""The articles that would be read again, and what of that would change each as far as it was tried."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Job, Text
from articles.states import LIVE, JobKind, JobState
from claims.languages import language_notice
from claims.models import Preview
from claims.pages.headings import headings
from claims.previewing import Example
from claims.querysets import ON_RECORD, SPOKEN
from claims.states import QuoteState

RULED_ON = (QuoteState.ACCEPTED, QuoteState.REJECTED)


@dataclass(frozen=True, slots=True)
class Line:
    """One quote that would change: what becomes of it, in a word or two, and the words before and after."""

    label: str
    words: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """An article that would be read again, with its quotes and those that people ruled on.

    `preview` is what a worker found would change, None where none did; `summary` says it. `is_waiting`: one will.
    """

    url: str
    title: str
    outlet: str
    quotes: int
    ruled_on: int
    preview: Preview | None = None
    summary: str = ""
    lines: tuple[Line, ...] = ()
    notice: str = ""
    is_waiting: bool = False
    error: str = ""


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest articles that would be read again. `summary` sums up those tried, "" where none was."""

    rows: list[Listed]
    summary: str
    kept: str
    tried: int
    waiting: int
    failed: int
    since: datetime | None

    @property
    def asked(self) -> int:
        """How many a preview was asked for."""
        return self.tried + self.waiting + self.failed

    @property
    def finished(self) -> int:
        """How many of these are over."""
        return self.tried + self.failed


def newest(keys: Iterable[int], engine: str) -> Newest:
    """These texts, and what is known of each's reading by this engine. Four queries, none for no texts."""
    wanted = list(keys)
    rows = _texts(wanted)
    of = headings(row.article_id for row in rows)
    previews = {row.text_id: row for row in Preview.objects.filter(text__in=wanted, engine=engine)}
    jobs = _latest_jobs(wanted)
    listed = []
    for row in rows:
        heading, job = of[row.article_id], jobs.get(row.pk)
        known = (reverse("article", args=[row.article_id]), heading.headline, heading.outlet, row.made, row.ruled_on)
        listed.append(Listed(*known, **_found(previews.get(row.pk), job)))
    found = [row.preview for row in listed if row.preview is not None]
    return Newest(
        rows=listed,
        summary=_sum(found),
        kept=_kept(sum(each.kept for each in found)),
        tried=len(found),
        waiting=sum(row.is_waiting for row in listed),
        failed=sum(bool(row.error) for row in listed),
        since=min((each.tried_at for each in found), default=None),
    )


def _texts(keys: list[int]) -> list[Any]:
    if not keys:
        return []
    counted = Text.objects.filter(pk__in=keys).annotate(
        made=Count("quotes", filter=Q(quotes__state__in=ON_RECORD, quotes__cue_class__in=SPOKEN)),
        ruled_on=Count("quotes", filter=Q(quotes__state__in=RULED_ON)),
    )
    return list(counted.defer("body").order_by("-id"))


def _latest_jobs(texts: list[int]) -> dict[int, Job]:
    """By the text's key, the latest job that tells what would change."""
    rows = Job.objects.filter(kind=JobKind.PREVIEW, target_id__in=texts).order_by("target_id", "-id")
    return {job.target_id: job for job in rows.distinct("target_id")}


def _found(preview: Preview | None, job: Job | None) -> dict[str, Any]:
    """What is shown beside an article: that it is still tried, or failed, or what was found."""
    if job is not None and job.state in LIVE:
        return {"is_waiting": True}
    if job is not None and job.state == JobState.FAILED:
        return {"error": job.error or _("The work stopped without a reason.")}
    if preview is None:
        return {}
    lines = tuple(_line(Example(**each)) for each in preview.examples)
    return {
        "preview": preview,
        "summary": _one(preview),
        "lines": lines,
        "notice": language_notice(preview.language),
    }


def _line(example: Example) -> Line:
    labels = {
        "gained": _("gained"),
        "lost": _("lost"),
        "ends": _("other ends"),
        "speakers": _("other speaker"),
        "kept": _("kept as decided"),
    }
    before, after = example.before, example.after
    if example.what == "speakers":
        before, after = before or _("nobody"), after or _("nobody")
    return Line(labels[example.what], example.words, before, after)


def _one(preview: Preview) -> str:
    """What would change of one article."""
    told = _changes(preview.gained, preview.lost, preview.ends, preview.speakers)
    told += [_kept(preview.kept)] if preview.kept else []
    return ", ".join(told) if not preview.nothing else ", ".join([_("nothing changes"), *told])


def _sum(found: list[Preview]) -> str:
    """What would change of all that were tried."""
    if not found:
        return ""
    changing = sum(not each.nothing for each in found)
    told = _changes(*(sum(getattr(each, name) for each in found) for name in ("gained", "lost", "ends", "speakers")))
    of = ngettext(
        "Of %(tried)s article that was tried %(n)s would change",
        "Of %(tried)s articles that were tried %(n)s would change",
        len(found),
    ) % {"tried": len(found), "n": changing}
    return f"{of}: {', '.join(told)}." if told else f"{of}."


def _changes(gained: int, lost: int, ends: int, speakers: int) -> list[str]:
    """In words, but for those of which there are none."""
    told = [
        (gained, ngettext("%(n)s quote gained", "%(n)s quotes gained", gained)),
        (lost, ngettext("%(n)s lost", "%(n)s lost", lost)),
        (ends, ngettext("%(n)s with other ends", "%(n)s with other ends", ends)),
        (speakers, ngettext("%(n)s with another speaker", "%(n)s with another speaker", speakers)),
    ]
    return [sentence % {"n": number} for number, sentence in told if number]


def _kept(number: int) -> str:
    told = ngettext("%(n)s kept as people decided", "%(n)s kept as people decided", number)
    return told % {"n": number} if number else ""
