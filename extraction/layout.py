"""Where a text's paragraphs and sentences are, which words stand inside quotation marks, and what is a headline."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from extraction.marks import find_quotation_marks
from extraction.pipeline import paragraphs

if TYPE_CHECKING:
    from spacy.tokens import Doc

HEADLINE_SHARE = 0.75
"""Share of a paragraph's longer words with a capital from which it counts as a headline."""


class Layout:
    """The layout of one parsed text: tables with one entry a word, made once."""

    def __init__(self, doc: Doc) -> None:
        starts = [start for start, _ in paragraphs(doc.text)]
        self.paragraph = [max(0, bisect_right(starts, token.idx) - 1) for token in doc]
        self.sentence = self._number_sentences(doc)
        self.quoted = [quotation >= 0 for quotation in find_quotation_marks(doc).of]
        self._headlines = self._find_headlines(doc)

    def headline(self, word: int) -> bool:
        """Whether the word stands in a paragraph that capitalises most of its words."""
        return self.paragraph[word] in self._headlines

    def _number_sentences(self, doc: Doc) -> list[int]:
        number, numbers = -1, []
        for token in doc:
            new_paragraph = token.i == 0 or self.paragraph[token.i] != self.paragraph[token.i - 1]
            number += 1 if token.is_sent_start or new_paragraph else 0
            numbers.append(number)
        return numbers

    def _find_headlines(self, doc: Doc) -> set[int]:
        long: dict[int, int] = {}
        capital: dict[int, int] = {}
        for token in doc:
            if token.is_alpha and len(token) > 3:
                number = self.paragraph[token.i]
                long[number] = long.get(number, 0) + 1
                capital[number] = capital.get(number, 0) + token.text[:1].isupper()
        return {number for number, count in long.items() if count >= 3 and capital[number] >= HEADLINE_SHARE * count}
