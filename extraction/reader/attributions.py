"""What the network finds in a text, and in what it says that people said, laid on the parse's tokens."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from extraction.reader.decoding import Draft, decode, distinct
from extraction.reader.model import Model, load
from extraction.reader.network import Floats
from extraction.reader.pieces import Words, pieces, split
from extraction.reader.wordvectors import Vectors
from extraction.types import Profile, Span, Spans

if TYPE_CHECKING:
    from spacy.tokens import Doc

SHORTEST = 5
"""The fewest tokens of a content in which another attribution is looked for."""


HINT = {Profile.ACCURATE: -np.inf, Profile.FAST: -4.0}
"""A content is read by itself where one of its words is a cue with at least this log-probability.

Of 45 attributions inside contents that reading every content finds, in 15 articles of PolNeAR's train part, reading
those above -4 (22 % of the words) finds 15, those above -7 (67 %) 34.
"""
CLOSE = ".\n\n"
NAMES = frozenset({"PERSON", "GPE", "NORP"})
"""What the recogniser calls the names whose words are no cues."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution in ranges of tokens, with the probability that it is right as a whole.

    `inside` is the index of the attribution whose content holds it, or None.
    """

    source: Spans
    cue: Spans
    content: Spans
    score: float
    inside: int | None = None


def find_attributions(doc: Doc, profile: Profile) -> tuple[tuple[Attribution, ...], Vectors]:
    """The attributions of a parsed text, each word of a content in one of them, then those inside contents.

    With them what the encoder made of the text's words. Raises ModelMissing.
    """
    model = load(profile)
    page = _Page(doc, doc.text, [token.idx for token in doc], _names(doc))
    words = split(page.text)
    kept, cue, vectors = _read(words, model, words.within(page.names))
    found = [_attribution(draft, score, words, page.starts) for draft, score in kept]
    hinted = [
        one if (cue[list(draft.content)] > HINT[profile]).any() else None
        for one, (draft, _) in zip(found, kept, strict=True)
    ]
    return (*found, *_inside(page, hinted, model)), vectors


@dataclass(frozen=True, slots=True)
class _Page:
    """A parsed text, its words as one string, where its tokens begin, and the names of people and places in it."""

    doc: Doc
    text: str
    starts: Sequence[int]
    names: Sequence[Span]


def _names(doc: Doc) -> list[Span]:
    return [(name.start_char, name.end_char) for name in doc.ents if name.label_ in NAMES]


def _read(words: Words, model: Model, names: Sequence[int]) -> tuple[list[tuple[Draft, float]], Floats, Vectors]:
    """The attributions in some words, with their scores; for each word how likely it is a cue's, and its vector."""
    if not len(words):
        return [], np.zeros(0, dtype=np.float32), Vectors.of_nothing()
    found = decode(model.network, words, pieces(words, model.tokenizer), names)
    kept = distinct(found.drafts, [model.score(draft) for draft in found.drafts], model.threshold)
    return kept, found.cue, Vectors(words.starts, found.home, found.windows)


def _inside(page: _Page, outers: Sequence[Attribution | None], model: Model) -> Iterator[Attribution]:
    """What is attributed inside contents: each is read as a paragraph of its own, closed by a full stop."""
    doc = page.doc
    parts: list[tuple[int, int, int]] = []
    closed: list[str] = []
    names: list[Span] = []
    length = 0
    for at, start, end in _pieces(doc, outers):
        begin, stop = doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
        parts.append((length, at, begin))
        closed.append(f"{page.text[begin:stop]}{CLOSE}")
        first, last = bisect_right(page.names, (begin, 0)), bisect_right(page.names, (stop, 0))
        names += [(a - begin + length, b - begin + length) for a, b in page.names[first:last]]
        length += len(closed[-1])
    words = split("".join(closed))
    for draft, score in _read(words, model, words.within(names))[0]:
        number = bisect_right(parts, (words.starts[draft.cue[0]], len(outers), 0)) - 1
        begin, outer_at, place = parts[number]
        end = begin + len(closed[number]) - len(CLOSE)
        cleared = _within(draft, words, begin, end)
        if cleared is not None:
            yield _attribution(cleared, score, words, page.starts, place - begin, outer_at)


def _pieces(doc: Doc, outers: Sequence[Attribution | None]) -> Iterator[tuple[int, int, int]]:
    """Stretches of contents in which another attribution may stand: the outer one's index, and a range of tokens."""
    for at, outer in enumerate(outers):
        for start, end in outer.content if outer else ():
            while start < end and (not doc[start].text[0].isalnum() or doc[start].lower_ == "that"):
                start += 1
            while start < end and not doc[end - 1].text[-1].isalnum():
                end -= 1
            if end - start >= SHORTEST:
                yield at, start, end


def _within(draft: Draft, words: Words, begin: int, end: int) -> Draft | None:
    """The draft less what stands outside a stretch of the text; None where no cue or content is left."""
    source, cue, content = (
        tuple(at for at in part if begin <= words.starts[at] and words.ends[at] <= end)
        for part in (draft.source, draft.cue, draft.content)
    )
    return replace(draft, source=source, cue=cue, content=content) if cue and content else None


def _attribution(
    draft: Draft, score: float, words: Words, starts: Sequence[int], shift: int = 0, inside: int | None = None
) -> Attribution:
    source, cue, content = (_on_tokens(part, words, starts, shift) for part in (draft.source, draft.cue, draft.content))
    return Attribution(source, cue, content, score, inside)


def _on_tokens(indices: Sequence[int], words: Words, starts: Sequence[int], shift: int) -> Spans:
    """Words as ranges of the tokens that they touch; neighbours are one range."""
    ranges: list[Span] = []
    for index in indices:
        first = bisect_right(starts, words.starts[index] + shift) - 1
        last = bisect_right(starts, words.ends[index] + shift - 1)
        if ranges and first <= ranges[-1][1]:
            ranges[-1] = ranges[-1][0], max(last, ranges[-1][1])
        else:
            ranges.append((first, last))
    return tuple(ranges)
