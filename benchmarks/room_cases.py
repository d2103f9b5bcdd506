"""Newsrooms: invented articles of several outlets on one event, with a key of who contradicts whom.

A line is one event: "articles", each with "id", "date" and "text"; "conflicts", each with "kind", "sentence" and the
two sides "left" and "right"; "same", pairs of sides; "lookalikes", each with "why" and two sides. A side is an article
and the words of a quote there, in a conflict also the words of them that clash. What isn't listed is no conflict.
Of those in `benchmarks/cases/newsrooms` `tuning` may be looked at, `judging` not; the judge learns from others
(`training/judge/newsrooms`).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.case_files import CASES, PieceNotFound
from extraction.types import Span

ROOMS = CASES / "newsrooms"
HALVES = ("tuning", "judging")


@dataclass(frozen=True, slots=True)
class Side:
    """A quote of an article: the article's name and the stretch of its text, and in a conflict its words that clash."""

    article: str
    span: Span
    clash: str = ""


@dataclass(frozen=True, slots=True)
class RoomPair:
    """Two quotes of an event: of which kind they conflict, or why they only seem to."""

    what: str
    left: Side
    right: Side


@dataclass(frozen=True, slots=True)
class Room:
    """One event: the articles by name with their dates, and which of their quotes conflict, agree, or seem to."""

    event: str
    articles: dict[str, tuple[date, str]]
    conflicts: tuple[RoomPair, ...]
    same: tuple[RoomPair, ...]
    lookalikes: tuple[RoomPair, ...]


def load_rooms(half: str, folder: Path = ROOMS) -> list[Room]:
    """The events of one file. Raises PieceNotFound for words that their article hasn't, or has twice."""
    lines = (folder / f"{half}.jsonl").read_text(encoding="utf-8").splitlines()
    return [_room(json.loads(line)) for line in lines]


def _room(row: dict[str, Any]) -> Room:
    articles = {one["id"]: (date.fromisoformat(one["date"]), one["text"]) for one in row["articles"]}

    def pair(what: str, left: dict[str, str], right: dict[str, str]) -> RoomPair:
        return RoomPair(what, _side(articles, left), _side(articles, right))

    return Room(
        row["event"],
        articles,
        tuple(pair(one["kind"], one["left"], one["right"]) for one in row["conflicts"]),
        tuple(pair("same", *both) for both in row["same"]),
        tuple(pair(one["why"], one["left"], one["right"]) for one in row["lookalikes"]),
    )


def _side(articles: dict[str, tuple[date, str]], told: dict[str, str]) -> Side:
    text, words = articles[told["article"]][1], told["words"]
    if text.count(words) != 1:
        raise PieceNotFound(words, text)
    at = text.index(words)
    return Side(told["article"], (at, at + len(words)), told.get("clash", ""))
