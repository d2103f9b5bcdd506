"""The trained reader's files: where they lie, and that they are the ones that were measured."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING

from extraction.checksums import Checked
from extraction.reader.decoding import Draft
from extraction.reader.network import Network
from extraction.types import Profile

if TYPE_CHECKING:
    from tokenizers import Tokenizer

FOLDER = Path(str(files("extraction"))) / "models" / "reader"
FILES = ("lower.onnx", "upper.onnx", "heads.npz", "tokenizer.json", "scores.json")
"""The files that are read, each with its checksum."""


@dataclass(frozen=True)
class Model:
    """The network, its tokeniser, and how a draft's traits make its score."""

    network: Network
    tokenizer: Tokenizer
    intercept: float
    weights: tuple[float, ...]
    threshold: float

    def score(self, draft: Draft) -> float:
        """The probability that a draft is right as a whole."""
        total = self.intercept + sum(w * trait for w, trait in zip(self.weights, draft.traits, strict=True))
        return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


@cache
def load(profile: Profile) -> Model:
    """Load the reader once a process, which from then on computes on one thread: more cores take more processes.

    Raises ModelMissing where a file is missing or not the one it should be.
    """
    from threadpoolctl import threadpool_limits  # noqa: PLC0415 - what only shows readings needs neither
    from tokenizers import Tokenizer  # noqa: PLC0415 - heavy

    threadpool_limits(1, user_api="blas")
    _files().check()
    settings = json.loads((FOLDER / "scores.json").read_text(encoding="utf-8"))[profile]
    tokenizer = Tokenizer.from_file(str(FOLDER / "tokenizer.json"))
    return Model(
        Network(FOLDER, profile),
        tokenizer,
        settings["intercept"],
        tuple(settings["weights"]),
        settings["threshold"],
    )


def problem() -> str:
    """What is wrong with the reader's files, in a sentence; empty where nothing is."""
    return _files().problem()


def sums() -> dict[str, str]:
    """The checksum that each of the reader's files should have. Raises ModelMissing where they can't be read."""
    return _files().sums()


def problems() -> list[str]:
    """All that is wrong with the reader's files, a sentence each. Reads them all."""
    return _files().problems()


def _files() -> Checked:
    return Checked(FOLDER, "The reader", FILES)
