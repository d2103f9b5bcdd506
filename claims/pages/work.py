"""Articles in lists, and how far the work on each is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Appearance
from articles.querysets import ArticleQuerySet
from articles.states import LIVE, JobKind, JobState, is_unsent
from claims.health import silence, unsent
from claims.languages import is_read as is_read_in
from claims.models import Conflict
from claims.pages.headings import heading

RECEIVED_SHOWN = 50
FOR_GOOD = {
    *("empty", "unreadable_type", "too_large", "too_long", "no_words", "too_many_attributes", "too_deep"),
    *("damaged", "crashed", "too_much_memory"),
}
"""Refusals that the file itself is the reason of: trying it again gives the same answer."""


@dataclass(frozen=True, slots=True)
class State:
    """Where the work on an article stands, in words. `look` is working, done or failed; `again`: retrying may help.

    `note` is for whoever waits: why nothing happens.
    """

    look: str
    label: str
    error: str = ""
    job: int = 0
    again: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One article, or one receipt that isn't an article yet."""

    id: str
    url: str
    title: str
    outlet: str
    published_at: datetime | None
    state: State
    has_conflicts: bool = False


@dataclass(frozen=True, slots=True)
class Work:
    """A list of articles. `poll` is the address to ask again while anything moves; `note` as of a state."""

    received: list[Row]
    articles: list[Row]
    poll: str = ""
    filtered: bool = False
    note: str = ""


def in_conflict() -> Q:
    """Articles whose current text has a side in a conflict that is shown, or prints such a one too."""
    shown = Conflict.objects.shown()
    stands = Q()
    for side in ("left__quote", "right__quote"):
        for text in (f"{side}__text", f"{side}__twins__text"):
            stands |= Q(Exists(shown.filter(**{text: OuterRef("current_text")})))
    return stands


def state_of(kind: str | None, row: Any, language: str | None = None) -> State:
    """In words, from the latest job on a text or on a receipt, of a row fetched `with_work()`.

    `language` is the one that the text was found to be in, None where it wasn't read yet.
    """
    state = row.job_state
    if state == JobState.FAILED:
        told = row.job_error or _("The work stopped without a reason.")
        return State("failed", _("failed"), told, row.job or 0, again=row.job_code not in FOR_GOOD)
    if state == JobState.DONE and kind == JobKind.COMPARE:
        return State("done", _("read") if is_read_in(language) else _("not English"))
    if is_read(kind, state):
        return State("working", _("being compared"))
    if kind == JobKind.READ and state == JobState.STARTED:
        return State("working", _("being read"))
    if kind == JobKind.EXTRACT and state == JobState.STARTED:
        return State("working", _("being opened"))
    return State("working", _("not queued yet") if is_unsent(row) else _("waiting"))


def noted(state: State, row: Any) -> State:
    """The state with what to tell whoever waits for this row: that it isn't queued, or that no worker answers."""
    if state.look != "working":
        return state
    return replace(state, note=unsent() if is_unsent(row) else silence())


def is_read(kind: str | None, state: str | None) -> bool:
    """Whether the quotes are recorded, from the latest job on a text."""
    return kind == JobKind.COMPARE or (kind == JobKind.READ and state == JobState.DONE)


def article_rows(articles: ArticleQuerySet) -> list[Row]:
    """Rows of these articles, in their order. One query."""
    rows = articles.with_heading().with_work()
    rows = rows.annotate(clashing=in_conflict(), read_in=F("current_text__reading__language"))
    return [_article_row(row) for row in rows]


def received_rows(receipts: Iterable[Any]) -> list[Row]:
    """Rows of receipts fetched `waiting().with_work()`."""
    return [received_row(row) for row in receipts]


def received_row(row: Any) -> Row:
    """One receipt that isn't bound to an article yet."""
    return Row(
        id=f"received-{row.pk}",
        url=reverse("appearance", args=[row.pk]),
        title=row.headline or row.filename or _("Pasted text %(number)s") % {"number": row.pk},
        outlet=row.outlet.name if row.outlet else "",
        published_at=row.published_at,
        state=state_of(JobKind.EXTRACT, row),
    )


def waiting(person: Any) -> list[Row]:
    """The newest receipts that are not articles yet. One query."""
    rows = Appearance.objects.viewable_by(person).waiting().with_work().select_related("outlet").newest()
    return received_rows(rows[:RECEIVED_SHOWN])


def moving(rows: Iterable[Row]) -> bool:
    """Whether any of these is still under way."""
    return any(row.state.look == "working" for row in rows)


def under_way() -> Q:
    """Articles whose latest job moves."""
    return Q(job_state__in=LIVE) | Q(job_kind=JobKind.READ, job_state=JobState.DONE)


def _article_row(row: Any) -> Row:
    of = heading(row)
    return Row(
        id=f"article-{row.pk}",
        url=reverse("article", args=[row.pk]),
        title=of.headline,
        outlet=of.outlet,
        published_at=of.published_at,
        state=state_of(row.job_kind, row, row.read_in),
        has_conflicts=row.clashing,
    )
