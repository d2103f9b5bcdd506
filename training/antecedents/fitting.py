"""How the chance of an answer becomes the probability that it is right: a logistic curve over its log-odds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from extraction.antecedents.figures import TYPES
from extraction.antecedents.scorer import Layers, Scorer
from extraction.antecedents.traits import SORTS, TRAITS
from training.antecedents.examples import RIGHT, UNKNOWN, Example

PRONOUNS = [TRAITS.index(f"sort: {sort.name}") for sort in SORTS if sort in TYPES]
RIDGE, STEPS = 1.0, 30


def fit(networks: tuple[Layers, ...], size: int, rows: Iterable[Example]) -> dict[str, float]:
    """Slope and intercept from held-out examples, by Newton's method with a small ridge towards the chance itself."""
    answers = np.array(list(_answers(Scorer(networks, 1.0, 0.0, 0.0), size, rows)))
    chance, right = np.clip(answers[:, 0], 1e-6, 1 - 1e-6), answers[:, 1]
    given = np.stack((np.log(chance / (1 - chance)), np.ones_like(chance)), axis=1)
    start = weights = np.array([1.0, 0.0])
    for _ in range(STEPS):
        told = 1 / (1 + np.exp(-given @ weights))
        slope = given.T @ (right - told) - RIDGE * (weights - start)
        bend = (given * (told * (1 - told))[:, None]).T @ given + RIDGE * np.eye(2)
        weights = weights + np.linalg.solve(bend, slope)
    return {"slope": round(float(weights[0]), 4), "intercept": round(float(weights[1]), 4)}


def _answers(scorer: Scorer, size: int, rows: Iterable[Example]) -> Iterator[tuple[float, bool]]:
    """The chance of each likeliest name or noun, and whether it is right; those of which nothing is known left out."""
    for row in rows:
        pronoun, figures = (vector[..., :size].astype(np.float32) for vector in (row.pronoun, row.figures))
        chances = scorer.chances(pronoun, figures, row.traits)
        sums: dict[int, float] = {}
        known: dict[int, int] = {}
        for at, identity in enumerate(row.identities):
            if not row.traits[at, PRONOUNS].any():
                sums[identity] = sums.get(identity, 0.0) + float(chances[at])
                known[identity] = int(row.targets[at])
        best = max(sums, key=lambda identity: sums[identity], default=None)
        if best is not None and known[best] != UNKNOWN:
            yield sums[best], known[best] == RIGHT
