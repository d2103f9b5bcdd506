"""Dates that a text names, normalised by the date of its article.

What news uses is read by pattern: weekdays, yesterday and today, "last month", "May 4", "4 May 2017",
"in May", "in 2014", 2017-04-14. A date that needs the article's date stays unknown where that is unknown.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from extraction.types import Span, When

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<{0}>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.?|Feb\.?|Mar\.|Apr\.|Jun\.|Jul\.|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_YEAR = r"(?P<{0}>1[89]\d\d|20\d\d)"
_LEADING = r"[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Dd]uring|[Oo]f|[Ee]arly|[Ll]ate|[Ff]rom|[Bb]efore|[Aa]fter"
_COUNTED = r"(?!\ (?:percent|per|people|million|billion))"
_DATE = re.compile(
    rf"""\b(?:
      (?P<iso>\d{{4}}-\d\d-\d\d)
    | {_MONTH.format("m1")}\ (?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\b{_COUNTED}(?:,?\ {_YEAR.format("y1")})?
    | (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\ (?:of\ )?{_MONTH.format("m2")}(?:,?\ {_YEAR.format("y2")})?
    | (?:(?:{_LEADING}|[Mm]id-?|[Ll]ast|[Tt]his|[Nn]ext)\ ){_MONTH.format("m3")}(?:,?\ {_YEAR.format("y3")})?
    | (?:(?:{_LEADING})\ ){_YEAR.format("y4")}
    | (?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his)\ )?(?P<day>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)
    | (?P<word>[Yy]esterday|[Tt]oday|[Tt]omorrow|[Tt]onight)
    | (?P<rel>[Ll]ast|[Tt]his|[Nn]ext)\ (?P<unit>week|month|year)
    )(?!\w)""",
    re.VERBOSE,
)


def find_dates(text: str, published: date | None) -> tuple[When, ...]:
    """Every date a text names, in order, with what days it may mean. Linear in the text.

    Weekdays mean the latest such day on or before `published` ("next Friday": the first one after it);
    a month without a year the latest that has begun. `start` and `end` are None where they can't be known.
    """
    found = []
    for match in _DATE.finditer(text):
        start, end = _meaning(match, published)
        found.append(When(match[0], start, end, match.span()))
    return tuple(found)


def within(dates: Sequence[When], spans: Iterable[Span]) -> tuple[When, ...]:
    """Those of `dates` (ordered, disjoint) that lie wholly inside one of `spans`."""
    starts = [when.span[0] for when in dates]
    found = []
    for start, end in spans:
        for when in dates[bisect_left(starts, start) : bisect_right(starts, end)]:
            if when.span[1] <= end:
                found.append(when)
    return tuple(found)


def _meaning(match: re.Match[str], published: date | None) -> tuple[date | None, date | None]:
    """First and last day that a matched date may mean."""
    if match["iso"]:
        return _day(*(int(part) for part in match["iso"].split("-")))
    month = match["m1"] or match["m2"] or match["m3"]
    year = match["y1"] or match["y2"] or match["y3"] or match["y4"]
    if month:
        number = _month(month)
        exact = int(year) if year else _year_of(number, published, ahead=match[0].lower().startswith("next"))
        day = match["d1"] or match["d2"]
        if exact is None:
            return None, None
        return _day(exact, number, int(day)) if day else _whole_month(exact, number)
    if year:
        return date(int(year), 1, 1), date(int(year), 12, 31)
    return _relative(match, published) if published else (None, None)


def _relative(match: re.Match[str], published: date) -> tuple[date | None, date | None]:
    """The days of a weekday, "yesterday" or "last month", seen from the article's date."""
    if match["day"]:
        back = (published.weekday() - WEEKDAYS.index(match["day"].lower())) % 7
        day = published - timedelta(days=back)
        if (match["which"] or "").lower() == "next":
            day += timedelta(days=7)
        return day, day
    if match["word"]:
        offset = {"yesterday": -1, "tomorrow": 1}.get(match["word"].lower(), 0)
        day = published + timedelta(days=offset)
        return day, day
    step = {"last": -1, "this": 0, "next": 1}[match["rel"].lower()]
    if match["unit"] == "week":
        monday = published - timedelta(days=published.weekday()) + timedelta(weeks=step)
        return monday, monday + timedelta(days=6)
    if match["unit"] == "year":
        return date(published.year + step, 1, 1), date(published.year + step, 12, 31)
    months = published.year * 12 + published.month - 1 + step
    return _whole_month(months // 12, months % 12 + 1)


def _month(name: str) -> int:
    return MONTHS.index(name.lower()[:3]) + 1


def _year_of(month: int, published: date | None, *, ahead: bool) -> int | None:
    """The year of a month named without one: the latest that has begun by the article's date."""
    if published is None:
        return None
    past = published.year if month <= published.month else published.year - 1
    return past + 1 if ahead else past


def _day(year: int, month: int, day: int) -> tuple[date | None, date | None]:
    try:
        exact = date(year, month, day)
    except ValueError:
        return None, None
    return exact, exact


def _whole_month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])
