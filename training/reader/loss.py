"""What the network is wrong by: on all words at once, on each cue's source and content, and on what is no cue."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn

from extraction.reader.decoding import candidates as proposed
from extraction.reader.pieces import Pieces
from training.reader.corpus import Article, Attribution
from training.reader.network import Heads, Reader, distance_bucket, paragraph_bucket
from training.reader.windows import Window, cut, flat_labels, role_labels

MOST_CUES = 24
"""Cues learnt from in one window."""
FLAT_WEIGHT, GATE_WEIGHT, EARLY_WEIGHT, WORDS_A_CUE = 4.0, 0.5, 0.5, 40
MASK, HIDDEN = 30_526, 0.06
"""The vocabulary's `<mask>`, and how often it stands for a piece."""
OTHER_ANNOTATOR = 0.3
"""How often another annotator's file is taken, where an article has several."""

type Cue = tuple[int, int]


@dataclass(frozen=True)
class Stretch:
    """A window still to be cut: an article and a range of its pieces."""

    article: Article
    pieces: Pieces
    start: int
    end: int


def batch_loss(network: Reader, batch: Sequence[Stretch], rng: random.Random) -> tuple[Tensor, list[float]]:
    """The loss of some windows, that of the early exit in it, and the parts of the last layer's: flat, roles, gate."""
    windows = [_masked(cut(one.article.words, one.pieces, one.start, one.end), rng) for one in batch]
    gold = [_annotation(one.article, rng) for one in batch]
    early, late = encode(network, windows)
    at_exit, _ = _heads_loss(network.early, batch, windows, gold, early)
    at_end, parts = _heads_loss(network.late, batch, windows, gold, late)
    return at_end + EARLY_WEIGHT * at_exit, parts


def _masked(window: Window, rng: random.Random) -> Window:
    """The window with a few pieces hidden, so that what stands around a word counts as well as the word."""
    ids = [
        MASK if at >= 0 and rng.random() < HIDDEN else piece
        for piece, at in zip(window.ids.tolist(), window.of.tolist(), strict=True)
    ]
    return replace(window, ids=torch.tensor(ids))


def _heads_loss(
    heads: Heads,
    batch: Sequence[Stretch],
    windows: Sequence[Window],
    gold: Sequence[tuple[Attribution, ...]],
    states: Sequence[Tensor],
) -> tuple[Tensor, list[float]]:
    parts: list[list[Tensor]] = [[], [], []]
    for one, window, rows, vectors in zip(batch, windows, gold, states, strict=True):
        words = heads.drop(vectors)
        flat = heads.flat(words).float()
        parts[0].append(nn.functional.cross_entropy(flat, flat_labels(window, rows)))
        cues = candidates(window, rows, flat.detach())
        if cues:
            roles, gate = _cue_losses(heads, one.article, window, words, cues)
            parts[1] += roles
            parts[2].append(gate)
    flat_loss, roles_loss, gate_loss = (torch.stack(part).mean() if part else torch.zeros(()) for part in parts)
    loss = FLAT_WEIGHT * flat_loss + roles_loss + GATE_WEIGHT * gate_loss
    return loss, [float(part.detach()) for part in (flat_loss, roles_loss, gate_loss)]


def encode(network: Reader, windows: Sequence[Window]) -> tuple[list[Tensor], list[Tensor]]:
    """The vectors of each window's words (words, 768) at the exit and at the end, encoded in one padded batch."""
    longest = max(len(window.ids) for window in windows)

    def padded(rows: Sequence[Tensor], value: int) -> Tensor:
        return torch.stack([nn.functional.pad(row, (0, longest - len(row)), value=value) for row in rows])

    ids = padded([window.ids for window in windows], 1)
    shape, quoted = padded([window.shape for window in windows], 6), padded([window.quoted for window in windows], 0)
    with torch.autocast("cpu", torch.bfloat16):
        both = network.encoder(ids, shape, quoted, ids != 1)
    early, late = ([_pooled(state, w) for state, w in zip(states, windows, strict=True)] for states in both)
    return early, late


def _pooled(states: Tensor, window: Window) -> Tensor:
    """The mean over each word's pieces, (words, 768), of the pieces' vectors."""
    real = (window.of >= 0).nonzero().squeeze(1)
    of, count = window.of[real], len(window.words)
    many = torch.bincount(of, minlength=count)[:, None]
    return torch.zeros(count, states.shape[-1]).index_add(0, of, states[real].float()) / many


def candidates(window: Window, gold: Sequence[Attribution], flat: Tensor) -> list[tuple[Cue, Attribution | None]]:
    """Cues to learn from: the annotated ones, and those that the flat head proposes now (None where they are none)."""
    place = {word: at for at, word in enumerate(window.words)}
    rows: list[tuple[Cue, Attribution | None]] = []
    owner: dict[int, Attribution] = {}
    for row in gold:
        inside = sorted(place[word] for word in row["cue"] if word in place)
        if inside:
            owner.update(dict.fromkeys(inside, row))
            rows.append(((inside[0], inside[-1] + 1), row))
    taken = {cue for cue, _ in rows}
    for cue in proposed(flat.numpy(force=True)):
        if cue not in taken and len(rows) < MOST_CUES:
            rows.append((cue, next((owner[at] for at in range(*cue) if at in owner), None)))
    return rows


def _annotation(article: Article, rng: random.Random) -> tuple[Attribution, ...]:
    several = len(article.annotations) > 1 and rng.random() < OTHER_ANNOTATOR
    return rng.choice(article.annotations) if several else article.annotations[0]


def _cue_losses(
    heads: Heads, article: Article, window: Window, words: Tensor, rows: Sequence[tuple[Cue, Attribution | None]]
) -> tuple[list[Tensor], Tensor]:
    """The loss on the roles of the true cues (none where there is none), and on the gate of all."""
    paragraph = torch.tensor([article.words.paragraph[word] for word in window.words])
    cues = torch.stack([words[start:end].mean(0) for (start, end), _ in rows])
    away = torch.stack([_away(len(window.words), cue) for cue, _ in rows])
    apart = torch.stack([paragraph_bucket(paragraph - paragraph[start]) for (start, _), _ in rows])
    with torch.autocast("cpu", torch.bfloat16):
        roles, gates = heads.per_cue(words, cues, away, apart)
    target = torch.tensor([float(row is not None) for _, row in rows])
    gate = nn.functional.binary_cross_entropy_with_logits(gates.float(), target)
    true = [(at, row) for at, (_, row) in enumerate(rows) if row is not None]
    if not true:
        return [], gate
    labels = torch.stack([role_labels(window, row) for _, row in true])
    logits = roles[[at for at, _ in true]].float().flatten(0, 1)
    summed = nn.functional.cross_entropy(logits, labels.flatten(), reduction="sum")
    return [summed / (len(true) * WORDS_A_CUE)], gate


def _away(count: int, cue: Cue) -> Tensor:
    """The bucket of each word's distance from a cue; the cue's own words are at 0."""
    at = torch.arange(count)
    before, after = at - cue[0], at - (cue[1] - 1)
    return distance_bucket(torch.where(before < 0, before, torch.where(after > 0, after, torch.zeros_like(at))))
