"""Pairs of news claims with what they have to do with each other, written for this project about invented events.

`benchmarks/cases/pairs/tuning.jsonl` and `judging.jsonl` are kept apart by event: what is learnt or chosen looks at the
first alone. A line is one pair. A conflict has its kind and the words that clash on both sides; any other pair may say
which kind of conflict it looks like without being one. Dates are those on which the claims were published.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.case_files import place
from extraction.types import ConflictKind, Spans

PAIRS = Path(__file__).parent / "cases" / "pairs"
HALVES = ("tuning", "judging")
RELATIONS = ("conflict", "same", "update", "related", "unrelated")
LIKE = tuple(kind for kind in ConflictKind if kind is not ConflictKind.OTHER)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims. `left` and `right` are the stretches of `a` and of `b` that clash, none but in a conflict."""

    event: str
    a: str
    b: str
    relation: str
    kind: ConflictKind | None
    like: ConflictKind | None
    left: Spans
    right: Spans
    a_date: date | None
    b_date: date | None
    why: str


def load_pairs(half: str) -> list[Pair]:
    """The pairs of one of HALVES. Raises PieceNotFound where the words that clash don't stand in their claim."""
    lines = (PAIRS / f"{half}.jsonl").read_text(encoding="utf-8").splitlines()
    return [_pair(json.loads(line)) for line in lines]


def _pair(row: dict[str, Any]) -> Pair:
    kind, like, a_date, b_date = (row.get(name) for name in ("kind", "like", "a_date", "b_date"))
    return Pair(
        row["event"],
        row["a"],
        row["b"],
        row["relation"],
        ConflictKind(kind) if kind else None,
        ConflictKind(like) if like else None,
        _places(row["a"], row.get("left", ())),
        _places(row["b"], row.get("right", ())),
        date.fromisoformat(a_date) if a_date else None,
        date.fromisoformat(b_date) if b_date else None,
        row["why"],
    )


def _places(text: str, pieces: list[str]) -> Spans:
    """Where each piece stands first, in the order of the text."""
    return tuple(sorted(place(text, [piece])[0] for piece in pieces))
