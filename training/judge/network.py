"""The judge's network in PyTorch: MiniLM's six layers over both claims at once, and three heads.

Wang et al., "MiniLM: Deep Self-Attention Distillation", NeurIPS 2020; the weights are those of all-MiniLM-L6-v2
(Apache-2.0). Cross-encoding two texts for how they relate: Devlin et al. 2019, https://aclanthology.org/N19-1423.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from extraction.conflict.pieces import GAP_KINDS, STANDINGS

WIDTH, HEADS, INNER, DEPTH, VOCABULARY, POSITIONS = 384, 12, 1536, 6, 30_522, 512
RELATIONS = ("conflict", "same", "update", "related", "unrelated")
KINDS = ("denial", "negation", "opposite", "quantity", "date", "agent", "cause", "other")


class Layer(nn.Module):
    """One transformer layer: attention, then the perceptron, each with its residual."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.norm_a, self.norm_b = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """`x` is (batch, length, 384); `bias` (batch, 1, 1, length) is added to the attention's logits."""
        batch, length, _ = x.shape
        q, k, v = (part(x).view(batch, length, HEADS, -1).transpose(1, 2) for part in (self.q, self.k, self.v))
        weights = torch.softmax(q @ k.transpose(-1, -2) / (WIDTH // HEADS) ** 0.5 + bias, -1)
        mixed = (weights @ v).transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm_a(x + self.drop(self.o(mixed)))
        return self.norm_b(x + self.drop(self.down(nn.functional.gelu(self.up(x)))))


class Judge(nn.Module):
    """From pieces to logits: relation (batch, 5), kind (batch, 8), and whether each piece clashes (batch, length)."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.word = nn.Embedding(VOCABULARY, WIDTH)
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.side = nn.Embedding(2, WIDTH)
        self.standing = nn.Embedding(STANDINGS, WIDTH)
        self.gap = nn.Embedding(GAP_KINDS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(DEPTH))
        self.drop = nn.Dropout(dropout)
        self.middle = nn.Linear(2 * WIDTH, WIDTH)
        self.relation, self.kind = nn.Linear(WIDTH, len(RELATIONS)), nn.Linear(WIDTH, len(KINDS))
        self.clash = nn.Linear(WIDTH, 1)
        for added in (self.standing, self.gap):
            nn.init.zeros_(added.weight)

    def forward(self, ids: Tensor, sides: Tensor, standings: Tensor, gap: Tensor, real: Tensor) -> tuple[Tensor, ...]:
        """All but `gap` (batch,) are (batch, length); `real` is 0 in padding."""
        at = torch.arange(ids.shape[1], device=ids.device)
        x = self.word(ids) + self.position(at)[None] + self.side(sides) + self.standing(standings)
        x = self.drop(self.norm(x + self.gap(gap)[:, None] * (ids == ids[:, :1])[..., None]))
        kept = real.to(x.dtype)
        bias = (1 - kept)[:, None, None, :] * -10_000.0
        for layer in self.layers:
            x = layer(x, bias)
        mean = (x * kept[..., None]).sum(1) / kept.sum(1, keepdim=True)
        pooled = self.drop(torch.tanh(self.middle(torch.cat((x[:, 0], mean), -1))))
        return self.relation(pooled), self.kind(pooled), self.clash(x).squeeze(-1)


def load_weights(judge: Judge, published: dict[str, Tensor]) -> None:
    """Copy MiniLM's published weights. Raises KeyError where one is missing."""
    with torch.no_grad():
        judge.word.weight.copy_(published["embeddings.word_embeddings.weight"])
        judge.position.weight.copy_(published["embeddings.position_embeddings.weight"])
        judge.side.weight.copy_(published["embeddings.token_type_embeddings.weight"])
        judge.norm.weight.copy_(published["embeddings.LayerNorm.weight"])
        judge.norm.bias.copy_(published["embeddings.LayerNorm.bias"])
        for at, layer in enumerate(judge.layers):
            for mine, theirs in _NAMES.items():
                part = getattr(layer, mine)
                part.weight.copy_(published[f"encoder.layer.{at}.{theirs}.weight"])
                part.bias.copy_(published[f"encoder.layer.{at}.{theirs}.bias"])


_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "o": "attention.output.dense",
    "norm_a": "attention.output.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "norm_b": "output.LayerNorm",
}
