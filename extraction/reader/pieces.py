"""A text as the reader's network takes it: words, what they look like, and the pieces of words in windows."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

WORD = re.compile(r"\w+|[^\w\s]")
PARAGRAPH = re.compile(r"\n\s*\n|\n")
START, END, UNKNOWN = 0, 2, 104
"""Pieces of MPNet's vocabulary: `<s>`, `</s>`, and `[UNK]`."""
SHAPES = ("lower", "Title", "UPPER", "miXed", "figure", "mark", "break")
"""What a word looks like, since the vocabulary knows no capitals."""
_OPENING, _CLOSING = "“«„", "”»"


@dataclass(frozen=True)
class Words:
    """The words of a text. `starts` and `ends` are code points; `paragraph` is a number that grows with each break."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    texts: tuple[str, ...]
    shapes: tuple[int, ...]
    quoted: tuple[int, ...]
    paragraph: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.starts)

    def within(self, spans: Iterable[tuple[int, int]]) -> list[int]:
        """Indices of the words that overlap any of the spans."""
        found: set[int] = set()
        for start, end in spans:
            at = max(0, bisect_right(self.starts, start) - 1)
            while at < len(self) and self.starts[at] < end:
                if self.ends[at] > start:
                    found.add(at)
                at += 1
        return sorted(found)


def split(text: str) -> Words:
    """The words of a text: runs of letters and digits, and every other sign that isn't blank by itself."""
    found = list(WORD.finditer(text))
    texts = tuple(match.group() for match in found)
    starts = tuple(match.start() for match in found)
    breaks = [match.start() for match in PARAGRAPH.finditer(text)]
    paragraph = tuple(bisect_right(breaks, start) for start in starts)
    return Words(
        starts,
        tuple(match.end() for match in found),
        texts,
        tuple(_shape(word) for word in texts),
        _quoted(texts, paragraph),
        paragraph,
    )


def _shape(word: str) -> int:
    if not word[0].isalnum() and word[0] != "_":
        return SHAPES.index("mark")
    if any(letter.isdigit() for letter in word):
        return SHAPES.index("figure")
    if word.islower():
        return SHAPES.index("lower")
    if word.istitle():
        return SHAPES.index("Title")
    return SHAPES.index("UPPER" if word.isupper() else "miXed")


def _quoted(texts: Sequence[str], paragraph: Sequence[int]) -> tuple[int, ...]:
    """1 for words inside double quotation marks, 0 for others. A mark left open holds to the end of its paragraph."""
    found, inside = [], False
    for at, word in enumerate(texts):
        if at and paragraph[at] != paragraph[at - 1]:
            inside = False
        if word in _OPENING or (word == '"' and not inside):
            inside = True
            found.append(0)
        elif word in _CLOSING or word == '"':
            inside = False
            found.append(0)
        else:
            found.append(int(inside))
    return tuple(found)


@dataclass(frozen=True)
class Pieces:
    """The pieces of a text's words. `word` is the index of each piece's word, -1 for a paragraph's end."""

    ids: tuple[int, ...]
    word: tuple[int, ...]
    first: tuple[bool, ...]
    """Whether a piece is the first of its word: there stands what the network says of the word."""


def pieces(words: Words, tokenizer: Tokenizer) -> Pieces:
    """The pieces of words, `</s>` between paragraphs."""
    encoded = tokenizer.encode(list(words.texts), is_pretokenized=True, add_special_tokens=False)
    of_word: list[list[int]] = [[] for _ in words.texts]
    for piece, word in zip(encoded.ids, encoded.word_ids, strict=True):
        if word is not None:
            of_word[word].append(piece)
    ids: list[int] = []
    index: list[int] = []
    first: list[bool] = []
    for at, found in enumerate(of_word):
        if at and words.paragraph[at] != words.paragraph[at - 1]:
            ids.append(END)
            index.append(-1)
            first.append(False)
        for number, piece in enumerate(found or [UNKNOWN]):
            ids.append(piece)
            index.append(at)
            first.append(number == 0)
    return Pieces(tuple(ids), tuple(index), tuple(first))
