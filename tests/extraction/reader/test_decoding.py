"""Labels make whole spans, and no two attributions tell one content."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from extraction.reader.decoding import Draft, candidates, distinct, viterbi
from extraction.reader.network import FLAT, ROLES


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(
    arrays.arrays(
        np.float32,
        st.tuples(st.integers(1, 3), st.integers(1, 12), st.just(len(ROLES))),
        elements=st.floats(-9, 0, width=32),
    )
)
def test_no_span_goes_on_that_did_not_begin(logits):
    for labels in viterbi(logits)[0]:
        for before, label in zip([0, *labels], labels, strict=False):
            if ROLES[label].startswith("I"):
                assert ROLES[before][1:] == ROLES[label][1:]


def test_the_likeliest_whole_path_is_taken():
    sure = np.log(np.full((1, 3, len(ROLES)), 0.01, dtype=np.float32))
    sure[0, 0, ROLES.index("I-content")] = np.log(0.6)
    sure[0, 0, ROLES.index("B-content")] = np.log(0.3)
    sure[0, 1:, ROLES.index("I-content")] = np.log(0.9)
    (labels,), _ = viterbi(sure)
    assert [ROLES[label] for label in labels] == ["B-content", "I-content", "I-content"]


def test_cues_are_favoured_and_an_orphan_opens_one():
    flat = np.log(np.full((4, len(FLAT)), 0.05, dtype=np.float32))
    flat[:, 0] = np.log(0.5)
    flat[1, FLAT.index("B-cue")] = flat[2, FLAT.index("I-cue")] = np.log(0.3)
    assert candidates(flat, raised=0.0) == []
    assert candidates(flat, raised=1.0) == [(1, 3)]
    flat[1, FLAT.index("B-cue")] = np.log(0.05)
    assert candidates(flat, raised=1.0) == [(2, 3)]


def draft(cue, content):
    return Draft((cue,), (), tuple(content), ())


def test_of_two_that_tell_the_same_the_likelier_stays():
    first, second, third = draft(0, range(1, 9)), draft(9, range(2, 9)), draft(20, range(21, 25))
    kept = distinct([first, second, third], [0.7, 0.9, 0.5], threshold=0.4)
    assert kept == [(second, 0.9), (third, 0.5)]
    assert distinct([first], [0.3], threshold=0.4) == []
