"""MPNet's first layers in PyTorch, written so that they load the published weights and export to ONNX.

Song et al., "MPNet: Masked and Permuted Pre-training for Language Understanding", NeurIPS 2020. The weights are
those of all-mpnet-base-v2 (Apache-2.0).
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import torch
from torch import Tensor, nn

from extraction.reader.pieces import SHAPES

WIDTH, HEADS, INNER, VOCABULARY, POSITIONS = 768, 12, 3072, 30_527, 514
BUCKETS, FARTHEST, PADDING = 32, 128, 1


class Layer(nn.Module):
    """One transformer layer: attention with a bias for distance, then the perceptron, each with its residual."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.norm_a, self.norm_b = nn.LayerNorm(WIDTH, eps=1e-5), nn.LayerNorm(WIDTH, eps=1e-5)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """`x` is (batch, length, 768); `bias` (batch, 12, length, length) is added to the attention's logits."""
        batch, length, _ = x.shape
        q, k, v = (part(x).view(batch, length, HEADS, -1).transpose(1, 2) for part in (self.q, self.k, self.v))
        mixed = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
        mixed = mixed.transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm_a(x + self.drop(self.o(mixed)))
        return self.norm_b(x + self.drop(self.down(nn.functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """The embeddings and the first `depth` layers. Two embeddings, zero at first, tell a word's shape and marks."""

    def __init__(self, depth: int, exit_at: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.exit_at = exit_at
        self.word = nn.Embedding(VOCABULARY, WIDTH, padding_idx=PADDING)
        self.position = nn.Embedding(POSITIONS, WIDTH, padding_idx=PADDING)
        self.shape = nn.Embedding(len(SHAPES), WIDTH)
        self.quoted = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-5)
        self.distance = nn.Embedding(BUCKETS, HEADS)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(depth))
        self.drop = nn.Dropout(dropout)
        nn.init.zeros_(self.shape.weight)
        nn.init.zeros_(self.quoted.weight)

    def forward(self, ids: Tensor, shape: Tensor, quoted: Tensor, real: Tensor) -> tuple[Tensor, Tensor]:
        """Vectors (batch, length, 768) of pieces after the exit's layer and the last. `real` is False in padding."""
        length = ids.shape[1]
        at = torch.arange(length, device=ids.device) + 2
        x = self.word(ids) + self.position(at)[None] + self.shape(shape) + self.quoted(quoted)
        x = self.drop(self.norm(x))
        bias = self.distance(buckets(length, ids.device)).permute(2, 0, 1)[None]
        bias = bias + (~real)[:, None, None, :].to(bias.dtype) * -30_000.0
        bias = bias.detach()
        early = x
        for number, layer in enumerate(self.layers, start=1):
            x = layer(x, bias)
            early = x if number == self.exit_at else early
        return early, x


def buckets(length: int, device: torch.device) -> Tensor:
    """The bucket of each pair of positions, as T5 and MPNet count distance: exact when near, logarithmic when far."""
    at = torch.arange(length, device=device)
    away = at[:, None] - at[None, :]
    half = BUCKETS // 2
    side = (away < 0).long() * half
    away = away.abs()
    exact = half // 2
    far = exact + (torch.log(away.clamp(min=1).float() / exact) / math.log(FARTHEST / exact) * (half - exact)).long()
    return side + torch.where(away < exact, away, far.clamp(max=half - 1))


def load_weights(encoder: Encoder, published: dict[str, Tensor]) -> None:
    """Copy the published weights into the encoder. Raises KeyError where one is missing."""
    with torch.no_grad():
        encoder.word.weight.copy_(published["embeddings.word_embeddings.weight"])
        encoder.position.weight.copy_(published["embeddings.position_embeddings.weight"])
        encoder.norm.weight.copy_(published["embeddings.LayerNorm.weight"])
        encoder.norm.bias.copy_(published["embeddings.LayerNorm.bias"])
        encoder.distance.weight.copy_(published["encoder.relative_attention_bias.weight"])
    load_layers(encoder.layers, published)


def load_layers(layers: Iterable[nn.Module], published: dict[str, Tensor]) -> None:
    """Copy the published weights of the first layers. Raises KeyError where one is missing."""
    with torch.no_grad():
        for at, layer in enumerate(layers):
            for mine, theirs in _NAMES.items():
                part = getattr(layer, mine)
                part.weight.copy_(published[f"encoder.layer.{at}.{theirs}.weight"])
                part.bias.copy_(published[f"encoder.layer.{at}.{theirs}.bias"])


_NAMES = {
    "q": "attention.attn.q",
    "k": "attention.attn.k",
    "v": "attention.attn.v",
    "o": "attention.attn.o",
    "norm_a": "attention.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "norm_b": "output.LayerNorm",
}
