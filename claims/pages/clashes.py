"""Conflicts as pages show them: two sides with outlet and date, the clashing words marked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import Act
from accounts.permissions import Person
from articles.models import Text
from articles.spans import Spans
from claims.marking import Words, passage
from claims.models import Conflict, Quote
from claims.pages.alike import SaidAlike, said_alike
from claims.pages.cues import Cue, cue_in
from claims.pages.headings import Heading, headings
from claims.pages.printed import Copy, articles_of, copies
from claims.states import ConflictState
from speakers.models import Speaker

AROUND = 160
"""How many characters a side may reach beyond the quoted words to take in its cue and source."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of two quotes that clash. `copies` are the other articles that print it, of conflicts `with_copies`.

    `alike` is who else says the same as the claim of this side, where that was asked for.
    """

    id: str
    quote: Quote
    who: str
    speaker: Speaker | None
    cue: Cue | None
    segments: list[Words]
    article_id: int
    headline: str
    outlet: str
    published_at: datetime | None
    copies: tuple[Copy, ...] = ()
    alike: SaidAlike | None = None


@dataclass(frozen=True, slots=True)
class Clash:
    """A conflict with its two sides. `score` is per cent.

    `undo` is the act that can be taken back, `note` what was noted with it.
    """

    conflict: Conflict
    left: Side
    right: Side
    score: int
    undo: UUID | None = None
    note: str = ""
    note_by: str = ""

    @property
    def sides(self) -> tuple[Side, Side]:
        """Left and right."""
        return self.left, self.right

    @property
    def is_decided(self) -> bool:
        """Whether a person has ruled."""
        return self.conflict.state != ConflictState.SUGGESTED


@dataclass(frozen=True, slots=True)
class Facing:
    """A conflict, or a figure that moved on, seen from one of its quotes. `later`: the other's article is the later."""

    conflict: Conflict
    other: Side
    later: bool = False


def facing(found: Iterable[Clash]) -> dict[int, list[Facing]]:
    """By the quote's key, the conflicts it stands in."""
    stand: dict[int, list[Facing]] = defaultdict(list)
    for clash in found:
        for mine, other in (clash.sides, clash.sides[::-1]):
            stand[mine.quote.pk].append(Facing(clash.conflict, other, _is_later(other.published_at, mine.published_at)))
    return stand


def _is_later(one: datetime | None, other: datetime | None) -> bool:
    """Whether both are known, and the one comes after the other."""
    return one is not None and other is not None and one > other


def clashes(conflicts: Iterable[Conflict], *, whole: bool = False) -> list[Clash]:
    """Of conflicts fetched by `light`. One query; `whole` adds each side's words and the act to undo, by two more."""
    rows = list(conflicts)
    quotes = [quote for row in rows for quote in (row.left.quote, row.right.quote)]
    printed = articles_of(*(_copies_of(row, side) for row in rows for side in ("left", "right")))
    known = headings({quote.text.article_id for quote in quotes} | printed)
    bodies = _bodies({quote.text_id for quote in quotes}) if whole and rows else {}
    acts = _undoable(rows) if whole and rows else {}
    return [
        Clash(
            conflict=row,
            left=_side(row, "left", known, bodies),
            right=_side(row, "right", known, bodies),
            score=round(row.score * 100),
            undo=acts[row.pk].pk if row.pk in acts else None,
            note=acts[row.pk].reason if row.pk in acts else "",
            note_by=acts[row.pk].by.get_username() if row.pk in acts else "",
        )
        for row in rows
    ]


def with_alike(clash: Clash, person: Person) -> Clash:
    """The same with who else says what each side says."""
    claims = {clash.conflict.left_id, clash.conflict.right_id}
    found = said_alike(person, [side.quote for side in clash.sides], claims)
    left, right = (replace(side, alike=found.get(side.quote.pk)) for side in clash.sides)
    return replace(clash, left=left, right=right)


def light(conflicts: Iterable[Conflict]) -> list[Conflict]:
    """Conflicts with both sides in one query, without the articles' bodies and the claims' vectors."""
    sides = ("left", "right")
    heavy = [f"{side}__{column}" for side in sides for column in ("quote__text__body", "vector", "plain", "search")]
    heavy += [f"{side}__quote__search" for side in sides]
    return list(conflicts.with_sides().defer(*heavy))  # type: ignore[attr-defined]  # a ConflictQuerySet


def _bodies(texts: set[int]) -> dict[int, str]:
    return dict(Text.objects.filter(pk__in=texts).values_list("pk", "body"))


def _undoable(rows: Sequence[Conflict]) -> dict[int, Act]:
    """By the conflict's key, the last act on it, where nothing came after."""
    versions = {row.pk: row.version for row in rows}
    last = {act.object_id: act for act in Act.objects.on(rows).live().select_related("by").order_by("at", "id")}
    return {pk: act for pk, act in last.items() if act.after.get("version") == versions[pk]}


def _copies_of(conflict: Conflict, side: str) -> Sequence[dict[str, int]] | None:
    """Of a conflict fetched `with_copies`; None of others, which stand where there is no room for them."""
    return getattr(conflict, f"{side}_copies", None)


def _side(conflict: Conflict, side: str, known: dict[int, Heading], bodies: dict[int, str]) -> Side:
    quote, evidence = getattr(conflict, side).quote, getattr(conflict, f"{side}_evidence")
    voice = quote.voice
    of = known[quote.text.article_id]
    name = _("Unattributed")
    if voice is not None:
        name = voice.speaker.name if voice.speaker else voice.name
    body = bodies.get(quote.text_id)
    return Side(
        id=f"{conflict.pk}-{side}",
        quote=quote,
        who=name,
        speaker=voice.speaker if voice else None,
        cue=None if body is None or _near(quote, quote.cue) else cue_in(body, quote.cue),
        segments=[Words(quote.words)] if body is None else _shown(body, quote, evidence),
        article_id=quote.text.article_id,
        headline=of.headline,
        outlet=of.outlet,
        published_at=of.published_at,
        copies=copies(_copies_of(conflict, side), known),
    )


def _near(quote: Quote, spans: Spans) -> bool:
    """Whether all of it stands near the quoted words."""
    left, right = quote.content[0][0] - AROUND, quote.content[-1][1] + AROUND
    return all(left <= start and end <= right for start, end in spans)


def _shown(body: str, quote: Quote, evidence: Spans) -> list[Words]:
    """The quote with its cue and source where they are near, since a denial is often in the cue alone."""
    start, end = quote.content[0][0], quote.content[-1][1]
    near = [span for spans in (quote.source, quote.cue) if _near(quote, spans) for span in spans]
    pieces = [(start, end), *near, *evidence]
    first, last = min(piece[0] for piece in pieces), max(piece[1] for piece in pieces)
    while first and not body[first - 1].isspace():
        first -= 1  # the opening mark
    while last < len(body) and not body[last].isspace():
        last += 1  # the closing mark and the full stop
    return passage(body, first, last, evidence, "clash")
