"""Quotation marks: which stretches of a text stand in them.

Known are “ ”, „ “, ", '' and ``, ‘‘ and ’’, « », and single ‘ ’ and ' where they don't stand for an apostrophe.
A mark left open runs to the end of its paragraph, and a paragraph that opens with a mark after one
that was left open goes on with the same quotation, as newspapers print speeches.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extraction.pipeline import paragraphs
from extraction.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

_DOUBLE = re.compile(r"[“”„\"«»]|''|``|‘‘|’’")
_SINGLE_OPEN = re.compile(r"(?<![\w'’])[‘'](?=[\w$£€(\[…])(?!(?:\d\ds?|em|til|tis|twas|cause|n)\b)")
_SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?…)\]])(?<!')['’](?![\w'’])")
_OPENS = frozenset({"“", "„", "``", "‘‘"})
_CLOSES = frozenset({"”", "’’"})
_PAIR = {"«": "»", "»": "«"}


@dataclass(frozen=True, slots=True)
class Quotation:
    """One stretch in quotation marks: from before the opening mark to after the closing one, in code points.

    `inner` is what stands between the marks. `closed` is false where the paragraph ended first;
    `continues` is true where it goes on with the quotation before it.
    """

    start: int
    end: int
    inner: tuple[int, int]
    closed: bool = True
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Marks:
    """The quotations of a parsed text, and where they stand among its tokens.

    `ranges` are their tokens, marks included; `of` gives for each token the index of the quotation
    that it stands in, or -1.
    """

    quotations: tuple[Quotation, ...]
    ranges: tuple[Span, ...]
    of: tuple[int, ...]


def find_quotation_marks(doc: Doc) -> Marks:
    """The outermost quotations of a parsed text, in order and disjoint."""
    found = quotations(doc.text)
    of = [-1] * len(doc)
    ranges: list[Span] = []
    kept: list[Quotation] = []
    at = 0
    for quotation in found:
        while at < len(doc) and doc[at].idx + len(doc[at]) <= quotation.start:
            at += 1
        first = at
        while at < len(doc) and doc[at].idx < quotation.end:
            of[at] = len(kept)
            at += 1
        if at > first:
            kept.append(quotation)
            ranges.append((first, at))
    return Marks(tuple(kept), tuple(ranges), tuple(of))


def quotations(text: str) -> tuple[Quotation, ...]:
    """The outermost quotations of a text, in order and disjoint. Linear in the length of the text."""
    found: list[Quotation] = []
    for start, end in paragraphs(text):
        before = found[-1] if found else None
        here = _in_paragraph(text, start, end)
        if here and before and not before.closed and here[0].start == start and not text[before.end : start].strip():
            first = here[0]
            here[0] = Quotation(first.start, first.end, first.inner, first.closed, continues=True)
        found += here
    return tuple(found)


def _in_paragraph(text: str, start: int, end: int) -> list[Quotation]:
    """Double quotations of one paragraph, then the single ones that stand outside them."""
    doubles: list[Quotation] = []
    opened: re.Match[str] | None = None
    for mark in _DOUBLE.finditer(text, start, end):
        if opened is None:
            opened = mark if _may_open(text, mark, end) else None
        elif _closes(text, opened, mark, end):
            if mark.start() > opened.end():
                doubles.append(Quotation(opened.start(), mark.end(), (opened.end(), mark.start())))
            opened = None
    if opened is not None and opened.end() < end:
        doubles.append(Quotation(opened.start(), end, (opened.end(), end), closed=False))
    singles = _singles(text, start, end, doubles)
    return sorted([*doubles, *singles], key=lambda q: q.start)


def _may_open(text: str, mark: re.Match[str], end: int) -> bool:
    """A closing mark opens nothing, nor does a straight one that follows a figure (inches) or hangs on a word."""
    if mark.group() in _CLOSES:
        return False
    if mark.group() not in ('"', "''"):
        return True
    before = text[mark.start() - 1] if mark.start() else " "
    after = text[mark.end()] if mark.end() < end else " "
    return not (before.isalnum() and (after.isspace() or not after.isalnum()))


def _closes(text: str, opened: re.Match[str], mark: re.Match[str], end: int) -> bool:
    if opened.group() in _PAIR:
        return mark.group() == _PAIR[opened.group()]
    if mark.group() in _PAIR:
        return False
    if opened.group() == "„":
        return mark.group() in '“”"'
    if mark.group() not in _OPENS:
        return True
    # A mark of the wrong shape: “Not at all,“ he said.
    hangs = not text[mark.start() - 1].isspace()
    return hangs and (mark.end() >= end or text[mark.end()].isspace())


def _singles(text: str, start: int, end: int, doubles: Sequence[Quotation]) -> list[Quotation]:
    """Quotations in single marks that stand outside double ones and are closed in their paragraph."""
    opens = [m.start() for m in _SINGLE_OPEN.finditer(text, start, end)]
    if not opens:
        return []
    closes = [m.start() for m in _SINGLE_CLOSE.finditer(text, start, end)]
    starts = [q.start for q in doubles]
    found: list[Quotation] = []
    for at in opens:
        near = bisect_left(starts, at)
        if (near and doubles[near - 1].end > at) or (found and found[-1].end > at):
            continue
        limit = starts[near] if near < len(starts) else end
        close = _single_end(text, at, limit, closes)
        if close is not None and close > at + 1:
            found.append(Quotation(at, close + 1, (at + 1, close)))
    return found


def _single_end(text: str, at: int, limit: int, closes: Sequence[int]) -> int | None:
    """Where a single quotation ends: at a mark of its kind, but not at the plural's apostrophe ("the workers’ pay")."""
    kind = "’" if text[at] == "‘" else "'"
    first = bisect_left(closes, at + 1)
    last = None
    for close in closes[first : first + 8]:
        if close >= limit:
            break
        if text[close] != kind:
            continue
        last = close
        plural = text[close - 1] in "sS" and text[close + 1 : close + 2] == " "
        if not plural:
            break
    return last
