"""The cases kept in `benchmarks/cases`: short texts, each with the attributions that a careful editor reads in it.

`robust/` and `robust-aside/` hold a file for each kind of mess that a scraped text can be in, `nested.jsonl`
attributions inside attributions. A line is one case: its text, its quotes, and whether it comes from what style
guides prescribe ("guide"), from "imagination" or from how texts break ("failure"). A quote's roles are lists of
the literal pieces, in the order of the text; each is looked for after the one before it, unless "at" gives the
offsets of a role. How its words stand in the text is told by the quotation marks that the text has, or had.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extraction.types import Span, Spans

CASES = Path(__file__).parent / "cases"
KEPT, ASIDE, NESTED = "robust", "robust-aside", "nested"
ROLES = ("source", "cue", "content")


class PieceNotFound(ValueError):
    """A piece of a case doesn't stand in its text, or not in that order."""


@dataclass(frozen=True, slots=True)
class Expected:
    """One attribution that a case expects; `parent` is the index in the case of the one that holds it."""

    roles: dict[str, Spans]
    kind: str
    parent: int | None


@dataclass(frozen=True, slots=True)
class Case:
    """One text and the attributions in it. `origin` is "guide", "imagination" or "failure"."""

    text: str
    quotes: tuple[Expected, ...]
    origin: str


def load_kinds(folder: str) -> dict[str, list[Case]]:
    """The cases of KEPT or ASIDE by kind, in the order of the names. Raises PieceNotFound for a mistaken case."""
    return {path.stem: load_file(path) for path in sorted((CASES / folder).glob("*.jsonl"))}


def load_nested() -> list[Case]:
    """The cases of attributions inside attributions. Raises PieceNotFound for a mistaken case."""
    return load_file(CASES / f"{NESTED}.jsonl")


def load_file(path: Path) -> list[Case]:
    """The cases of one file, a line each. Raises PieceNotFound, with the file and the line, for a mistaken case."""
    cases = []
    for number, line in enumerate(path.read_text(encoding="utf-8").rstrip("\n").split("\n"), 1):
        try:
            cases.append(_case(json.loads(line)))
        except PieceNotFound as reason:
            raise PieceNotFound(f"{path.name}#{number}: {reason}") from reason
    return cases


def place(text: str, pieces: Sequence[str], offsets: Sequence[int] | None = None) -> Spans:
    """Where pieces stand in a text: at their offsets, or each at the first place after the one before it.

    Raises PieceNotFound where one doesn't.
    """
    spans: list[Span] = []
    after = 0
    for i, piece in enumerate(pieces):
        start = offsets[i] if offsets else text.find(piece, after)
        if not piece.strip() or start < after or not text.startswith(piece, start):
            raise PieceNotFound(repr(piece))
        after = start + len(piece)
        spans.append((start, after))
    return tuple(spans)


def _case(row: dict[str, Any]) -> Case:
    quotes = []
    for quote in row["quotes"]:
        at = quote.get("at", {})
        roles = {role: place(row["text"], quote[role], at.get(role)) for role in ROLES}
        quotes.append(Expected(roles, quote["kind"], quote.get("parent")))
    return Case(row["text"], tuple(quotes), row["from"])
