"""How GAP's pronouns are scored: each of two candidates is one judgement."""

from __future__ import annotations

import json

import pytest

from benchmarks.gap import Case, bias, count, load
from extraction.people import Naming, Person

TEXT = "Anna Reyes met Ida Voss before she left."
FIRST, SECOND = (0, 10), (15, 23)


def person(words: str) -> Person:
    """A person whom the text names once."""
    start = TEXT.index(words)
    naming = Naming(tuple(words.split()), (start, start + len(words)), start=0, head=1)
    return Person(words, tuple(words.casefold().split()), full=True, namings=[naming])


@pytest.mark.parametrize(
    ("told", "first", "second", "counted"),
    [
        (person("Anna Reyes"), True, False, (1, 1, 1)),
        (person("Ida Voss"), True, False, (0, 1, 1)),
        (person("Ida Voss"), False, False, (0, 1, 0)),
        (None, True, False, (0, 0, 1)),
        (None, False, False, (0, 0, 0)),
    ],
)
def test_each_candidate_is_one_judgement(told, first, second, counted):
    assert count(Case(TEXT, "F", (31, 34), ((FIRST, first), (SECOND, second))), told) == counted


def test_another_naming_of_the_same_name_counts_too():
    again = Person("Anna B. Reyes", ("anna", "b", "reyes"), full=True)
    assert count(Case(TEXT, "F", (31, 34), ((FIRST, True), (SECOND, False))), again) == (1, 1, 1)


def test_the_bias_is_the_ratio_of_the_two():
    ratio, low, high = bias([(1, 2, 2)] * 40, [(2, 2, 2)] * 40)
    assert (round(ratio, 3), round(low, 3), round(high, 3)) == (0.5, 0.5, 0.5)


def test_a_file_is_read_by_line(tmp_path):
    row = {"text": TEXT, "gender": "F", "pronoun": [31, 34], "candidates": [{"span": [0, 10], "correct": True}]}
    file = tmp_path / "gap.jsonl"
    file.write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert list(load(file)) == [Case(TEXT, "F", (31, 34), ((FIRST, True),))]
