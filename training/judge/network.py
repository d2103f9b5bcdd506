"""The judge's network in PyTorch: MPNet's twelve layers over both claims at once, and three heads.

Song et al., "MPNet: Masked and Permuted Pre-training for Language Understanding", NeurIPS 2020; the weights are those
of all-mpnet-base-v2 (Apache-2.0). Cross-encoding two texts for how they relate: Devlin et al. 2019,
https://aclanthology.org/N19-1423.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from extraction.conflict.encoder import KINDS, RELATIONS
from extraction.conflict.pieces import GAP_KINDS, STANDINGS
from training.reader import encoder as mpnet
from training.reader.encoder import BUCKETS, HEADS, PADDING, POSITIONS, VOCABULARY, WIDTH, Layer, buckets

DEPTH, CUT = 12, 6
"""Layers in all, and how many of them go into the first of the two files."""


class Lower(nn.Module):
    """The embeddings and the first layers: from pieces to vectors (batch, length, 768)."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.word = nn.Embedding(VOCABULARY, WIDTH, padding_idx=PADDING)
        self.position = nn.Embedding(POSITIONS, WIDTH, padding_idx=PADDING)
        self.side = nn.Embedding(2, WIDTH)
        self.standing = nn.Embedding(STANDINGS, WIDTH)
        self.gap = nn.Embedding(GAP_KINDS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-5)
        self.distance = nn.Embedding(BUCKETS, HEADS)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(CUT))
        self.drop = nn.Dropout(dropout)
        for added in (self.side, self.standing, self.gap):
            nn.init.zeros_(added.weight)

    def forward(self, ids: Tensor, sides: Tensor, standings: Tensor, gap: Tensor, real: Tensor) -> Tensor:
        """All but `gap` (batch,) are (batch, length); `real` is 0 in padding."""
        at = torch.arange(ids.shape[1], device=ids.device) + 2
        x = self.word(ids) + self.position(at)[None] + self.side(sides) + self.standing(standings)
        first = (at == 2).to(x.dtype)[None, :, None]
        x = self.drop(self.norm(x + self.gap(gap)[:, None] * first))
        bias = _bias(self.distance, real)
        for layer in self.layers:
            x = layer(x, bias)
        return x


class Upper(nn.Module):
    """The last layers and the heads: relation (batch, 5), kind (batch, 8), whether a piece clashes (batch, length)."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.distance = nn.Embedding(BUCKETS, HEADS)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(DEPTH - CUT))
        self.drop = nn.Dropout(dropout)
        self.middle = nn.Linear(2 * WIDTH, WIDTH)
        self.relation, self.kind = nn.Linear(WIDTH, len(RELATIONS)), nn.Linear(WIDTH, len(KINDS))
        self.clash = nn.Linear(WIDTH, 1)

    def forward(self, x: Tensor, real: Tensor) -> tuple[Tensor, ...]:
        """`x` is (batch, length, 768) from `Lower`."""
        bias = _bias(self.distance, real)
        for layer in self.layers:
            x = layer(x, bias)
        kept = real.to(x.dtype)
        mean = (x * kept[..., None]).sum(1) / kept.sum(1, keepdim=True)
        pooled = self.drop(torch.tanh(self.middle(torch.cat((x[:, 0], mean), -1))))
        return self.relation(pooled), self.kind(pooled), self.clash(x).squeeze(-1)


class Judge(nn.Module):
    """Both halves: from pieces to the heads' logits."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.lower, self.upper = Lower(dropout), Upper(dropout)

    def forward(self, ids: Tensor, sides: Tensor, standings: Tensor, gap: Tensor, real: Tensor) -> tuple[Tensor, ...]:
        """As `Lower` takes them and `Upper` gives them."""
        upper: tuple[Tensor, ...] = self.upper(self.lower(ids, sides, standings, gap, real), real)
        return upper


def _bias(distance: nn.Embedding, real: Tensor) -> Tensor:
    """What attention's logits are given for distance, and against padding: (batch, 12, length, length). Not learnt."""
    bias = distance(buckets(real.shape[1], real.device)).permute(2, 0, 1)[None]
    return (bias + (1 - real.to(bias.dtype))[:, None, None, :] * -30_000.0).detach()


def load_weights(judge: Judge, published: dict[str, Tensor]) -> None:
    """Copy MPNet's published weights. Raises KeyError where one is missing."""
    lower, upper = judge.lower, judge.upper
    with torch.no_grad():
        lower.word.weight.copy_(published["embeddings.word_embeddings.weight"])
        lower.position.weight.copy_(published["embeddings.position_embeddings.weight"])
        lower.norm.weight.copy_(published["embeddings.LayerNorm.weight"])
        lower.norm.bias.copy_(published["embeddings.LayerNorm.bias"])
        for half in (lower, upper):
            half.distance.weight.copy_(published["encoder.relative_attention_bias.weight"])
    mpnet.load_layers([*lower.layers, *upper.layers], published)
