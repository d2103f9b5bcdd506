"""What keeps two claims from clashing, whatever the trained judge thinks of them."""

from __future__ import annotations

from datetime import date

import pytest

from extraction import read
from extraction.conflict.gates import cut_short, silence
from extraction.types import ConflictKind

pytestmark = pytest.mark.parser

DAY, NEXT = date(2025, 3, 12), date(2025, 3, 13)


def silent(kind, left, right, days=(DAY, DAY), score=0.0):
    sides = [read(text, published=day).claims for text, day in zip((left, right), days, strict=True)]
    assert all(sides), "each text has a claim"
    return silence(sides[0][0], sides[1][0], kind, score)


@pytest.mark.parametrize(
    ("kind", "left", "right", "why"),
    [
        (
            ConflictKind.OPPOSITE,
            "Petra Lund said the bridge at Tarn was opened.",
            "Ilya Brandt asked whether the bridge at Tarn was closed.",
            "a question",
        ),
        (
            ConflictKind.OPPOSITE,
            "Petra Lund said the council sold the port of Tarn.",
            "Ilya Brandt said the council will keep the port of Tarn.",
            "no fact beside a fact",
        ),
        (
            ConflictKind.NEGATION,
            "Petra Lund said the army had not shelled the hospital in Tarn.",
            "Ilya Brandt said the army shelled the hospital in Lesna.",
            "another place",
        ),
        (
            ConflictKind.OPPOSITE,
            "Petra Lund said the bridge at Tarn was open on Monday.",
            "Ilya Brandt said the bridge at Tarn was shut on Tuesday.",
            "another time",
        ),
        (
            ConflictKind.NEGATION,
            "Petra Lund said Corvane Shipping’s people walked out of the talks.",
            "Ilya Brandt denied that he had taken money from Corvane Shipping.",
            "only names in common",
        ),
        (
            ConflictKind.OPPOSITE,
            "Petra Lund said the council had not only closed the bridge at Tarn but also sold it.",
            "Ilya Brandt said the council closed the bridge at Tarn.",
            "a part and the whole",
        ),
        (
            ConflictKind.NEGATION,
            "Petra Lund said the bridge at Tarn should not close.",
            "Ilya Brandt said the bridge at Tarn should close.",
            "two wishes",
        ),
        (
            ConflictKind.NEGATION,
            "Petra Lund said the inquiry found no trace of gas.",
            "Ilya Brandt said no trace of gas was found by the inquiry.",
            "negated alike",
        ),
        (
            ConflictKind.DATE,
            "Petra Lund said the council did not close the bridge at Tarn on Monday.",
            "Ilya Brandt said the council closed the bridge at Tarn on Friday.",
            "negated of one day",
        ),
        (
            ConflictKind.DENIAL,
            "Marovia denied any use of gas.",
            "Petra Lund said Marovia had denied any use of gas.",
            "a report of the denial",
        ),
        (
            ConflictKind.QUANTITY,
            "Petra Lund said 4,987 people marched in Tarn.",
            "Ilya Brandt said about 5,000 people marched in Tarn.",
            "figures that agree",
        ),
        (
            ConflictKind.QUANTITY,
            "Petra Lund said the fire in Tarn hurt 12 people.",
            "Ilya Brandt said the fire in Tarn killed 3 people.",
            "figures that agree",
        ),
        (
            ConflictKind.QUANTITY,
            "Petra Lund said 20 to 30 people died in Tarn.",
            "Ilya Brandt said 26 people died in Tarn.",
            "a range",
        ),
        (
            ConflictKind.NEGATION,
            "Petra Lund said Orlen did not attack Marovia.",
            "Ilya Brandt said Marovia attacked Orlen.",
            "who did it and who suffered it have changed places",
        ),
        (
            ConflictKind.DENIAL,
            "The Velden police denied firing on the marchers.",
            "The Velden police said they used water cannon against the marchers.",
            "a denial of another act",
        ),
        (
            ConflictKind.QUANTITY,
            "Petra Lund said the plane came within 90 minutes of the alarm.",
            "Ilya Brandt said the plane came an hour after the alarm, within 1.5 hours.",
            "figures that agree",
        ),
        (
            ConflictKind.OPPOSITE,
            '"I am not going there," Petra Lund said.',
            '"I am going home," Petra Lund said.',
            "nothing named in common",
        ),
    ],
)
def test_a_gate_says_why_nothing_clashes(kind, left, right, why):
    assert silent(kind, left, right) == why
    assert silent(kind, right, left) == why


