"""Where a text's paragraphs and sentences are, which words stand inside quotation marks, and what is a headline."""

from __future__ import annotations

import re
from bisect import bisect_right

from spacy.tokens import Doc

OPENING, CLOSING, STRAIGHT = "“„«", "”»", '"'


class Layout:
    """The layout of one parsed text. All questions take a word's number and are answered from tables."""

    def __init__(self, doc: Doc) -> None:
        self._starts = _paragraph_starts(doc)
        self.paragraph = [bisect_right(self._starts, token.idx) - 1 for token in doc]
        self.sentence = self._number_sentences(doc)
        self.quoted = self._mark_quoted(doc)
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

    def _mark_quoted(self, doc: Doc) -> list[bool]:
        quoted, inside = [], False
        for token in doc:
            if token.i and self.paragraph[token.i] != self.paragraph[token.i - 1]:
                inside = False
            mark = token.text[:1] if token.text[:1] in OPENING + CLOSING + STRAIGHT else ""
            if mark:
                inside = mark in OPENING or (mark in STRAIGHT and not inside)
            quoted.append(inside and not mark)
        return quoted

    def _find_headlines(self, doc: Doc) -> set[int]:
        long: dict[int, int] = {}
        capital: dict[int, int] = {}
        for token in doc:
            if token.is_alpha and len(token) > 3:
                number = self.paragraph[token.i]
                long[number] = long.get(number, 0) + 1
                capital[number] = capital.get(number, 0) + token.text[:1].isupper()
        return {number for number, count in long.items() if count >= 3 and capital[number] >= 0.75 * count}


def _paragraph_starts(doc: Doc) -> list[int]:
    """Where paragraphs begin: after blank lines, or after every line end in a text without blank lines."""
    blank = re.compile(r"\n[ \t\r]*\n\s*")
    pattern = blank if blank.search(doc.text) else re.compile(r"\n\s*")
    return [0, *(match.end() for match in pattern.finditer(doc.text))]
