"""Dates as news pages write them. What could be read two ways, or names no year, is no date."""

from __future__ import annotations

import re
from datetime import date, datetime

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WRITTEN = (
    re.compile(rf"\b{_MONTH}[ ]{{1,3}}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?[ ]{{1,3}}(?P<year>\d{{4}})\b", re.I),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ ]{{1,3}}(?:of )?{_MONTH},?[ ]{{1,3}}(?P<year>\d{{4}})\b", re.I),
    re.compile(r"\b(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)"),
)
_SLASHED = re.compile(r"(?<![\d/.])(\d{1,2})([/.])(\d{1,2})\2(\d{4})\b")
_ISO_TIME = re.compile(r"\b\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)")

OLDEST_YEAR = 1690
"""No newspaper is older."""


def first_date(text: str) -> datetime | date | None:
    """Give the first date in a short text: an aware datetime where time and zone stand there, else a date."""
    exact = _ISO_TIME.search(text)
    if exact:
        return _moment(exact[0])
    written = (match for form in _WRITTEN if (match := form.search(text)))
    found = min(written, key=lambda match: match.start(), default=None)
    if found:
        month = found["month"].lower()
        number = int(month) if month.isdigit() else _MONTHS.index(month[:3]) + 1
        return _day(int(found["year"]), number, int(found["day"]))
    slashed = _SLASHED.search(text)
    return _unambiguous(int(slashed[1]), int(slashed[3]), int(slashed[4])) if slashed else None


def without_dates(text: str) -> str:
    """Give `text` with every date cut out."""
    for form in (_ISO_TIME, *_WRITTEN, _SLASHED):
        text = form.sub(" ", text)
    return text


def _unambiguous(first: int, second: int, year: int) -> date | None:
    """Read 14/04/2017 and 04/14/2017; 04/05/2017 says nothing unless both numbers are equal."""
    if first > 12 or first == second:
        return _day(year, second, first)
    return _day(year, first, second) if second > 12 else None


def _day(year: int, month: int, day: int) -> date | None:
    """Give the date, or None where the calendar has no such day."""
    try:
        return date(year, month, day) if year >= OLDEST_YEAR else None
    except ValueError:
        return None


def _moment(text: str) -> datetime | date | None:
    """Read an ISO 8601 time with a zone."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
