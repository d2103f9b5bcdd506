"""What the encoder makes of a text's words, kept from the one time that it reads them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from extraction.reader.decoding import homes
from extraction.reader.model import load
from extraction.reader.network import Floats, Window
from extraction.reader.pieces import pieces, split
from extraction.types import Profile

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Vectors:
    """The vectors of a text's words: where each begins, the window that it is looked up in, and the windows."""

    starts: Sequence[int]
    home: npt.NDArray[np.int64]
    windows: Sequence[Window]

    @classmethod
    def of_nothing(cls) -> Vectors:
        """Those of a text without words."""
        return cls((), np.zeros(0, dtype=np.int64), ())

    @property
    def early_only(self) -> bool:
        """Whether the text was read with the early exit alone (the fast profile)."""
        return all(window.early is window.states for window in self.windows)

    def at(self, places: Sequence[int]) -> Floats:
        """The vectors (places, 768 or 1536) of the words at some code points: early exit, then last layer."""
        rows = []
        for place in places:
            word = max(0, bisect_right(self.starts, place) - 1)
            window = self.windows[self.home[word]]
            row = int(np.searchsorted(window.words, word))
            rows.append(
                window.early[row] if self.early_only else np.concatenate((window.early[row], window.states[row]))
            )
        return np.stack(rows)


def word_vectors(doc: Doc, profile: Profile) -> Vectors:
    """The vectors of a parsed text that nothing has read yet. Raises ModelMissing."""
    model = load(profile)
    words = split(doc.text)
    if not len(words):
        return Vectors.of_nothing()
    windows = model.network.windows(words, pieces(words, model.tokenizer))
    return Vectors(words.starts, homes(windows, len(words)), windows)
