"""Count how often each word in each form attributes something, and fit the weights of the other traits.

    python -m benchmarks.rules.count_cues CORPUS

CORPUS is the train folder of PolNeAR (`text/*.txt` and `attributions/*.ann`; Newell, Margolin and Ruths,
LREC 2018). Writes `benchmarks/rules/lexicon/cues.tsv` and `weights.tsv`: single words, counts and weights, none of
the corpus's text. It takes about five minutes on one core and gives the same files each time.

A candidate counts as right where its content shares at least half of its words (Jaccard) with an annotated
one and the sources overlap or both are empty. Candidates inside quotations or inside an annotated content
are left out: the corpus doesn't annotate what is nested.
"""

from __future__ import annotations

import argparse
import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from spacy.tokens import Doc

from benchmarks import score_attribution as scorer
from benchmarks.rules import lexicon
from benchmarks.rules.contents import find_contents
from benchmarks.rules.cues import find_cues
from benchmarks.rules.forms import Form
from benchmarks.rules.scores import logit, traits
from benchmarks.rules.sources import find_sources
from extraction.edges import characters
from extraction.marks import find_quotation_marks
from extraction.pipeline import parse
from extraction.types import Spans

LEXICON = Path(lexicon.__file__).parent
SELDOM = 6
"""A word seen at most so often counts for the words never seen."""
LEAST_PRIOR = 15
"""A tie ("* about") has a prior of its own where seldom seen words have it at least so often."""
LEAST_TRAIT = 20
STEPS = 400

type Case = tuple[tuple[str, str], bool, tuple[str, ...]]
"""The form and word of a candidate, whether it was right, and its traits."""


