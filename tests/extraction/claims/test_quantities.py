"""Figures: value, unit, what is counted, bound."""

from __future__ import annotations

import pytest

from extraction.claims import plain_claim
from extraction.pipeline import parse
from extraction.types import Bound

pytestmark = pytest.mark.parser


def figures(text):
    return [(q.value, q.unit, q.of, q.bound) for q in plain_claim(parse(text)).quantities]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("The fire hurt 12 people.", (12, "", "people", Bound.EXACT)),
        ("The fire hurt twelve people.", (12, "", "people", Bound.EXACT)),
        ("The fire hurt twenty-five people.", (25, "", "people", Bound.EXACT)),
        ("The strike closed a dozen ports.", (12, "", "port", Bound.EXACT)),
        ("The flood drove out 1,200 families.", (1200, "", "family", Bound.EXACT)),
        ("The army lost more than 50 tanks.", (50, "", "tank", Bound.AT_LEAST)),
        ("The army lost at least fifty tanks.", (50, "", "tank", Bound.AT_LEAST)),
        ("The army lost no more than 50 tanks.", (50, "", "tank", Bound.AT_MOST)),
        ("The army lost fewer than 50 tanks.", (50, "", "tank", Bound.AT_MOST)),
        ("The army lost about 50 tanks.", (50, "", "tank", Bound.ABOUT)),
        ("Unemployment fell to 4.5 percent.", (4.5, "%", "unemployment", Bound.EXACT)),
        ("The bank lent 5 million crowns.", (5e6, "crown", "bank", Bound.EXACT)),
        ("The bank lost $3.2 billion.", (3.2e9, "dollar", "bank", Bound.EXACT)),
        ("The ship spilt 2 million litres of oil.", (2e6, "litre", "oil", Bound.EXACT)),
    ],
)
def test_figures(text, figure):
    assert figures(text) == [figure]


@pytest.mark.parametrize(
    "text",
    [
        "Flight 212 was late.",
        "The 34-year-old driver was late.",
        "The train left at 3 p.m.",
        "One of the drivers was late.",
        "The second driver was late.",
        "The driver was late on May 4.",
    ],
)
def test_what_is_no_figure(text):
    assert figures(text) == []
