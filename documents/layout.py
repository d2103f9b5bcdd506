"""From lines that lie on pages to paragraphs: what repeats on every page goes, broken words are mended.

Pure: no parser. A line knows where it begins, how large its letters are, and on which page it stands.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from documents.nameplates import is_nameplate

_EDGE = 0.12
"""The share of a page's height, above and below, in which running heads and page numbers stand."""

_EDGE_LINES = 2
_SAME_SIZE = 0.12
_NEAR = 6
_TIGHTEST, _COMMON = 0.8, 0.15
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:page |p\. ?|seite )?[-–—|· ]{0,3}\d{1,4}(?: ?(?:/|of|von|\|) ?\d{1,4})?[-–—|· ]{0,3}", re.I
)

_BROKEN_WORD = re.compile(r"(?<![^\W\d_])([^\W\d_]++)[-\u2010\u00ad]$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_HYPHENED = re.compile(r"(?<![^\W\d_])[^\W\d_]++-[^\W\d_]++")
_WORD = re.compile(r"[^\W\d_]+")
_KEEPS_HYPHEN = frozenset({"self", "well", "vice", "half", "two", "three"})
"""After these a hyphen at a line's end is more often the word's own than the line's."""

_ENDS = re.compile(r"""[.!?:…]["'”’»)\]]{0,3}$""")
_BEGINS_ITEM = re.compile(r"(?:[-*•–▪■●◦]|\d{1,3}[.)])\s")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its page from 0; where it begins, in points from the page's lower left; how large its letters are."""

    text: str
    page: int = 0
    x: float = 0.0
    y: float = 0.0
    size: float = 10.0


def body_size(lines: Sequence[Line]) -> float:
    """Give the size in which most characters are set."""
    counted: Counter[float] = Counter()
    for line in lines:
        counted[round(line.size * 2) / 2] += len(line.text)
    return max(counted, key=lambda size: counted[size], default=0.0)


def parted(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Part what is printed on the pages from their furniture.

    That is what stands at their edges and is a page number, a newspaper's name, or the same on several pages but for
    its figures.
    """
    pages = max((line.page for line in lines), default=0) + 1
    at_edge = _at_edges(lines)
    on_pages: dict[str, set[int]] = {}
    for line in at_edge:
        on_pages.setdefault(_without_figures(line.text), set()).add(line.page)
    furniture = [
        line
        for line in at_edge
        if _PAGE_NUMBER.fullmatch(line.text)
        or is_nameplate(line.text)
        or len(on_pages[_without_figures(line.text)]) >= max(2, 0.3 * pages)
    ]
    dropped = frozenset(furniture)
    return [line for line in lines if line not in dropped], furniture


def paragraphs_of(lines: Sequence[Line]) -> list[tuple[str, Line]]:
    """Give the paragraphs in the order of the lines, each with its first line."""
    leading = _leading(lines)
    words, hyphened = _words(lines)
    found: list[tuple[str, Line]] = []
    begins = 0
    for at, line in enumerate(lines):
        if at and _goes_on(lines, at, leading, is_second=at - begins == 1):
            text, first = found[-1]
            found[-1] = (_joined(text, line.text, words, hyphened), first)
        else:
            found.append((line.text, line))
            begins = at
    return found


def _at_edges(lines: Sequence[Line]) -> list[Line]:
    """Give the outermost lines of each page that stand near its upper or lower edge."""
    if not lines:
        return []
    top, bottom = max(line.y for line in lines), min(line.y for line in lines)
    by_page: dict[int, list[Line]] = {}
    for line in lines:
        by_page.setdefault(line.page, []).append(line)
    found = []
    for page in by_page.values():
        heights = sorted({round(line.y) for line in page})
        outer = {*heights[:_EDGE_LINES], *heights[-_EDGE_LINES:]}
        found += [
            line
            for line in page
            if round(line.y) in outer and min(top - line.y, line.y - bottom) <= _EDGE * (top - bottom)
        ]
    return found


def _without_figures(text: str) -> str:
    """Give what is the same on every page of a running head; a sentence is the same only with its figures."""
    return text if _ENDS.search(text) else _DIGITS.sub("#", text.casefold())


def _leading(lines: Sequence[Line]) -> float:
    """Give the distance from line to line within paragraphs, as a multiple of the letters' size.

    The least that is common, not the commonest: short paragraphs with room between them have more gaps than lines.
    """
    steps: Counter[float] = Counter()
    for one, other in pairwise(lines):
        if one.page == other.page and one.y > other.y and one.size:
            steps[round((one.y - other.y) / one.size, 1)] += 1
    common = [step for step, count in steps.items() if step >= _TIGHTEST and count >= _COMMON * steps.total()]
    return min(common, default=1.2)


def _width(lines: Sequence[Line], at: int) -> int:
    """Give how many characters the lines about this one hold that begin where it or the last one does."""
    near = lines[max(0, at - _NEAR) : at + _NEAR]
    places = (lines[at].x, lines[at - 1].x)
    return max(len(line.text) for line in near if any(abs(line.x - place) < line.size for place in places))


def _words(lines: Sequence[Line]) -> tuple[frozenset[str], frozenset[str]]:
    """Give the words that stand whole within a line, and those with a hyphen in them."""
    inner = [line.text.casefold().rstrip("-\u2010\u00ad") for line in lines]
    words = frozenset(word for text in inner for word in _WORD.findall(text))
    return words, frozenset(word for text in inner for word in _HYPHENED.findall(text))


def _goes_on(lines: Sequence[Line], at: int, leading: float, *, is_second: bool) -> bool:
    """Say whether a line goes on with the last one's paragraph, of which it would be the second line or a later one."""
    last, line = lines[at - 1], lines[at]
    if abs(line.size - last.size) > _SAME_SIZE * last.size or _BEGINS_ITEM.match(line.text):
        return False
    if _BROKEN_WORD.search(last.text):
        return True
    ended = bool(_ENDS.search(last.text))
    if line.page != last.page or line.y > last.y + last.size:  # the next page, or the next column
        return not ended or line.text[:1].islower()
    if (last.y - line.y) > (leading * 1.3 + 0.1) * last.size:
        return False
    is_indented = 0.6 * line.size < line.x - last.x < 5 * line.size
    if is_indented and not is_second:
        return False
    is_full = len(last.text) + 1 + len(line.text.split(" ", 1)[0]) > 0.8 * _width(lines, at)
    return is_full or (not ended and line.text[:1].islower())


def _joined(text: str, line: str, words: frozenset[str], hyphened: frozenset[str]) -> str:
    """Add a line to a paragraph; a word that was parted at the line's end is made whole."""
    broken, goes_on = _BROKEN_WORD.search(text), _FIRST_WORD.match(line)
    if not broken or not goes_on:
        return text + line if text[-1:] in ("-", "\u2010") else f"{text} {line}"
    first, second = broken[1].casefold(), goes_on[0].casefold()
    if text[-1] == "\u00ad":
        return text[:-1] + line
    is_own = f"{first}-{second}" in hyphened or (first in _KEEPS_HYPHEN and first + second not in words)
    return text + line if is_own or not line[:1].islower() else text[:-1] + line
