"""A corpus in brat's standoff is read as its annotators marked it."""

from __future__ import annotations

from training.reader.corpus import load


def test_an_article_with_its_attributions_in_words(tmp_path):
    text = "Mira said it was late, and cold.\n"
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    (tmp_path / "text" / "one.txt").write_text(text, encoding="utf-8")
    (tmp_path / "text" / "unmarked.txt").write_text(text, encoding="utf-8")
    spans = "T1\tSource 0 4\tMira\nT2\tCue 5 9\tsaid\nT3\tContent 10 21;27 31\tit was late cold\n"
    standoff = f"{spans}E1\tCue:T2 Source:T1 Content:T3\n"
    (tmp_path / "attributions" / "one_b.ann").write_text("", encoding="utf-8")
    (tmp_path / "attributions" / "one_a.ann").write_text(standoff, encoding="utf-8")
    (article,) = load(tmp_path)
    first, second = article.annotations
    assert (article.name, second) == ("one", ())
    told = {role: [article.words.texts[at] for at in sorted(part)] for role, part in first[0].items()}
    assert told == {"source": ["Mira"], "cue": ["said"], "content": ["it", "was", "late", "cold"]}
