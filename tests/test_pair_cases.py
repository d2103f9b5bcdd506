"""The pairs of claims are whole: halves apart by event, evidence where it must be, no kind thin."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.pair_cases import HALVES, LIKE, RELATIONS, load_pairs
from extraction.types import ConflictKind


@pytest.fixture(scope="module")
def halves():
    return {half: load_pairs(half) for half in HALVES}


def test_no_event_and_no_pair_is_in_both_halves(halves):
    tuning, judging = halves.values()
    assert not {pair.event for pair in tuning} & {pair.event for pair in judging}
    pairs = [(pair.a, pair.b) for pair in (*tuning, *judging)]
    assert len(pairs) == len(set(pairs))


def test_a_conflict_and_nothing_else_has_a_kind_and_words_that_clash(halves):
    for pair in (pair for half in halves.values() for pair in half):
        assert pair.relation in RELATIONS
        conflict = pair.relation == "conflict"
        assert bool(pair.kind) == bool(pair.left) == bool(pair.right) == conflict, pair
        assert not (conflict and pair.like), pair


def test_there_are_enough_of_every_kind_and_of_what_looks_like_it(halves):
    pairs = [pair for half in halves.values() for pair in half]
    kinds, likes = Counter(pair.kind for pair in pairs), Counter(pair.like for pair in pairs)
    assert len(pairs) >= 1400
    assert all(kinds[kind] >= 60 and likes[kind] >= 60 for kind in LIKE)
    assert kinds[ConflictKind.OTHER] >= 40
    assert sum(pair.relation == "same" for pair in pairs) >= 200
    assert abs(len(halves["tuning"]) - len(halves["judging"])) <= 0.1 * len(pairs)
