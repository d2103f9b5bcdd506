"""Paging by key: the next page begins after the last row shown; nothing is counted, nothing is skipped over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from django.http import QueryDict

SIZE = 25


@dataclass(frozen=True, slots=True)
class Paged[T]:
    """The rows of one page, and the query strings of the next page and of the first ("" where there is none)."""

    rows: list[T]
    older: str
    newest: str


def paged[T](
    rows: Sequence[T],
    query: QueryDict,
    *,
    size: int = SIZE,
    name: str = "before",
    key: Callable[[T], object] = attrgetter("pk"),
) -> Paged[T]:
    """Of up to `size + 1` rows. `name` is the parameter that holds the key of the last row shown."""
    shown = list(rows[:size])
    older = ""
    if len(rows) > size:
        after = query.copy()
        after[name] = str(key(shown[-1]))
        older = after.urlencode()
    first = query.copy()
    was_later = first.pop(name, None) is not None
    return Paged(shown, older, (first.urlencode() or "page=first") if was_later else "")
