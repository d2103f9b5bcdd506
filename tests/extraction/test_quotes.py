"""The forms of a quote, each as an editor meets it: who, by which words, and exactly what was said."""

from __future__ import annotations

import pytest

from extraction import read
from extraction.types import CueClass
from tests.extraction.reading import quote, quotes, words

pytestmark = pytest.mark.parser


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("“The bridge is safe,” Mira Toldan said.", "Mira Toldan", "said", "“The bridge is safe,”"),
        ("“The bridge is safe,” said Mira Toldan.", "Mira Toldan", "said", "“The bridge is safe,”"),
        ('"The bridge is safe," said Toldan.', "Toldan", "said", '"The bridge is safe,"'),
        ("‘The bridge is safe,’ said Toldan.", "Toldan", "said", "‘The bridge is safe,’"),
        ("«The bridge is safe,» said Toldan.", "Toldan", "said", "«The bridge is safe,»"),
        ("Mira Toldan said: “The bridge is safe.”", "Mira Toldan", "said", "“The bridge is safe.”"),
        ("“The bridge,” Mira Toldan said, “is safe.”", "Mira Toldan", "said", "“The bridge,” … “is safe.”"),
        ("“Is it safe?” asked Toldan.", "Toldan", "asked", "“Is it safe?”"),
        ("“Run!” Toldan shouted.", "Toldan", "shouted", "“Run!”"),
        ("“IT IS SAFE,” SAID TOLDAN.", "TOLDAN", "SAID", "“IT IS SAFE,”"),
        (
            "“We won’t pay,” the union’s leader, Piet Harlan, told reporters.",
            "the union’s leader, Piet Harlan",
            "told",
            "“We won’t pay,”",
        ),
        (
            "“It is safe. We tested it twice,” Toldan said. “Nobody should worry.”",
            "Toldan",
            "said",
            "“It is safe. We tested it twice,” … “Nobody should worry.”",
        ),
    ],
)
def test_direct_quotes(text, source, cue, content):
    found = quote(text)
    assert (found.source, found.cue, found.content, found.kind) == (source, cue, content, "direct")


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Toldan said the bridge was safe.", "Toldan", "said", "the bridge was safe"),
        ("Police said Monday that two boats sank.", "Police", "said Monday", "that two boats sank"),
        ("The bridge, Toldan said, was safe.", "Toldan", "said", "The bridge … was safe"),
        ("The bridge is safe, engineers say.", "engineers", "say", "The bridge is safe"),
        ("Two boats sank, according to the harbour police.", "the harbour police", "according to", "Two boats sank"),
        ("According to the harbour police, two boats sank.", "the harbour police", "According to", "two boats sank"),
        ("Toldan urged residents to stay at home.", "Toldan", "urged", "residents to stay at home"),
        ("The council called for calm.", "The council", "called for", "calm"),
        ("TOLDAN SAYS BRIDGE IS SAFE", "TOLDAN", "SAYS", "BRIDGE IS SAFE"),
    ],
)
def test_indirect_quotes(text, source, cue, content):
    found = quote(text)
    assert (found.source, found.cue, found.content, found.kind) == (source, cue, content, "indirect")


def test_a_cue_ends_with_no_word_whose_noun_it_lacks():
    found = quote("“We were told nothing,” he said by telephone from the airport in Harn.")
    assert found.cue == "said by telephone from the airport"


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Toldan said that the bridge was “as safe as a church” and open.", "“as safe as a church”"),
        ("Toldan called the bridge “a work of art”.", "the bridge “a work of art”"),
    ],
)
def test_mixed_quotes(text, content):
    found = quote(text)
    assert content in found.content
    assert found.kind == "mixed"


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The Ministry of Works denied that the bridge had been closed.", "that the bridge had been closed"),
        ("The Ministry of Works has denied any part in the leak.", "any part in the leak"),
        ("The Ministry of Works rejected claims that it was late.", "claims that it was late"),
        ("The Ministry of Works disputed the figures.", "the figures"),
        ("The Ministry of Works dismissed the report as a rumour.", "the report as a rumour"),
    ],
)
def test_denials_are_never_lost(text, content):
    found = quote(text)
    assert (found.who, found.content) == ("Ministry of Works", content)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Toldan said the bridge was weak.", CueClass.SPEECH),
        ("Toldan is confident that the bridge will last.", CueClass.THOUGHT),
        ("Toldan saw that the bridge was weak.", CueClass.PERCEPTION),
        ("The report shows that the bridge is weak.", CueClass.DOCUMENT),
        ("“The bridge is weak and nobody listens.”", CueClass.SPEECH),
    ],
)
def test_what_kind_of_act_it_is(text, kind):
    (found,) = read(text).quotes
    assert found.cue_class is kind


