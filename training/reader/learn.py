"""The training loop. It keeps a checkpoint from which it goes on, and gives the average of the late weights."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from extraction.reader.pieces import pieces
from training.reader.corpus import Article
from training.reader.loss import Stretch, batch_loss
from training.reader.network import Reader
from training.reader.variety import varied
from training.reader.windows import SIZE, excerpts, spans

CHECKPOINT_STEPS, REPORT_STEPS = 300, 50

EXCERPTS = 2
"""Paragraphs or sentences of each article that are also read alone, in each pass."""


@dataclass(frozen=True)
class Recipe:
    """The budget and the rates. `epochs` may be changed between one run and the run that goes on from it."""

    epochs: float = 4.0
    batch: int = 4
    rate: float = 8e-5
    head_rate: float = 8e-4
    decay: float = 0.01
    warm_up: float = 0.08
    averaging: float = 0.997
    seed: int = 1


class Course:
    """One training: the network with its optimiser, schedule, average and step, as they are kept in a checkpoint."""

    def __init__(self, network: Reader, recipe: Recipe, total: int) -> None:
        self.network, self.recipe, self.total, self.step = network, recipe, total, 0
        frozen = (network.encoder.word.weight, network.encoder.position.weight, network.encoder.distance.weight)
        for weight in frozen:
            weight.requires_grad_(False)
        fresh = ("shape.", "quoted.")
        trained = [(name, weight) for name, weight in network.named_parameters() if weight.requires_grad]
        body = [w for name, w in trained if name.startswith("encoder.") and not name[8:].startswith(fresh)]
        known = {id(weight) for weight in body}
        heads = [weight for _, weight in trained if id(weight) not in known]
        self.weights = body + heads
        groups = [{"params": body, "lr": recipe.rate}, {"params": heads, "lr": recipe.head_rate}]
        self.optimizer = torch.optim.AdamW(groups, weight_decay=recipe.decay)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimizer, self._factor)
        self.average = {name: weight.detach().clone() for name, weight in trained}

    def _factor(self, step: int) -> float:
        """The rate's factor: rising for the warm-up, then falling in a line to zero."""
        warm = max(1, int(self.recipe.warm_up * self.total))
        return min((step + 1) / warm, max(0.0, (self.total - step) / max(1, self.total - warm)))

    def advance(self, loss: Tensor) -> None:
        """One step down the loss."""
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self.weights, 1.0)
        self.optimizer.step()
        self.schedule.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.step += 1
        keep = min(self.recipe.averaging, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            for name, weight in self.network.named_parameters():
                if name in self.average:
                    self.average[name].lerp_(weight.detach(), 1 - keep)

    def save(self, file: Path) -> None:
        """Write a checkpoint, whole or not at all."""
        state = {
            "network": self.network.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "schedule": self.schedule.state_dict(),
            "average": self.average,
            "step": self.step,
        }
        part = file.with_suffix(".part")
        torch.save(state, part)
        part.rename(file)

    def resume(self, file: Path) -> None:
        """Go on from a checkpoint, where there is one."""
        if not file.exists():
            return
        state: dict[str, Any] = torch.load(file, weights_only=True)
        self.network.load_state_dict(state["network"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.schedule.load_state_dict(state["schedule"])
        self.average, self.step = state["average"], state["step"]


def learn(
    articles: Sequence[Article],
    tokenizer: Tokenizer,
    network: Reader,
    recipe: Recipe,
    checkpoint: Path,
    report: Callable[[str], None] = print,
) -> Reader:
    """Train `network` on the articles and give it the average of its late weights."""
    lengths = [len(pieces(article.words, tokenizer).ids) for article in articles]
    a_pass = sum(len(spans(length)) + EXCERPTS for length in lengths) / recipe.batch
    course = Course(network, recipe, int(recipe.epochs * a_pass))
    course.resume(checkpoint)
    torch.manual_seed(recipe.seed + course.step)
    network.train()
    began, first, losses = time.monotonic(), course.step, []
    for batch in _batches(articles, tokenizer, recipe, course.step, a_pass):
        if course.step >= course.total:
            break
        loss, parts = batch_loss(network, batch, random.Random(f"{recipe.seed} {course.step}"))
        course.advance(loss)
        losses.append(parts)
        if course.step % REPORT_STEPS == 0:
            mean = [round(sum(part) / len(losses), 4) for part in zip(*losses, strict=True)]
            pace = (time.monotonic() - began) / (course.step - first)
            report(f"step {course.step} of {course.total}, {pace:.2f} s a step, losses {mean}")
            losses = []
        if course.step % CHECKPOINT_STEPS == 0:
            course.save(checkpoint)
    course.save(checkpoint)
    network.load_state_dict(course.average, strict=False)
    return network.eval()


def _batches(
    articles: Sequence[Article], tokenizer: Tokenizer, recipe: Recipe, step: int, a_pass: float
) -> Iterator[list[Stretch]]:
    """Batches of windows without end, from where step `step` stands; each pass varies and cuts the articles anew."""
    number, skip = divmod(step, int(a_pass) or 1)
    while True:
        rng = random.Random(f"{recipe.seed} pass {number}")
        changed = [article.rewritten(varied(article.text, rng)) for article in articles]
        all_pieces = [(article, pieces(article.words, tokenizer)) for article in changed]
        windows = [
            Stretch(article, found, start, end)
            for article, found in all_pieces
            for start, end in spans(len(found.ids), rng.randrange(40, SIZE - 2) if len(found.ids) > SIZE - 2 else 0)
        ]
        windows += [
            Stretch(article, found, start, end)
            for article, found in all_pieces
            for start, end in excerpts(article.words, found, EXCERPTS, rng)
        ]
        rng.shuffle(windows)
        yield from _of_like_length(windows, recipe.batch, rng)[skip:]
        number, skip = number + 1, 0


def _of_like_length(windows: Sequence[Stretch], size: int, rng: random.Random) -> list[list[Stretch]]:
    """Batches of windows of like length, in random order, so that little is padded."""
    batches: list[list[Stretch]] = []
    pool = 40 * size
    for at in range(0, len(windows), pool):
        some = sorted(windows[at : at + pool], key=lambda one: one.end - one.start)
        batches += [some[i : i + size] for i in range(0, len(some), size)]
    rng.shuffle(batches)
    return batches
