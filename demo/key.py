"""The hand-made key of the demonstration articles, resolved to offsets.

The key files hold words, as a person would copy them out of an article; this module finds where those
words stand. Offsets are code points of the text passed in, half-open. See `demo/README.md` for the
form of the key and the conventions it follows.
"""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
ARTICLES = FOLDER / "articles"
KEYS = FOLDER / "key"

type Span = tuple[int, int]
type Spans = tuple[Span, ...]


class KeyFault(ValueError):
    """A key that doesn't fit its text: words that aren't there, or stand there more than once."""


@dataclass(frozen=True, slots=True)
class KeyQuote:
    """One attribution of an article. `source` and `cue` are empty where the text has no words for them.

    `speaker` is the fullest name the article gives, None for nobody; `also` holds other names that are
    as right (the country, where its capital speaks). `parent` is an index into `ArticleKey.quotes`.
    """

    content: Spans
    source: Spans
    cue: Spans
    kind: str
    cue_class: str
    speaker: str | None
    speaker_kind: str | None
    stance: str
    parent: int | None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleKey:
    """All attributions of one article, in the order of the key file."""

    file: str
    quotes: tuple[KeyQuote, ...]


@dataclass(frozen=True, slots=True)
class KeySide:
    """One side of a conflict or look-alike: a quote of an article and, in a conflict, the clashing words."""

    file: str
    quote: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class KeyConflict:
    """Two quotes that can't both be right, and what an editor would say of them."""

    kind: str
    left: KeySide
    right: KeySide
    sentence: str


@dataclass(frozen=True, slots=True)
class KeyLookalike:
    """Two quotes that seem to clash and don't, with the reason."""

    why: str
    left: KeySide
    right: KeySide


def metadata() -> list[dict[str, str]]:
    """The rows of `metadata.csv`: file, outlet, published, url, headline."""
    with (FOLDER / "metadata.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load(name: str, text: str) -> ArticleKey:
    """The key of the article called `name` (its file name), resolved against `text`.

    `text` is the decoded file for a `.txt` article, and whatever text was extracted from it for an
    `.html` one. Raises `KeyFault` where words are missing from it or ambiguous.
    """
    data = json.loads((KEYS / f"{Path(name).stem}.json").read_text(encoding="utf-8"))
    quotes = []
    for number, entry in enumerate(data["quotes"]):
        try:
            quotes.append(_resolve(entry, text))
        except KeyFault as fault:
            raise KeyFault(f"{name}, quote {number}: {fault}") from None
    return ArticleKey(file=data["file"], quotes=tuple(quotes))


def conflicts() -> list[KeyConflict]:
    """All pairs of quotes that conflict, within an article and across articles."""
    return [
        KeyConflict(
            kind=entry["kind"],
            left=KeySide(entry["left"]["file"], entry["left"]["quote"], entry["left_words"]),
            right=KeySide(entry["right"]["file"], entry["right"]["quote"], entry["right_words"]),
            sentence=entry["sentence"],
        )
        for entry in _pairs()["conflicts"]
    ]


def lookalikes() -> list[KeyLookalike]:
    """Pairs of quotes that a careless reader would call conflicts."""
    return [
        KeyLookalike(entry["why"], KeySide(**entry["left"]), KeySide(**entry["right"]))
        for entry in _pairs()["lookalikes"]
    ]


def clash(side: KeySide, quote: KeyQuote, text: str) -> Span:
    """Where the clashing words of one side stand: between the first and the last word of its quote.

    Raises `KeyFault` where they don't.
    """
    spans = quote.source + quote.cue + quote.content
    start, end = min(s for s, _ in spans), max(e for _, e in spans)
    found = [span for span in occurrences(side.words, text) if start <= span[0] and span[1] <= end]
    if not found:
        raise KeyFault(f"{side.file}, quote {side.quote}: clashing words not in the quote: {side.words!r}")
    return found[0]


def occurrences(words: str, text: str) -> list[Span]:
    """Where `words` stand in `text` as whole words, in order; any white space matches any other."""
    parts = [re.escape(part) for part in words.split()]
    pattern = r"\s+".join(parts)
    before = r"(?<!\w)" if words[:1].isalnum() else ""
    after = r"(?!\w)" if words[-1:].isalnum() else ""
    return [match.span() for match in re.finditer(before + pattern + after, text)]


@cache
def _pairs() -> dict[str, Any]:
    return dict(json.loads((KEYS / "conflicts.json").read_text(encoding="utf-8")))


def _resolve(entry: dict[str, Any], text: str) -> KeyQuote:
    content = _content(entry["content"], entry["after"], text)
    line = text.rfind("\n", 0, content[0][0]) + 1
    cue = _beside(entry["cue"], content, content, text, (entry.get("cue_after"), line))
    near = cue or content
    source = _beside(entry["source"], near, content + cue, text, (entry.get("source_after"), line))
    return KeyQuote(
        content=content,
        source=source,
        cue=cue,
        kind=entry["kind"],
        cue_class=entry["cue_class"],
        speaker=entry["speaker"],
        speaker_kind=entry["speaker_kind"],
        stance=entry["stance"],
        parent=entry["parent"],
        also=tuple(entry.get("also", ())),
    )


def _content(words: str | list[str], after: int | None, text: str) -> Spans:
    """The first piece is unique or the nth of the text; each further one is the next after it."""
    pieces = [words] if isinstance(words, str) else words
    found = occurrences(pieces[0], text)
    if not found:
        raise KeyFault(f"words not found: {pieces[0]!r}")
    if after is None and len(found) > 1:
        raise KeyFault(f"words stand {len(found)} times: {pieces[0]!r}")
    if after is not None and not 1 <= after <= len(found):
        raise KeyFault(f"no occurrence {after} of {len(found)}: {pieces[0]!r}")
    spans = [found[(after or 1) - 1]]
    for piece in pieces[1:]:
        later = [span for span in occurrences(piece, text) if span[0] >= spans[-1][1]]
        if not later:
            raise KeyFault(f"piece not found after the one before: {piece!r}")
        spans.append(later[0])
    return tuple(spans)


def _beside(words: str | None, near: Spans, taken: Spans, text: str, nth: tuple[int | None, int]) -> Spans:
    """The occurrence of `words` nearest to `near` and outside `taken`, or the nth from the start of the line."""
    if words is None:
        return ()
    count, line = nth
    found = [span for span in occurrences(words, text) if not any(span[0] < e and s < span[1] for s, e in taken)]
    if not found:
        raise KeyFault(f"words not found: {words!r}")
    if count is not None:
        found = [span for span in found if span[0] >= line]
        if len(found) < count:
            raise KeyFault(f"no occurrence {count} from the start of the line: {words!r}")
        return (found[count - 1],)
    ranked = sorted(found, key=lambda span: _gap(span, near))
    if len(ranked) > 1 and _gap(ranked[0], near) == _gap(ranked[1], near):
        raise KeyFault(f"two occurrences equally near: {words!r}")
    return (ranked[0],)


def _gap(span: Span, others: Spans) -> int:
    return min(max(s - span[1], span[0] - e, 0) for s, e in others)
