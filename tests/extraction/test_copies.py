"""Two quotes that are one, printed twice, and two that only look like it."""

from __future__ import annotations

import random

import pytest

from extraction.copies import copied, sketch

LONG = (
    "We have asked the council to close the harbour road for good because the defence wall has cracked in three places "
    "and nobody can say how long it will hold"
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We did not shell the hospital.", "“We did not shell the hospital,”"),
        ("We didn't shell the hospital", "We didn’t shell the hospital — … —"),
        ("We did not shell the hospital", "We didn't shell the hospital"),
        ("The harbour wall will be re-built by spring", "The harbour wall will be rebuilt by spring"),
        ("We will stop [the shelling] in the north now", "We will stop in the north now"),
        ("It cost 1,200 pounds a day", "It cost 1200 pounds a day"),
        (LONG, LONG.replace("harbour", "harbor").replace("defence", "defense")),
        (LONG, LONG.replace("We have", "And we have").replace("because the", "because that the")),
        (LONG, LONG.removesuffix(" it will hold")),
        (LONG.upper(), LONG),
        ("The harbour is closed", "The harbor is closed"),
    ],
)
def test_what_an_editor_changes_makes_no_second_quote(one, other):
    assert copied(one, other)
    assert copied(other, one)
    assert set(sketch(one)) & set(sketch(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (LONG, LONG.replace("three", "four")),
        (LONG, LONG.replace("has cracked", "has not cracked")),
        (LONG, LONG.replace("north", "south").replace("close", "open")),
        (LONG, LONG.replace("nobody can", "nobody can possibly")),
        (f"{LONG} on Monday", f"{LONG} on Sunday"),
        (LONG, f"{LONG} if it rains"),
        (LONG, f"{LONG} 20"),
        (LONG, LONG[:90]),
        ("The fire killed 12 people on Monday", "The fire killed 14 people on Monday"),
        ("The fire killed 12 people on Monday", "The fire wounded 12 people on Monday"),
        ("We shelled the hospital in Tarn", "We never shelled the hospital in Tarn"),
        ("They confirmed the whole of the report that was sent to the mayor",
         "They unconfirmed the whole of the report that was sent to the mayor"),
        ("The army shelled the hospital", "The army shelled the hospital deliberately"),
        ("The council has put sanctions on the firm Orlan", "The council has put sanctions on the firm Orvan"),
        ("No comment.", "No comment."),
        ("", ""),
    ],
)  # fmt: skip
def test_another_figure_day_or_word_is_another_quote(one, other):
    assert not copied(one, other)
    assert not copied(other, one)


def test_a_sketch_is_of_32_bits_and_the_same_for_the_same_words_in_any_order_of_marks():
    found = sketch(LONG)
    assert len(found) == 16
    assert all(-(2**31) <= number < 2**31 for number in found)
    assert sketch(f"“{LONG}!”") == found
    assert sketch("No comment.") == sketch("") == []


def test_the_numbers_stay_those_that_rows_on_record_hold():
    assert sketch("We did not shell the hospital in Tarn")[:3] == [699218749, 1590643248, 667657560]


def test_quotes_of_other_words_hardly_ever_meet():
    drawn = random.Random(7)
    words = [f"{number:04}th" for number in range(4000)]
    quotes = [set(sketch(" ".join(drawn.sample(words, 12)))) for _ in range(300)]
    met = sum(bool(one & other) for at, one in enumerate(quotes) for other in quotes[:at])
    assert met <= 5  # of 44,850 pairs
