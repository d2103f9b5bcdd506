"""Articles as others would print them keep their length, so that annotated offsets hold."""

from __future__ import annotations

import random

import pytest

from training.reader.corpus import load
from training.reader.variety import CHANGES, curly, run_on, shouted, single, straight

TEXT = 'The mayor said: "It isn\'t late."\n\n“No,” said Straße’s owner — «a liar».\n'


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_keeps_the_length(change):
    for seed in range(5):
        assert len(change(TEXT, random.Random(seed))) == len(TEXT)


def test_what_each_change_does():
    rng = random.Random(1)
    assert straight(TEXT, rng).count('"') == 6
    assert curly('He said "no" now.', rng) == "He said “no” now."
    assert single('He said "no" now.', rng) == "He said ‘no’ now."
    assert shouted("He said ß.", rng) == "HE SAID ß."
    assert "\n" not in run_on(TEXT, rng)


def test_a_rewritten_article_keeps_its_attributions(tmp_path):
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    (tmp_path / "text" / "one.txt").write_text('Mira said: "It is late."\n', encoding="utf-8")
    spans = "T1\tSource 0 4\tMira\nT2\tCue 5 9\tsaid\nT3\tContent 11 24\tx\n"
    (tmp_path / "attributions" / "one_a.ann").write_text(f"{spans}E1\tCue:T2 Source:T1 Content:T3\n", encoding="utf-8")
    (article,) = load(tmp_path)
    bare = article.rewritten(article.text.replace('"', " ").upper())
    told = [bare.words.texts[at] for at in sorted(bare.annotations[0][0]["content"])]
    assert told == ["IT", "IS", "LATE", "."]
    with pytest.raises(ValueError, match="offsets"):
        article.rewritten("shorter")
