"""The network in training; the loss is that of all right candidates together, against the wrong ones and nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from extraction.antecedents.traits import TRAITS
from training.antecedents.examples import RIGHT, UNKNOWN, WRONG, Example, Floats


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the network is trained."""

    kept: int = 256
    reduced: int = 160
    hidden: int = 192
    second: int = 64
    dropout: float = 0.4
    vector_dropout: float = 0.4
    rate: float = 8e-4
    decay: float = 0.05
    epochs: int = 8
    batch: int = 48
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Reduction:
    """The directions in which words' vectors differ most: `middle` (size,) and `directions` (size, kept).

    Networks are trained behind it, which takes a fifth of the time, and are told without it.
    """

    middle: Floats
    directions: Floats

    @classmethod
    def of(cls, rows: Sequence[Example], size: int, kept: int, sample: int = 20_000) -> Reduction:
        """Principal components of the candidates' vectors."""
        vectors = np.concatenate([row.figures[:, :size] for row in rows]).astype(np.float32)
        vectors = vectors[np.random.default_rng(1).permutation(len(vectors))[:sample]]
        middle = vectors.mean(0)
        _, directions = np.linalg.eigh((vectors - middle).T @ (vectors - middle) / len(vectors))
        return cls(middle, np.ascontiguousarray(directions[:, : -kept - 1 : -1]))

    def reduced(self, rows: Sequence[Example]) -> list[Example]:
        """The examples with shorter vectors."""
        size = len(self.middle)
        return [
            replace(
                row,
                pronoun=((row.pronoun[:size] - self.middle) @ self.directions).astype(np.float16),
                figures=((row.figures[:, :size] - self.middle) @ self.directions).astype(np.float16),
            )
            for row in rows
        ]


class Network(nn.Module):
    """`extraction.antecedents.scorer.Layers` in torch, with dropout."""

    def __init__(self, recipe: Recipe) -> None:
        super().__init__()
        self.recipe = recipe
        self.pronoun = nn.Linear(recipe.kept, recipe.reduced, bias=False)
        self.figure = nn.Linear(recipe.kept, recipe.reduced, bias=False)
        self.first = nn.Linear(3 * recipe.reduced + len(TRAITS), recipe.hidden)
        self.second = nn.Linear(recipe.hidden, recipe.second)
        self.last = nn.Linear(recipe.second, 1, bias=False)
        self.drop, self.drop_vectors = nn.Dropout(recipe.dropout), nn.Dropout(recipe.vector_dropout)

    def forward(self, pronoun: Tensor, figures: Tensor, traits: Tensor) -> Tensor:
        """Scores (pronouns, candidates) of vectors (pronouns, size), (pronouns, candidates, size) and traits."""
        mine = self.pronoun(self.drop_vectors(pronoun))[:, None].expand(-1, figures.shape[1], -1)
        theirs = self.figure(self.drop_vectors(figures))
        hidden = torch.relu(self.first(torch.cat((mine, theirs, mine * theirs, traits), -1)))
        hidden = torch.relu(self.second(self.drop(hidden)))
        return self.last(self.drop(hidden))[..., 0]


@dataclass(frozen=True, slots=True)
class Batch:
    """Some examples, padded: what is padding has the target UNKNOWN and `there` false."""

    pronoun: Tensor
    figures: Tensor
    traits: Tensor
    targets: Tensor
    there: Tensor


def batch_of(rows: Sequence[Example]) -> Batch:
    """Examples side by side."""
    size = len(rows[0].pronoun)
    most = max(len(row.targets) for row in rows)
    figures = np.zeros((len(rows), most, size), dtype=np.float32)
    traits = np.zeros((len(rows), most, len(TRAITS)), dtype=np.float32)
    targets = np.full((len(rows), most), UNKNOWN, dtype=np.int64)
    there = np.zeros((len(rows), most), dtype=bool)
    for at, row in enumerate(rows):
        count = len(row.targets)
        figures[at, : count - 1] = row.figures
        traits[at, :count], targets[at, :count], there[at, :count] = row.traits, row.targets, True
    pronoun = np.stack([row.pronoun for row in rows]).astype(np.float32)
    return Batch(*map(torch.from_numpy, (pronoun, figures, traits, targets, there)))


def loss_of(scores: Tensor, batch: Batch) -> Tensor:
    """Minus the logarithm of the chance (pronouns,) that is rightly given; unknown candidates take no part."""
    logs = torch.log_softmax(scores.masked_fill(~batch.there, -1e9), -1)
    right, wrong = batch.targets == RIGHT, batch.targets == WRONG
    known = torch.logsumexp(logs.masked_fill(~(right | wrong), -1e9), -1)
    told = torch.logsumexp(logs.masked_fill(~right, -1e9), -1) - known
    excluded = torch.log1p(-torch.logsumexp(logs.masked_fill(~wrong, -1e9), -1).exp().clamp(max=1 - 1e-4))
    return -torch.where(right.any(-1), told, excluded)


def learn(rows: Sequence[Example], recipe: Recipe, weights: dict[str, float]) -> Network:
    """Train one network, its rate falling to nothing over the epochs.

    `weights` tells how much an example of a source counts, 1 where it isn't named.
    """
    torch.manual_seed(recipe.seed)
    network = Network(recipe)
    optimizer = torch.optim.AdamW(network.parameters(), recipe.rate, weight_decay=recipe.decay)
    steps = recipe.epochs * (-(-len(rows) // recipe.batch))
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, recipe.rate, total_steps=steps, pct_start=0.1)
    random, order = Random(recipe.seed), list(rows)
    network.train()
    for _ in range(recipe.epochs):
        random.shuffle(order)
        for at in range(0, len(order), recipe.batch):
            chosen = order[at : at + recipe.batch]
            batch = batch_of(chosen)
            counts = torch.tensor([weights.get(row.source, 1.0) for row in chosen])
            loss = (loss_of(network(batch.pronoun, batch.figures, batch.traits), batch) * counts).mean()
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
    return network.eval()


def arrays(network: Network, reduction: Reduction) -> dict[str, npt.NDArray[np.float16]]:
    """A network's weights as `scorer.Layers` takes them, the reduction in them, in half precision."""
    weights = {name: tensor.detach().numpy() for name, tensor in network.state_dict().items()}
    made = {
        "middle": reduction.middle,
        "pronoun": reduction.directions @ weights["pronoun.weight"].T,
        "figure": reduction.directions @ weights["figure.weight"].T,
        "first": weights["first.weight"].T,
        "first_bias": weights["first.bias"],
        "second": weights["second.weight"].T,
        "second_bias": weights["second.bias"],
        "last": weights["last.weight"][0],
    }
    return {name: np.ascontiguousarray(array, dtype=np.float16) for name, array in made.items()}
