"""How well scores put what is wanted before what isn't."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

type Scores = npt.NDArray[np.float64] | Sequence[float]
type Wanted = npt.NDArray[np.bool_] | Sequence[bool]


def average_precision(scores: Scores, wanted: Wanted) -> float:
    """The mean precision at each wanted one; those of one score come together, so their order doesn't matter."""
    precision, recall = _curve(scores, wanted)
    return float(np.sum(np.diff(recall, prepend=0.0) * precision))


def best_f1(scores: Scores, wanted: Wanted) -> float:
    """F1 at the threshold where it is highest."""
    precision, recall = _curve(scores, wanted)
    return float(np.max(2 * precision * recall / np.maximum(precision + recall, 1e-12)))


def _curve(scores: Scores, wanted: Wanted) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Precision and recall at each score, from the highest down."""
    values, hits = np.asarray(scores, dtype=float), np.asarray(wanted, dtype=bool)
    order = np.argsort(-values, kind="stable")
    last = np.append(np.diff(values[order]) != 0, True)
    right, taken = np.cumsum(hits[order])[last], np.flatnonzero(last) + 1
    return right / taken, right / max(1, int(hits.sum()))
