"""Word lists: how often a word in a form attributes something, and what kind of act it names.

`cues.tsv` is counted from the train part of PolNeAR (Newell, Margolin and Ruths, LREC 2018) by
`training/count_cues.py`; it holds single words and counts only.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from extraction.forms import Form
from extraction.types import CueClass

PRIOR_WEIGHT = 2.0
"""How many cases the form's own rate counts for beside those of the word."""


def probability(form: Form, key: str) -> float:
    """How likely a candidate of this form and word attributes something, whole and right."""
    table, rates = _counts()
    right, seen = table.get((form.value, key), (0, 0))
    return (right + PRIOR_WEIGHT * rates.get(form.value, 0.0)) / (seen + PRIOR_WEIGHT)


def cue_class(word: str) -> CueClass:
    """What kind of act a word names; speech where it is in no list."""
    return _classes().get(word, CueClass.SPEECH)


@cache
def _counts() -> tuple[dict[tuple[str, str], tuple[int, int]], dict[str, float]]:
    table: dict[tuple[str, str], tuple[int, int]] = {}
    rates: dict[str, float] = {}
    for line in _lines("cues.tsv"):
        form, key, right, seen = line.split("\t")
        if key == "*":
            rates[form] = int(right) / max(int(seen), 1)
        else:
            table[form, key] = (int(right), int(seen))
    return table, rates


@cache
def _classes() -> dict[str, CueClass]:
    found: dict[str, CueClass] = {}
    for line in _lines("classes.tsv"):
        name, words = line.split("\t")
        found.update(dict.fromkeys(words.split(), CueClass(name)))
    return found


def _lines(name: str) -> list[str]:
    text = (files(__package__) / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
