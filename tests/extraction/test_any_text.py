"""What holds of every reading (the invariants of `extraction.types`), on odd texts and on endless ones."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extraction import read

pytestmark = pytest.mark.parser

MARKS = ["“", "”", '"', "‘", "’", "'", "«", "»", "''", "(", ")", "—", ", ", ". ", "? "]
BLANKS = ["\n", "\n\n", "\r\n", "\r", "\t", " ", "\u00a0", "\u2028", "\x00", "\ufeff", "\u202e", "\u200b"]
SIGNS = [
    "e\u0301\u0301",
    "😀",
    "👩‍👩‍👧",
    "عربي ",
    "日本 ",
    "12% ",
    "$5 ",
    "U.S. ",
    "Mr. ",
    "http://a.b/c ",
    "#x ",
    "ﬁ",
    "ß",
]
WORDS = [
    "said ",
    "says ",
    "denied ",
    "that ",
    "according to ",
    "told ",
    "her claim ",
    "asked ",
    "if ",
    "not ",
    "it was late",
]
PEOPLE = ["Mira Toldan ", "Harlan ", "she ", "he ", "who ", "I ", "the minister ", "TOLDAN SAYS "]
PIECES = [*MARKS, *BLANKS, *SIGNS, *WORDS, *PEOPLE]
TEXTS = st.lists(st.sampled_from(PIECES) | st.characters(exclude_categories=["Cs"]), max_size=40).map("".join)


def check(text):
    """Assert the invariants; gives the reading."""
    reading = read(text)
    for quote in reading.quotes:
        assert quote.content
        roles = (quote.source, quote.cue, quote.content)
        for spans in roles:
            check_spans(text, spans)
        taken = [i for spans in roles for start, end in spans for i in range(start, end)]
        assert len(taken) == len(set(taken)), "source, cue and content share words"
        assert quote.voice is None or 0 <= quote.voice < len(reading.voices)
        assert 0 <= quote.found_score <= 1
        assert quote.reason
    for number in range(len(reading.quotes)):
        seen, at = set(), number
        while at is not None:
            assert at not in seen, "a quote inside itself"
            seen.add(at)
            at = reading.quotes[at].parent
    for voice in reading.voices:
        assert voice.name.strip()
        assert voice.mentions
        check_spans(text, voice.mentions)
        assert 0 <= voice.score <= 1
    for claim in reading.claims:
        assert claim.quote is not None
        assert 0 <= claim.quote < len(reading.quotes)
        check_spans(text, claim.span)
    return reading


def check_spans(text, spans):
    last = 0
    for start, end in spans:
        assert last <= start < end <= len(text), (spans, len(text))
        assert not text[start].isspace()
        assert not text[end - 1].isspace()
        last = end


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None)
@given(TEXTS)
def test_any_text_is_read(text):
    check(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\x00" * 300,
        "\ud800 “It is late,” he said.",
        '"' * 3000,
        "“" * 3000,
        "'" * 3000,
        "(" * 2000,
        "“he said ‘" * 300 + "it" + "’”" * 300,
        "x" * 20_000,
        "e" + "\u0301" * 20_000,
        "A. " * 3000,
        "قال الوزير: «الجسر آمن»، قال. \u202e" * 100,
        "said, " * 1500,
    ],
    ids=lambda text: repr(text[:6]),
)
def test_a_hostile_text_is_read(text):
    check(text)


@pytest.mark.parametrize(
    "unit",
    [
        "he said that ",
        "the mayor said the bridge was safe and he added that ",
        "the mayor wants the clerk to try to ask to ",
        "because it is late, ",
        "“It is late,” said Anna Reyes of Velm. She left. ",
    ],
)
def test_reading_takes_time_in_proportion_to_the_text(unit):
    """Twice and four times the text: in quadratic time the last would take sixteen times as long."""
    read(unit * 100)
    took = {times: seconds(unit * (times * 1200 // len(unit.split()))) for times in (1, 4)}
    assert took[4] < 9 * took[1], took


@pytest.mark.slow
@pytest.mark.parametrize("piece", ['"', "\u0301", "it was ‘so ", "\u202esaid\u2069 ", "Ana Ruiz, "], ids=ascii)
def test_a_hostile_text_takes_time_in_proportion_too(piece):
    """Four times the text: in quadratic time it would take sixteen times as long."""
    short, long = ((piece * size)[:size] for size in (1_000, 4_000))
    once = min(seconds(short) for _ in range(3))
    assert seconds(long) < 9 * once + 0.5


def seconds(text):
    started = time.process_time()
    read(text)
    return time.process_time() - started