def main() -> None:
    """Parse the corpus once, count twice (the choice of a quotation's verb rests on the first counts), fit."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("corpus", type=Path)
    corpus = options.parse_args().corpus
    gold = [(stem, words, rows) for stem, words, _, rows in scorer.load_gold(corpus)]
    docs = [parse(scorer.read(corpus / "text" / f"{stem}.txt")) for stem, _, _ in gold]
    (LEXICON / "cues.tsv").write_text("quoted\t*\t1\t2\n", encoding="utf-8")
    for _ in range(2):
        lexicon.forget()
        cases = [case for doc, (_, words, rows) in zip(docs, gold, strict=True) for case in _cases(doc, words, rows)]
        _write_counts(cases)
    lexicon.forget()
    _write_weights(cases)


def _cases(doc: Doc, words: Sequence[tuple[int, int]], gold: Sequence[dict[str, frozenset[int]]]) -> Iterator[Case]:
    """Every candidate of a text that stands alone, right or wrong."""
    marks = find_quotation_marks(doc)
    cues = find_cues(doc, marks, least=-1.0)
    sources = find_sources(doc, cues, marks)
    contents = find_contents(doc, cues, sources, marks)
    starts = [start for start, _ in words]
    owners: dict[int, set[int]] = {}
    for number, row in enumerate(gold):
        for word in row["content"]:
            owners.setdefault(word, set()).add(number)
    for cue, source, content in zip(cues, sources, contents, strict=True):
        if not content or cue.form is Form.FLOATING or marks.of[cue.head] >= 0:
            continue
        head = ((doc[cue.head].idx, doc[cue.head].idx + len(doc[cue.head])),)
        if _words_in(words, starts, head) & owners.keys():
            continue
        said, who = (_words_in(words, starts, characters(doc, spans)) for spans in (content, source))
        rows = (gold[number] for number in {n for word in said for n in owners.get(word, ())})
        right = any(_matches(row, said, who) for row in rows)
        yield (cue.form.value, cue.key), right, traits(doc, cue, source, content, marks)


def _matches(row: dict[str, frozenset[int]], said: set[int], who: set[int]) -> bool:
    if len(row["content"] & said) < len(row["content"] | said) / 2:
        return False
    return bool(row["source"] & who) or not (row["source"] or who)


def _words_in(words: Sequence[tuple[int, int]], starts: Sequence[int], spans: Spans) -> set[int]:
    found: set[int] = set()
    for start, end in spans:
        at = max(bisect_right(starts, start) - 1, 0)
        while at < len(words) and words[at][0] < end:
            if words[at][1] > start:
                found.add(at)
            at += 1
    return found


def _count(cases: Iterable[Case]) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    right: Counter[tuple[str, str]] = Counter()
    seen: Counter[tuple[str, str]] = Counter()
    for key, hit, _ in cases:
        seen[key] += 1
        right[key] += hit
    return right, seen


def _write_counts(cases: Sequence[Case]) -> None:
    right, seen = _count(cases)
    prior_right: Counter[tuple[str, str]] = Counter()
    prior_seen: Counter[tuple[str, str]] = Counter()
    for (form, word), n in seen.items():
        tie = word.partition(" ")[2]
        for star in {"*", f"* {tie}"} if tie and n <= SELDOM else {"*"} if n <= SELDOM else set():
            prior_seen[form, star] += n
            prior_right[form, star] += right[form, word]
    rows = [(form, star, prior_right[form, star], n) for (form, star), n in prior_seen.items()]
    rows = [row for row in rows if row[1] == "*" or row[3] >= LEAST_PRIOR]
    for (form, word), n in seen.items():
        plain = word.replace(" ", "").replace("'", "").replace("-", "").isalpha()
        if plain and ((right[form, word] and n > 1) or n > 3):
            rows.append((form, word, right[form, word], n))
    lines = ["# How often each word in each form attributes something, counted by benchmarks/rules/count_cues.py.\n"]
    lines += ["# form, word, right, seen; * stands for the words seldom seen\n"]
    lines += [f"{form}\t{word}\t{hits}\t{n}\n" for form, word, hits, n in sorted(rows)]
    (LEXICON / "cues.tsv").write_text("".join(lines), encoding="utf-8")


def _write_weights(cases: Sequence[Case]) -> None:
    """Fit a logistic model over the traits; each candidate's own case is taken out of its word's count first."""
    right, seen = _count(cases)
    common = Counter(trait for _, _, held in cases for trait in held)
    names: dict[str, int] = {}
    offsets: list[float] = []
    hits: list[bool] = []
    held: list[list[int]] = []
    for key, hit, its_traits in cases:
        others = seen[key] - 1 + lexicon.PRIOR_WEIGHT
        prior = lexicon.PRIOR_WEIGHT * lexicon.prior(Form(key[0]), key[1])
        probability = (right[key] - hit + prior) / others
        if probability < 0.04:
            continue
        offsets.append(logit(probability))
        hits.append(hit)
        held.append([names.setdefault(t, len(names)) for t in its_traits if common[t] >= LEAST_TRAIT])
    slope, weights = _fit(np.array(offsets), np.array(hits, dtype=float), held, len(names))
    lines = ["# Weight of each trait in log-odds, fitted by benchmarks/rules/count_cues.py.\n", f"logit\t{slope:.3f}\n"]
    lines += [f"{name}\t{weights[i]:.2f}\n" for name, i in sorted(names.items()) if abs(weights[i]) >= 0.02]
    (LEXICON / "weights.tsv").write_text("".join(lines), encoding="utf-8")


def _fit(offsets: Any, hits: Any, held: Sequence[Sequence[int]], size: int) -> tuple[float, Any]:
    """Logistic regression with a ridge of 1 by Adam; prints how well the scores are calibrated."""
    column = np.array([i for row in held for i in row])
    row = np.repeat(np.arange(len(held)), [len(r) for r in held])
    weights = np.concatenate([np.zeros(size), [1.0]])
    first, second = np.zeros(size + 1), np.zeros(size + 1)
    for step in range(STEPS):
        z = weights[-1] * offsets + np.bincount(row, weights[column], len(hits))
        error = 1 / (1 + np.exp(-z)) - hits
        slope = np.append(np.bincount(column, error[row], size) + weights[:-1], (error * offsets).sum())
        first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope**2
        weights -= (0.05 * (1 - step / STEPS) + 0.002) * first / (np.sqrt(second) + 1e-8)
    z = weights[-1] * offsets + np.bincount(row, weights[column], len(hits))
    said = 1 / (1 + np.exp(-z))
    for low in np.arange(0, 1, 0.1):
        among = (said >= low) & (said < low + 0.1)
        if among.any():
            print(f"said {said[among].mean():.2f}, right {hits[among].mean():.2f} of {among.sum()}")
    return math.floor(weights[-1] * 1000) / 1000, weights[:-1]


if __name__ == "__main__":
    main()
