"""Texts cut at the ends of spans, so that templates can mark what is quoted without building HTML.

Offsets are code points of the text, half-open, as Python counts them: an emoji is one, and so is a combining mark.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from articles.spans import Spans

_HAS_BLANK_LINES = re.compile(r"\S[^\S\n]*\n[^\S\n]*\n")
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
_LINE_ENDS = re.compile(r"\n+")

HIT_START, HIT_END = "\ue000", "\ue001"
"""What a search puts around the words it found: two characters of the private use area."""


class Marked(Protocol):
    """What can be marked: a quote with its three spans."""

    pk: int
    content: Spans
    source: Spans
    cue: Spans


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of words, and the class of its mark ("" for none)."""

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text under the same quotes, the widest first.

    `first` says that the innermost quote begins here (one tab stop a quote). `of` are the quotes whose
    source or cue this is, `role` which of the two ("who" or "cue"). `voices` are those whom the words mean,
    `anchors` the mentions that begin here, as `anchor` names them.
    """

    text: str
    quotes: tuple[int, ...] = ()
    look: str = ""
    first: bool = False
    of: str = ""
    role: str = ""
    voices: str = ""
    anchors: tuple[str, ...] = ()

    @property
    def ids(self) -> str:
        """The keys of the quotes, apart by blanks."""
        return " ".join(map(str, self.quotes))

    @property
    def innermost(self) -> int:
        """The key of the narrowest quote."""
        return self.quotes[-1]

    @property
    def inner(self) -> bool:
        """Whether a quote stands within another here."""
        return len(self.quotes) > 1


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, its segments, and the quotes that begin in it, in their order."""

    start: int
    end: int
    segments: tuple[Segment, ...]
    begins: tuple[int, ...]


@dataclass(slots=True)
class _Edges:
    """Which quotes, and which mentions of voices, begin and end at an offset, by role."""

    opens: dict[int, list[tuple[str, int]]] = field(default_factory=lambda: defaultdict(list))
    closes: dict[int, list[tuple[str, int]]] = field(default_factory=lambda: defaultdict(list))
    anchors: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, role: str, pk: int, spans: Spans) -> None:
        """Take in one role of one quote, or the mentions of a voice."""
        for start, end in spans:
            self.opens[start].append((role, pk))
            self.closes[end].append((role, pk))

    @property
    def offsets(self) -> set[int]:
        """All offsets at which something begins or ends."""
        return {*self.opens, *self.closes}


