"""Pairs of claims as the engine cuts them, from the newsrooms that are learnt from: what the judge meets in the app.

    python -m training.judge.mining [NAME …]

For each newsroom in `training/judge/newsrooms` that has a key writes `rooms-NAME.jsonl` into the working folder.
Every article is read; two claims of the key's quotes have what the key says, and the claims nearest to each other by
their vectors that aren't in the key are related. Pairs like one of the key's conflicts are left out: a quote within a
quote may carry the same clash. What is in `training/judge/pairs` was written so by the engine of its day, then each
pair was read and labelled anew: of 674 planted conflicts of three newsrooms 141 had lost what clashes when they were
cut, and half of what was taken as related has nothing to do with each other.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.newsrooms import Placed, different_quotes, matches, placed
from benchmarks.room_cases import Room, RoomPair, load_rooms
from extraction import vectors
from extraction.conflict.sentence import spoken

NEWSROOMS = Path(__file__).parent / "newsrooms"
MOST, NEAR, ALIKE = 2, 0.2, 0.7
"""Pairs that aren't in the key kept of one claim; the least cosine of theirs; how like claims of one clash may be."""

type Floats = npt.NDArray[np.float32]


def main() -> None:
    """Write the pairs, a line each."""
    for name in sys.argv[1:] or sorted(file.stem for file in NEWSROOMS.glob("[rs]*.jsonl")):
        rows = (row for room in load_rooms(name, NEWSROOMS) for row in mined(room))
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        Path(f"rooms-{name}.jsonl").write_text(lines, encoding="utf-8")


def mined(room: Room) -> Iterator[dict[str, object]]:
    """The pairs of one event as `training.judge.corpus` takes them. Raises ModelMissing."""
    claims = placed(room)
    drawn = vectors.embed([one.claim.text for one in claims])
    near = drawn @ drawn.T
    pairs = list(different_quotes(claims))
    told = {pair: name for pair in pairs if (name := _told(room, claims[pair[0]], claims[pair[1]]))}
    clashing = [pair for pair, (relation, _) in told.items() if relation == "conflict"]
    rest = [pair for pair in pairs if pair not in told and not _like_one(pair, clashing, near)]
    for at in _closest(rest, near):
        told[at] = "related", None
    for (left, right), (relation, key) in told.items():
        yield _row(room, claims[left], claims[right], relation, key)


def _told(room: Room, left: Placed, right: Placed) -> tuple[str, RoomPair | None] | None:
    """What the key says of two claims: the relation, and the conflict."""
    for pair in room.conflicts:
        if matches(left, right, pair):
            return "conflict", pair
    if any(matches(left, right, pair) for pair in room.same):
        return "same", None
    for pair in room.lookalikes:
        if matches(left, right, pair):
            return "update" if pair.what == "update" and left.published != right.published else "related", None
    return None


def _like_one(pair: tuple[int, int], clashing: Sequence[tuple[int, int]], near: Floats) -> bool:
    """Whether a pair may carry the clash of another."""
    one, other = pair
    return any(min(near[one, a], near[other, b]) > ALIKE or min(near[one, b], near[other, a]) > ALIKE
               for a, b in clashing)  # fmt: skip


def _closest(pairs: Sequence[tuple[int, int]], near: Floats) -> Iterator[tuple[int, int]]:
    """The nearest pairs, at most MOST of a claim."""
    seen: Counter[int] = Counter()
    for left, right in sorted(pairs, key=lambda pair: -float(near[pair])):
        if near[left, right] >= NEAR and seen[left] < MOST and seen[right] < MOST:
            seen.update((left, right))
            yield left, right


def _row(room: Room, left: Placed, right: Placed, relation: str, key: RoomPair | None) -> dict[str, object]:
    a, b = spoken(left.claim)[0], spoken(right.claim)[0]
    row: dict[str, object] = {"event": room.event, "a": a, "b": b, "relation": relation}
    row |= {"a_date": left.published.isoformat(), "b_date": right.published.isoformat()}
    if key is None:
        return row
    row["kind"] = key.what
    mine, theirs = (key.left, key.right) if left.article == key.left.article else (key.right, key.left)
    if mine.clash and theirs.clash and mine.clash in a and theirs.clash in b:
        row |= {"left": [mine.clash], "right": [theirs.clash]}
    return row


if __name__ == "__main__":
    main()
