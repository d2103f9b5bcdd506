"""Where else the words of a quote are printed, with a way there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from claims.pages.headings import Heading


@dataclass(frozen=True, slots=True)
class Copy:
    """The same quote in another article. `where` is its outlet, else its headline."""

    article_id: int
    quote_id: int
    where: str
    published_at: datetime | None


def articles_of(*found: Iterable[Mapping[str, Any]] | None) -> set[int]:
    """Keys of the articles of such rows as `with_copies` adds."""
    return {row["article"] for rows in found for row in rows or ()}


def copies(rows: Iterable[Mapping[str, Any]] | None, known: Mapping[int, Heading]) -> tuple[Copy, ...]:
    """Of rows that `with_copies` added, each article once, the earliest published first and undated ones last."""
    quotes: dict[int, int] = {}
    for row in rows or ():
        quotes.setdefault(row["article"], row["quote"])
    found = [
        Copy(pk, quote, known[pk].outlet or known[pk].headline, known[pk].published_at) for pk, quote in quotes.items()
    ]
    return tuple(sorted(found, key=lambda copy: (copy.published_at is None, copy.published_at or 0, copy.article_id)))
