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


def share(part: int, whole: int) -> str:
    """A share in per cent with its 95 % interval by Wilson (1927, doi:10.1080/01621459.1927.10502953), as text."""
    if not whole:
        return "– (none)"
    z, p = 1.96, part / whole
    middle = (p + z * z / (2 * whole)) / (1 + z * z / whole)
    half = z * (p * (1 - p) / whole + z * z / (4 * whole * whole)) ** 0.5 / (1 + z * z / whole)
    return f"{100 * p:.1f} % ({100 * (middle - half):.1f}–{100 * (middle + half):.1f}; {part} of {whole})"
