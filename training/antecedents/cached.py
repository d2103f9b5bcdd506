"""Texts parsed and encoded once: what examples are made from, kept in files, since encoding takes most of the time."""

from __future__ import annotations

import pickle
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


@dataclass(frozen=True, slots=True)
class Encoded:
    """A story, its parse in bytes, and the vectors (words, 1536) of some of its words by number."""

    story: Story
    parsed: bytes
    words: npt.NDArray[np.int32]
    vectors: npt.NDArray[np.float16]

    def doc(self, vocab: Vocab) -> Doc:
        """The parsed text."""
        return Doc(vocab).from_bytes(self.parsed)


def encode(stories: Iterable[Story], file: Path) -> None:
    """Parse and encode stories into a file, one after the other; stories that it holds already are passed over."""
    known = {one.story.name for one in load(file)} if file.exists() else set()
    with file.open("ab") as out:
        for story in stories:
            if story.name in known:
                continue
            doc = parse(story.text)
            vectors = word_vectors(doc, Profile.ACCURATE)
            words = [t.i for t in doc if t.pos_ in CARRIERS and any(map(str.isalnum, t.text))]
            rows = (
                vectors.at([doc[i].idx for i in words]).astype(np.float16) if words else np.zeros((0, 1536), np.float16)
            )
            pickle.dump(Encoded(story, doc.to_bytes(), np.array(words, dtype=np.int32), rows), out)


def load(file: Path) -> Iterator[Encoded]:
    """The stories of a file; a last one that was cut off is left out."""
    with file.open("rb") as content:
        while True:
            try:
                yield pickle.load(content)  # noqa: S301 - written by this very command
            except (EOFError, pickle.UnpicklingError):
                return
