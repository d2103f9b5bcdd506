"""What the scorer of pronouns learns from: allowed texts alone, and news in which names are hidden."""

from __future__ import annotations

import json
from random import Random

import pytest

from extraction.pipeline import parse
from training.antecedents import corpora


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
