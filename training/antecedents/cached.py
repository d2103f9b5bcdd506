"""Texts parsed and encoded once, a file each, since encoding takes most of the time."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extraction.pipeline import parse
from extraction.reader.wordvectors import word_vectors
from extraction.types import Profile
from training.antecedents.corpora import Story

CARRIERS = ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET", "X")
"""Parts of speech of the words whose vectors are kept."""
SIZE = 1536
"""Numbers a vector: early exit and last layer."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A story, its parse in bytes, and the vectors (words, SIZE) of some of its words by number."""

    story: Story
    parsed: bytes
    words: npt.NDArray[np.int32]
    vectors: npt.NDArray[np.float16]

    def doc(self, vocab: Vocab) -> Doc:
        """The parsed text."""
        return Doc(vocab).from_bytes(self.parsed)


def encoded(stories: Iterable[Story], folder: Path) -> Iterator[Encoded]:
    """Each story parsed and encoded, from the folder where that was done before; a run that was cut short goes on."""
    folder.mkdir(parents=True, exist_ok=True)
    for story in stories:
        file = folder / f"{hashlib.sha256(story.text.encode()).hexdigest()}.npz"
        if not file.exists():
            _encode(story.text, file)
        with np.load(file) as kept:
            yield Encoded(story, kept["parsed"].tobytes(), kept["words"], kept["vectors"])


def _encode(text: str, file: Path) -> None:
    """Write a text's parse and vectors; the file has its name only once it is whole."""
    doc = parse(text)
    vectors = word_vectors(doc, Profile.ACCURATE)
    words = [t.i for t in doc if t.pos_ in CARRIERS and any(map(str.isalnum, t.text))]
    rows = vectors.at([doc[i].idx for i in words]) if words else np.zeros((0, SIZE))
    begun = file.with_suffix(".begun.npz")
    np.savez(
        begun,
        allow_pickle=False,
        parsed=np.frombuffer(doc.to_bytes(), dtype=np.uint8),
        words=np.array(words, dtype=np.int32),
        vectors=rows.astype(np.float16),
    )
    begun.replace(file)
