"""The trained judge: what two statements have to do with each other, which kind of clash, and by which words.

MPNet as a cross-encoder over both statements at once (Devlin et al. 2019, https://aclanthology.org/N19-1423), in ONNX
with int8 weights; `training/judge` makes the files. Nothing is loaded before the first pair.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from extraction.checksums import SUMS, Checked
from extraction.conflict.curve import Curve
from extraction.conflict.pieces import Pieces, gap, split
from extraction.sessions import open_session
from extraction.types import ConflictKind, Spans

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

type Floats = npt.NDArray[np.float32]

FOLDER = Path(str(files("extraction"))) / "models" / "judge"
FILES = ("lower.onnx", "upper.onnx", "tokenizer.json", "scores.json")
INPUTS = ("ids", "sides", "standings", "gap", "real")
OUTPUTS = ("relation", "kind", "clash")
STATEMENTS, ARTICLES = "statements", "articles"
"""What a curve was fitted on: pairs of statements about one event, or claims cut out of whole articles."""
RELATIONS = ("conflict", "same", "update", "related", "unrelated")
KINDS = tuple(ConflictKind)
CLASHES = 0.5
"""The chance from which a word counts as one of those that clash."""
CLASHES_AT_LEAST = 0.15
"""The chance that the likeliest word of a side must have to be shown, where none reaches CLASHES."""


@dataclass(frozen=True, slots=True)
class Statements:
    """Two statements, and the days from the publication of the one to that of the other (None: not known)."""

    left: str
    right: str
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the judge thinks of a pair.

    `relation` and `kind` are distributions by the names of RELATIONS and KINDS, the latter given that it is a conflict;
    `left` and `right` the words that clash, in code points of each statement. `chance` is what the network gives a
    conflict; `score` the probability of one where both are statements about one event, `in_articles` where they are
    claims cut out of whole articles, of which few clash.
    """

    relation: dict[str, float]
    kind: dict[ConflictKind, float]
    left: Spans
    right: Spans
    chance: float
    score: float
    in_articles: float

    @property
    def likeliest(self) -> str:
        """The relation with the highest chance."""
        return max(self.relation, key=lambda name: self.relation[name])

    @property
    def likeliest_kind(self) -> ConflictKind:
        """The kind with the highest chance."""
        return max(self.kind, key=lambda name: self.kind[name])


def both_ways(there: Opinion, back: Opinion) -> Opinion:
    """One opinion of two statements from those of either order; sides as in `there`."""
    return Opinion(
        {name: (chance + back.relation[name]) / 2 for name, chance in there.relation.items()},
        {name: (chance + back.kind[name]) / 2 for name, chance in there.kind.items()},
        there.left if there.left and there.right else back.right,
        there.right if there.left and there.right else back.left,
        (there.chance + back.chance) / 2,
        (there.score + back.score) / 2,
        (there.in_articles + back.in_articles) / 2,
    )


def opinions(pairs: Sequence[Statements], folder: Path | None = None) -> list[Opinion]:
    """What the judge thinks of each pair; the one in use, or the one in a folder. Raises ModelMissing.

    Each pair goes through the network alone: in a batch the int8 network's answer would move with its neighbours, and
    a pair must be judged alike whatever it is compared beside.
    """
    if not pairs:
        return []
    lower, upper, curves = _load(folder or FOLDER)
    cut = tokenizer(folder)
    found = []
    for pair in pairs:
        pieces = split(cut, pair.left, pair.right)
        given = fed(pieces, pair.days)
        (vectors,) = lower.run(None, given)
        relation, kind, clash = upper.run(list(OUTPUTS), {"vectors": vectors, "real": given["real"]})
        chances = _chances(relation[0])
        left, right = (_clashing(pieces, clash[0], side, text) for side, text in enumerate((pair.left, pair.right)))
        found.append(
            Opinion(
                dict(zip(RELATIONS, chances, strict=True)),
                dict(zip(KINDS, _chances(kind[0]), strict=True)),
                left,
                right,
                chances[0],
                curves[STATEMENTS].score(chances[0]),
                curves[ARTICLES].score(chances[0]),
            )
        )
    return found