def test_two_cues_of_one_sentence_have_their_own_contents():
    text = "“The bridge is safe,” Toldan said, adding that nobody was hurt."
    said, added = quotes(text)
    assert (said.cue, said.content) == ("said", "“The bridge is safe,”")
    assert (added.cue, added.content, added.who) == ("adding", "that nobody was hurt", said.who)


def test_the_speaker_of_the_sentence_before_is_no_part_of_the_source():
    text = (
        "The operator, Northline Ferries, declined to comment. Transport Minister Paul Adeyemi told reporters that an "
        "inquiry would begin within days and promised that its findings would be published “in full and without delay.”"
    )
    (found,) = [quote for quote in quotes(text) if quote.cue == "promised"]
    assert (found.source, found.who) == ("Transport Minister Paul Adeyemi", "Paul Adeyemi")


@pytest.mark.parametrize("hearers", ["jury", "court", "inquest"])
def test_who_is_told_does_not_speak(hearers):
    text = f"Accountant ‘moved £2m in his lunch hour’, {hearers} told\n\nThe trial of Daniel Fenn began on Monday."
    assert not [found for found in quotes(text) if found.source or found.who]


def test_what_is_reported_inside_a_report_has_it_as_parent():
    text = "The minister said that the clerk had told her that the bridge was safe."
    outer, inner = read(text).quotes
    assert (outer.parent, inner.parent) == (None, 0)
    assert words(text, inner.source) == "the clerk"
    assert words(text, inner.content) == "that the bridge was safe"


@pytest.mark.parametrize(
    "text",
    [
        "The bridge fell on Monday. Two men were hurt.",
        "The so-called “Iron Gate” fell on Monday.",
        "He read “The Old Bridge” on the train.",
        "Toldan’s boat sank.",
        "",
        "…",
    ],
)
def test_where_nobody_says_anything_there_is_no_quote(text):
    assert quotes(text) == []


def test_a_speech_over_paragraphs_is_one_quote():
    text = "Toldan said: “We waited all night.\n\n“Then we left.\n\n“Nobody asked why.”"
    found = quote(text)
    assert "all night" in found.content
    assert "Then we left" in found.content
    assert "asked why" in found.content


@pytest.mark.parametrize(
    "text",
    [
        "“We waited,” said Anna Brask. “It was cold.\n\n“Then the boats came,” said Piet Lund.\n\nIt rained.",
        "“We waited all night, said Anna Brask.\n\n“Then the boats came, said Piet Lund.\n\nIt rained.",
    ],
)
def test_where_a_closing_mark_was_forgotten_nobody_takes_what_the_next_one_says(text):
    first, second = quotes(text)
    assert (first.who, second.who) == ("Anna Brask", "Piet Lund")
    assert "boats" not in first.content
    assert "boats" in second.content


def test_a_quotation_that_nobody_claims_is_kept_without_a_cue():
    found = quote("The hall was full.\n\n“There is little trust left between our towns.”\n\nIt rained.")
    assert (found.who, found.source, found.cue) == (None, "", "")
    assert found.content == "“There is little trust left between our towns.”"


@pytest.mark.parametrize(
    ("before", "end"),
    [("", "\n"), ("😀👩‍👩‍👧‍👦🔥 ", "\n"), ("", "\r\n"), ("é\u0301 עברית \u202e", "\r\n\r\n"), ("\ufeff", "\r")],
)
def test_offsets_are_code_points_of_the_text_as_it_came(before, end):
    text = f"{before}Rain.{end}{end}“It is 🔥 safe,” said Mira Toldan.{end}{end}Rain."
    (found,) = read(text).quotes
    assert words(text, found.content) == "“It is 🔥 safe,”"
    assert (words(text, found.source), words(text, found.cue)) == ("Mira Toldan", "said")
    assert text[slice(*found.content[0])][0] == "“"


def test_a_line_that_is_wrapped_in_the_middle_of_a_quote_is_read_through():
    text = "“The bridge was tested\nand is safe for all\nof us to use,” said the\nmayor, Mira Toldan.\n"
    found = quote(text)
    assert found.who == "Mira Toldan"
    assert found.content.replace("\n", " ") == "“The bridge was tested and is safe for all of us to use,”"