def anchor(voice: int, number: int) -> str:
    """What a mention of a voice is called in the page: by the voice's key, and its number in the text, from 1."""
    return f"mention-{voice}-{number}"


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Where the paragraphs stand: parted by blank lines, or by single line ends where there are no blank lines."""
    parting = _BLANK_LINES if _HAS_BLANK_LINES.search(text) else _LINE_ENDS
    found, start = [], 0
    for gap in parting.finditer(text):
        found.append((start, gap.start()))
        start = gap.end()
    found.append((start, len(text)))
    return [(start, end) for start, end in found if text[start:end].strip()]


def blocks(
    text: str, quotes: Iterable[Marked], looks: Mapping[int, str], mentions: Mapping[int, Spans] | None = None
) -> list[Block]:
    """The text as paragraphs of segments. `looks` gives each quote's class by key; quotes without one are left out.

    `mentions` are the places that mean a voice, by its key. Every character of every paragraph is in exactly one
    segment.
    """
    shown = [quote for quote in quotes if quote.pk in looks]
    edges, width, start_of = _Edges(), {}, {}
    for quote in shown:
        edges.add("content", quote.pk, quote.content)
        edges.add("who", quote.pk, quote.source)
        edges.add("cue", quote.pk, quote.cue)
        width[quote.pk] = quote.content[-1][1] - quote.content[0][0]
        start_of[quote.pk] = quote.content[0][0]
    for voice, spans in (mentions or {}).items():
        edges.add("mention", voice, spans)
        for number, (start, _end) in enumerate(spans, 1):
            edges.anchors[start].append(anchor(voice, number))
    runs = _runs(text, edges, looks, width)
    bounds = paragraphs(text)
    return [
        Block(start, end, tuple(_within(runs, start, end)), tuple(_beginning(start_of, bounds, place)))
        for place, (start, end) in enumerate(bounds)
    ]


def passage(text: str, start: int, end: int, marked: Spans, mark: str) -> list[Words]:
    """The words from start to end, those at `marked` with the class `mark`."""
    cut, at = [], start
    for left, right in marked:
        left, right = max(left, at), min(right, end)
        if left >= right:
            continue
        cut += [Words(text[at:left]), Words(text[left:right], mark)]
        at = right
    cut.append(Words(text[at:end]))
    return [words for words in cut if words.text]


def hits(headline: str) -> list[Words]:
    """Words that a search found, from text in which they stand between HIT_START and HIT_END."""
    cut = []
    for piece in headline.split(HIT_START):
        found, end, rest = piece.partition(HIT_END)
        cut += [Words(found, "hit"), Words(rest)] if end else [Words(found)]
    return [words for words in cut if words.text]


def _runs(
    text: str, edges: _Edges, looks: Mapping[int, str], width: Mapping[int, int]
) -> list[tuple[int, int, Segment]]:
    """The whole text cut at every edge, each run with what covers it."""
    live: dict[str, set[int]] = {"content": set(), "who": set(), "cue": set(), "mention": set()}
    fresh: set[int] = set()
    seen: set[int] = set()
    runs = []
    cuts = sorted({0, len(text), *edges.offsets})
    for start, end in itertools.pairwise(cuts):
        for role, pk in edges.closes[start]:
            live[role].discard(pk)
        for role, pk in edges.opens[start]:
            live[role].add(pk)
            if role == "content" and pk not in seen:
                fresh.add(pk)
        segment = _segment(text[start:end], live, fresh, looks, width)
        if start in edges.anchors:
            segment = replace(segment, anchors=tuple(edges.anchors[start]))
        if segment.first:
            seen.add(segment.innermost)
            fresh.discard(segment.innermost)
        runs.append((start, end, segment))
    return runs


def _segment(
    text: str, live: Mapping[str, set[int]], fresh: set[int], looks: Mapping[int, str], width: Mapping[int, int]
) -> Segment:
    quotes = tuple(sorted(live["content"], key=lambda pk: (-width[pk], pk)))
    role = "who" if live["who"] else "cue" if live["cue"] else ""
    return Segment(
        text,
        quotes,
        looks[quotes[-1]] if quotes else "",
        bool(quotes) and quotes[-1] in fresh,
        " ".join(map(str, sorted(live["who"] | live["cue"]))),
        role,
        " ".join(map(str, sorted(live["mention"]))),
    )


def _within(runs: Sequence[tuple[int, int, Segment]], start: int, end: int) -> Iterable[Segment]:
    """The runs of one paragraph, cut at its ends."""
    first = bisect_right(runs, start, key=lambda run: run[1])
    for left, right, segment in itertools.takewhile(lambda run: run[0] < end, itertools.islice(runs, first, None)):
        if start <= left and right <= end:
            yield segment
        else:
            inside = segment.text[max(start, left) - left : min(end, right) - left]
            begins = left >= start
            anchors = segment.anchors if begins else ()
            yield replace(segment, text=inside, first=segment.first and begins, anchors=anchors)


def _beginning(start_of: Mapping[int, int], bounds: Sequence[tuple[int, int]], place: int) -> list[int]:
    """The quotes whose content begins in this paragraph, or in the gap after it."""
    start = bounds[place][0] if place else 0
    end = bounds[place + 1][0] if place + 1 < len(bounds) else float("inf")
    found = [pk for pk, offset in start_of.items() if start <= offset < end]
    return sorted(found, key=lambda pk: (start_of[pk], pk))
