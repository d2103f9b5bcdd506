"""Articles cut into windows of pieces, with labels for training."""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import pairwise

import torch
from torch import Tensor

from extraction.reader.network import FLAT, ROLES, SIZE
from extraction.reader.pieces import END, SHAPES, START, Pieces, Words
from training.reader.corpus import Attribution

CAPITAL = (SHAPES.index("Title"), SHAPES.index("UPPER"))


@dataclass(frozen=True)
class Window:
    """A stretch of one article's pieces. `words` are the indices of the words that begin in it, `of` the place of each
    piece's word among them, -1 for a piece of none."""

    ids: Tensor
    shape: Tensor
    quoted: Tensor
    of: Tensor
    words: tuple[int, ...]


def cut(words: Words, pieces: Pieces, start: int, end: int) -> Window:
    """The window over pieces `start` to `end`."""
    ids = [START, *pieces.ids[start:end], END]
    index = [-1, *pieces.word[start:end], -1]
    first = [False, *pieces.first[start:end], False]
    shape = [words.shapes[w] if w >= 0 else 6 for w in index]
    quoted = [words.quoted[w] if w >= 0 else 0 for w in index]
    found = [word for word, begins in zip(index, first, strict=True) if begins]
    place = {word: at for at, word in enumerate(found)}
    of = [place.get(word, -1) for word in index]
    return Window(torch.tensor(ids), torch.tensor(shape), torch.tensor(quoted), torch.tensor(of), tuple(found))


def spans(length: int, offset: int = 0) -> list[tuple[int, int]]:
    """Stretches of at most SIZE - 2 pieces that cover `length` pieces without overlap, the first ending at `offset`."""
    size = SIZE - 2
    edges = [0, *range(offset or size, length, size), length]
    return [(a, b) for a, b in pairwise(edges) if b > a]


def excerpts(words: Words, pieces: Pieces, count: int, rng: random.Random) -> list[tuple[int, int]]:
    """Stretches of a paragraph or of a single sentence, as people paste them: at most `count`, drawn by `rng`.

    A sentence begins where a full stop, or a mark after one, is followed by a capital.
    """
    starts = [at for at, begins in enumerate(pieces.first) if begins]
    paragraphs, sentences = [0], [0]
    for before, at in pairwise(range(len(words))):
        ends = words.texts[before] in ".!?" or (words.texts[before] in '”"' and words.texts[before - 1] in ".!?")
        if words.paragraph[at] != words.paragraph[before]:
            paragraphs.append(at)
            sentences.append(at)
        elif ends and words.shapes[at] in CAPITAL:
            sentences.append(at)
    found = []
    for _ in range(count):
        edges = rng.choice((paragraphs, sentences))
        number = rng.randrange(len(edges))
        first, after = edges[number], edges[number + 1] if number + 1 < len(edges) else len(words)
        last = starts[after] if after < len(words) else len(pieces.ids)
        if after - first >= 5 and last - starts[first] <= SIZE - 2:
            found.append((starts[first], last))
    return found


def flat_labels(window: Window, attributions: tuple[Attribution, ...]) -> Tensor:
    """The label of each word among FLAT. Where attributions overlap, cues win, then sources."""
    labels = dict.fromkeys(window.words, 0)
    for role in ("content", "source", "cue"):
        marked = ((word, row[role]) for row in attributions for word in row[role] if word in labels)
        labels |= {word: FLAT.index(f"{'I' if word - 1 in part else 'B'}-{role}") for word, part in marked}
    return torch.tensor([labels[word] for word in window.words])


def role_labels(window: Window, row: Attribution) -> Tensor:
    """The label of each word among ROLES, for one attribution."""
    labels = []
    for word in window.words:
        label = 0
        for role in ("content", "source"):
            if word in row[role]:
                label = ROLES.index(f"{'I' if word - 1 in row[role] else 'B'}-{role}")
        labels.append(label)
    return torch.tensor(labels)
