"""Pairs of claims as the engine cuts them, from the newsrooms that are learnt from: what the judge meets in the app.

    python -m training.judge.mining > training/judge/pairs/rooms.jsonl

Every article is read; two claims of the key's quotes have what the key says, and the claims that have most in common
with each other and aren't in the key are related. Pairs like one of the key's conflicts are left out: a quote within a
quote may carry the same clash. The file there was cut by the engine of its day; a later one cuts some in another way.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence

from benchmarks.newsrooms import Placed, different_quotes, matches, placed
from benchmarks.room_cases import Room, load_rooms
from extraction.conflict.alignment import Side, likeness, shared_weight, side
from extraction.conflict.sentence import spoken

MOST, COMMON, ALIKE = 8, 1.0, 0.55
"""Pairs kept of one claim; the least weight of shared words; how like claims may be that carry one clash."""


def main() -> None:
    """Write the pairs, a line each."""
    for room in load_rooms("learnt"):
        for row in mined(room):
            print(json.dumps(row, ensure_ascii=False))


def mined(room: Room) -> Iterator[dict[str, str]]:
    """The pairs of one event as `training.judge.corpus` takes them. Raises ModelMissing."""
    claims = placed(room)
    sides = [side(one.claim) for one in claims]
    pairs = list(different_quotes(claims))
    told = {pair: name for pair in pairs if (name := _told(room, claims[pair[0]], claims[pair[1]]))}
    clashing = [pair for pair, (relation, _) in told.items() if relation == "conflict"]
    rest = [pair for pair in pairs if pair not in told and not _like_one(pair, clashing, sides)]
    for at in _closest(rest, sides):
        told[at] = "related", ""
    for (left, right), (relation, kind) in told.items():
        yield _row(room, claims[left], claims[right], relation, kind)


def _told(room: Room, left: Placed, right: Placed) -> tuple[str, str] | None:
    """What the key says of two claims: the relation, and the kind of a conflict."""
    for pair in room.conflicts:
        if matches(left, right, pair):
            return "conflict", pair.what
    if any(matches(left, right, pair) for pair in room.same):
        return "same", ""
    for pair in room.lookalikes:
        if matches(left, right, pair):
            return "update" if pair.what == "update" and left.published != right.published else "related", ""
    return None


def _like_one(pair: tuple[int, int], clashing: Sequence[tuple[int, int]], sides: Sequence[Side]) -> bool:
    """Whether a pair may carry the clash of another."""
    one, other = (sides[at] for at in pair)
    return any(
        (likeness(one, sides[a]) > ALIKE and likeness(other, sides[b]) > ALIKE)
        or (likeness(one, sides[b]) > ALIKE and likeness(other, sides[a]) > ALIKE)
        for a, b in clashing
    )


def _closest(pairs: Sequence[tuple[int, int]], sides: Sequence[Side]) -> Iterator[tuple[int, int]]:
    """The pairs with most in common, at most MOST of a claim."""
    near = []
    for left, right in pairs:
        one, other = sides[left], sides[right]
        if max(shared_weight(one, other), shared_weight(other, one)) >= COMMON:
            near.append((likeness(one, other), left, right))
    seen: Counter[int] = Counter()
    for _, left, right in sorted(near, reverse=True):
        if seen[left] < MOST and seen[right] < MOST:
            seen.update((left, right))
            yield left, right


def _row(room: Room, left: Placed, right: Placed, relation: str, kind: str) -> dict[str, str]:
    row = {"event": room.event, "a": spoken(left.claim)[0], "b": spoken(right.claim)[0], "relation": relation}
    row |= {"a_date": left.published.isoformat(), "b_date": right.published.isoformat()}
    return row | ({"kind": kind} if kind else {})


if __name__ == "__main__":
    main()
