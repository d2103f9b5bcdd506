"""What the judge learns from: this project's own pairs of claims about invented events.

A line of JSON a pair: `a`, `b`, `relation`, and where known `kind`, `left` and `right` (the words that clash), `a_date`
and `b_date`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

OWN = Path(__file__).parent / "pairs"
SAYERS = ("the ministry", "police", "officials", "a spokeswoman", "the council", "her lawyer", "the company", "aides")


@dataclass(frozen=True, slots=True)
class Example:
    """Two claims and how they stand; `left` and `right` are the words of a conflict that clash."""

    a: str
    b: str
    relation: str
    kind: str = ""
    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    days: int | None = None

    @property
    def turned(self) -> Example:
        """The same with the sides changed."""
        return replace(self, a=self.b, b=self.a, left=self.right, right=self.left)


def own(*files: Path) -> list[Example]:
    """The pairs of some files of this project, those of `training/judge/pairs` where none is given."""
    lines = (line for file in files or sorted(OWN.glob("*.jsonl")) for line in file.open(encoding="utf-8"))
    return [_own(json.loads(line)) for line in lines]


def _own(row: dict[str, Any]) -> Example:
    dates = [date.fromisoformat(str(row[name])) for name in ("a_date", "b_date") if row.get(name)]
    days = (dates[1] - dates[0]).days if len(dates) == 2 else None
    left, right = _words(row, "left"), _words(row, "right")
    return Example(str(row["a"]), str(row["b"]), str(row["relation"]), str(row.get("kind") or ""), left, right, days)


def _words(row: dict[str, Any], name: str) -> tuple[str, ...]:
    return tuple(row.get(name) or ())


def varied(example: Example, random: Random) -> Example:
    """The pair with its sides changed now and then, and one side put as somebody's words."""
    one = example.turned if random.random() < 0.5 else example
    if (
        one.relation != "unrelated"
        and random.random() < 0.15
        and one.a.endswith(".")
        and not one.a.startswith(('"', "“"))
    ):
        sayer = random.choice(SAYERS)
        return replace(one, a=f"{one.a[:-1]}, {sayer} said.")
    return one


def strangers(rows: Sequence[Example], random: Random, number: int) -> Iterator[Example]:
    """Pairs of two different events: unrelated."""
    for _ in range(number):
        one, other = random.sample(rows, 2)
        yield Example(one.a, other.b, "unrelated")
