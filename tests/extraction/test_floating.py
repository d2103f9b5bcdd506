"""Who speaks a quotation at which nobody is named: as newspapers print them, and nobody where it isn't plain."""

from __future__ import annotations

import pytest

from extraction import read
from extraction.types import Quote, Reading

pytestmark = pytest.mark.parser


def last(text: str) -> str | None:
    """Whose the words are with which the last quotation in marks opens."""
    reading = read(text)
    at = text.rindex("“") + 1
    (quote,) = (q for q in reading.quotes if q.parent is None and any(a <= at < b for a, b in q.content))
    return _name(reading, quote)


def _name(reading: Reading, quote: Quote) -> str | None:
    return None if quote.voice is None else reading.voices[quote.voice].name


@pytest.mark.parametrize(
    "text",
    [
        "Mira Toldan said on Monday that the bridge was safe. “We looked at every bolt of it twice.”",
        "“It is safe,” Mira Toldan said in an interview on Monday, speaking in Velm. “We looked at every bolt twice.”",
        "“The bridge is safe,” said Mira Toldan, the mayor.\n\n“We looked at every bolt of it twice.”",
        "Mira Toldan said that the bridge was safe.\n\n“We looked at every bolt of it twice.”",
    ],
)
def test_words_run_on_in_the_paragraph_and_into_the_next(text):
    assert last(text) == "Mira Toldan"


@pytest.mark.parametrize(
    "text",
    [
        "Mira Toldan was furious when the news came. “Nobody told us that the road was shut.”",
        "Mira Toldan slammed the folder on the table.\n\n“Nobody told us that the road was shut.”",
        "“It is late,” said Piet Harlan.\n\nMira Toldan was furious. “Nobody told us that the road was shut.”",
    ],
)
def test_the_subject_of_the_sentence_before_speaks(text):
    assert last(text) == "Mira Toldan"


@pytest.mark.parametrize(
    "text",
    [
        # Somewhere else, among people whom nobody names.
        "“It is safe,” said Mira Toldan.\n\nIn the harbour a crowd had gathered.\n\n“They told us that last year.”",
        # Another's name right after it.
        "“It is safe,” said Mira Toldan.\n\n“They lied to us last year as well.” Piet Harlan shook his head.",
        # She who is spoken of by name.
        "Mira Toldan said that the bridge was safe.\n\n“Toldan never looked at a single bolt of it.”",
        # She who was reported may be the one who is spoken of.
        "Mira Toldan said that the bridge was safe.\n\n“She never looked at a single bolt of it.”",
        # What somebody decides is no beginning of a speech.
        "Mira Toldan decided to shut the bridge.\n\n“They told us that it was safe last year.”",
    ],
)
def test_nobody_where_another_may_have_taken_the_word(text):
    assert last(text) is None


def test_an_answer_says_why():
    reading = read("“The bridge is safe,” said Mira Toldan.\n\n“We looked at every bolt of it twice.”")
    (voice,) = reading.voices
    assert "goes on in the next paragraph" in voice.reason
    assert 0.5 <= voice.score < 0.9


@pytest.mark.parametrize(
    ("text", "who"),
    [
        # A pull quote: the words stand in the text again, with their speaker.
        (
            "“Nobody looked at the bolts”\n\nVelm waited. “Nobody looked at the bolts of it,” Mira Toldan said.",
            ["Mira Toldan", "Mira Toldan"],
        ),
        ("“Nobody looked at the bolts”\n\nVelm waited. Mira Toldan came.", [None]),
        # Questions in paragraphs of their own, the guest named before them.
        (
            "Mira Toldan built the bridge. We met in Velm.\n\nIs it safe?\n\n“I walk over it every day.”\n\n"
            "Was it dear?\n\n“It cost what a bridge costs.”",
            ["Mira Toldan", "Mira Toldan"],
        ),
        ("Questions to Mira Toldan, builder\n\nQ: Is it safe?\n\nA: I walk over it every day.", [None, "Mira Toldan"]),
        # Two could answer.
        (
            "Mira Toldan and Piet Harlan built it.\n\nIs it safe?\n\n“I walk over it every day.”\n\nWas it dear?\n\n"
            "“It cost what a bridge costs.”",
            [None, None],
        ),
    ],
)
def test_pull_quotes_and_interviews(text, who):
    reading = read(text)
    assert [_name(reading, quote) for quote in reading.quotes if quote.parent is None] == who


def test_a_question_between_two_quotations_of_one():
    text = "“I walk over it every day,” says Mira Toldan. Is it safe, then? “That is a better question.”"
    assert last(text) == "Mira Toldan"


@pytest.mark.parametrize(
    "text",
    [
        "Counsel Ada Venn asked the witness what had happened to the coal.\n\n“It went into the bunkers, all of it.”",
        "“Was the gate open?” Ada Venn asked later.\n\n“There was nobody at the gate that night, madam.”",
        "Ada Venn was asked by Tom Reed whether she knew.\n\n“I do,” she replied.\n\n“Then you know why it fell down.”",
    ],
)
def test_in_a_dialogue_the_next_paragraph_may_be_the_others(text):
    assert last(text) is None