@pytest.mark.parametrize(
    ("kind", "left", "right", "why"),
    [
        (
            ConflictKind.NEGATION,
            "Petra Lund said nobody rang.",
            "Ilya Brandt said the bell rang.",
            "nobody did some such thing",
        ),
        (
            ConflictKind.OPPOSITE,
            "Corvane Shipping denied that the cable was rotten.",
            "Ilya Brandt said the cable was firm.",
            "a denial of the opposite",
        ),
        (
            ConflictKind.CAUSE,
            "Petra Lund said the lamp went out.",
            "Ilya Brandt said the storm put out the lamp.",
            "no cause given",
        ),
        (
            ConflictKind.CAUSE,
            "Petra Lund said both accounts of the fire were true.",
            "Ilya Brandt said a lamp started the fire.",
            "no cause given",
        ),
        (ConflictKind.CAUSE, "Petra Lund said a lamp lit the barn.", "Ilya Brandt said lightning lit the barn.", ""),
        (
            ConflictKind.DATE,
            "Petra Lund said the letter came on Monday.",
            "Petra Lund said the letter did not come on Friday.",
            "not on another day",
        ),
    ],
)
def test_what_was_cut_out_of_quotes_is_held_to_more(kind, left, right, why):
    (one, *_), (other, *_) = (read(text, published=DAY).claims for text in (left, right))
    assert cut_short(one, other, kind) == why
    assert cut_short(other, one, kind) == why


def test_a_toll_that_rose_is_no_clash_and_one_that_fell_may_be():
    low, high = "Petra Lund said the fire killed 12 people.", "Ilya Brandt said the fire killed 40 people."
    assert silent(ConflictKind.QUANTITY, low, high, (DAY, NEXT)) == "a figure that moved on"
    assert silent(ConflictKind.QUANTITY, low, high, (NEXT, DAY)) == ""


def test_a_clash_of_dates_is_let_through():
    left, right = "Petra Lund said the bridge fell on Monday.", "Ilya Brandt said the bridge fell on Tuesday."
    assert silent(ConflictKind.DATE, left, right) == ""


def test_what_is_no_longer_so_on_another_day_is_no_clash():
    told = "Petra Lund said eleven men are held in the port.", "Ilya Brandt said no men are held in the port any more."
    assert silent(ConflictKind.NEGATION, *told, days=(DAY, NEXT)) == "no longer so"
    assert silent(ConflictKind.NEGATION, *told) != "no longer so", "of one day it is a clash"


@pytest.mark.parametrize(
    ("kind", "left", "right"),
    [
        (
            ConflictKind.NEGATION,
            "Petra Lund said the inquiry found no trace of gas.",
            "Ilya Brandt said no trace of gas was found by the inquiry.",
        ),
        (
            ConflictKind.NEGATION,
            "Petra Lund said Corvane Shipping’s people walked out of the talks.",
            "Ilya Brandt denied that he had taken money from Corvane Shipping.",
        ),
        (
            ConflictKind.OPPOSITE,
            "Petra Lund said the fans stood still for an hour.",
            "Ilya Brandt said the ventilators kept running.",
        ),
    ],
)
def test_weak_signs_give_way_to_a_judge_that_is_sure(kind, left, right):
    assert silent(kind, left, right, score=0.89)
    assert not silent(kind, left, right, score=0.9)


def test_figures_in_other_units_clash_and_no_single_one_is_none_at_all():
    waited = "Petra Lund said the plane came within 40 minutes.", "Ilya Brandt said the plane came within three hours."
    assert silent(ConflictKind.QUANTITY, *waited) == "figures that agree", "both are at most"
    waited = "Petra Lund said the plane took 40 minutes.", "Ilya Brandt said the plane took three hours."
    assert silent(ConflictKind.QUANTITY, *waited) == ""
    shots = "Petra Lund said not a single shot was fired.", "Ilya Brandt said the police fired a dozen shots."
    assert silent(ConflictKind.NEGATION, *shots) == ""


def test_a_question_gives_way_to_no_judge():
    told = "Petra Lund said the bridge was opened.", "Ilya Brandt asked whether the bridge was closed."
    assert silent(ConflictKind.OPPOSITE, *told, score=0.99) == "a question"
