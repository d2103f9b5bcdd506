"""Whether two claims can speak of the same time."""

from __future__ import annotations

import re
from datetime import date

from extraction.types import Claim, When

_WEEKDAY = re.compile(r"(mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)
_MONTH = re.compile(r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")


def times_clash(left: Claim, right: Claim) -> bool:
    """Whether both name a time, and no two of them can be the same."""
    return bool(left.dates) and bool(right.dates) and not any(_meet(a, b) for a in left.dates for b in right.dates)


def days_apart(left: Claim, right: Claim) -> int | None:
    """Days from the left claim's publication to the right one's; None where either is unknown."""
    return days_between(left.published, right.published)


def days_between(left: date | None, right: date | None) -> int | None:
    """Days from one date to another; None where either is unknown."""
    return None if left is None or right is None else (right - left).days


def _meet(left: When, right: When) -> bool:
    """Whether two times can be the same: they overlap, or, where one is unknown, name no different day or month."""
    if left.start and left.end and right.start and right.end:
        return _overlap((left.start, left.end), (right.start, right.end))
    return all(_agree(pattern, left.text, right.text) for pattern in (_WEEKDAY, _MONTH, _YEAR))


def _overlap(left: tuple[date, date], right: tuple[date, date]) -> bool:
    return left[0] <= right[1] and right[0] <= left[1]


def _agree(pattern: re.Pattern[str], left: str, right: str) -> bool:
    one, other = pattern.search(left), pattern.search(right)
    return one is None or other is None or one[0].lower()[:4] == other[0].lower()[:4]
