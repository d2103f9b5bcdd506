"""What the scorer of pronouns learns from: allowed texts alone, and news in which names are hidden."""

from __future__ import annotations

import json
from random import Random

import numpy as np
import pytest

from extraction.pipeline import parse
from training.antecedents import cached, corpora


def test_texts_under_non_commercial_terms_are_left_out(tmp_path):
    file = tmp_path / "chains.jsonl"
    rows = [
        {"id": name, "source": "x", "licence": name, "text": "Ann left.", "mentions": [[0, 3, 1, "PER"]]}
        for name in ("CC-BY-4.0", "CC-BY-NC-SA-4.0")
    ]
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    assert [story.name for story in corpora.chains(file)] == ["CC-BY-4.0"]


@pytest.mark.parser
def test_a_hidden_name_becomes_the_pronoun_that_fits(monkeypatch):
    monkeypatch.setattr(corpora, "SHARE", 1.0)
    text = "Anna Reyes opened the bridge on Monday morning. Reyes thanked everybody who had built it."
    story = corpora.hidden("one", parse(text), Random(1))
    assert story.text == "Anna Reyes opened the bridge on Monday morning. She thanked everybody who had built it."
    (asked,) = story.asked
    assert (story.text[asked.place : asked.place + 3], asked.name) == ("She", "Anna Reyes")


@pytest.mark.parser
def test_a_text_in_which_nobody_is_named_twice_hides_nothing():
    assert corpora.hidden("one", parse("Anna Reyes opened the bridge."), Random(1)) is None


@pytest.mark.parser
def test_what_was_encoded_once_is_read_from_its_file(tmp_path, monkeypatch):
    story = corpora.Story("one", "x", "Anna Reyes said that she was late.")
    (first,) = cached.encoded([story], tmp_path)
    monkeypatch.setattr(cached, "parse", None)  # nothing is parsed twice
    (again,) = cached.encoded([story], tmp_path)
    assert again.story == story
    assert again.parsed == first.parsed
    assert np.array_equal(again.words, first.words)
    assert np.array_equal(again.vectors, first.vectors)
    assert first.vectors.shape == (len(first.words), cached.SIZE)
