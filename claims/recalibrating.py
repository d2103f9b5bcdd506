"""Fitting the judge of conflicts to what people ruled, and offering it only where it does better on what was kept back.

Half of the rulings are for fitting, the other half for trying (`claims.rulings`). A fit is the curve for claims of
articles; the network may be the one in use, or a new one that was trained with the rulings
(`python -m training.judge --with`, on the half that isn't kept back).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path

import numpy as np

from claims.rulings import Ruling
from extraction.conflict import encoder
from extraction.conflict.curve import Curve, fit

FEWEST = 20
"""The fewest rulings of a half, and ENOUGH of either kind, from which anything is concluded."""
ENOUGH = 5
DRAWS, SURE = 2000, 0.975
"""How often the rulings kept back are drawn anew, and in what share of the draws the offer must do better."""


class TooFew(Exception):
    """There are too few rulings to fit to, or to try on. The message says how many there are."""


@dataclass(frozen=True, slots=True)
class Trial:
    """How a judge fitted to the rulings does on those kept back, beside the one in use.

    `before` and `after` are mean log losses of the kept back (0 is perfect, 0.69 a coin), `better` the share of draws
    in which the second is the smaller.
    """

    curve: Curve
    fitted: int
    tried: int
    before: float
    after: float
    better: float

    @property
    def wins(self) -> bool:
        """Whether it is surely better."""
        return self.better >= SURE


def tried(rulings: Sequence[Ruling], candidate: Path, used: Path) -> Trial:
    """The judge in the folder `candidate`, fitted and tried beside the one in `used`. Raises TooFew, ModelMissing."""
    halves = [[ruling for ruling in rulings if ruling.held_back is kept] for kept in (False, True)]
    _require(halves)
    fitting, trying = halves
    present = encoder.curves(used)[encoder.ARTICLES]
    curve = fit(_chances(fitting, candidate), [one.clashes for one in fitting], encoder.curves(candidate)["articles"])
    before = _losses(trying, [present.score(chance) for chance in _chances(trying, used)])
    after = _losses(trying, [curve.score(chance) for chance in _chances(trying, candidate)])
    drawn = np.random.default_rng(1).integers(len(trying), size=(DRAWS, len(trying)))
    better = float(((before - after)[drawn].mean(axis=1) > 0).mean())
    return Trial(curve, len(fitting), len(trying), float(before.mean()), float(after.mean()), better)


def _require(halves: Sequence[Sequence[Ruling]]) -> None:
    for half, name in zip(halves, ("to fit to", "kept back"), strict=True):
        real = sum(ruling.clashes for ruling in half)
        if len(half) < FEWEST or min(real, len(half) - real) < ENOUGH:
            raise TooFew(f"{len(half)} rulings {name}, {real} of them confirmed.")


def _chances(rulings: Sequence[Ruling], folder: Path) -> list[float]:
    """What the network in a folder gives a conflict in each."""
    return [opinion.chance for opinion in encoder.opinions([ruling.statements for ruling in rulings], folder)]


def _losses(rulings: Sequence[Ruling], scores: Sequence[float]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """The log loss of each score."""
    return np.array(
        [-log(score if ruling.clashes else 1 - score) for ruling, score in zip(rulings, scores, strict=True)]
    )
