"""The class of a cue: what was said, thought, seen, or stands in a document."""

from __future__ import annotations

import pytest

from extraction.acts import DENIALS, class_of, cue_class
from extraction.pipeline import parse
from extraction.types import CueClass

SPEECH, THOUGHT, PERCEPTION, DOCUMENT = CueClass


def class_in(text, cue, source):
    """The class of a cue and its source, each given as it stands in the sentence."""
    doc = parse(text)
    tokens = [
        list(doc.char_span(text.index(part), text.index(part) + len(part))) if part else [] for part in (cue, source)
    ]
    return class_of(*tokens)


@pytest.mark.parametrize(
    ("lemmas", "kind"),
    [
        (["say"], SPEECH),
        (["accord", "to"], SPEECH),
        (["hope"], THOUGHT),
        (["be", "confident"], THOUGHT),
        (["decide"], THOUGHT),
        (["hear"], PERCEPTION),
        (["juggle"], SPEECH),
        ([], SPEECH),
    ],
)
def test_one_word_settles_it_and_speech_is_the_rest(lemmas, kind):
    assert cue_class(lemmas) is kind


@pytest.mark.parametrize(
    "lemmas", [["announce", "plan"], ["voice", "fear"], ["push", "back"], ["call", "into", "doubt"]]
)
def test_who_says_what_they_think_speaks(lemmas):
    assert cue_class(lemmas) is SPEECH


def test_the_first_word_that_settles_it_counts():
    assert cue_class(["have", "no", "plan", "to", "announce"]) is THOUGHT
    assert cue_class(["want", "to", "say"]) is THOUGHT


@pytest.mark.parametrize("denial", sorted(DENIALS))
def test_a_denial_is_spoken(denial):
    assert cue_class([denial]) is SPEECH


@pytest.mark.parametrize("verb", ["say", "find", "show", "warn", "aim"])
def test_a_document_speaks_whatever_its_verb(verb):
    assert cue_class([verb], ["report"]) is DOCUMENT


@pytest.mark.parametrize("verb", ["show", "find", "indicate", "suggest"])
def test_a_person_with_a_documents_verb_is_no_document(verb):
    assert cue_class([verb], ["Okafor"]) is SPEECH


@pytest.mark.parametrize("name", ["Bill", "Law", "Page", "Post"])
def test_a_name_is_no_document(name):
    assert cue_class(["say"], [name]) is SPEECH


def test_a_headlines_capitals_hide_no_document():
    assert cue_class(["show"], ["Polls"]) is DOCUMENT


def test_case_makes_no_difference_to_the_cue():
    assert cue_class(["Hope"]) is THOUGHT


@pytest.mark.parser
@pytest.mark.parametrize(
    ("text", "cue", "source", "kind"),
    [
        ("The harbour master said that the pier was safe.", "said", "The harbour master", SPEECH),
        ("The ferry was late, according to Ms. Okafor.", "according to", "Ms. Okafor", SPEECH),
        ("Ms. Okafor has announced plans to rebuild the pier.", "has announced plans", "Ms. Okafor", SPEECH),
        ("Bill denied that the ferry had been late.", "denied", "Bill", SPEECH),
        ("The villa, also known as the Swan House, burned.", "also known as", "", SPEECH),
        ("The mayor believes that the pier is safe.", "believes", "The mayor", THOUGHT),
        ("Ms. Okafor is confident that the ferry will return.", "is confident", "Ms. Okafor", THOUGHT),
        ("The dockers fear that the yard will close.", "fear", "The dockers", THOUGHT),
        ("The mayor sees the bridge as a waste of money.", "sees", "The mayor", THOUGHT),
        ("In their eyes, the bridge is a waste of money.", "In", "their eyes", THOUGHT),
        ("The boys watched the ferry leave the harbour.", "watched", "The boys", PERCEPTION),
        ("Two dockers saw the crane fall.", "saw", "Two dockers", PERCEPTION),
        ("The inspectors' report says that the pier is unsafe.", "says", "The inspectors' report", DOCUMENT),
        ("One of the surveys found that few took the ferry.", "found", "One of the surveys", DOCUMENT),
        (
            "Few people took the ferry, according to a letter from the guild.",
            "according to",
            "a letter from the guild",
            DOCUMENT,
        ),
        ("Under state law, the ferry must run daily.", "Under", "state law", DOCUMENT),
        ("The author of the report said the pier was safe.", "said", "The author of the report", SPEECH),
    ],
)
def test_sentences(text, cue, source, kind):
    assert class_in(text, cue, source) is kind
