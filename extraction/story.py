"""Whether two articles tell of one story: by what they begin with, and by whom and what they name.

What is near in meaning alone isn't one story: two fires are told alike, but of other people in another town.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from extraction import vectors

if TYPE_CHECKING:
    from spacy.tokens import Doc

LEAD = 1200
"""Code points of an article's beginning that say what it is about; the sentence encoder reads about as many."""
NEAR, NAMES = 0.45, 2
"""The least cosine of two beginnings, and the fewest words of names in common, of one story."""
SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True, eq=False)
class Story:
    """What an article is about: the words of its names, in small letters, and its beginning's vector of unit length."""

    names: frozenset[str]
    lead: NDArray[np.float32]


def story(text: str, names: Sequence[str]) -> Story:
    """What a text is about; `names` are `Reading.names` of it. Raises ModelMissing."""
    return Story(frozenset(names), lead(text))


def lead(text: str) -> NDArray[np.float32]:
    """The vector (384,) of a text's beginning, of unit length. Raises ModelMissing."""
    (vector,) = vectors.embed([text[:LEAD]])
    return vector


def one_story(left: Story | None, right: Story | None) -> bool:
    """Whether two articles tell of one story; None for one of which nothing is known, which is of none."""
    if left is None or right is None:
        return False
    return len(left.names & right.names) >= NAMES and float(left.lead @ right.lead) >= NEAR


def find_names(doc: Doc) -> tuple[str, ...]:
    """The words of people's, places' and other names in a parsed text, each once, sorted, in small letters."""
    words = (token for token in doc if token.pos_ == "PROPN" and token.is_alpha and len(token) >= SHORTEST_NAME)
    return tuple(sorted({word.lower_ for word in words if word.ent_type_ not in ("", "DATE", "TIME")}))
