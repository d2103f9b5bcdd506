"""Which quotes are copies of which: derived from what is on record, and so the same in whichever order it came there.

Copies are of one speaker, in words near enough (`extraction.copies`), with the same stance, told by the same, and not
printed long after each other. The original is the earliest: by the article's date, undated ones last, then by the
text's fingerprint. Each other one points at it, never at a copy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Q
from rapidfuzz import fuzz

from accounts.models import Act
from articles.models import Text
from articles.spans import Spans
from claims.models import Claim, Conflict, Quote
from claims.states import ConflictState
from extraction.copies import copied, plain
from speakers.locking import alone

APART = timedelta(days=14)
"""What is said again longer after the original is said anew, of another time."""
SAME_CLAIM = 85
"""From this likeness of their words on (per cent), claims of two copies are the same."""
_UNDATED = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Kind:
    """What copies have in common but for small things in the words. `teller` is who tells of it in their own words."""

    speaker: int
    teller: int | None
    stances: frozenset[str]
    plain: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """One quote as it may be a copy, or have copies."""

    pk: int
    kind: Kind
    words: str
    sketch: frozenset[int]
    text: int
    twin_of: int | None
    at: datetime | None
    order: tuple[datetime, bytes, Spans, int]


def derive(text: Text) -> set[int]:
    """Derive which of the quotes of this text's article are copies, and which quotes are copies of theirs.

    Gives the keys of the other texts that have to be compared again: a copy became an original there, or what was
    found of a copy has to be found of its original. What people ruled on is left. Runs alone, inside a transaction.
    """
    alone()
    touched = _touched(text)
    known = _family(touched)
    wanted = _originals(known.values())
    told = Quote.objects.filter(pk__in={*touched, *known}).values_list("pk", "twin_of", "text")
    again: set[int] = set()
    for pk, twin_of, of in told:
        if twin_of == wanted.get(pk):
            continue
        Quote.objects.filter(pk=pk).update(twin_of=wanted.get(pk))  # no new version: nobody decides on this
        if pk in known and pk not in wanted:
            again.add(of)
    emptied = _take_back(wanted)
    again |= {known[wanted[pk]].text for pk in emptied}
    return again - {text.pk}


def unwanted(pairs: Collection[tuple[int, int]]) -> set[tuple[int, int]]:
    """Those of these pairs of claims that make no conflict of their own.

    One of a copy makes none, and none is made where a person ruled on the same claims as copies print them.
    """
    wanted = {pk for pair in pairs for pk in pair}
    rows = list(Claim.objects.filter(pk__in=wanted).values_list("pk", "words", "quote", "quote__twin_of"))
    claims = {pk: (words, quote) for pk, words, quote, _twin_of in rows}
    copies = {pk for pk, _words, _quote, twin_of in rows if twin_of is not None}
    found = {pair for pair in pairs if copies & set(pair)}
    ruled = _ruled({quote for _words, quote in claims.values()})
    for left, right in set(pairs) - found if ruled else ():
        sides = claims[left], claims[right]
        if any(_same(sides, other) for other in ruled):
            found.add((left, right))
    return found


type Side = tuple[str, int]
"""A claim's words, and the key of the quote that is the original of the one that it stands in."""


def _ruled(originals: Collection[int]) -> list[tuple[Side, Side]]:
    """Conflicts between copies of these quotes, or between a copy and a quote, that people ruled on."""
    family = dict(Quote.objects.filter(twin_of__in=originals).values_list("pk", "twin_of_id"))
    if not family:
        return []
    copies = set(family)
    family |= {pk: pk for pk in originals}
    rows = Conflict.objects.exclude(state=ConflictState.SUGGESTED).filter(
        Q(left__quote__in=copies, right__quote__in=family) | Q(left__quote__in=family, right__quote__in=copies)
    )
    told: Iterable[Any] = rows.values_list("left__words", "left__quote", "right__words", "right__quote")
    return [((one, family[left]), (other, family[right])) for one, left, other, right in told]


def _same(sides: tuple[Side, Side], ruled: tuple[Side, Side]) -> bool:
    return any(
        all(
            mine[1] == theirs[1] and fuzz.ratio(mine[0], theirs[0]) >= SAME_CLAIM
            for mine, theirs in zip(sides, turned, strict=True)
        )
        for turned in (ruled, ruled[::-1])
    )


