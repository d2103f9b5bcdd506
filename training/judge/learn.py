"""The training loop. After each epoch it keeps a checkpoint, from which it goes on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from extraction.conflict.encoder import KINDS, RELATIONS
from extraction.conflict.pieces import Pieces, gap, split
from training.judge.corpus import Example, varied
from training.judge.network import Judge

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from torch.optim.lr_scheduler import LRScheduler

HALVED = torch.cpu.get_capabilities().get("avx512_bf16", False)
"""Whether the processor has bfloat16: elsewhere it is several times slower than float."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How long and how fast: `rate` for the layers, five times that for the heads; `upper` if those below stay."""

    epochs: int
    rate: float
    batch: int = 32
    seed: int = 1
    warm: float = 0.08
    upper: bool = False


@dataclass(frozen=True, slots=True)
class Batch:
    """Tensors of some pairs: the network's input, and what it should say (-1 where a pair is no conflict)."""

    given: tuple[Tensor, ...]
    relation: Tensor
    conflict: Tensor
    kind: Tensor
    clash: Tensor


def learn(judge: Judge, rows: Sequence[Example], tokenizer: Tokenizer, recipe: Recipe, checkpoint: Path) -> None:
    """Train in place, on from the checkpoint where there is one; prints the loss as it goes."""
    torch.manual_seed(recipe.seed)
    steps = recipe.epochs * (len(rows) // recipe.batch)
    optimiser = _optimiser(judge, recipe)
    warm = max(1, int(recipe.warm * steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda n: min((n + 1) / warm, max(0.02, (steps - n) / max(1, steps - warm)))
    )
    done = _resume(judge, optimiser, schedule, checkpoint)
    judge.train()
    for epoch in range(done, recipe.epochs):
        total = 0.0
        for number, batch in enumerate(batches(rows, tokenizer, recipe, Random(recipe.seed + epoch)), 1):
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=HALVED):
                loss = _loss(judge(*batch.given), batch)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(judge.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += float(loss.detach())
            if number % 50 == 0:
                print(f"epoch {epoch + 1}, step {number}, loss {total / 50:.3f}", flush=True)
                total = 0.0
        torch.save((epoch + 1, judge.state_dict(), optimiser.state_dict(), schedule.state_dict()), checkpoint)


def _optimiser(judge: Judge, recipe: Recipe) -> torch.optim.Optimizer:
    lower, upper = judge.lower, judge.upper
    heads = [p for part in (upper.middle, upper.relation, upper.kind, upper.clash) for p in part.parameters()]
    added = [lower.side.weight, lower.standing.weight, lower.gap.weight]
    for frozen in (lower,) if recipe.upper else (lower.word, lower.position, lower.distance):
        frozen.requires_grad_(False)
    upper.distance.requires_grad_(False)
    fast = [p for p in (*heads, *added) if p.requires_grad]
    ids = {id(p) for p in fast}
    rest = [p for p in judge.parameters() if p.requires_grad and id(p) not in ids]
    groups = [{"params": rest, "lr": recipe.rate}, {"params": fast, "lr": 5 * recipe.rate}]
    return torch.optim.AdamW(groups, weight_decay=0.01)


def _resume(judge: Judge, optimiser: torch.optim.Optimizer, schedule: LRScheduler, checkpoint: Path) -> int:
    """How many epochs are done; judge, optimiser and schedule are as they were then."""
    if not checkpoint.exists():
        return 0
    done, weights, state, place = torch.load(checkpoint)
    judge.load_state_dict(weights)
    optimiser.load_state_dict(state)
    schedule.load_state_dict(place)
    return int(done)


def batches(rows: Sequence[Example], tokenizer: Tokenizer, recipe: Recipe, random: Random) -> Iterator[Batch]:
    """One epoch's batches, each of pairs about as long as each other."""
    order = [varied(row, random) for row in rows]
    random.shuffle(order)
    size = recipe.batch
    blocks = [order[at : at + 16 * size] for at in range(0, len(order), 16 * size)]
    made = []
    for block in blocks:
        block.sort(key=lambda row: len(row.a) + len(row.b))
        made += [block[at : at + size] for at in range(0, len(block) - size + 1, size)]
    random.shuffle(made)
    for chosen in made:
        yield batch_of(chosen, tokenizer)


def batch_of(rows: Sequence[Example], tokenizer: Tokenizer) -> Batch:
    """The tensors of some pairs."""
    pieces = [split(tokenizer, row.a, row.b) for row in rows]
    relation = [RELATIONS.index(row.relation) for row in rows]
    conflict = [float(row.relation == "conflict") for row in rows]
    kind = [KINDS.index(row.kind) if row.kind else -1 for row in rows]
    length = max(len(one.ids) for one in pieces)
    clash = torch.full((len(rows), length), -1.0)
    for at, (row, one) in enumerate(zip(rows, pieces, strict=True)):
        if row.left and row.right:
            clash[at, : len(one.ids)] = torch.tensor(_clashing(row, one))
    return Batch(tensors(pieces, [row.days for row in rows]), torch.tensor(relation), torch.tensor(conflict),
                 torch.tensor(kind), clash)  # fmt: skip


def tensors(pieces: Sequence[Pieces], days: Sequence[int | None]) -> tuple[Tensor, ...]:
    """What the network takes of some pairs: ids, sides, standings, gap, real."""
    length = max(len(one.ids) for one in pieces)
    filled = [
        torch.tensor([[*getattr(one, name), *([0] * (length - len(one.ids)))] for one in pieces])
        for name in ("ids", "sides", "standings")
    ]
    real = torch.tensor([[1] * len(one.ids) + [0] * (length - len(one.ids)) for one in pieces])
    return (*filled, torch.tensor([gap(one) for one in days]), real)


def _clashing(row: Example, pieces: Pieces) -> list[float]:
    """For each piece whether it is one of the words that clash; -1 for what is no word."""
    spans = [
        [(text.find(words), text.find(words) + len(words)) for words in told]
        for text, told in ((row.a, row.left), (row.b, row.right))
    ]
    return [
        -1.0 if place is None else float(any(a < place[1][1] and place[1][0] < b for a, b in spans[place[0]]))
        for place in pieces.places
    ]


def _loss(said: tuple[Tensor, ...], batch: Batch) -> Tensor:
    relation, kind, clash = (part.float() for part in said)
    log = torch.log_softmax(relation, -1)
    conflict = log[:, 0]
    other = torch.logsumexp(log[:, 1:], -1)
    binary = -(batch.conflict * conflict + (1 - batch.conflict) * other).mean()
    loss = binary + 0.5 * nn.functional.nll_loss(log, batch.relation)
    if (batch.kind >= 0).any():
        loss = loss + 0.3 * nn.functional.cross_entropy(kind, batch.kind, ignore_index=-1)
    told = batch.clash >= 0
    if told.any():
        loss = loss + 0.3 * nn.functional.binary_cross_entropy_with_logits(clash[told], batch.clash[told])
    return loss
