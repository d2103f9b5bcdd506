"""The trained scorer: how likely a pronoun means each of its candidates, or none of them.

A network of two layers over what the reader's encoder made of the two words, their product, and their traits; a few
networks of the same form, trained from other seeds, are averaged. `training/antecedents` makes the weights.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, log
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from extraction.checksums import Checked
from extraction.types import Profile

type Floats = npt.NDArray[np.float32]

FOLDER = Path(str(files("extraction"))) / "models" / "antecedents"
FILES = ("weights.npz", "scores.json")


@dataclass(frozen=True, slots=True)
class Layers:
    """One network's weights; `middle` is what is taken from every vector before."""

    middle: Floats
    pronoun: Floats
    figure: Floats
    first: Floats
    first_bias: Floats
    second: Floats
    second_bias: Floats
    last: Floats

    def scores(self, pronoun: Floats, figures: Floats, traits: Floats) -> Floats:
        """Scores (candidates + 1,), the last nobody's, from vectors (size,) and (candidates, size) and their traits."""
        mine = np.asarray((pronoun - self.middle) @ self.pronoun, dtype=np.float32)
        theirs = np.asarray((figures - self.middle) @ self.figure, dtype=np.float32)
        theirs = np.concatenate((theirs, np.zeros((1, mine.shape[0]), dtype=np.float32)))
        given = np.concatenate((np.broadcast_to(mine, theirs.shape), theirs, theirs * mine, traits), axis=1)
        hidden = np.maximum(given @ self.first + self.first_bias, 0)
        hidden = np.maximum(hidden @ self.second + self.second_bias, 0)
        scores: Floats = hidden @ self.last
        return scores


@dataclass(frozen=True, slots=True)
class Scorer:
    """The networks of one profile, and how the chance that they give becomes the probability that it is right.

    `least` is the probability below which the answer is nobody.
    """

    networks: tuple[Layers, ...]
    slope: float
    intercept: float
    least: float

    def chances(self, pronoun: Floats, figures: Floats, traits: Floats) -> Floats:
        """How likely each candidate is meant, and last nobody: (candidates + 1,), in all 1.

        Takes the pronoun's vector, those of the candidates, and their traits with a last row for nobody.
        """
        scores = np.stack([network.scores(pronoun, figures, traits) for network in self.networks])
        powers = np.exp(scores - scores.max(1, keepdims=True))
        return np.asarray((powers / powers.sum(1, keepdims=True)).mean(0), dtype=np.float32)

    def right(self, chance: float) -> float:
        """The probability that an answer with this chance is right, as fitted on GAP's validation part."""
        chance = min(max(chance, 1e-6), 1 - 1e-6)
        return 1 / (1 + exp(-(self.intercept + self.slope * log(chance / (1 - chance)))))


@cache
def load(profile: Profile) -> Scorer:
    """Load the scorer once a process. Raises ModelMissing where a file is missing or not the one it should be."""
    _files().check()
    settings: dict[str, Any] = json.loads((FOLDER / "scores.json").read_text(encoding="utf-8"))[profile]
    with np.load(FOLDER / "weights.npz") as arrays:
        return Scorer(networks(arrays, profile), settings["slope"], settings["intercept"], settings["least"])


def networks(arrays: Any, profile: Profile) -> tuple[Layers, ...]:
    """The networks of one profile from a file's arrays, named by profile, seed and layer."""
    names: Sequence[str] = [name for name in arrays if name.startswith(f"{profile}_")]
    seeds = sorted({name.split("_")[1] for name in names})
    return tuple(
        Layers(*(arrays[f"{profile}_{seed}_{layer}"].astype(np.float32) for layer in Layers.__dataclass_fields__))
        for seed in seeds
    )


def problem() -> str:
    """What is wrong with the scorer's files, in a sentence; empty where nothing is."""
    return _files().problem()


def sums() -> dict[str, str]:
    """The checksum that each of the scorer's files should have. Raises ModelMissing where they can't be read."""
    return _files().sums()


def problems() -> list[str]:
    """All that is wrong with the scorer's files, a sentence each. Reads them all."""
    return _files().problems()


def _files() -> Checked:
    return Checked(FOLDER, "The scorer of pronouns", FILES)
