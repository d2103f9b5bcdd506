"""Contents: the words that a cue attributes to its source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from benchmarks.rules import tree
from benchmarks.rules.forms import Cue, Form
from benchmarks.rules.lexicon import words
from extraction.edges import joined, trimmed, whole_quotations
from extraction.marks import Marks
from extraction.types import Span, Spans

if TYPE_CHECKING:
    from spacy.tokens import Doc

_TAILS = frozenset({"relcl", "advcl", "appos"})
LONGEST_TAIL = 100
"""Words of the longest addition that is cut: a look at each whole content would take quadratic time."""
_LIGHT = frozenset({",", "-", "–", "—", "--"})


def find_contents(doc: Doc, cues: Sequence[Cue], sources: Sequence[Spans], marks: Marks) -> tuple[Spans, ...]:
    """The content of each cue, as ranges of tokens, ordered and disjoint; empty where nothing is left."""
    return tuple(_content(doc, cue, source, marks) for cue, source in zip(cues, sources, strict=True))


def _content(doc: Doc, cue: Cue, source: Spans, marks: Marks) -> Spans:
    home = marks.of[cue.head] if cue.form is not Form.FLOATING else -1
    pieces = [marks.ranges[i] for i in cue.quotations]
    pieces += [_phrase(doc, cue, source, head) for head in cue.content]
    if home >= 0:
        pieces = [_clip(piece, _inner(marks, home)) for piece in pieces]
    else:
        pieces = [whole_quotations(piece, marks) for piece in pieces]
    pieces = _without(pieces, [*source, *cue.words, *_asides(doc, cue, source)])
    if cue.form not in {Form.ASIDE, Form.ACCORDING, Form.QUOTED} and home < 0:
        pieces = [piece if piece[1] <= cue.head else _without_tail(doc, piece, marks) for piece in pieces]
    return joined(doc, (trimmed(doc, piece, marks) for piece in joined(doc, pieces)))


def _phrase(doc: Doc, cue: Cue, source: Spans, head: int) -> Span:
    """The range of one head of the content."""
    start, end = tree.phrase(doc[head])
    verb = doc[cue.head]
    if cue.form in {Form.CLAUSE, Form.QUOTED, Form.QUESTION} and head < cue.head:
        stop = min([cue.head, *(a for a, _ in (*source, *cue.words))])
        return verb.left_edge.i if verb.left_edge.i < start else start, max(min(end, stop), start)
    if cue.form in {Form.PASSIVE, Form.PASSIVE_AS, Form.REDUCED} and head < cue.head:
        return start, min(end, cue.head)
    if cue.form is Form.CLAUSE and verb.lemma_.lower() not in words("told"):
        start = _clause_start(doc, cue, start)
    if cue.form not in {Form.ASIDE, Form.ACCORDING} and start <= cue.head < end:
        return (start, cue.head) if head < cue.head else (cue.head + 1, end)
    return start, end


def _clause_start(doc: Doc, cue: Cue, start: int) -> int:
    """Where a clause after its verb begins: at the noun phrase that the parser took for the verb's own object."""
    for right in doc[cue.head].rights:
        if right.i >= start:
            break
        if right.dep_ in {"dobj", "nsubj", "dative", "oprd"} and right.pos_ in {"NOUN", "PROPN", "PRON"}:
            return right.left_edge.i if right.dep_ != "nsubj" else start
    return start


def _asides(doc: Doc, cue: Cue, source: Spans) -> Spans:
    """What stands inside the content and isn't said: "according to the mayor", "as she put it"."""
    if cue.form is Form.ACCORDING:
        return (tree.phrase(doc[cue.head]),)
    if cue.form is Form.ASIDE:
        return (tree.phrase(doc[cue.head]),)
    if not source:
        return ()
    places = [*source, *cue.words]
    start, end = min(a for a, _ in places), max(b for _, b in places)
    return ((start, end),) if end - start < 40 and not any(start < head < end for head in cue.content) else ()


def _inner(marks: Marks, index: int) -> Span:
    """The tokens of a quotation without its marks."""
    start, end = marks.ranges[index]
    return start + 1, end - marks.quotations[index].closed


def _clip(piece: Span, to: Span) -> Span:
    return max(piece[0], to[0]), min(piece[1], to[1])


def _without(pieces: Iterable[Span], holes: Iterable[Span]) -> list[Span]:
    """The pieces less what the holes cover."""
    left = [piece for piece in pieces if piece[1] > piece[0]]
    for a, b in holes:
        left = [
            part for start, end in left for part in ((start, min(end, a)), (max(start, b), end)) if part[1] > part[0]
        ]
    return left


def _without_tail(doc: Doc, piece: Span, marks: Marks) -> Span:
    """A piece less the newspaper's own additions at its end: ", which is spread by ...", ", a group of ..."."""
    start, end = piece
    for i in range(end - 1, max(start + 1, end - LONGEST_TAIL), -1):
        token = doc[i]
        if token.dep_ not in _TAILS or token.right_edge.i < end - 1 or marks.of[i] >= 0:
            continue
        first = token.left_edge.i
        if start < first - 1 and doc[first - 1].text in _LIGHT and marks.of[first] < 0:
            end = first - 1
    return start, end