def _touched(text: Text) -> set[int]:
    """The quotes of all versions of the article, those that they are copies of, and those that are copies of them."""
    mine = Quote.objects.filter(text__article=text.article_id)
    near = [pk for pk in mine.values_list("twin_of_id", flat=True) if pk is not None]
    copies = Quote.objects.filter(twin_of__text__article=text.article_id).values_list("pk", flat=True)
    return {*mine.values_list("pk", flat=True), *near, *copies}


def _family(touched: Collection[int]) -> dict[int, Printed]:
    """All quotes that may be copies of these, or of such a one, by key. Each wording is looked up once."""
    found = {row.pk: row for row in _printed(Q(pk__in=touched))}
    asked: set[Kind] = set()
    frontier = list(found.values())
    while frontier:
        fresh = list({row.kind: row for row in frontier if row.kind not in asked}.values())
        asked |= {row.kind for row in fresh}
        frontier = []
        for other in _meeting(fresh):
            if other.pk not in found and any(_alike(row, other) for row in fresh):
                found[other.pk] = other
                frontier.append(other)
    return found


def _meeting(rows: Sequence[Printed]) -> list[Printed]:
    """Quotes of the speakers of these that share something of their sketches with them: through the index."""
    if not rows:
        return []
    bands = sorted({band for row in rows for band in row.sketch})
    return _printed(Q(sketch__overlap=bands, voice__speaker__in={row.kind.speaker for row in rows}))


def _printed(which: Q) -> list[Printed]:
    rows = list(
        Quote.objects.that_can_be_copies()
        .filter(which)
        .dated()
        .values_list(
            *("pk", "words", "sketch", "content", "twin_of", "text", "text__fingerprint"),
            *("voice__speaker", "parent", "parent__voice__speaker", "published_at"),
        )
    )
    stances: dict[int, set[str]] = defaultdict(set)
    claims = Claim.objects.filter(quote__in=[row[0] for row in rows], superseded=False)
    for quote, stance in claims.values_list("quote", "stance"):
        stances[quote].add(stance)
    return [_one(row, frozenset(stances[row[0]])) for row in rows]


def _one(row: Sequence[Any], stances: frozenset[str]) -> Printed:
    pk, words, sketch, content, twin_of, text, fingerprint, speaker, parent, teller, at = row
    kind = Kind(speaker, teller if parent else None, stances, plain(words))
    order = (at or _UNDATED, bytes(fingerprint), content, pk)
    return Printed(pk, kind, words, frozenset(sketch), text, twin_of, at, order)


def _alike(one: Printed, other: Printed) -> bool:
    """Whether one may be a copy of the other, whenever each was printed."""
    mine, theirs = one.kind, other.kind
    if (mine.speaker, mine.teller, mine.stances) != (theirs.speaker, theirs.teller, theirs.stances):
        return False
    return bool(one.sketch & other.sketch) and copied(one.words, other.words)


def _originals(rows: Iterable[Printed]) -> dict[int, int]:
    """For each copy its original, by key: the earliest that it is a copy of, among those that are none themselves."""
    originals: list[Printed] = []
    found: dict[int, int] = {}
    for row in sorted(rows, key=lambda row: row.order):
        of = next((one for one in originals if _near(one, row) and _alike(one, row)), None)
        if of is None:
            originals.append(row)
        else:
            found[row.pk] = of.pk
    return found


def _near(one: Printed, other: Printed) -> bool:
    return one.at is None or other.at is None or abs(one.at - other.at) <= APART


def _take_back(copies: Collection[int]) -> set[int]:
    """Delete what the machine suggested of claims of copies. Gives the copies of which something was deleted."""
    rows = Conflict.objects.filter(
        Q(left__quote__in=copies) | Q(right__quote__in=copies), state=ConflictState.SUGGESTED
    )
    suggested = list(rows.select_for_update(of=("self",)).values_list("pk", "left__quote", "right__quote"))
    acts = Act.objects.filter(object_type=Conflict._meta.label_lower, object_id__in=[row[0] for row in suggested])
    ruled = set(acts.live().values_list("object_id", flat=True)) if suggested else set()
    gone = [row for row in suggested if row[0] not in ruled]
    Conflict.objects.filter(pk__in=[pk for pk, _left, _right in gone]).delete()
    return {quote for _pk, *sides in gone for quote in sides if quote in copies}
