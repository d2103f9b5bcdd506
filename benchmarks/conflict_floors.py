"""Floors under the judge of conflicts: what says little of claims, and still scores something.

- everything: every pair is a conflict;
- cosine and rules: sentences about one thing where one has a negation or a figure that the other lacks;
- only b: a linear model over the words of the second claim, so what it gets right is the writers' habits.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from benchmarks.pair_cases import Pair
from extraction.vectors import embed

type Floats = npt.NDArray[np.float64]

NEAR = 0.55
"""The cosine from which two sentences are about one thing."""
NEGATING = re.compile(
    r"\b(?:not?|never|none|nobody|nothing|neither|nor|deny|denie[sd]|denying|without)\b|n[’']t\b", re.I
)
FIGURE = re.compile(r"\d[\d.,]*")
WORD = re.compile(r"\w+")
BUCKETS, ROUNDS, RATE, DECAY = 4096, 300, 0.5, 1e-3
FOLDS = 5


def everything(pairs: Sequence[Pair]) -> Floats:
    """One score for all."""
    return np.ones(len(pairs))


def cosine_and_rules(pairs: Sequence[Pair]) -> Floats:
    """The cosine of two sentences, and one more where they are near and differ in negation or figures."""
    scores = []
    for pair in pairs:
        left, right = embed([pair.a, pair.b])
        near = float(left @ right)
        negated = len(NEGATING.findall(pair.a)) % 2 != len(NEGATING.findall(pair.b)) % 2
        counted = set(FIGURE.findall(pair.a)) != set(FIGURE.findall(pair.b))
        scores.append(near + (1.0 if near >= NEAR and (negated or counted) else 0.0))
    return np.array(scores)


def only_b(pairs: Sequence[Pair], learnt_from: Sequence[Pair]) -> Floats:
    """Probabilities by the words of `b`; of pairs that it learns from, each by a model that didn't see its event."""
    if pairs is not learnt_from:
        return _probabilities(_bags(pairs), *_learn(learnt_from))
    scores = np.zeros(len(pairs))
    fold = np.array([zlib.crc32(pair.event.encode()) % FOLDS for pair in pairs])
    bags = _bags(pairs)
    for held in range(FOLDS):
        weights = _learn([pair for pair, own in zip(pairs, fold, strict=True) if own != held])
        scores[fold == held] = _probabilities(bags[fold == held], *weights)
    return scores


def _bags(pairs: Sequence[Pair]) -> Floats:
    bags = np.zeros((len(pairs), BUCKETS))
    for row, pair in enumerate(pairs):
        words = [word.casefold() for word in WORD.findall(pair.b)]
        for term in (*words, *(" ".join(two) for two in pairwise(words))):
            bags[row, zlib.crc32(term.encode()) % BUCKETS] = 1.0
    return bags / np.maximum(np.linalg.norm(bags, axis=1, keepdims=True), 1.0)


def _learn(pairs: Sequence[Pair]) -> tuple[Floats, float]:
    """Logistic regression by gradient steps."""
    bags, wanted = _bags(pairs), np.array([pair.relation == "conflict" for pair in pairs], dtype=float)
    weights, bias = np.zeros(BUCKETS), 0.0
    for _ in range(ROUNDS):
        off = _probabilities(bags, weights, bias) - wanted
        weights -= RATE * (bags.T @ off / len(pairs) * 50 + DECAY * weights)
        bias -= RATE * float(off.mean())
    return weights, bias


def _probabilities(bags: Floats, weights: Floats, bias: float) -> Floats:
    return np.asarray(1 / (1 + np.exp(-(bags @ weights + bias))))
