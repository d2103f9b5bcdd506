"""How sure it is who speaks, why, and who else it could be: told of each quote, and of nobody's too."""

from __future__ import annotations

import pytest

from extraction import engine, read

pytestmark = pytest.mark.parser


def only(text, **how):
    reading = read(text, **how)
    (quote,) = reading.quotes
    return reading, quote


def names(quote):
    return [candidate.name for candidate in quote.candidates]


def test_each_quote_of_a_voice_says_how_it_was_resolved():
    reading = read("“It is safe,” said Mira Toldan, the mayor. She said nobody was hurt. Toldan said it was late.")
    full, pronoun, surname = reading.quotes
    assert full.voice_reason == "full name"
    assert "“she”" in pronoun.voice_reason.lower()
    assert "surname" in surname.voice_reason
    assert pronoun.voice_score < surname.voice_score < full.voice_score


@pytest.mark.parametrize(
    ("text", "why", "who"),
    [
        ("“It went well,” she said.", "nobody named before it fits", []),
        (
            "Anna Harlan met Piet Harlan. Harlan said it was late.",
            "several people",
            ["Anna Harlan", "Piet Harlan"],
        ),
        (
            "Sen. Anna Reyes and Sen. Piet Harlan met. The senator said it was late.",
            "several people",
            ["Anna Reyes", "Piet Harlan"],
        ),
        ("It was late, they said.", "nobody that the text makes plain", []),
    ],
)
def test_nobody_is_told_with_why_and_with_who_it_could_be(text, why, who):
    _, quote = only(text)
    assert (quote.voice, quote.voice_score) == (None, 0.0)
    assert why in quote.voice_reason
    assert names(quote) == who
    assert all(0 < candidate.score < 0.5 and candidate.reason for candidate in quote.candidates)


def test_two_whom_a_pronoun_could_mean_are_candidates():
    text = "Mira Toldan and Anna Reyes spoke at the hall.\n\nIt rained. “It went well,” she said."
    _, quote = only(text)
    assert quote.voice is None
    assert sorted(names(quote)) == ["Anna Reyes", "Mira Toldan"]
    assert all(name in quote.voice_reason for name in names(quote))


def test_below_the_threshold_it_is_nobody_and_the_likeliest_comes_first():
    text = "Mira Toldan met Anna Reyes on Monday. “It went well,” she said."
    reading, quote = only(text)
    assert quote.voice is not None
    score, reason = quote.voice_score, quote.voice_reason
    bare, unsure = only(text, threshold=score + 0.01)
    assert (unsure.voice, unsure.voice_score, bare.voices) == (None, 0.0, ())
    first = unsure.candidates[0]
    assert (first.name, first.score, first.reason) == ("Mira Toldan", score, reason)
    assert names(unsure)[1:] == names(quote) == ["Anna Reyes"]
    assert only(text, threshold=score)[0].voices == reading.voices


def test_an_unsure_answer_leaves_the_sure_ones_of_the_same_voice():
    text = "“It is safe,” said Mira Toldan, the mayor. She said nobody was hurt."
    reading = read(text, threshold=0.95)
    assert [quote.voice for quote in reading.quotes] == [0, None]
    assert reading.voices[0].score >= 0.95


def test_another_threshold_is_another_engine():
    assert engine(threshold=0.8) != engine()
    assert "0.8" in engine(threshold=0.8)
