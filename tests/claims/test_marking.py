"""Texts are cut by code points, whatever they hold, and nothing is lost or shown twice."""

from dataclasses import dataclass

import pytest

from claims.marking import HIT_END, HIT_START, Words, blocks, hits, paragraphs, passage


@dataclass
class Marked:
    pk: int
    content: tuple
    source: tuple = ()
    cue: tuple = ()


def at(text, *pieces):
    found, start = [], 0
    for piece in pieces:
        start = text.index(piece, start)
        found.append((start, start + len(piece)))
        start += len(piece)
    return tuple(found)


def shown(text, *quotes):
    return blocks(text, quotes, {quote.pk: "suggested" for quote in quotes})


def under(cut, pk):
    return "".join(segment.text for block in cut for segment in block.segments if pk in segment.quotes)


@pytest.mark.parametrize(
    "words",
    ["We lost 🔥 it", "Ça e\u0301tait ne\u0301cessaire", "השער נפל", "👩‍👩‍👧 came", "plain"],
    ids=["emoji", "combining", "right to left", "joined emoji", "plain"],
)
def test_a_mark_holds_exactly_the_quoted_words(words):
    text = f"🌊🌊 e\u0301 Marsh said: “{words}” on Monday.\n\nAfter."
    assert under(shown(text, Marked(1, at(text, words))), 1) == words


def test_every_character_of_every_paragraph_is_shown_once():
    text = "One 🔥 said yes.\n\n\n Two said “no” and “never”.\n"
    quotes = [Marked(1, at(text, "yes")), Marked(2, at(text, "no", "never")), Marked(3, at(text, "said yes"))]
    cut = shown(text, *quotes)
    assert ["".join(s.text for s in block.segments) for block in cut] == [text[a:b] for a, b in paragraphs(text)]


def test_a_quote_within_a_quote_is_the_innermost_and_a_tab_stop_of_its_own():
    text = "He said she had told him it was over."
    cut = shown(text, Marked(1, at(text, "she had told him it was over")), Marked(2, at(text, "it was over")))
    inner = next(s for s in cut[0].segments if s.text == "it was over")
    assert (inner.quotes, inner.inner, inner.first) == ((1, 2), True, True)
    assert [s.innermost for s in cut[0].segments if s.first] == [1, 2]


def test_quotes_that_overlap_share_the_words_between():
    text = "alpha beta gamma"
    cut = shown(text, Marked(1, at(text, "alpha beta")), Marked(2, at(text, "beta gamma")))
    assert (under(cut, 1), under(cut, 2)) == ("alpha beta", "beta gamma")


def test_a_quote_over_several_pieces_has_one_tab_stop():
    text = "“We went,” he said, “and came back.”"
    cut = shown(text, Marked(1, at(text, "We went", "and came back"), cue=at(text, "said"), source=at(text, "he")))
    assert [s.text for s in cut[0].segments if s.first] == ["We went"]
    assert [(s.text, s.role, s.of) for s in cut[0].segments if s.role] == [("he", "who", "1"), ("said", "cue", "1")]


def test_a_quote_over_two_paragraphs_begins_in_the_first():
    text = "“One.\n\n“Two.”"
    cut = shown(text, Marked(7, ((1, len(text) - 1),)))
    assert [block.begins for block in cut] == [(7,), ()]
    assert [s.first for block in cut for s in block.segments if s.quotes] == [True, False]


def test_a_quote_without_a_look_is_not_marked():
    text = "It is so."
    assert under(blocks(text, [Marked(1, at(text, "so"))], {}), 1) == ""


def test_single_line_ends_part_paragraphs_only_where_no_blank_line_does():
    assert len(paragraphs("one\ntwo\nthree")) == 3
    assert len(paragraphs("one\ntwo\n\nthree")) == 2


def test_a_passage_marks_what_clashes():
    text = "🔥 more than 50 attacks"
    assert passage(text, 2, len(text), at(text, "50 attacks"), "clash") == [
        Words("more than "),
        Words("50 attacks", "clash"),
    ]


def test_hits_of_a_search_are_marked_and_a_stray_sign_harms_nothing():
    assert hits(f"the {HIT_START}gate{HIT_END} fell") == [Words("the "), Words("gate", "hit"), Words(" fell")]
    assert hits(f"odd {HIT_START}end") == [Words("odd "), Words("end")]
