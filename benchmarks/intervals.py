"""How far a figure could be off by the choice of articles: 95 % intervals by drawing the articles again."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

DRAWS, SEED = 2_000, 1
type Counts = tuple[int, int, int]
"""Right, found and annotated in one article."""


def f1(right: float, found: float, gold: float) -> float:
    """The harmonic mean of precision and recall; 0 where nothing is right."""
    return 2 * right / (found + gold) if right else 0.0


def interval(articles: Sequence[Counts]) -> tuple[float, float]:
    """The 2.5th and the 97.5th percentile of F1 over articles drawn with replacement."""
    counts = np.array(articles, dtype=float)
    drawn = np.random.default_rng(SEED).integers(len(counts), size=(DRAWS, len(counts)))
    right, found, gold = counts[drawn].sum(1).T
    low, high = np.percentile(2 * right / np.maximum(found + gold, 1), [2.5, 97.5])
    return float(low), float(high)
