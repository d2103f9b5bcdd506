"""Quotations that are whole sentences and that nobody is said to have spoken."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from extraction.marks import Marks

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SCORE = 0.54
"""Of 132 quotations without a cue in PolNeAR's train part 116 stand in some annotated content; 71 are just one."""
_ENDS = frozenset({".", "!", "?"})
_LIGHT = frozenset({",", ";", "-", "–", "—", "--", "…", "..."})
DASHES = frozenset({"-", "–", "—", "--", "―"})
LONGEST_BYLINE = 14
"""The most words of a line that says who spoke the words above it."""
_VERBS = frozenset({"VERB", "AUX"})


def unclaimed(doc: Doc, marks: Marks, claimed: Collection[int]) -> tuple[tuple[int, ...], ...]:
    """Quotations, by index, that aren't among the claimed ones: those that go on with one another together."""
    found: list[tuple[int, ...]] = []
    for index in range(len(marks.ranges)):
        if index in claimed or not is_sentence(doc, marks, index):
            continue
        follows = bool(found) and found[-1][-1] == index - 1
        if follows and (marks.quotations[index].continues or not _between(doc, marks, index).strip(" .,!?")):
            found[-1] += (index,)
        else:
            found.append((index,))
    return tuple(found)


def _between(doc: Doc, marks: Marks, index: int) -> str:
    """What stands between a quotation and the one before it; a paragraph's end counts as a word."""
    text: str = doc[marks.ranges[index - 1][1] : marks.ranges[index][0]].text
    return text.replace("\n", "¶").replace("\r", "¶")


def is_sentence(doc: Doc, marks: Marks, index: int, *, alone: bool = True) -> bool:
    """Whether a quotation reads as a sentence; `alone`, whether nothing else stands in that sentence."""
    start, end = marks.ranges[index]
    words = [t for t in doc[start:end] if t.is_alpha]
    if not words or not words[0].text[:1].isupper():
        return False
    if not alone:
        return len(words) > 3 or doc[end - 2].text in _ENDS | _LIGHT
    if len(words) < 4 or not any(t.pos_ in _VERBS for t in words):
        return False
    opens = start == 0 or is_border(doc[start - 1]) or is_stop(doc[start - 1]) or marks.of[start - 1] >= 0
    return opens and (ends_sentence(doc, end) or marks.of[end] >= 0 or doc[end - 2].text in _ENDS)


def byline_below(doc: Doc, end: int) -> tuple[int, int] | None:
    """The words on the line below a quotation that ends at a token, where that line is a dash and a name."""
    while end < len(doc) and doc[end].is_punct and not is_border(doc[end]) and doc[end].text not in DASHES:
        end += 1
    if end + 2 >= len(doc) or not is_border(doc[end]) or doc[end + 1].text not in DASHES:
        return None
    start = last = end + 2
    while last < len(doc) and not is_border(doc[last]):
        last += 1
    line = doc[start:last]
    named = doc[start].pos_ == "PROPN" and not any(token.pos_ in _VERBS for token in line)
    return (start, last) if named and len(line) <= LONGEST_BYLINE else None


def is_stop(token: Token) -> bool:
    """Whether the token ends a sentence; the point of "Lt." doesn't."""
    return token.text in _ENDS and token.pos_ == "PUNCT"


def is_border(token: Token) -> bool:
    """Whether the token is the blank between two paragraphs."""
    return token.is_space and ("\n" in token.text or "\r" in token.text)


def ends_sentence(doc: Doc, end: int) -> bool:
    """Whether a sentence ends with the quotation: a full stop inside the marks or right after them."""
    if end >= len(doc) or doc[end].text in _ENDS or is_border(doc[end]):
        return True
    return end >= 2 and doc[end - 2].text == "." and not doc[end].text[:1].islower()
