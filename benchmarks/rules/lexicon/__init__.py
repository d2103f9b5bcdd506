"""Word lists: how often a word in a form attributes something.

`cues.tsv` is counted from the train part of PolNeAR (Newell, Margolin and Ruths, LREC 2018) by
`benchmarks/rules/count_cues.py`; it holds single words and counts only.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from benchmarks.rules.forms import Form

PRIOR_WEIGHT = 2.0
"""How many cases the form's own rate counts for beside those of the word."""


def probability(form: Form, key: str) -> float:
    """How likely a candidate of this form and word attributes something, whole and right."""
    right, seen = _counts().get((form.value, key), (0, 0))
    return (right + PRIOR_WEIGHT * prior(form, key)) / (seen + PRIOR_WEIGHT)


def prior(form: Form, key: str) -> float:
    """How likely a word that was seldom seen in this form attributes something."""
    _, _, tie = key.partition(" ")
    right, seen = _counts().get((form.value, f"* {tie}")) or _counts().get((form.value, "*"), (0, 1))
    return right / max(seen, 1)


@cache
def weights() -> dict[str, float]:
    """The weight of each trait of a quote, in log-odds (see `benchmarks.rules.scores`)."""
    return {name: float(value) for name, value in (line.split("\t") for line in _lines("weights.tsv"))}


@cache
def words(name: str) -> frozenset[str]:
    """The lemmas of a plain list: "messages" or "told"; each file's first line says what it holds."""
    return frozenset(_lines(f"{name}.tsv"))


def forget() -> None:
    """Read the lists again at their next use: for the program that writes them."""
    for table in (_counts, weights):
        table.cache_clear()


@cache
def _counts() -> dict[tuple[str, str], tuple[int, int]]:
    rows = (line.split("\t") for line in _lines("cues.tsv"))
    return {(form, key): (int(right), int(seen)) for form, key, right, seen in rows}


def _lines(name: str) -> list[str]:
    text = (files(__package__) / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
