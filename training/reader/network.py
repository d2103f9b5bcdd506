"""The reader's network: an encoder, and heads that find cues and read each cue's source and content."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from extraction.reader.network import FLAT, ROLES, STEPS
from training.reader.encoder import WIDTH, Encoder

DISTANCES = 2 * len(STEPS) + 3
"""Rows of the table of distances between a word and a cue. Two are never met, but the trained weights have them."""
PARAGRAPHS = 5
HIDDEN, MEETING = 320, 192


class Heads(nn.Module):
    """What is read from the encoder's vectors. `words` are those of a window's words: means over their pieces."""

    def __init__(self) -> None:
        super().__init__()
        self.drop = nn.Dropout(0.1)
        self.flat = nn.Linear(WIDTH, len(FLAT))
        self.of_word = nn.Linear(WIDTH, HIDDEN)
        self.of_cue = nn.Linear(WIDTH, HIDDEN)
        self.met_word, self.met_cue = nn.Linear(WIDTH, MEETING), nn.Linear(WIDTH, MEETING)
        self.of_both = nn.Linear(MEETING, HIDDEN, bias=False)
        self.away = nn.Embedding(DISTANCES, HIDDEN)
        self.paragraph = nn.Embedding(PARAGRAPHS, HIDDEN)
        self.roles = nn.Linear(HIDDEN, len(ROLES))
        self.gate = nn.Sequential(nn.Linear(WIDTH, HIDDEN), nn.GELU(), nn.Dropout(0.1), nn.Linear(HIDDEN, 1))

    def per_cue(self, words: Tensor, cues: Tensor, away: Tensor, paragraph: Tensor) -> tuple[Tensor, Tensor]:
        """Logits of the roles (cues, words, 5) and of the gate (cues,).

        `words` is (words, 768); `cues` (cues, 768), the mean over each cue's words; `away` and `paragraph`
        (cues, words) are the buckets of distance and of paragraphs between.
        """
        both = self.met_word(words)[None] * self.met_cue(cues)[:, None]
        mixed = self.of_word(words)[None] + self.of_cue(cues)[:, None] + self.of_both(both)
        mixed = mixed + self.away(away) + self.paragraph(paragraph)
        return self.roles(nn.functional.gelu(mixed)), self.gate(cues).squeeze(-1)


class Reader(nn.Module):
    """All that is trained: the encoder, the heads on its last layer, and the heads on the layer of its early exit."""

    def __init__(self, depth: int = 6, exit_at: int = 4) -> None:
        super().__init__()
        self.encoder = Encoder(depth, exit_at)
        self.late, self.early = Heads(), Heads()


def distance_bucket(away: Tensor) -> Tensor:
    """The bucket of a signed distance in words."""
    near = torch.bucketize(away.abs(), torch.as_tensor(STEPS, device=away.device), right=True)
    return torch.where(away < 0, near + len(STEPS) + 1, near)


def paragraph_bucket(apart: Tensor) -> Tensor:
    """The bucket of a signed distance in paragraphs: two before, ..., two after."""
    return apart.clamp(-2, 2) + 2
