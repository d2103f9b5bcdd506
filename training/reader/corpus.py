"""A corpus in PolNeAR's form (brat standoff) as articles of words with their attributions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from extraction.reader.pieces import Words, split

ROLES = ("source", "cue", "content")
type Spans = list[tuple[int, int]]
type Row = dict[str, Spans]
type Attribution = dict[str, frozenset[int]]
"""Indices of words by role. Marks at the ends of a span count as words too."""


@dataclass(frozen=True)
class Article:
    """One article: its words, and the attributions of each annotator, the gold one first."""

    name: str
    text: str
    words: Words
    annotations: tuple[tuple[Attribution, ...], ...]
    rows: tuple[tuple[Row, ...], ...]
    """What `annotations` tells in words, in code points."""

    def rewritten(self, text: str) -> Article:
        """The same article with the text in other letters. Raises ValueError where its length isn't the same."""
        if len(text) != len(self.text):
            raise ValueError("the offsets would no longer hold")
        return _article(self.name, text, self.rows)


def load(folder: Path) -> list[Article]:
    """Every article of a folder with `text/*.txt` and `attributions/<name>_<annotator>.ann`, in order of name."""
    files: dict[str, list[Path]] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        files.setdefault(path.stem.rsplit("_", 1)[0], []).append(path)
    articles = []
    for path in sorted((folder / "text").glob("*.txt")):
        if path.stem not in files:
            continue
        text = path.read_bytes().decode("utf-8")
        rows = tuple(tuple(_rows(file.read_bytes().decode("utf-8"))) for file in files[path.stem])
        articles.append(_article(path.stem, text, rows))
    return articles


def _article(name: str, text: str, rows: tuple[tuple[Row, ...], ...]) -> Article:
    words = split(text)
    return Article(name, text, words, tuple(tuple(_in_words(row, words) for row in of_one) for of_one in rows), rows)


def _rows(standoff: str) -> Iterator[Row]:
    """The attributions of one file, as spans by role."""
    spans: dict[str, Spans] = {}
    events: list[list[str]] = []
    for line in standoff.splitlines():
        cells = line.split("\t")
        if re.fullmatch(r"T\d+", cells[0]) and len(cells) > 1:
            offsets = cells[1].partition(" ")[2]
            spans[cells[0]] = [(int(a), int(b)) for a, b in (part.split() for part in offsets.split(";"))]
        elif re.fullmatch(r"E\d+", cells[0]):
            events.append(cells[1].split())
    for event in events:
        row: Row = {role: [] for role in ROLES}
        for name, _, key in (argument.partition(":") for argument in event):
            role = name.rstrip("0123456789").lower()
            if role in row:
                row[role] += spans.get(key, [])
        yield row


def _in_words(row: Row, words: Words) -> Attribution:
    return {role: frozenset(words.within(row[role])) for role in ROLES}
