"""Train the judge of conflicts: from pairs and MPNet's weights to the files that the app compares claims with.

    python -m training.judge WEIGHTS OUT [--epochs 3] [--rate 5e-5] [--start PLACE] [--upper] [--with FILE] [--replay N]

WEIGHTS is a folder with `model.safetensors` and `tokenizer.json` of all-mpnet-base-v2. OUT gets `checkpoint.pt` after
each epoch, from which the same command goes on, and `judge.pt` (all weights in float; `--start` begins another round
at such a file, or at the folder of what is shipped; with `--upper` the lower half stays as it is), then what
`extraction/models/judge` holds but for its card: `lower.onnx` and `upper.onnx` (int8), `tokenizer.json`,
`scores.json`, `SHA256SUMS`. The two curves of the score are fitted on what the network doesn't learn from: the tuning
half of the statements, and claims that the engine cut from two long stories. `--with` adds a file of pairs to the
project's own, of which `--replay` takes N by lot. Needs `requirements-training.txt`.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from random import Random

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer

from benchmarks.ranking import average_precision, best_f1
from extraction.conflict.curve import Curve, fit
from extraction.conflict.encoder import ARTICLES, RELATIONS, STATEMENTS, sign
from training.judge.corpus import OWN, Example, own, strangers
from training.judge.export import export, smooth
from training.judge.learn import Recipe, batch_of, learn
from training.judge.network import Judge, load_weights
from training.judge.shipped import load_judge

LOOKED = 192
"""Pairs on which the peaks of the activations are looked up before rounding to int8."""
TUNING, LONG = Path("benchmarks/cases/pairs/tuning.jsonl"), Path("benchmarks/cases/pairs/long.jsonl")
"""What isn't learnt from, and the two curves are fitted on: statements, and claims that the engine cut."""


def main() -> None:
    """Train on from what is there, print how the tuning half comes out, which wasn't learnt, and write the files."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("weights", type=Path)
    options.add_argument("out", type=Path)
    options.add_argument("--epochs", type=int, default=3)
    options.add_argument("--rate", type=float, default=5e-5)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--start", type=Path)
    options.add_argument("--upper", action="store_true")
    options.add_argument("--replay", type=int)
    options.add_argument("--with", dest="added", type=Path, action="append", default=[])
    chosen = options.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    tokenizer = open_tokenizer(chosen.weights)
    judge, random = Judge(), Random(chosen.seed)
    if chosen.start:
        load_judge(judge, chosen.start)
    else:
        load_weights(judge, load_file(str(chosen.weights / "model.safetensors")))
    added = {file.resolve() for file in chosen.added}
    rows = own(*(file for file in sorted(OWN.glob("*.jsonl")) if file.resolve() not in added))
    if chosen.replay is not None:
        rows = random.sample(rows, min(chosen.replay, len(rows)))
    rows += own(*chosen.added) if chosen.added else []
    rows += list(strangers(rows, random, len(rows) // 30))
    recipe = Recipe(chosen.epochs, chosen.rate, seed=chosen.seed, upper=chosen.upper)
    print(f"{len(rows)} pairs", flush=True)
    learn(judge, rows, tokenizer, recipe, chosen.out / "checkpoint.pt")
    torch.save(judge.state_dict(), chosen.out / "judge.pt")
    write(judge, random.sample(rows, min(LOOKED, len(rows))), chosen.weights, chosen.out)


def open_tokenizer(weights: Path) -> Tokenizer:
    """The tokeniser beside MPNet's weights, which neither pads nor cuts."""
    tokenizer = Tokenizer.from_file(str(weights / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def write(judge: Judge, looked: list[Example], weights: Path, out: Path) -> None:
    """Print how the tuning half comes out, and write what the app loads; `looked` are pairs to look up peaks on."""
    tokenizer, told = open_tokenizer(weights), own(TUNING)
    chances = scores(judge, told, tokenizer)
    _report("tuning", chances, told)
    smooth(judge, (batch_of(looked[at : at + 16], tokenizer).given for at in range(0, len(looked), 16)))
    export(judge, weights / "tokenizer.json", out)
    cut = own(LONG)
    found = scores(judge, cut, tokenizer)
    _report("claims of long stories", found, cut)
    sign(out, {STATEMENTS: _curve(chances, told), ARTICLES: _curve(found, cut)})


def _curve(chances: list[tuple[float, ...]], rows: list[Example]) -> Curve:
    return fit([one[0] for one in chances], [row.relation == "conflict" for row in rows])


def scores(judge: Judge, rows: list[Example], tokenizer: Tokenizer) -> list[tuple[float, ...]]:
    """The chances of each relation, a tuple a pair."""
    judge.eval()
    found = []
    with torch.no_grad():
        for at in range(0, len(rows), 32):
            relation, _, _ = judge(*batch_of(rows[at : at + 32], tokenizer).given)
            found += [tuple(row) for row in torch.softmax(relation, -1).tolist()]
    return found


def _report(name: str, chances: list[tuple[float, ...]], rows: list[Example]) -> None:
    wanted = [row.relation == "conflict" for row in rows]
    conflict = [one[0] for one in chances]
    said = [RELATIONS[max(range(len(one)), key=one.__getitem__)] for one in chances]
    hit = sum(a == "conflict" and b for a, b in zip(said, wanted, strict=True))
    f1 = 2 * hit / max(1, said.count("conflict") + sum(wanted))
    same = [s == "same" for s, row in zip(said, rows, strict=True) if row.relation == "same"]
    print(
        f"{name}: AP {average_precision(conflict, wanted):.3f}, F1 {f1:.3f}, best F1 {best_f1(conflict, wanted):.3f}, "
        f"same found {sum(same)} of {len(same)}",
        flush=True,
    )


if __name__ == "__main__":
    main()
