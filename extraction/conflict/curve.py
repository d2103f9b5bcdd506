"""From a network's chance of a conflict to a probability: a logistic curve over the log-odds of the chance.

Platt, "Probabilistic outputs for support vector machines", 1999; a network's chances are nearer to 0 and 1 than they
should be (Guo et al., "On Calibration of Modern Neural Networks", ICML 2017, https://arxiv.org/abs/1706.04599).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

import numpy as np
import numpy.typing as npt

type Floats = npt.NDArray[np.float64]

RIDGE, STEPS, SMALL = 1.0, 30, 1e-6
LEAST = 1e-4
"""No chance counts as nearer to 0 or 1 than this."""


def log_odds(chance: float) -> float:
    """The logarithm of chance to the contrary, of a chance from LEAST to 1 - LEAST."""
    chance = min(max(chance, LEAST), 1 - LEAST)
    return log(chance / (1 - chance))


def probability(odds: float) -> float:
    """What `log_odds` was taken of."""
    return 1 / (1 + exp(-odds)) if odds >= 0 else exp(odds) / (1 + exp(odds))


@dataclass(frozen=True, slots=True)
class Curve:
    """Slope and intercept over the log-odds of the network's chance."""

    slope: float = 1.0
    intercept: float = 0.0

    def score(self, chance: float) -> float:
        """The probability of a conflict, 0 to 1."""
        return probability(self.slope * log_odds(chance) + self.intercept)

    @property
    def plain(self) -> dict[str, float]:
        """As a file of JSON holds it."""
        return {"slope": self.slope, "intercept": self.intercept}

    @classmethod
    def of(cls, plain: Mapping[str, float]) -> Curve:
        """From what `plain` gives. Raises KeyError."""
        return cls(float(plain["slope"]), float(plain["intercept"]))


def fit(chances: Sequence[float], clashes: Sequence[bool], start: Curve = Curve()) -> Curve:
    """The likeliest curve of these, held near `start` by a small ridge, by Newton's method."""
    given = np.array([(log_odds(chance), 1.0) for chance in chances]).reshape(-1, 2)
    wanted = np.array(clashes, dtype=float)
    held = np.array([start.slope, start.intercept])

    def loss(weights: Floats) -> float:
        odds = given @ weights
        return float((np.logaddexp(0, odds) - wanted * odds).sum() + RIDGE / 2 * ((weights - held) ** 2).sum())

    weights = held.copy()
    for _ in range(STEPS):
        told = np.exp(-np.logaddexp(0, -given @ weights))
        slope = given.T @ (wanted - told) - RIDGE * (weights - held)
        bend = (given * (told * (1 - told))[:, None]).T @ given + RIDGE * np.eye(2)
        step = np.linalg.solve(bend, slope)
        while loss(weights + step) > loss(weights) and np.abs(step).max() > SMALL:  # a full step may lead too far
            step = step / 2
        weights = weights + step
    return Curve(round(float(weights[0]), 4), round(float(weights[1]), 4))
