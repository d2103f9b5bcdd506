"""Firms, handles, titles and lines below a quotation: the name in full where the text gives it, never another's."""

from __future__ import annotations

import pytest
from spacy.tokens import Span

from extraction.pipeline import parse
from extraction.recognised import mend_entities
from tests.extraction.reading import quotes, speakers

pytestmark = pytest.mark.parser


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "Corvane Tools Plc said on Monday that sales fell.\n\nCorvane, which makes drills, said profit rose.",
            ["Corvane Tools Plc"] * 2,
        ),
        (
            "Halstrom said it would sell its mines. Halstrom, which digs salt, was founded by Ida Halstrom.",
            ["Halstrom"],
        ),
        (
            "Halstrom Motor Co. was founded by Ole Halstrom in 1903. Halstrom said on Tuesday it would cut jobs.\n\n"
            "Halstrom said the market had shrunk.",
            ["Halstrom Motor Co."] * 2,
        ),
        (
            "Corvane Motors will close its plant. The founder, Emil Corvane, called that “a betrayal”. "
            "Corvane said the plant had lost money. “I built it with my hands,” Corvane said.",
            ["Emil Corvane"] * 3,
        ),
        ("The Glass Workers Union met on Friday. The union said the offer was poor.", ["Glass Workers Union"]),
        ("The Miners and Sailors Union said that it would strike.", ["Miners and Sailors Union"]),
        ("“Gone fishing,” @ida_halstrom wrote. Ida Halstrom has sold the firm.", ["Ida Halstrom"]),
        (
            "The Finance Ministry had another view. The rain had “filled the lake in a day,” it said in a statement.",
            ["Finance Ministry"],
        ),
    ],
)
def test_a_short_form_is_whom_the_text_names_in_full(text, who):
    assert speakers(text) == who


@pytest.mark.parametrize(
    "text",
    [
        "Halstrom Motors was founded by Ole Halstrom in 1903. Halstrom said the market had shrunk.",
        "The twins, Alan and Steven Greer, were on the boat. Greer said he had seen nothing.",
        "The Glass Workers Union met the Dockers Union on Friday. The union said the offer was poor.",
        "Carl Harlan met Adam Reyes in the bar. They talked until two. “It was friendly,” he said.",
    ],
)
def test_nobody_is_named_where_two_could_be_meant(text):
    named = {"Alan Greer", "Steven Greer", "Glass Workers Union", "Dockers Union", "Carl Harlan", "Adam Reyes", "Greer"}
    named |= {"Ole Halstrom", "Halstrom Motors"}
    assert not named & {who for who in speakers(text)[-1:] if who}


def test_the_line_below_a_quotation_names_who_spoke():
    text = (
        "Words of the week\n\n“A goat is a savings account with opinions.”\n— Wanda Kessler, vet\n\n"
        "“I have not lost the vote, I have mislaid it.”\n— Stefan Kubik, mayor of Dolany"
    )
    assert [(found.who, found.content) for found in quotes(text)] == [
        ("Wanda Kessler", "“A goat is a savings account with opinions.”"),
        ("Stefan Kubik", "“I have not lost the vote, I have mislaid it.”"),
    ]


def test_a_short_question_in_a_dialogue_is_not_the_last_speakers():
    text = "“It is dry,” said Adam Reyes. “That is not the same.”\n\n“And when will it be finished?”"
    assert speakers(text) == ["Adam Reyes", None]


def test_an_office_that_nobody_of_the_text_holds_keeps_its_own_words():
    assert speakers("It was late. The speaker ordered the galleries to be cleared.") in (["The speaker"], [])
    assert speakers("It was late. The speaker said the galleries would be cleared.") == ["The speaker"]


def test_a_country_is_never_offered_for_she():
    from extraction import read

    text = "The United States has heard this before. “Russia must choose,” she said."
    (quote,) = read(text).quotes
    assert quote.voice is None
    assert "United States" not in {candidate.name.removeprefix("The ") for candidate in quote.candidates}


def test_two_bodies_of_one_name_are_the_longer_one():
    doc = parse("On Monday St Brigid’s Hope Academy, which opened in May, said it was late.")
    at = next(token.i for token in doc if token.text == "St")
    marked = [Span(doc, at, at + 2, label="PERSON"), Span(doc, at + 3, at + 5, label="PERSON")]
    doc.set_ents(marked)
    mend_entities(doc)
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("St Brigid’s Hope Academy", "ORG")]
