"""How the traits of a draft make its score: a logistic model fitted on articles that training didn't see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from benchmarks import score_attribution as scorer
from extraction.reader.decoding import Draft
from training.reader.corpus import Article

type Row = dict[str, list[tuple[int, int]]]

RIDGE, ROUNDS = 1e-2, 60


@dataclass(frozen=True)
class Scores:
    """The intercept, and a weight for each trait."""

    intercept: float
    weights: tuple[float, ...]

    def of(self, draft: Draft) -> float:
        """The probability that a draft is right as a whole."""
        total = self.intercept + sum(w * trait for w, trait in zip(self.weights, draft.traits, strict=True))
        return float(1 / (1 + np.exp(-np.clip(total, -30, 30))))


def fit(articles: Sequence[Article], found: Sequence[Sequence[Draft]]) -> Scores:
    """Fit the scores of the drafts found in the articles to whether each is right (relaxed)."""
    traits = np.array([draft.traits for drafts in found for draft in drafts])
    right = np.array([r for article, drafts in zip(articles, found, strict=True) for r in judged(article, drafts)])
    mean, spread = traits.mean(0), traits.std(0)
    spread[spread == 0] = 1
    rows = np.column_stack([np.ones(len(traits)), (traits - mean) / spread])
    weights = np.zeros(rows.shape[1])
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-rows @ weights))
        bend = (rows * (chance * (1 - chance))[:, None]).T @ rows + RIDGE * np.eye(len(weights))
        weights += np.linalg.solve(bend, rows.T @ (right - chance) - RIDGE * weights)
    scaled = weights[1:] / spread
    return Scores(float(weights[0] - scaled @ mean), tuple(float(w) for w in scaled))


def judged(article: Article, drafts: Sequence[Draft]) -> npt.NDArray[np.float64]:
    """1 for each draft that pairs with an annotated attribution: half the content's words in common, and a source's."""
    words = [match.span() for match in scorer.WORD.finditer(article.text)]
    gold = scorer.tokenise(
        [as_row(article, row["source"], row["cue"], row["content"]) for row in article.annotations[0]], words
    )
    mine = [scorer.tokenise([draft_row(article, draft)], words) for draft in drafts]
    rows = [row[0] for row in mine if row]
    places = [at for at, row in enumerate(mine) if row]
    number = {id(row): at for at, row in zip(places, rows, strict=True)}
    right = np.zeros(len(drafts))
    for theirs, ours, jaccard in scorer.pair(gold, rows):
        same = bool(theirs["source"] & ours["source"]) or not (theirs["source"] or ours["source"])
        if jaccard >= 0.5 and same:
            right[number[id(ours)]] = 1
    return right


def draft_row(article: Article, draft: Draft) -> Row:
    """A draft as the scorers take it."""
    return as_row(article, draft.source, draft.cue, draft.content)


def as_row(article: Article, *parts: Sequence[int] | frozenset[int]) -> Row:
    """Words by role as spans of the text."""
    starts, ends = article.words.starts, article.words.ends
    roles = ("source", "cue", "content")
    return {role: [(starts[at], ends[at]) for at in sorted(part)] for role, part in zip(roles, parts, strict=True)}
