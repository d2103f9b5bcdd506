"""Two texts compared, judged on invented pairs of news statements."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from extraction.pairs import compare_texts
from extraction.types import ConflictKind, Relation

pytestmark = pytest.mark.parser

PAIRS = [json.loads(line) for line in (Path(__file__).parent / "conflict_pairs.jsonl").read_text().splitlines()]

KNOWN = {
    "The bank lent Norvik's rival 9 million crowns.": "the parser takes the rival for an adjective of the crowns",
    "Sorel Foods failed to tell customers that its cereal contained nuts.": "the judge overlooks “failed”",
    "Orlen's defence minister said Orlen's own forces dropped cluster bombs on Karsk.": "another doer is overlooked",
    "Orlen demanded that Marovia withdraw its troops from Tarn.": "the judge takes a refused demand for a denial",
}
"""Statements that are judged wrong, and why."""


def test_pairs_are_judged_as_pinned():
    """A false conflict is worse than a missed one. Failures in both halves were read: none is unseen any more."""
    outcomes: Counter[str] = Counter()
    wrong = []
    for pair in PAIRS:
        found = compare_texts(pair["a"], pair["b"])
        called, real = found["relation"] == "conflict", pair["relation"] == "conflict"
        outcomes["right" if called and real else "false" if called else "missed" if real else "left alone"] += 1
        if called != real or (called and found["kind"] != pair["kind"]):
            wrong.append(pair["b"])
    assert sorted(wrong) == sorted(KNOWN), wrong
    assert outcomes == {"right": 39, "false": 3, "left alone": 64, "missed": 1}


def test_every_answer_keeps_to_the_contract():
    for pair in PAIRS[::7]:
        found = compare_texts(pair["a"], pair["b"])
        assert found["relation"] in set(Relation)
        assert 0 <= found["score"] <= 1
        if found["relation"] != "conflict":
            assert (found["kind"], found["evidence"]) == (None, None)
            assert found["score"] < 0.5
            continue
        assert found["kind"] in set(ConflictKind)
        for side in ("a", "b"):
            assert found["evidence"][side]
            assert all(0 <= start < end <= len(pair[side]) for start, end in found["evidence"][side])


def test_it_is_the_same_the_other_way_round():
    for pair in PAIRS[::3]:
        there, back = compare_texts(pair["a"], pair["b"]), compare_texts(pair["b"], pair["a"])
        assert (there["relation"], there["kind"], there["score"]) == (back["relation"], back["kind"], back["score"])


@pytest.mark.parametrize("empty", ["", " \n", "🔥", "…"])
def test_a_text_without_words_has_nothing_to_do_with_any_other(empty):
    found = compare_texts(empty, "The bridge fell.")
    assert found == {"relation": "unrelated", "kind": None, "score": found["score"], "evidence": None}
    assert compare_texts("The bridge fell.", empty)["relation"] == "unrelated"
