"""What becomes of an attribution as the network gives it: no word in two roles, sources carried, headings no turns."""

from __future__ import annotations

import pytest

from extraction.marks import find_quotation_marks
from extraction.pipeline import parse
from extraction.quotes import find_quotes
from extraction.reader.attributions import Attribution
from tests.extraction.reading import words

pytestmark = pytest.mark.parser


def made(text, *attributions):
    """The quotes made of attributions that are told by what stands in the text: source, cue, content."""
    doc = parse(text)

    def tokens(piece):
        if not piece:
            return ()
        span = doc.char_span(text.index(piece), text.index(piece) + len(piece))
        return ((span.start, span.end),)

    given = [Attribution(*(tokens(piece) for piece in one), 0.9) for one in attributions]
    found = find_quotes(doc, given, find_quotation_marks(doc))
    return [tuple(words(text, spans) for spans in (one.source, one.cue, one.content)) for one in found]


@pytest.mark.parametrize(
    ("text", "given", "cue", "content"),
    [
        ("Toldan sought to calm the council.", ("Toldan", "sought to", "to calm the council"), "sought", None),
        ("Toldan announced his support.", ("Toldan", "announced his", "his support"), "announced", None),
        (
            "Toldan refused to concede that the bridge was weak.",
            ("Toldan", "refused to concede", "to concede that the bridge was weak"),
            None,
            "that the bridge was weak",
        ),
        (
            "Toldan rejected claims that it was late.",
            ("Toldan", "rejected claims", "claims that it was late"),
            None,
            "that it was late",
        ),
        ("Toldan wept: nobody was hurt.", ("Toldan", ":", ": nobody was hurt"), None, "nobody was hurt"),
    ],
)
def test_a_small_word_claimed_twice_is_the_contents_and_a_verb_or_noun_the_cues(text, given, cue, content):
    assert made(text, given) == [(given[0], cue or given[1], content or given[2])]


def test_a_cue_without_a_subject_has_the_source_of_the_cue_that_it_hangs_on():
    text = "The mayor accused the council of waste on Monday, adding that the bridge was weak."
    accused = ("The mayor", "accused", "the council of waste")
    assert made(text, accused, ("", "adding", "that the bridge was weak"))[1][0] == "The mayor"


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("The mayor promised a new bridge and the council was asked to pay for it.", "was asked", "to pay for it"),
        ("The mayor promised a new bridge. It seems that nobody knew.", "seems", "that nobody knew"),
    ],
)
def test_a_cue_with_a_subject_of_its_own_or_in_another_sentence_stays_without_a_source(text, cue, content):
    assert made(text, ("The mayor", "promised", "a new bridge"), ("", cue, content))[1][0] == ""


HEADINGS = (
    "Mira Toldan: Schools\n\nMs. Toldan proposes smaller classes.\n\n"
    "Piet Harlan: Roads On his page, Mayor Harlan calls for wider lanes.\n\n"
    "Anna Kerr: Taxes On her page, Senator Kerr rejects a new levy."
)


def test_paragraphs_under_headings_that_tell_of_their_own_speaker_are_no_turns():
    given = [("Mayor Harlan", "calls for", "wider lanes"), ("Senator Kerr", "rejects", "a new levy")]
    assert made(HEADINGS, *given) == given


def test_a_transcript_in_which_one_speaks_of_himself_by_name_is_still_one():
    text = "HOST: Is it open?\n\nTOLDAN: Toldan says no.\n\nHOST: When, then?\n\nTOLDAN: Not yet."
    assert [source for source, _, _ in made(text, ("Toldan", "says", "no"))].count("HOST") == 2
