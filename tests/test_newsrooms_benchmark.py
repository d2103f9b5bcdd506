"""The measure of conflicts in whole articles: which claims are of a key's quotes, and which pairs are compared."""

from __future__ import annotations

from datetime import date

from benchmarks.newsrooms import Placed, different_quotes, matches
from benchmarks.room_cases import RoomPair, Side
from extraction.types import Claim, Stance

DAY = date(2025, 3, 12)


def placed(article, start, end, quote=None):
    claim = Claim(0, "x" * (end - start), ((start, end),), Stance.ASSERTS)
    return Placed(article, DAY, claim, (quote or (start, end),))


def test_a_claim_is_of_a_quote_with_half_of_the_shorter_in_common():
    pair = RoomPair("denial", Side("a", (10, 30)), Side("b", (0, 10)))
    assert matches(placed("a", 20, 60), placed("b", 0, 8), pair)
    assert matches(placed("b", 0, 8), placed("a", 20, 60), pair), "either way round"
    assert not matches(placed("a", 21, 60), placed("b", 0, 8), pair)
    assert not matches(placed("b", 20, 60), placed("b", 0, 8), pair), "of another article"


def test_claims_of_one_quote_and_of_a_quote_within_a_quote_are_not_compared():
    claims = [placed("a", 0, 10, (0, 20)), placed("a", 12, 20, (0, 20)), placed("a", 5, 9), placed("b", 0, 10)]
    assert list(different_quotes(claims)) == [(0, 3), (1, 3), (2, 3)]
