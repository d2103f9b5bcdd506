"""Where words of a claim's text stand in the text that it was taken from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extraction.conflict.alignment import side
from extraction.types import Claim, Span, Spans

_WORD = re.compile(r"\w+(?:['’]\w+)*")


def located(claim: Claim, spans: Spans, offset: int) -> Spans:
    """Where stretches of what was said of a claim stand in its own text; those in the words around it are left out.

    `spans` are code points of the statement in which the claim's text starts at `offset`. A claim whose words were
    changed (a name for a pronoun) has only its content words found again, by their first letter and length.
    """
    inside = [(max(0, start - offset), end - offset) for start, end in spans if end > offset]
    inside = [(start, min(end, len(claim.text))) for start, end in inside if start < len(claim.text)]
    if len(claim.span) == 1 and claim.span[0][1] - claim.span[0][0] == len(claim.text):
        first = claim.span[0][0]
        return tuple((first + start, first + end) for start, end in inside)
    places = list(_words(claim))
    found = {place for (start, end), place in places if any(start < b and a < end for a, b in inside)}
    if not found and spans:
        found = {item.word.span for item in side(claim).items if item.role == "predicate"}
    return tuple(sorted(found))


def _words(claim: Claim) -> Iterator[tuple[Span, Span]]:
    """The words of a claim's text that are found again, each with its place in the text it was taken from."""
    left = sorted({*(word.span for word in claim.frame.words), *claim.frame.negations})
    lemmas = {word.span: word.lemma for word in claim.frame.words}
    for word in _WORD.finditer(claim.text):
        for at, place in enumerate(left):
            lemma = lemmas.get(place, "n")
            if place[1] - place[0] == len(word.group()) and lemma[:1] == word.group()[:1].lower():
                yield word.span(), place
                del left[: at + 1]
                break
