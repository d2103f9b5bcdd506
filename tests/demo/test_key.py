"""The demonstration key fits its articles, and holds what it promises to hold. No engine, no database."""

import csv
import html
import itertools
import json
import re
from collections import Counter
from datetime import datetime
from functools import cache

import pytest

from demo import key

KINDS = {"direct", "mixed", "indirect"}
CUE_CLASSES = {"speech", "thought", "perception", "document"}
SPEAKER_KINDS = {"person", "organisation", "government", "group", "unnamed", "collective", None}
STANCES = {"asserts", "denies", "doubts", "asks", "predicts", "demands"}
NAMES = sorted(path.name for path in key.ARTICLES.iterdir())
EDGES = ' \n,.;:!?“”"‘’—'


@cache
def text_of(name: str) -> str:
    """The article's text; of a page, crudely, whatever its paragraphs hold."""
    text = (key.ARTICLES / name).read_bytes().decode("utf-8")
    if name.endswith(".html"):
        text = "\n\n".join(re.findall(r"<p>(.*?)</p>", text, re.DOTALL))
        text = html.unescape(re.sub(r"<[^>]+>", "", text))
    return text


@cache
def key_of(name: str) -> key.ArticleKey:
    return key.load(name, text_of(name))


def quote_of(side: key.KeySide) -> key.KeyQuote:
    return key_of(side.file).quotes[side.quote]


def letters_inside_marks(text: str) -> list[bool]:
    """For each code point, whether it stands within quotation marks; an open mark runs to the paragraph's end."""
    single = "“" not in text and '"' not in text
    inside, flags = False, []
    for at, letter in enumerate(text):
        following = text[at + 1 : at + 2]
        if letter == "\n" or letter == "”" or (single and letter == "’" and not following.isalnum()):
            inside = False
        elif letter == "“" or (single and letter == "‘"):
            inside = True
        elif letter == '"':
            inside = not inside
        flags.append(inside)
    return flags


def test_twelve_texts_and_two_pages_each_with_a_key_and_metadata():
    assert Counter(name.rsplit(".", 1)[1] for name in NAMES) == {"txt": 12, "html": 2}
    keys = {path.stem for path in key.KEYS.glob("*.json")} - {"conflicts"}
    assert keys == {name.rsplit(".", 1)[0] for name in NAMES}
    assert [row["file"] for row in key.metadata()] == NAMES


