"""Dates that a text names, seen from the day it was published."""

from __future__ import annotations

from datetime import date

import pytest

from extraction.claims.dates import find_dates

PUBLISHED = date(2025, 3, 12)  # a Wednesday


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("Monday", date(2025, 3, 10), date(2025, 3, 10)),
        ("Wednesday", date(2025, 3, 12), date(2025, 3, 12)),
        ("Thursday", date(2025, 3, 6), date(2025, 3, 6)),
        ("next Friday", date(2025, 3, 14), date(2025, 3, 14)),
        ("yesterday", date(2025, 3, 11), date(2025, 3, 11)),
        ("tomorrow", date(2025, 3, 13), date(2025, 3, 13)),
        ("last week", date(2025, 3, 3), date(2025, 3, 9)),
        ("last month", date(2025, 2, 1), date(2025, 2, 28)),
        ("this year", date(2025, 1, 1), date(2025, 12, 31)),
        ("May 4", date(2024, 5, 4), date(2024, 5, 4)),
        ("4 February", date(2025, 2, 4), date(2025, 2, 4)),
        ("Feb. 27", date(2025, 2, 27), date(2025, 2, 27)),
        ("14 June 2019", date(2019, 6, 14), date(2019, 6, 14)),
        ("2019-06-14", date(2019, 6, 14), date(2019, 6, 14)),
        ("in 2014", date(2014, 1, 1), date(2014, 12, 31)),
        ("in April", date(2024, 4, 1), date(2024, 4, 30)),
    ],
)
def test_a_date_means_these_days(words, start, end):
    text = f"It fell {words}, he said."
    (when,) = find_dates(text, PUBLISHED)
    assert (when.start, when.end) == (start, end)
    assert text[slice(*when.span)] == when.text == words


def test_without_the_articles_date_only_full_dates_are_known():
    found = {when.text: when.start for when in find_dates("On Monday, in May, on 14 June 2019.", None)}
    assert found == {"Monday": None, "in May": None, "14 June 2019": date(2019, 6, 14)}


def test_a_day_that_does_not_exist_is_unknown():
    (when,) = find_dates("It fell on 31 February 2019.", PUBLISHED)
    assert (when.start, when.end) == (None, None)


@pytest.mark.parametrize("text", ["He may go.", "They march on.", "He had 2014 cows."])
def test_what_is_no_date(text):
    assert find_dates(text, PUBLISHED) == ()
