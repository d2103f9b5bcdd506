"""A first look at a pair, by a small network: whether the two have anything to do with each other.

Most candidates haven't, and the judge takes ten times as long to say so. MiniLM (Wang et al. 2020,
https://arxiv.org/abs/2002.10957) as a cross-encoder over both statements, in ONNX with int8 weights;
`training/judge/small.py` makes it. Nothing is loaded before the first pair.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from extraction.checksums import SUMS, Checked
from extraction.conflict.encoder import INPUTS, Statements, fed, tokenizer
from extraction.conflict.pieces import split
from extraction.sessions import open_session

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

FOLDER = Path(str(files("extraction"))) / "models" / "screen"
FILES = ("screen.onnx",)
TELLING = 3
"""How many of the judge's relations, the first ones, are worth its time: a conflict, the same, an update."""

__all__ = ["FILES", "FOLDER", "INPUTS", "load", "problem", "problems", "sign", "sums", "worth"]


def worth(pairs: Sequence[Statements]) -> list[float]:
    """How likely each pair clashes, says the same or tells of a later figure: the likeliest of these, 0 to 1.

    Each pair is looked at alone, as the judge does. Raises ModelMissing.
    """
    if not pairs:
        return []
    session, cut = _load(), tokenizer()
    found = []
    for pair in pairs:
        (relation,) = session.run(None, fed(split(cut, pair.left, pair.right), pair.days))
        raised = np.exp(relation[0] - relation[0].max())
        found.append(float(raised[:TELLING].max() / raised.sum()))
    return found


def load() -> None:
    """Load the network now: a worker does before it forks. Raises ModelMissing."""
    _load()


def problem() -> str:
    """What is wrong with the network's file, in a sentence; empty where nothing is."""
    return _files().problem()


def problems() -> list[str]:
    """All that is wrong with it, a sentence each. Reads the file."""
    return _files().problems()


def sums() -> dict[str, str]:
    """The checksum that its file should have. Raises ModelMissing where it can't be read."""
    return _files().sums()


def sign(folder: Path) -> None:
    """Write the checksum of the network's file."""
    lines = (f"{sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in FILES)
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")


@cache
def _load() -> InferenceSession:
    _files().check()
    return open_session(FOLDER / FILES[0])


def _files() -> Checked:
    return Checked(FOLDER, "The first look at conflicts", FILES)
