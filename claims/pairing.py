"""Which quote on record each quote of a new reading is, and which ones no reading may change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

import extraction
from accounts.models import Act
from articles.models import Text
from articles.spans import Spans
from claims.models import Conflict, GroupMember, Quote
from claims.states import ConflictState, MemberState, QuoteState
from speakers.models import Decision

LIKE = 0.5
"""From this share of common characters (of all that either covers) on, two contents are one quote with other ends."""

LIKE_REJECTED = 0.9
"""The same where a person rejected the one on record: they may have done so for its ends, and these may be right."""


def pinned_quotes(text: Text, known: Sequence[Quote]) -> set[int]:
    """Quotes that people reach: by an act on them, a ruling on a conflict or on what says the same, on who speaks.

    Such a decision is about the quotes that the voice has, not about those that a reading took from it before.
    """
    if not known:
        return set()
    pinned = set(Act.objects.on(known).live().values_list("object_id", flat=True))
    ruled = Conflict.objects.exclude(state=ConflictState.SUGGESTED)
    for side in ("left", "right"):
        pinned |= set(ruled.filter(**{f"{side}__quote__text": text}).values_list(f"{side}__quote", flat=True))
    members = GroupMember.objects.exclude(state=MemberState.SUGGESTED).filter(claim__quote__text=text)
    pinned |= set(members.values_list("claim__quote", flat=True))
    decided = set(Decision.objects.live().filter(voice__text=text).values_list("voice_id", flat=True))
    return pinned | {q.pk for q in known if q.voice_id in decided and q.state != QuoteState.SUPERSEDED}


def paired(known: Sequence[Quote], pinned: Collection[int], found: Sequence[extraction.Quote]) -> list[Quote | None]:
    """For each quote of a reading, in its order, the row on record that it is; None where it is new.

    That is the row of the same content; else one that people ruled on, with other ends, which stands for it: what a
    person accepted isn't suggested to them once more because a reading cuts it in another place. What an earlier
    reading lacked comes back last.
    """
    rows: list[Quote | None] = [None] * len(found)
    of_key = {(quote.content, quote.order): quote for quote in known}
    superseded: dict[int, Quote] = {}
    counted: Counter[Spans] = Counter()
    for at, quote in enumerate(found):
        row = of_key.get((quote.content, counted[quote.content]))
        counted[quote.content] += 1
        if row is not None and row.state == QuoteState.SUPERSEDED and row.pk not in pinned:
            superseded[at] = row
        else:
            rows[at] = row
    taken = {row.pk for row in rows if row is not None}
    standing = [row for row in known if row.pk in pinned and row.pk not in taken and row.state != QuoteState.SUPERSEDED]
    open_places = [(at, quote.content) for at, quote in enumerate(found) if rows[at] is None]
    for at, row in _likest(open_places, standing):
        rows[at] = row
    return [superseded.get(at) if row is None else row for at, row in enumerate(rows)]


def common(one: Spans, other: Spans) -> int:
    """How many characters both cover."""
    return sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)


def likeness(one: Spans, other: Spans) -> float:
    """What both cover, of all that either covers: 0 to 1 (Jaccard)."""
    both = common(one, other)
    either = sum(end - start for spans in (one, other) for start, end in spans) - both
    return both / either if either else 0.0


def _likest(places: Iterable[tuple[int, Spans]], rows: Sequence[Quote]) -> list[tuple[int, Quote]]:
    """Places and rows that are one quote with other ends: the likest pair first, each once."""
    rated = []
    for at, content in places:
        for row in rows:
            like = likeness(content, row.content)
            if like >= (LIKE_REJECTED if row.state == QuoteState.REJECTED else LIKE):
                rated.append((-like, at, row.pk, row))
    pairs: dict[int, Quote] = {}
    for _, at, _, row in sorted(rated, key=lambda each: each[:3]):
        if at not in pairs and row not in pairs.values():
            pairs[at] = row
    return list(pairs.items())