def use(folder: Path) -> None:
    """Judge by the files in another folder than what is shipped, from now on in this process."""
    global FOLDER
    FOLDER = folder


def load() -> None:
    """Load the network now: a worker does before it forks. Raises ModelMissing."""
    _load(FOLDER)


def problem() -> str:
    """What is wrong with the judge's files, in a sentence; empty where nothing is."""
    return _files().problem()


def sums() -> dict[str, str]:
    """The checksum that each of the judge's files should have. Raises ModelMissing where they can't be read."""
    return _files().sums()


def problems() -> list[str]:
    """All that is wrong with the judge's files, a sentence each. Reads them all."""
    return _files().problems()


def curves(folder: Path) -> dict[str, Curve]:
    """The two curves of a judge's files, by STATEMENTS and ARTICLES. Raises OSError, ValueError, KeyError."""
    plain = json.loads((folder / "scores.json").read_text(encoding="utf-8"))
    return {name: Curve.of(plain[name]) for name in (STATEMENTS, ARTICLES)}


def sign(folder: Path, drawn: Mapping[str, Curve]) -> None:
    """Write the curves of a judge's files, and the checksums of all that is loaded."""
    plain = {name: drawn[name].plain for name in (STATEMENTS, ARTICLES)}
    (folder / "scores.json").write_text(json.dumps(plain, indent=2) + "\n", encoding="utf-8")
    lines = (f"{sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in FILES)
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")


def tokenizer(folder: Path | None = None) -> Tokenizer:
    """What cuts statements into pieces, neither padded nor cut off. Raises ModelMissing."""
    return _tokenizer(folder or FOLDER)


@cache
def _tokenizer(folder: Path) -> Tokenizer:
    from tokenizers import Tokenizer  # noqa: PLC0415 - heavy: only what compares needs it

    _files(folder).check()
    found = Tokenizer.from_file(str(folder / "tokenizer.json"))
    found.no_padding()
    found.no_truncation()
    return found


@cache
def _load(folder: Path) -> tuple[InferenceSession, InferenceSession, dict[str, Curve]]:
    _files(folder).check()
    lower, upper = (open_session(folder / name) for name in FILES[:2])
    return lower, upper, curves(folder)


def _files(folder: Path | None = None) -> Checked:
    return Checked(folder or FOLDER, "The judge of conflicts", FILES)


def fed(pieces: Pieces, days: int | None) -> dict[str, npt.NDArray[np.int64]]:
    """What the network takes of one pair, by the names of INPUTS."""
    rows = (pieces.ids, pieces.sides, pieces.standings)
    fed = {name: np.array([row], dtype=np.int64) for name, row in zip(INPUTS, rows, strict=False)}
    return fed | {"gap": np.array([gap(days)], dtype=np.int64), "real": np.ones_like(fed["ids"])}


def _chances(logits: Floats) -> list[float]:
    """The softmax of some logits."""
    raised = np.exp(logits - logits.max())
    return [float(chance) for chance in raised / raised.sum()]


def _clashing(pieces: Pieces, clash: Floats, side: int, text: str) -> Spans:
    """The stretches of one side that clash, whole words; the likeliest word where none is sure, or nothing."""
    words: list[tuple[int, int, float]] = []
    for place, logit in zip(pieces.places, clash, strict=True):
        if place is None or place[0] != side:
            continue
        (start, end), chance = place[1], 1 / (1 + exp(-float(logit)))
        if words and words[-1][1] == start and text[start - 1].isalnum() and text[start].isalnum():
            words[-1] = words[-1][0], end, max(words[-1][2], chance)
        else:
            words.append((start, end, chance))
    words = [word for word in words if any(map(str.isalnum, text[word[0] : word[1]]))]
    if not words:
        return ()
    best = max(chance for _, _, chance in words)
    if best < CLASHES_AT_LEAST:
        return ()
    least = min(CLASHES, best)
    return tuple(_joined(text, [(start, end) for start, end, chance in words if chance >= least]))


def _joined(text: str, words: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Neighbouring words as one stretch."""
    at = 0
    while at < len(words):
        start, end = words[at]
        while at + 1 < len(words) and not any(map(str.isalnum, text[end : words[at + 1][0]])):
            at += 1
            end = words[at][1]
        yield start, end
        at += 1
