"""Which parser is loaded, and that a text goes through it without losing a place."""

from __future__ import annotations

import pytest

from extraction import pipeline
from extraction.pipeline import ModelMissing, available, describe, load, parse


@pytest.mark.parser
@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "One.\r\n\r\nTwo.",
        "\ufeffOne\u00a0two.\u2028Three.",
        "😀👩‍👩‍👧 “so”\tthen",
        "a" * 5000 + " b",
        "word " * 12_000,
        "\x00\x00one\x00",
    ],
    ids=lambda text: repr(text[:8]),
)
def test_every_token_stands_where_it_says(text):
    doc = parse(text)
    assert len(doc.text) == len(text)
    for token in doc:
        here = text[token.idx : token.idx + len(token)]
        assert here == token.text or here.split() == token.text.split()


@pytest.mark.parser
def test_a_long_text_is_parsed_in_blocks_cut_at_paragraphs(monkeypatch):
    monkeypatch.setattr(pipeline, "BLOCK_LENGTH", 100)
    text = "\n\n".join(f"Anna Reyes said that boat {n} was late." for n in range(12))
    doc = parse(text)
    assert sum(token.lower_ == "said" for token in doc) == 12
    assert all(text[token.idx :].startswith(token.text) for token in doc)
    assert all(sent.text.strip().startswith("Anna") for sent in doc.sents)


@pytest.mark.parser
def test_a_pipeline_says_what_it_is_and_is_loaded_once():
    assert load() is load()
    assert describe().startswith("en_core_web_md ")


@pytest.mark.parametrize("name", ["no_such_pipeline", "json; drop", "no such folder"])
def test_where_there_is_no_pipeline_the_message_says_what_to_do(name, monkeypatch):
    monkeypatch.setenv(pipeline.VARIABLE, name)
    assert not available()
    with pytest.raises(ModelMissing, match="Install en_core_web_md"):
        parse("Anna Reyes said it was late.")


def test_a_folder_that_holds_no_pipeline_is_refused(tmp_path):
    with pytest.raises(ModelMissing, match="can't be loaded"):
        load(str(tmp_path))


def test_asking_whether_there_is_one_is_cheap():
    assert available()
