"""The trained reader's files: where they lie, and that they are the ones that were measured."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING

from extraction.pipeline import ModelMissing
from extraction.reader.decoding import Draft
from extraction.reader.network import Network
from extraction.types import Profile

if TYPE_CHECKING:
    from tokenizers import Tokenizer

FOLDER = Path(str(files("extraction"))) / "models" / "reader"
SUMS = "SHA256SUMS"
FILES = ("lower.onnx", "upper.onnx", "heads.npz", "tokenizer.json", "scores.json")
"""The files that are read, each with a line in SUMS."""


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
    _check()
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
    """What is wrong with the reader's files, in a sentence; empty where nothing is. Unchanged files are read once."""
    try:
        seen = tuple((name, (FOLDER / name).stat().st_size, (FOLDER / name).stat().st_mtime_ns) for name in _sums())
    except (ModelMissing, OSError):
        _problem.cache_clear()
        seen = ()
    return _problem(seen)


@lru_cache(maxsize=1)
def _problem(_: tuple[tuple[str, int, int], ...]) -> str:
    try:
        _check()
    except ModelMissing as missing:
        return str(missing)
    return ""


def _check() -> None:
    """Read every file and compare its checksum. Raises ModelMissing where one is missing or damaged."""
    for name, wanted in _sums().items():
        try:
            with (FOLDER / name).open("rb") as content:
                found = hashlib.file_digest(content, "sha256").hexdigest()
        except OSError as error:
            raise ModelMissing(f"The reader's file {FOLDER / name} can't be read: {error.strerror}.") from error
        if found != wanted:
            raise ModelMissing(f"The reader's file {FOLDER / name} is damaged: its checksum is {found}. Get it anew.")


def _sums() -> dict[str, str]:
    """The checksum of each file by its name. Raises ModelMissing where they can't be read, or one has none."""
    try:
        lines = (FOLDER / SUMS).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ModelMissing(f"The reader's files are missing: {FOLDER / SUMS} can't be read.") from error
    sums = {name: checksum for checksum, _, name in (line.partition("  ") for line in lines)}
    if sums.keys() != set(FILES):
        raise ModelMissing(f"{FOLDER / SUMS} is damaged: it names other files than {', '.join(FILES)}.")
    return sums
