"""Train the reader: from PolNeAR's train part and MPNet's weights to the files that the app reads with.

    python -m training.reader CORPUS WEIGHTS OUT [--epochs 4] [--depth 6] [--start FILE --rate 6e-5 --head-rate 3e-4]

CORPUS is the train folder of PolNeAR (`text/*.txt`, `attributions/*.ann`; Newell, Margolin and Ruths, LREC 2018).
WEIGHTS is a folder with `model.safetensors` and `tokenizer.json` of all-mpnet-base-v2. Every 21st article is kept
aside: the scores and thresholds are fitted on it, and its figures printed. OUT gets `checkpoint.pt` every 300 steps,
from which the same command goes on, and `reader.pt` (all weights in float; `--start` begins another round at such a
file), then what `extraction/models/reader` holds: `lower.onnx` and `upper.onnx` (int8), `heads.npz`, `tokenizer.json`,
`scores.json` and `SHA256SUMS`. Needs `requirements-training.txt`. Six layers take 720 steps an epoch.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load_file
from tokenizers import Tokenizer

from extraction.checksums import SUMS
from extraction.reader.decoding import decode, distinct
from extraction.reader.model import FILES
from extraction.reader.network import Network
from extraction.reader.pieces import pieces
from extraction.types import Profile
from training.reader.corpus import Article, load
from training.reader.encoder import load_weights
from training.reader.export import export
from training.reader.fitting import Scores, fit, judged
from training.reader.learn import Recipe, learn
from training.reader.network import Reader

ASIDE = 21
"""Of so many articles one is kept aside."""
THRESHOLDS = [at / 100 for at in range(20, 61, 2)]
SLACK = 0.003
"""F1 over the thresholds is flat at its top: of those this near to the best the one with the most even P and R."""


def main() -> None:
    """Train, export, fit the scores, print the figures on what was kept aside."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("corpus", type=Path)
    options.add_argument("weights", type=Path)
    options.add_argument("out", type=Path)
    options.add_argument("--epochs", type=float, default=4.0)
    options.add_argument("--depth", type=int, default=6)
    options.add_argument("--start", type=Path)
    options.add_argument("--rate", type=float, default=Recipe.rate)
    options.add_argument("--head-rate", type=float, default=Recipe.head_rate)
    options.add_argument("--seed", type=int, default=Recipe.seed)
    chosen = options.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    articles = load(chosen.corpus)
    aside = articles[::ASIDE]
    seen = [article for at, article in enumerate(articles) if at % ASIDE]
    tokenizer = _tokenizer(chosen.weights, chosen.out)
    network = Reader(chosen.depth)
    load_weights(network.encoder, load_file(chosen.weights / "model.safetensors"))
    if chosen.start:
        network.load_state_dict(torch.load(chosen.start, weights_only=True))
    recipe = Recipe(epochs=chosen.epochs, rate=chosen.rate, head_rate=chosen.head_rate, seed=chosen.seed)
    learn(seen, tokenizer, network, recipe, chosen.out / "checkpoint.pt")
    torch.save(network.state_dict(), chosen.out / "reader.pt")
    with torch.no_grad():
        export(network, chosen.out / "float")
    for part in ("lower.onnx", "upper.onnx"):
        quantize_dynamic(chosen.out / "float" / part, chosen.out / part, weight_type=QuantType.QInt8, per_channel=True)
    shutil.move(chosen.out / "float" / "heads.npz", chosen.out / "heads.npz")
    _fit(aside, tokenizer, chosen.out)
    sums = (f"{hashlib.sha256((chosen.out / name).read_bytes()).hexdigest()}  {name}" for name in FILES)
    (chosen.out / SUMS).write_text("\n".join(sums) + "\n", encoding="utf-8")


def _tokenizer(weights: Path, out: Path) -> Tokenizer:
    """The tokeniser that neither cuts nor pads, kept beside the network."""
    tokenizer: Tokenizer = Tokenizer.from_file(str(weights / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tokenizer.save(str(out / "tokenizer.json"))
    return tokenizer


def _fit(aside: list[Article], tokenizer: Tokenizer, out: Path) -> None:
    """Fit each profile's scores, choose the threshold by F1, and write both."""
    settings = {}
    for profile in Profile:
        network = Network(out, profile)
        found = [decode(network, article.words, pieces(article.words, tokenizer)).drafts for article in aside]
        scores = fit(aside, found)
        rows = [_figures(aside, found, scores, threshold) for threshold in THRESHOLDS]
        best = max(_f1(*row) for row in rows)
        near = [row for row in rows if _f1(*row) >= best - SLACK]
        precision, recall, threshold = min(near, key=lambda row: abs(row[0] - row[1]))
        f1 = _f1(precision, recall)
        print(f"{profile}, {len(aside)} kept aside: P {precision:.3f} R {recall:.3f} F1 {f1:.3f} at {threshold}")
        settings[profile] = {"intercept": scores.intercept, "weights": scores.weights, "threshold": threshold}
    (out / "scores.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def _f1(precision: float, recall: float, *_: float) -> float:
    return 2 * precision * recall / (precision + recall or 1)


def _figures(aside: list[Article], found: list[list], scores: Scores, threshold: float) -> tuple[float, float, float]:
    """Precision and recall (relaxed) of the drafts above a threshold, which comes third."""
    right = kept = gold = 0.0
    for article, all_drafts in zip(aside, found, strict=True):
        chosen = [draft for draft, _ in distinct(all_drafts, [scores.of(draft) for draft in all_drafts], threshold)]
        right += float(judged(article, chosen).sum())
        kept += len(chosen)
        gold += sum(bool(row["content"]) for row in article.annotations[0])
    return right / (kept or 1), right / (gold or 1), threshold


if __name__ == "__main__":
    main()
