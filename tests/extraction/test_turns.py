"""Transcripts and headlines: who speaks where no verb says so."""

from __future__ import annotations

import pytest

from extraction import read
from extraction.types import Kind
from tests.extraction.reading import quotes, words


def told(text):
    return [(found.source, found.content) for found in quotes(text)]


def test_each_turn_of_a_transcript_is_its_speakers():
    text = "HOST: Is the bridge open?\nTOLDAN: Not yet. We wait for the engineers.\nHOST: When, then?"
    assert told(text) == [
        ("HOST", "Is the bridge open?"),
        ("TOLDAN", "Not yet. We wait for the engineers."),
        ("HOST", "When, then?"),
    ]


def test_what_a_turn_reports_has_the_turn_as_parent():
    text = "HOST: What did you hear?\n\nTOLDAN: The clerk told me that the bridge was closed.\n\nHOST: Thank you."
    reading = read(text)
    (inner,) = [quote for quote in reading.quotes if quote.parent is not None]
    assert words(text, inner.source) == "The clerk"
    assert words(text, reading.quotes[inner.parent].source) == "TOLDAN"


def test_what_is_said_in_a_turn_is_direct_speech_without_marks():
    text = "HOST: Is the bridge open?\nTOLDAN: Not yet. They told us “soon” in May.\nHOST: Thank you."
    turns = [quote for quote in read(text).quotes if quote.parent is None]
    assert [quote.kind for quote in turns] == [Kind.DIRECT] * 3


@pytest.mark.parametrize("dash", ["-", "–", "—", "--"])
def test_a_post_behind_the_speakers_name_is_no_part_of_it(dash):
    text = (
        f"Operator: Good morning.\nJonas Harlan-Moe {dash} Chief Executive Officer: Sales rose.\n"
        f"Ana Toldan {dash} Chief Financial Officer: Costs fell."
    )
    assert [found.source for found in quotes(text)] == ["Operator", "Jonas Harlan-Moe", "Ana Toldan"]
    assert [found.who for found in quotes(text)][1:] == ["Jonas Harlan-Moe", "Ana Toldan"]


def test_what_a_turn_reports_in_marks_is_one_quote():
    text = 'Q: What changed?\nA: The flood. People came to my door and said, "You can\'t leave now."\nQ: Will you stay?'
    inner = [found for found in read(text).quotes if found.parent is not None]
    assert [words(text, found.content) for found in inner] == ['"You can\'t leave now."']


def test_q_and_a_name_nobody():
    text = "Q: Did you see the boat?\nA: I did.\nQ: When?"
    assert [(found.who, found.source) for found in quotes(text)] == [(None, "Q"), (None, "A"), (None, "Q")]


@pytest.mark.parametrize(
    ("headline", "source", "content"),
    [
        ("Police: two hurt as ferry hits quay", "Police", "two hurt as ferry hits quay"),
        ("Bridge unsafe – engineers", "engineers", "Bridge unsafe"),
    ],
)
def test_a_headline_names_its_speaker_without_a_verb(headline, source, content):
    assert told(f"{headline}\n\nThe road was empty all day.") == [(source, content)]


@pytest.mark.parametrize(
    "text",
    [
        "Ingredients: flour, salt\nMethod: mix well and bake.",
        "Monday: rain\nTuesday: snow\nWednesday: sun",
        "Live: storm reaches the coast\n\nTrees fell on the road.",
        "Date: 3 May\nTime: 10 a.m.\nPlace: the town hall",
        "The ferry – late again",
    ],
)
def test_other_labels_speak_not(text):
    assert told(text) == []


@pytest.mark.parametrize(
    "announced", ["live updates", "what we know so far", "a village in pictures", "why it matters"]
)
def test_what_a_headline_announces_is_nobodys_words(announced):
    assert told(f"Ada Toldan: {announced}\n\nIt rained on the coast on Monday.") == []
