"""The cases of the robustness benchmark are whole: every piece stands in its text, and no kind is thin."""

from __future__ import annotations

from itertools import pairwise

import pytest

from benchmarks.case_files import ASIDE, CASES, KEPT, PieceNotFound, load_kinds, load_nested, place


@pytest.fixture(scope="module")
def folders():
    return {name: load_kinds(name) for name in (KEPT, ASIDE)}


def every(folder):
    return [case for cases in folder.values() for case in cases]


def test_every_piece_of_every_case_stands_in_its_text_in_order(folders):
    files = [path for path in CASES.rglob("*.jsonl") if path.parent.name in (KEPT, ASIDE, CASES.name)]
    assert len(files) == sum(map(len, folders.values())) + 1
    for case in [*every(folders[KEPT]), *every(folders[ASIDE]), *load_nested()]:
        for quote in case.quotes:
            assert quote.roles["content"], case.text
            assert quote.kind in {"direct", "mixed", "indirect"}
            spans = sorted(span for pieces in quote.roles.values() for span in pieces)
            assert all(end <= start for (_, end), (start, _) in pairwise(spans)), case.text


def test_there_are_enough_cases_of_every_kind_in_both_folders(folders):
    assert folders[KEPT].keys() == folders[ASIDE].keys()
    assert all(len(cases) >= 6 for folder in folders.values() for cases in folder.values())
    kept, aside = every(folders[KEPT]), every(folders[ASIDE])
    assert len(kept) + len(aside) >= 310
    assert abs(len(kept) - len(aside)) <= len(folders[KEPT])


def test_a_third_or_more_comes_from_guides_or_imagination(folders):
    origins = [case.origin for folder in folders.values() for case in every(folder)]
    assert set(origins) == {"guide", "imagination", "failure"}
    assert 3 * sum(origin != "failure" for origin in origins) >= len(origins)


def test_no_text_is_in_two_places(folders):
    texts = [" ".join(case.text.split()) for folder in folders.values() for case in every(folder)]
    texts += [" ".join(case.text.split()) for case in load_nested()]
    assert len(set(texts)) == len(texts)


def test_quotes_outside_the_nested_cases_stand_beside_one_another(folders):
    for case in [*every(folders[KEPT]), *every(folders[ASIDE])]:
        assert all(quote.parent is None for quote in case.quotes)
        spans = sorted(span for quote in case.quotes for span in quote.roles["content"])
        assert all(end <= start for (_, end), (start, _) in pairwise(spans)), case.text


def test_nested_cases_have_parents_that_hold_them_and_distractors_that_have_none():
    cases = load_nested()
    assert len(cases) >= 60
    assert sum(all(quote.parent is None for quote in case.quotes) for case in cases) >= 10
    for case in cases:
        for quote in case.quotes:
            if quote.parent is not None:
                outer = case.quotes[quote.parent].roles["content"]
                assert all(any(a <= s and e <= b for a, b in outer) for s, e in quote.roles["content"]), case.text


def test_a_piece_that_is_not_there_or_comes_too_early_is_told():
    assert place("He said he said so.", ["said", "said"]) == ((3, 7), (11, 15))
    assert place("He said he said so.", ["said"], [11]) == ((11, 15),)
    for pieces in (["says"], ["so", "He"], [" "]):
        with pytest.raises(PieceNotFound):
            place("He said he said so.", pieces)
