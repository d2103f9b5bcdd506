"""Quotations whose words stand elsewhere in the text too: headlines and pull quotes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from extraction.types import Quote

if TYPE_CHECKING:
    from spacy.tokens import Doc

RUN, TRIES = 4, 8
"""The fewest words that count as the same ones, and how many places where their first words stand are looked at."""


class Repeats:
    """The words of all quotes of a text, found by any four in a row. Linear in the text's length."""

    def __init__(self, doc: Doc, quotes: Sequence[Quote]) -> None:
        self._words = [tuple(_words(doc, quote)) for quote in quotes]
        self._runs: dict[tuple[str, ...], list[tuple[int, int]]] = {}
        for number, words in enumerate(self._words):
            if quotes[number].parent is not None:
                continue
            for at in range(len(words) - RUN + 1):
                self._runs.setdefault(words[at : at + RUN], []).append((number, at))

    def of(self, number: int) -> list[int]:
        """The other quotes that hold all the words of this one in a row."""
        words = self._words[number]
        places = self._runs.get(words[:RUN], [])[:TRIES] if len(words) >= RUN else []
        return [i for i, at in places if i != number and self._words[i][at : at + len(words)] == words]


def _words(doc: Doc, quote: Quote) -> Iterator[str]:
    for start, end in quote.content:
        piece = doc.char_span(start, end, alignment_mode="expand")
        yield from (token.lower_ for token in piece or () if token.text[0].isalnum())
