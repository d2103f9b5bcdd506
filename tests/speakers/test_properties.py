"""What holds of any two names."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from speakers.lookalikes import look_alike
from speakers.names import alike_organisations, alike_persons, normalised, same

quick = settings(max_examples=150, deadline=None, derandomize=True, database=None)

PIECES = [
    "Ana",
    "Аna",
    "A.",
    "Bob",
    "Robert",
    "van",
    "der",
    "Ruiz",
    "Ruíz",
    "Jr",
    "Dr.",
    "O’Hare",
    "Acme",
    "Inc",
    "the",
    "İ",
    "ß",
    "-",
]
NAMES = st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map(" ".join) | st.text(max_size=20)


@quick
@given(NAMES)
def test_blanks_around_a_name_and_between_its_words_make_no_other(name):
    assert normalised("  " + "  ".join(name.split(" ")) + " ") == normalised(name)


@quick
@given(NAMES, NAMES)
def test_what_two_names_have_in_common_goes_both_ways(one, other):
    assert same(one, other) == same(other, one)
    assert look_alike(one, other) == look_alike(other, one)
    for alike in (alike_persons, alike_organisations):
        there, back = alike(one, other), alike(other, one)
        assert (there and there.strong) == (back and back.strong)


@quick
@given(NAMES)
def test_a_name_is_the_same_as_itself_and_looks_like_no_other_of_its_letters(name):
    assert same(name, name)
    assert not look_alike(name, name)
