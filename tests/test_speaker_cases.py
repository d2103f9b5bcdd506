"""The cases of who speaks are whole: each stretch stands in its text, a name is one the text gives, no kind is thin."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

import pytest

from benchmarks.case_files import PieceNotFound
from benchmarks.speaker_cases import KINDS, REPORTS, SPEAKERS, SPEAKERS_ASIDE, load_speakers, speaker_case


@pytest.fixture(scope="module")
def folders():
    return {name: load_speakers(name) for name in (SPEAKERS, SPEAKERS_ASIDE)}


def every(folders):
    return [case for folder in folders.values() for cases in folder.values() for case in cases]


def short(folder):
    """The cases that were made for one difficulty each, without the whole reports."""
    return {kind: cases for kind, cases in folder.items() if kind not in REPORTS}


def test_contents_stand_in_order_and_cross_one_another_nowhere(folders):
    for case in every(folders):
        assert case.who, case.text
        assert case.text == case.text.strip()
        assert unicodedata.is_normalized("NFC", case.text)
        for one, other in pairwise(said.content for said in case.who):
            assert one[0] < other[0], case.text
            assert other[0] >= one[1] or other[1] <= one[1], case.text


def test_each_speaker_has_a_known_kind_and_nobody_is_unnamed_or_undecided(folders):
    for case in every(folders):
        for said in case.who:
            assert said.kind in KINDS
            assert said.speaker is None or said.kind != "unnamed", case.text


def test_each_name_is_one_that_the_text_gives(folders):
    for case in every(folders):
        given = set(re.findall(r"\w+", case.text.casefold()))
        for said in case.who:
            assert set(re.findall(r"\w+", (said.speaker or "").casefold())) <= given, said.speaker


def test_there_are_enough_cases_of_every_kind_in_both_folders(folders):
    kept, aside = folders.values()
    assert kept.keys() == aside.keys()
    assert all(len(cases) + len(aside[kind]) >= 8 and len(aside[kind]) >= 4 for kind, cases in kept.items())
    counts = [sum(len(cases) for cases in short(folder).values()) for folder in folders.values()]
    assert sum(counts) >= 240
    assert abs(counts[0] - counts[1]) <= len(kept)


def test_some_have_nobody_some_float_and_some_come_from_guides(folders):
    said = [
        said for folder in folders.values() for cases in short(folder).values() for case in cases for said in case.who
    ]
    assert 8 * sum(one.speaker is None for one in said) >= len(said)
    assert 6 * sum(one.source is None for one in said) >= len(said)
    assert {case.origin for case in every(folders)} == {"guide", "imagined", "seen"}


def test_reports_are_long(folders):
    assert all(6 <= len(case.who) <= 12 for folder in folders.values() for case in folder["reports"])


def test_no_text_is_in_two_places(folders):
    texts = [" ".join(case.text.split()) for case in every(folders)]
    assert len(set(texts)) == len(texts)


def test_a_stretch_that_is_not_there_is_told():
    said = {"content": "no", "speaker": None, "kind": "unnamed", "source": "he"}
    row = {"text": "“No,” he said, “and no.”", "who": [said], "from": "imagined"}
    assert speaker_case(row).who[0].content == (20, 22)
    for wrong in ({"content": "yes"}, {"source": "she"}, {"content": " "}):
        with pytest.raises(PieceNotFound):
            speaker_case(row | {"who": [said | wrong]})
    with pytest.raises(PieceNotFound):
        speaker_case(row | {"who": [said, said]})
