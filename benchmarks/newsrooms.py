"""Conflicts between the quotes of whole articles: invented newsrooms, read and compared as the app does it.

    python -m benchmarks.newsrooms [--half tuning|judging] [--show]

Every article of `benchmarks/cases/newsrooms` is read, and each claim is compared with every claim of the event's other
quotes that stood on record when its article came, in the order of their dates. Prints for each half how many of the
key's conflicts are found (some conflict between its two quotes), with 95 % intervals, of how many the kind is right;
how many of what is called a conflict is in the key; and how many look-alikes and same claims are called one. `--show`
prints what is missed and invented in the tuning half, with the score; of the judging half only totals are shown, so
that nobody works towards it.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from benchmarks.intervals import share
from benchmarks.room_cases import HALVES, Room, RoomPair, Side, load_rooms
from extraction import read
from extraction.conflict import Pair, compare_all
from extraction.story import Story, one_story, story
from extraction.types import Claim, Comparison, Relation, Spans

INSIDE = 0.5
"""How much of the shorter of a claim and a key's quote must lie in the other to be the same."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A claim with its article's name and date, its quote's place there, and what the article is about."""

    article: str
    published: date
    claim: Claim
    quote: Spans
    story: Story | None = None

    @property
    def came(self) -> tuple[date, str]:
        """What the articles are in order by."""
        return self.published, self.article


@dataclass(frozen=True, slots=True)
class Found:
    """Two claims of an event, and what the engine says of them."""

    left: Placed
    right: Placed
    comparison: Comparison


def main() -> None:
    """Read, compare and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--half", choices=HALVES, action="append")
    options.add_argument("--show", action="store_true")
    chosen = options.parse_args()
    for half in chosen.half or HALVES:
        rooms = [(room, compared(room)) for room in load_rooms(half)]
        _report(half, rooms)
        if chosen.show and half == "tuning":
            for room, found in rooms:
                _show(room, found)


def compared(room: Room) -> list[Found]:
    """All pairs of claims of an event's different quotes, compared. Raises ModelMissing."""
    claims = placed(room)
    pairs = [(claims[one], claims[other]) for one, other in different_quotes(claims)]
    told = compare_all([Pair(one.claim, other.claim, one_story=_one_story(one, other)) for one, other in pairs])
    return [Found(one, other, comparison) for (one, other), comparison in zip(pairs, told, strict=True)]


def _one_story(left: Placed, right: Placed) -> bool:
    return left.article == right.article or one_story(left.story, right.story)


def placed(room: Room) -> list[Placed]:
    """The claims of all articles of an event, in the order of the articles' dates. Raises ModelMissing."""
    claims = []
    for name, (published, text) in room.articles.items():
        reading = read(text, published=published)
        about = story(text, reading.names)
        claims += [
            Placed(name, published, one, reading.quotes[one.quote or 0].content, about) for one in reading.claims
        ]
    return sorted(claims, key=lambda one: one.came)


def different_quotes(claims: Sequence[Placed]) -> Iterator[tuple[int, int]]:
    """The pairs of claims, by number, whose quotes have no words in common: a report of a claim is no clash with it."""
    for at, one in enumerate(claims):
        for number, other in enumerate(claims[at + 1 :], at + 1):
            if one.article != other.article or not _common(one.quote, other.quote):
                yield at, number


def matches(left: Placed, right: Placed, pair: RoomPair) -> bool:
    """Whether two claims are of the two quotes of the key, in either order."""
    return any(
        _is_of(one, pair.left) and _is_of(other, pair.right) for one, other in ((left, right), (right, left))
    )  # fmt: skip


def _is_of(one: Placed, side: Side) -> bool:
    """Whether a claim and a key's quote have most of the shorter in common."""
    shorter = min(_length(one.claim.span), side.span[1] - side.span[0])
    return one.article == side.article and _common(one.claim.span, (side.span,)) >= INSIDE * shorter > 0


def _common(left: Spans, right: Spans) -> int:
    """How many characters two stretches have in common."""
    return sum(max(0, min(b, d) - max(a, c)) for a, b in left for c, d in right)


def _length(spans: Spans) -> int:
    return sum(end - start for start, end in spans)


def _called(found: Sequence[Found]) -> list[Found]:
    return [one for one in found if one.comparison.relation is Relation.CONFLICT]


def _report(half: str, rooms: Sequence[tuple[Room, list[Found]]]) -> None:
    keys = [
        (pair, [one for one in _called(found) if matches(one.left, one.right, pair)])
        for room, found in rooms
        for pair in room.conflicts
    ]
    hits = [(pair, mine) for pair, mine in keys if mine]
    kinds = sum(any(one.comparison.kind == pair.what for one in mine) for pair, mine in hits)
    called = [(room, one) for room, found in rooms for one in _called(found)]
    real = sum(any(matches(one.left, one.right, pair) for pair in room.conflicts) for room, one in called)
    print(f"{half}: {len(rooms)} events, {sum(len(room.articles) for room, _ in rooms)} articles")
    print(f"  conflicts found        {share(len(hits), len(keys))}; kind right {share(kinds, len(hits))}")
    print(f"  called one and are one {share(real, len(called))}")
    for name in ("lookalikes", "same"):
        pairs = [(pair, found) for room, found in rooms for pair in getattr(room, name)]
        wrong = sum(any(matches(one.left, one.right, pair) for one in _called(found)) for pair, found in pairs)
        print(f"  {name} called one".ljust(25) + share(wrong, len(pairs)))
    of_kind = Counter(pair.what for pair, _ in keys)
    found_of = Counter(pair.what for pair, _ in hits)
    print(
        "  by kind                "
        + ", ".join(f"{kind} {found_of[kind]} of {of_kind[kind]}" for kind in sorted(of_kind))
    )


def _show(room: Room, found: Sequence[Found]) -> None:
    for pair in room.conflicts:
        if not any(matches(one.left, one.right, pair) for one in _called(found)):
            best = max(
                (one for one in found if matches(one.left, one.right, pair)),
                key=lambda one: one.comparison.score,
                default=None,
            )
            print(f"missed {pair.what}: " + " | ".join(_words(room, side) for side in (pair.left, pair.right)))
            print(f"       {_told(best)}" if best else "       no claims of these quotes")
    for one in _called(found):
        if not any(matches(one.left, one.right, pair) for pair in room.conflicts):
            print(f"invented {_told(one)}")


def _words(room: Room, side: Side) -> str:
    return f"{side.article}: {room.articles[side.article][1][slice(*side.span)]}"


def _told(one: Found) -> str:
    told = one.comparison
    return f"{told.score:.2f} {told.kind or told.relation} ({told.reason}): " + " | ".join(_texts(one))


def _texts(one: Found) -> Iterator[str]:
    for side in (one.left, one.right):
        yield f"{side.article}: {side.claim.speaker}: {side.claim.text}"


if __name__ == "__main__":
    main()