def test_metadata_is_what_the_articles_say():
    rows = key.metadata()
    with (key.FOLDER / "metadata.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == ["file", "outlet", "published", "url", "headline"]
    assert len({row["outlet"] for row in rows}) >= 5
    published = [datetime.fromisoformat(row["published"]) for row in rows]
    assert all(moment.tzinfo for moment in published)
    assert published == sorted(published)
    assert (published[-1] - published[0]).days <= 14
    for row in rows:
        raw = (key.ARTICLES / row["file"]).read_text(encoding="utf-8")
        assert re.match(r"https://www\.[a-z]+\.example/", row["url"])
        if row["file"].endswith(".txt"):
            assert raw.split("\n", 1)[0] == row["headline"]
        else:
            assert f"<h1>{row['headline']}</h1>" in raw
            assert row["published"] in raw
            assert html.escape(row["outlet"]) in raw


@pytest.mark.parametrize("name", NAMES)
def test_an_article_is_of_a_newspapers_length(name):
    assert 350 <= len(text_of(name).split()) <= 700


@pytest.mark.parametrize("name", NAMES)
def test_every_key_resolves_and_uses_the_terms(name):
    resolved = key_of(name)
    assert resolved.file == name
    assert len(resolved.quotes) >= 10
    for quote in resolved.quotes:
        assert quote.kind in KINDS
        assert quote.cue_class in CUE_CLASSES
        assert quote.speaker_kind in SPEAKER_KINDS
        assert quote.stance in STANCES
        assert (quote.speaker is None) == (quote.speaker_kind is None)
        spans = quote.source + quote.cue + quote.content
        assert all(0 <= start < end <= len(text_of(name)) for start, end in spans)
        ordered = sorted(spans)
        assert all(left[1] <= right[0] for left, right in itertools.pairwise(ordered))


@pytest.mark.parametrize("name", NAMES)
def test_the_kind_of_a_quote_follows_from_the_quotation_marks(name):
    text = text_of(name)
    inside = letters_inside_marks(text)
    for number, quote in enumerate(key_of(name).quotes):
        flags = {inside[at] for start, end in quote.content for at in range(start, end) if text[at].isalnum()}
        expected = "mixed" if len(flags) == 2 else "direct" if flags == {True} else "indirect"
        assert quote.kind == expected, (number, quote.content)


@pytest.mark.parametrize("name", NAMES)
def test_content_begins_and_ends_with_a_word(name):
    text = text_of(name)
    for quote in key_of(name).quotes:
        for start, end in quote.content:
            assert text[start] not in EDGES
            assert text[end - 1] not in EDGES or text[start:end].endswith((".m.", "a.m."))


@pytest.mark.parametrize("name", NAMES)
def test_a_nested_quote_lies_within_its_parent_and_no_parent_is_its_own_ancestor(name):
    quotes = key_of(name).quotes
    for number, quote in enumerate(quotes):
        seen, at = {number}, quote.parent
        while at is not None:
            assert at not in seen
            seen.add(at)
            at = quotes[at].parent
        if quote.parent is not None:
            around = quotes[quote.parent].content
            for start, end in quote.content + quote.cue + quote.source:
                assert any(left <= start and end <= right for left, right in around)


def test_every_form_of_quote_occurs_several_times():
    quotes = [(name, quote) for name in NAMES for quote in key_of(name).quotes]
    assert min(Counter(quote.kind for _, quote in quotes)[kind] for kind in KINDS) >= 30
    cue_classes = Counter(quote.cue_class for _, quote in quotes)
    assert min(cue_classes[name] for name in CUE_CLASSES) >= 3
    assert min(Counter(quote.stance for _, quote in quotes)[stance] for stance in STANCES) >= 4
    assert min(Counter(quote.speaker_kind for _, quote in quotes)[kind] for kind in SPEAKER_KINDS) >= 4
    voiced = [quote for _, quote in quotes if quote.cue and quote.source]
    inverted = [quote for quote in voiced if quote.cue < quote.source and quote.cue[0] > quote.content[0]]
    assert len(inverted) >= 10
    assert sum(quote.cue[0] < quote.content[0] for quote in voiced) >= 20
    assert sum(len(quote.content) > 1 for _, quote in quotes) >= 20
    assert sum(quote.cue[0] > quote.content[-1] for quote in voiced) >= 20
    across = [quote for name, quote in quotes if "\n\n" in text_of(name)[quote.content[0][0] : quote.content[-1][1]]]
    assert len(across) >= 3
    assert sum(quote.parent is not None for _, quote in quotes) >= 8
    assert sum(not quote.cue and quote.speaker is None for _, quote in quotes) >= 4


@pytest.mark.parametrize(
    ("kind", "least"),
    [("denial", 3), ("negation", 3), ("quantity", 3), ("opposite", 2), ("date", 2), ("agent", 2), ("cause", 2)],
)
def test_conflicts_of_each_kind_cross_articles(kind, least):
    across = [one for one in key.conflicts() if one.kind == kind and one.left.file != one.right.file]
    assert len(across) >= least


def test_both_sides_of_a_conflict_hold_the_words_that_clash():
    for conflict in key.conflicts():
        assert (conflict.left.file, conflict.left.quote) < (conflict.right.file, conflict.right.quote)
        for side in (conflict.left, conflict.right):
            key.clash(side, quote_of(side), text_of(side.file))
        denies = "denies" in {quote_of(conflict.left).stance, quote_of(conflict.right).stance}
        assert denies == (conflict.kind == "denial"), conflict.sentence
        assert conflict.sentence.endswith(".")


def test_a_pair_is_listed_once_for_each_kind_of_clash():
    pairs = Counter(
        (one.left.file, one.left.quote, one.right.file, one.right.quote, one.kind) for one in key.conflicts()
    )
    assert set(pairs.values()) == {1}


def test_a_speaker_contradicts_an_earlier_self():
    selves = [one for one in key.conflicts() if quote_of(one.left).speaker == quote_of(one.right).speaker]
    assert {quote_of(one.left).speaker for one in selves} >= {"Irena Kostrel"}


def test_lookalikes_are_no_conflicts():
    def pair(one: key.KeyConflict | key.KeyLookalike) -> frozenset[tuple[str, int]]:
        return frozenset({(one.left.file, one.left.quote), (one.right.file, one.right.quote)})

    seeming = [pair(one) for one in key.lookalikes()]
    assert len(set(seeming)) >= 10
    assert not set(seeming) & {pair(one) for one in key.conflicts()}
    assert all(quote_of(side) for one in key.lookalikes() for side in (one.left, one.right))


@pytest.mark.parametrize(
    ("content", "after", "told"),
    [("not there", None, "not found"), ("the gate", None, "2 times"), ("the gate", 3, "no occurrence 3")],
)
def test_words_that_are_missing_or_ambiguous_are_a_clear_error(tmp_path, monkeypatch, content, after, told):
    entry = {"content": content, "after": after, "source": None, "cue": None, "kind": "direct"}
    entry |= {"cue_class": "speech", "speaker": None, "speaker_kind": None, "stance": "asserts", "parent": None}
    (tmp_path / "a.json").write_text(json.dumps({"file": "a.txt", "quotes": [entry]}), encoding="utf-8")
    monkeypatch.setattr(key, "KEYS", tmp_path)
    with pytest.raises(key.KeyFault, match=rf"a\.txt, quote 0: .*{told}"):
        key.load("a.txt", "Here the gate, there the gate.")


def test_words_are_found_across_other_white_space():
    assert key.occurrences("the gate", "by the\n gate, the gates") == [(3, 12)]
