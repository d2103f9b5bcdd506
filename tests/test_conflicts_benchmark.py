"""The measure of the judge: ranking, floors, and what counts as right."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.conflict_floors import everything, only_b
from benchmarks.conflicts import Verdict, is_right
from benchmarks.pair_cases import load_pairs
from benchmarks.ranking import average_precision, best_f1


@pytest.fixture(scope="module")
def tuning():
    return load_pairs("tuning")


def test_average_precision_is_one_where_all_wanted_come_first_and_the_share_where_all_are_alike():
    assert average_precision([0.9, 0.8, 0.1], [True, True, False]) == 1
    assert average_precision([0.5, 0.5, 0.5, 0.5], [True, False, False, False]) == 0.25
    assert average_precision([0.9, 0.8, 0.7], [False, True, True]) == pytest.approx((1 / 2 + 2 / 3) / 2)


def test_the_best_f1_is_found_at_a_threshold():
    assert best_f1([0.9, 0.8, 0.7, 0.1], [True, True, False, False]) == 1
    assert best_f1([0.1, 0.9], [True, False]) == pytest.approx(2 / 3)


def test_calling_everything_a_conflict_gives_the_share_of_conflicts(tuning):
    wanted = [pair.relation == "conflict" for pair in tuning]
    assert average_precision(everything(tuning), wanted) == pytest.approx(np.mean(wanted))


def test_what_only_sees_b_does_not_see_a(tuning):
    few = tuning[:60]
    other = [replace(pair, a="Something else.") for pair in few]
    assert np.array_equal(only_b(few, tuning[60:200]), only_b(other, tuning[60:200]))


def test_a_conflict_is_right_with_its_kind_alone_and_a_look_alike_where_it_is_left_alone(tuning):
    conflict = next(pair for pair in tuning if pair.kind == "agent")
    assert is_right(conflict, Verdict("conflict", "agent", 0.9))
    assert not is_right(conflict, Verdict("conflict", "cause", 0.9))
    assert not is_right(conflict, Verdict("related", None, 0.9))
    same, alike = (next(pair for pair in tuning if pair.relation == relation) for relation in ("same", "related"))
    assert is_right(same, Verdict("same", None, 0.1))
    assert not is_right(same, Verdict("related", None, 0.1))
    assert is_right(alike, Verdict("unrelated", None, 0.1))
    assert not is_right(alike, Verdict("conflict", "quantity", 0.9))
