"""Judges what was found in the demonstration articles by their hand-made key, and counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from demo import key

type Spans = tuple[tuple[int, int], ...]
type Place = tuple[str, int]
"""An article's file and the index of a quote in its key."""

WHOLE = 0.8
"""How much of a quote and its key must be common (of both together) to be the same quote."""
INSIDE = 0.5
"""How much of a claim must lie in a key's quote to be a claim of it."""
TITLES = {"the", "a", "an", "mr", "mrs", "ms", "dr", "her", "his", "its", "their"}


@dataclass(frozen=True)
class FoundQuote:
    """A quote as it was found. `speaker` is None for nobody."""

    content: Spans
    kind: str
    speaker: str | None
    stances: frozenset[str] = frozenset()


@dataclass(frozen=True)
class FoundConflict:
    """A conflict as it was found: each side's file and the span of its claim."""

    kind: str
    left: tuple[str, Spans]
    right: tuple[str, Spans]
    sentence: str


@dataclass
class Judgement:
    """Counts by what and how it came out, and the cases as lines for a person."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    cases: list[str] = field(default_factory=list)

    def note(self, what: str, outcome: str, case: str = "") -> None:
        self.counts[what, outcome] += 1
        if case:
            self.cases.append(f"{what}, {outcome}: {case}")

    def table(self) -> dict[str, dict[str, int]]:
        """`{what: {outcome: count}}`, in order of name."""
        rows: dict[str, dict[str, int]] = {}
        for (what, outcome), count in sorted(self.counts.items()):
            rows.setdefault(what, {})[outcome] = count
        return rows


def judge(texts: dict[str, str], found: dict[str, list[FoundQuote]], conflicts: list[FoundConflict]) -> Judgement:
    """All that was found, by file name, judged."""
    judgement = Judgement()
    keys = {name: key.load(name, text).quotes for name, text in texts.items()}
    for name, quotes in keys.items():
        _judge_quotes(name, texts[name], quotes, found[name], judgement)
    _judge_conflicts(texts, keys, conflicts, judgement)
    return judgement


def _judge_quotes(
    name: str, text: str, quotes: tuple[key.KeyQuote, ...], found: list[FoundQuote], judgement: Judgement
) -> None:
    pairs = _matched(quotes, found)
    for at, quote in enumerate(quotes):
        words = f"{name}/{at}: {_words(text, quote.content)}"
        if at not in pairs:
            judgement.note(f"{quote.kind} quotes", "missed", words)
            continue
        mine = found[pairs[at]]
        judgement.note(f"{quote.kind} quotes", "right")
        _judge_speaker(quote, mine, words, judgement)
        if mine.stances:
            right = quote.stance in mine.stances
            judgement.note("stance", "right" if right else "wrong", "" if right else f"{sorted(mine.stances)} {words}")
        else:
            judgement.note("stance", "no claim", words)
    for at in set(range(len(found))) - set(pairs.values()):
        judgement.note(f"{found[at].kind} quotes", "wrong", f"{name}: {_words(text, found[at].content)}")


def _matched(quotes: tuple[key.KeyQuote, ...], found: list[FoundQuote]) -> dict[int, int]:
    """For each quote of the key the found one that is most alike, each at most once."""
    ranked = sorted(
        (
            (_alike(one.content, other.content), at, number)
            for at, one in enumerate(quotes)
            for number, other in enumerate(found)
        ),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for alike, at, number in ranked:
        if alike >= WHOLE and at not in pairs and number not in taken:
            pairs[at] = number
            taken.add(number)
    return pairs


def _judge_speaker(quote: key.KeyQuote, found: FoundQuote, words: str, judgement: Judgement) -> None:
    case = f"{found.speaker!r}, not {quote.speaker!r}: {words}"
    if quote.speaker is None:
        if found.speaker is None:
            judgement.note("speakers", "nobody, rightly")
        else:
            judgement.note("speakers", "wrong name", case)
    elif found.speaker is None:
        judgement.note("speakers", "nobody, though told", case)
    elif _name(found.speaker) in {_name(right) for right in (quote.speaker, *quote.also)}:
        judgement.note("speakers", "right name")
    elif _is_less(found.speaker, quote.speaker):
        judgement.note("speakers", "less than the name", case)
    else:
        judgement.note("speakers", "wrong name", case)


def _is_less(found: str, right: str) -> bool:
    """Whether what was found names nobody else: it is a part of the right name, or a description in small letters."""
    words = [word for word in found.split() if word.casefold() not in TITLES]
    return set(_name(found).split()) <= set(_name(right).split()) or (bool(words) and words[0].islower())


def _judge_conflicts(
    texts: dict[str, str],
    keys: dict[str, tuple[key.KeyQuote, ...]],
    found: list[FoundConflict],
    judgement: Judgement,
) -> None:
    wanted: dict[frozenset[Place], list[str]] = {}
    for row in key.conflicts():
        wanted.setdefault(_pair(row.left, row.right), []).append(row.kind)
    alike = {_pair(row.left, row.right) for row in key.lookalikes()}
    hit: set[frozenset[Place]] = set()
    for conflict in found:
        sides = [_places(name, span, keys) for name, span in (conflict.left, conflict.right)]
        pairs = {frozenset({one, other}) for one in sides[0] for other in sides[1]}
        case = f"{conflict.left[0]} and {conflict.right[0]}: {conflict.sentence}"
        if pairs & wanted.keys():
            hit |= pairs & wanted.keys()
        else:
            judgement.note(f"{conflict.kind} conflicts", "wrong", case)
        if pairs & alike:
            judgement.note("look-alikes", "called conflicts", case)
    for pair, kinds in wanted.items():
        for kind in kinds:
            lines = (f"{name}/{at}: {_words(texts[name], keys[name][at].content)}" for name, at in sorted(pair))
            judgement.note(
                f"{kind} conflicts", "right" if pair in hit else "missed", "" if pair in hit else " | ".join(lines)
            )


def _pair(left: key.KeySide, right: key.KeySide) -> frozenset[Place]:
    return frozenset({(left.file, left.quote), (right.file, right.quote)})


def _places(name: str, span: Spans, keys: dict[str, tuple[key.KeyQuote, ...]]) -> list[Place]:
    """The quotes of the key that hold most of a claim."""
    mine = _points(span)
    return [
        (name, at) for at, quote in enumerate(keys[name]) if len(mine & _points(quote.content)) >= INSIDE * len(mine)
    ]


def _alike(left: Spans, right: Spans) -> float:
    if left[-1][1] <= right[0][0] or right[-1][1] <= left[0][0]:
        return 0.0
    mine, theirs = _points(left), _points(right)
    return len(mine & theirs) / len(mine | theirs)


def _points(spans: Spans) -> set[int]:
    return {at for start, end in spans for at in range(start, end)}


def _words(text: str, spans: Spans) -> str:
    return " … ".join(text[start:end] for start, end in spans)


def _name(name: str) -> str:
    """A name without articles and titles, to compare."""
    return " ".join(word for word in name.replace("’", "'").casefold().replace(".", "").split() if word not in TITLES)
