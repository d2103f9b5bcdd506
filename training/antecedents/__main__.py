"""Train the scorer of pronouns: from coreference sets to the files that the app resolves pronouns with.

    python -m training.antecedents SETS NEWS OUT [--epochs 8] [--seeds 2]

SETS is a folder with `gap_development`, `gap_validation`, `ecbplus`, `gicoref` and `litbank`, as `.jsonl.gz` in the
forms that `training/antecedents/corpora.py` tells; the score is fitted on `gap_validation`, the networks on the others.
NEWS is the train folder of PolNeAR (`text/*.txt`), of which every 28th article gets names hidden. OUT gets, kept
between calls so that the same command goes on, the encoded texts (a folder a set) and each network (`*.npz`); then
`weights.npz`, `scores.json` and `SHA256SUMS`, which `extraction/models/antecedents` holds. Needs
`requirements-training.txt`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random

import numpy as np

from extraction.antecedents.figures import PRONOUNS
from extraction.antecedents.scorer import networks
from extraction.pipeline import load as load_pipeline
from extraction.pipeline import parse
from extraction.types import Profile
from training.antecedents.cached import SIZE, encoded
from training.antecedents.corpora import Story, chains, hidden, pronouns
from training.antecedents.examples import Example, examples
from training.antecedents.fitting import fit
from training.antecedents.learn import Recipe, Reduction, arrays, learn

SIZES = {Profile.ACCURATE: SIZE, Profile.FAST: 768}
WEIGHTS = {"hidden": 0.3, "litbank": 0.7}
"""How much an example counts: hidden names fall where writers found no pronoun clear; novels are no news."""
EVERY, LONGEST = 28, 6_000
"""Of so many articles one gets names hidden, in its first code points."""
LEAST = {Profile.ACCURATE: 0.7, Profile.FAST: 0.7}
"""The probability below which the answer is nobody, chosen on news (the model card tells how)."""
SHIPPED = ("weights.npz", "scores.json")


def main() -> None:
    """Encode, train, fit the score, write the files."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("sets", "news", "out"):
        options.add_argument(name, type=Path)
    options.add_argument("--epochs", type=int, default=8)
    options.add_argument("--seeds", type=int, default=2)
    chosen = options.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    stories = {
        "gap": pronouns(chosen.sets / "gap_development.jsonl.gz"),
        "ecbplus": filter(_has_pronoun, chains(chosen.sets / "ecbplus.jsonl.gz", every=False)),
        "gicoref": chains(chosen.sets / "gicoref.jsonl.gz"),
        "litbank": chains(chosen.sets / "litbank.jsonl.gz"),
        "news": _news(chosen.news),
    }
    rows: list[Example] = []
    for name, texts in stories.items():
        rows += _examples(texts, chosen.out / name)
    _train(rows, chosen.out, chosen.epochs, chosen.seeds)
    held = list(_examples(pronouns(chosen.sets / "gap_validation.jsonl.gz"), chosen.out / "validation"))
    with np.load(chosen.out / "weights.npz") as weights:
        scores = {p: fit(networks(weights, p), size, held) | {"least": LEAST[p]} for p, size in SIZES.items()}
    (chosen.out / "scores.json").write_text(json.dumps(scores, indent=2) + "\n", encoding="utf-8")
    sums = (f"{hashlib.sha256((chosen.out / name).read_bytes()).hexdigest()}  {name}" for name in SHIPPED)
    (chosen.out / "SHA256SUMS").write_text("\n".join(sums) + "\n", encoding="utf-8")


def _has_pronoun(story: Story) -> bool:
    return any(story.text[start:end].lower() in PRONOUNS for start, end, _ in story.clusters)


def _news(folder: Path) -> Iterator[Story]:
    random = Random(1)
    for path in sorted((folder / "text").glob("*.txt"))[::EVERY]:
        story = hidden(f"hidden/{path.stem}", parse(path.read_bytes().decode("utf-8")[:LONGEST]), random)
        if story is not None:
            yield story


def _examples(stories: Iterable[Story], folder: Path) -> Iterator[Example]:
    vocab = load_pipeline().vocab
    for one in encoded(stories, folder):
        yield from examples(one, vocab)


def _train(rows: list[Example], out: Path, epochs: int, seeds: int) -> None:
    """Train what isn't there yet, and put all networks into one file."""
    files = []
    for profile, size in SIZES.items():
        reduction = Reduction.of(rows, size, Recipe().kept)
        reduced = reduction.reduced(rows)
        for seed in range(1, seeds + 1):
            files.append(file := out / f"{profile}_{seed}.npz")
            if not file.exists():
                made = arrays(learn(reduced, Recipe(epochs=epochs, seed=seed), WEIGHTS), reduction)
                np.savez(file, allow_pickle=False, **{f"{profile}_{seed}_{name}": part for name, part in made.items()})
    together = {name: array for file in files for name, array in np.load(file).items()}
    np.savez_compressed(out / "weights.npz", allow_pickle=False, **together)


if __name__ == "__main__":
    main()
