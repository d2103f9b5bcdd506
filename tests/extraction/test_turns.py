"""Transcripts and headlines: who speaks where no verb says so."""

from __future__ import annotations

import pytest

from extraction import read
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
