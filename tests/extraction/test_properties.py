"""What holds of the engine's plain functions, whatever they are given."""

from __future__ import annotations

import itertools
import json
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.claims.dates import find_dates
from extraction.claims.storage import from_plain, to_plain
from extraction.copies import copied, sketch
from extraction.marks import quotations
from extraction.pipeline import paragraphs
from extraction.types import Bound, Claim, Frame, Modality, Quantity, Stance, When, Word

quick = settings(max_examples=100, deadline=None, derandomize=True, database=None)

PIECES = [
    "“",
    "”",
    '"',
    "‘",
    "’",
    "'",
    "«",
    "»",
    "„",
    "''",
    "``",
    "\n",
    "\n\n",
    "\r\n",
    "\u2028",
    " ",
    "it is",
    "don't",
    "(",
    ")",
]
PROSE = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=40).map("".join)

SAID = [
    "the",
    "bridge",
    "will",
    "not",
    "be",
    "open",
    "opened",
    "before",
    "12",
    "20",
    "May",
    "and",
    "defence",
    "defense",
    "(sic)",
    "can't",
]
SENTENCES = st.lists(st.sampled_from(SAID), min_size=3, max_size=14).map(" ".join)

DATED = [
    "3 March 2026",
    "March 3, 2026",
    "Monday",
    "next Friday",
    "yesterday",
    "last year",
    "31 February",
    "in May",
    "2024-02-30",
    " ",
    ", ",
]
DATES = st.lists(st.sampled_from(DATED) | st.text(max_size=5), max_size=12).map(" ".join)

spans = st.tuples(st.integers(0, 10**6), st.integers(0, 10**6))
words = st.text(max_size=12)
days = st.none() | st.dates()
claims = st.builds(
    Claim,
    quote=st.none() | st.integers(0, 99),
    text=words,
    span=st.lists(spans, max_size=3).map(tuple),
    stance=st.sampled_from(Stance),
    modality=st.sampled_from(Modality),
    frame=st.builds(
        Frame,
        words=st.lists(st.builds(Word, words, words, spans, words, st.integers(-1, 9)), max_size=3).map(tuple),
        negations=st.lists(spans, max_size=2).map(tuple),
    ),
    quantities=st.lists(
        st.builds(
            Quantity,
            st.floats(allow_nan=False, allow_infinity=False),
            words,
            words,
            st.sampled_from(Bound),
            spans,
            words,
        ),
        max_size=3,
    ).map(tuple),
    dates=st.lists(st.builds(When, words, days, days, spans), max_size=2).map(tuple),
    speaker=words,
    published=days,
)


@quick
@given(claims)
def test_a_claim_with_its_figures_and_dates_comes_back_from_json_as_it_was(claim):
    assert from_plain(json.loads(json.dumps(to_plain(claim)))) == claim


@quick
@given(SENTENCES, SENTENCES)
def test_that_one_quote_copies_another_goes_both_ways(one, other):
    assert copied(one, other) == copied(other, one)


@quick
@given(SENTENCES, st.data())
def test_a_quote_with_slight_changes_is_a_copy_and_found_as_one(said, data):
    parts = said.split()
    at = data.draw(st.integers(0, len(parts)))
    changed = " ".join([*parts[:at], "the", *parts[at:]]).upper()
    if len(sketch(said)) and copied(said, changed):
        assert set(sketch(said)) & set(sketch(changed))
    assert copied(said, f"“{said},”") == bool(sketch(said))


@quick
@given(PROSE)
def test_quotations_are_in_order_apart_and_hold_their_inside(text):
    last = 0
    for found in quotations(text):
        assert last <= found.start <= found.inner[0] <= found.inner[1] <= found.end <= len(text)
        last = found.end


@quick
@given(PROSE)
def test_paragraphs_are_in_order_and_hold_all_but_blanks(text):
    found = paragraphs(text)
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(found))
    held = "".join(text[start:end] for start, end in found)
    assert "".join(held.split()) == "".join(text.split())


@quick
@given(DATES, st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_dates_stand_where_they_are_said_to_and_begin_before_they_end(text, published):
    last = 0
    for when in find_dates(text, published):
        start, end = when.span
        assert last <= start < end
        assert text[start:end] == when.text
        assert when.start is None or when.end is None or when.start <= when.end
        last = end
