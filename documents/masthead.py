"""What the first lines of a plain text say of it: headline, byline, date. In doubt, nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from documents.dates import first_date, without_dates

LINES = 10
"""How many lines with words are looked at."""

_HEADLINE_CHARACTERS = 160
_PARAGRAPH_CHARACTERS = 110
"""A line this long is a paragraph on one line; shorter ones may be a paragraph broken by hand."""

_BYLINE = re.compile(r"(?:written |reporting |story )?by[ :]{1,3}(?P<who>.{2,120})", re.I)
_BYLINE_ENDS = re.compile(r"\s[|·•]\s|\s[-–—]\s|\t")
_NOT_A_NAME = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|(?:january|february|march|april|june|july|august|september|october"
    r"|november|december|now|then|the|a|an)\b",
    re.I,
)
# What a line may say beside its date and still be a line about the date.
_ABOUT_DATES = re.compile(
    r"\b(?:first|last|posted|published|publication|updated|modified|date|on|at|by|from|gmt|utc|[ap]\.?m|[a-z]{1,3}[ds]t|edt|est"
    r"|local|time|min|mins|minutes?|read|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)\b\.?|\d{1,2}(?:[:.]\d\d){0,2}|[^\w\s]",
    re.I,
)
_CHANGED = re.compile(r"\b(?:updated|modified)\b", re.I)


@dataclass(frozen=True, slots=True)
class Masthead:
    """What stands above a text."""

    headline: str = ""
    byline: str = ""
    published: datetime | date | None = None


def read_masthead(text: str) -> Masthead:
    """Give headline, byline and date from the first lines of `text`; "" and None for what isn't there."""
    lines = _first_lines(text)
    words = [line for line in lines if line]
    byline = ""
    published: datetime | date | None = None
    for line in words[:LINES]:
        about = without_dates(line) if len(line) <= _PARAGRAPH_CHARACTERS else ""
        byline = byline or read_byline(about)
        if published is None and about and about != line and not _CHANGED.search(line) and is_date_line(about):
            published = first_date(line)
    return Masthead(_headline(lines), byline, published)


def read_byline(line: str) -> str:
    """Give the names of a line such as "By Ann Lee and Jo Park | The Courier", or "". The line is short."""
    match = _BYLINE.match(line.strip())
    if not match:
        return ""
    who = _BYLINE_ENDS.split(match["who"], maxsplit=1)[0].strip(" ,;|")
    capitals = sum(word[0].isupper() for word in who.split())
    is_name = capitals >= 1 and capitals * 2 >= len(who.split()) and not _NOT_A_NAME.match(who)
    return who if is_name and len(who) <= 100 and not who.endswith((".", ":", "?")) else ""


def _first_lines(text: str) -> list[str]:
    """Give the first lines without their blanks, empty ones kept: they say where a paragraph ends."""
    lines = [line.strip(" \t\ufeff\xa0\x0c") for line in text[:20_000].splitlines()[: LINES * 6]]
    while lines and not lines[0]:
        lines.pop(0)
    return lines


def _headline(lines: list[str]) -> str:
    """Give the first line where it stands apart as a headline does: short, no full stop, a text below it."""
    if not lines:
        return ""
    first, below = lines[0], lines[1:]
    rest = [line for line in below if line]
    if not rest or len(first) > _HEADLINE_CHARACTERS or len(first.split()) < 2:
        return ""
    if first.endswith((",", ";", ":", "-")) or first[0].islower() or read_byline(first) or is_date_line(first):
        return ""
    if first.endswith(".") and not _in_title_case(first):
        return ""
    apart = not below[0] or len(below[0]) > _PARAGRAPH_CHARACTERS
    return first if apart or read_byline(without_dates(below[0])) or is_date_line(below[0]) else ""


def _in_title_case(line: str) -> bool:
    """Say whether Most Words Of a Line Begin With Capitals, as those of a headline may and of a sentence don't."""
    long_words = [word for word in line.split() if len(word) > 3]
    return len(long_words) > 2 and sum(not word[0].islower() for word in long_words) >= 0.8 * len(long_words)


def is_date_line(line: str) -> bool:
    """Say whether a line is about a date alone, or about a date and its author."""
    if len(line) > _PARAGRAPH_CHARACTERS:
        return False
    left = _ABOUT_DATES.sub(" ", without_dates(line)).split()
    return not left or bool(read_byline(without_dates(line)))
