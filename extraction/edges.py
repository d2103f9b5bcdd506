"""Where a content begins and ends among the tokens: whole quotations, and no loose marks at its ends."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from extraction.marks import Marks
from extraction.types import Kind, Span, Spans

if TYPE_CHECKING:
    from spacy.tokens import Doc

_OPENERS = frozenset({"(", "[", "…", "#", "@", "-", "+"})
_CLOSERS = frozenset({"%", "°", "+"})


def tokens(spans: Spans) -> list[int]:
    """The tokens of some ranges."""
    return [i for start, end in spans for i in range(start, end)]


def size(spans: Spans) -> int:
    """How many tokens some ranges hold."""
    return sum(end - start for start, end in spans)


def characters(doc: Doc, spans: Spans) -> Spans:
    """Ranges of tokens as spans of the text, in code points."""
    return tuple((doc[start].idx, doc[end - 1].idx + len(doc[end - 1])) for start, end in spans)


def kind_of(doc: Doc, content: Spans, marks: Marks) -> Kind:
    """Direct where every word stands in marks, indirect where none does, else mixed."""
    quoted = [marks.of[i] >= 0 for i in tokens(content) if not doc[i].is_punct and not doc[i].is_space]
    if not any(quoted):
        return Kind.INDIRECT
    return Kind.DIRECT if all(quoted) else Kind.MIXED


def whole_quotations(piece: Span, marks: Marks) -> Span:
    """A piece that begins or ends inside a quotation takes the whole of it."""
    start, end = piece
    if end <= start:
        return piece
    first, last = marks.of[start], marks.of[end - 1]
    return (marks.ranges[first][0] if first >= 0 else start, marks.ranges[last][1] if last >= 0 else end)


def trimmed(doc: Doc, piece: Span, marks: Marks) -> Span:
    """A piece without blanks, commas and full stops at its ends; marks that belong to a quotation stay."""
    start, end = piece
    while start < end and _loose(doc, start, marks, opening=True):
        start += 1
    while start < end and _loose(doc, end - 1, marks, opening=False):
        end -= 1
    return start, end


def _loose(doc: Doc, i: int, marks: Marks, *, opening: bool) -> bool:
    """Whether a piece doesn't begin or end with this: a blank, a mark or a picture outside quotation marks."""
    token = doc[i]
    if token.is_space:
        return True
    if marks.of[i] >= 0 or any(char.isalnum() for char in token.text):
        return False
    return token.text not in (_OPENERS if opening else _CLOSERS) and not token.is_currency


def joined(doc: Doc, pieces: Iterable[Span]) -> Spans:
    """Pieces in order, those that touch or are parted by blanks only made one."""
    out: list[Span] = []
    for start, end in sorted(p for p in pieces if p[1] > p[0]):
        if out and (start <= out[-1][1] or all(doc[i].is_space for i in range(out[-1][1], start))):
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return tuple(out)
