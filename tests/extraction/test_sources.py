"""Who a cue attributes its words to, in the exact words of the text."""

from __future__ import annotations

import pytest

from tests.extraction.reading import parts, quote

pytestmark = pytest.mark.parser


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The mayor of Velm said the bridge was safe.", "The mayor of Velm"),
        ("Mira Toldan, who runs the port, said the bridge was safe.", "Mira Toldan, who runs the port"),
        ("Earlier Mira Toldan said the bridge was safe.", "Mira Toldan"),
        ("Toldan tested it twice and said the bridge was safe.", "Toldan"),
        ("Mira Toldan and Piet Harlan said the bridge was safe.", "Mira Toldan and Piet Harlan"),
        ("Mira Toldan’s friends have in the past said the bridge was safe.", "Mira Toldan’s friends"),
        ("Her claim that the bridge was safe was false.", "Her"),
        ("The bridge is safe, according to Mira Toldan.", "Mira Toldan"),
        ("“It is old,” said one woman who was there.", "one woman who was there"),
    ],
)
def test_the_whole_noun_phrase_and_nothing_of_the_cue(text, source):
    assert quote(text).source == source


@pytest.mark.parametrize(
    "text",
    [
        "It is said that the bridge was safe.",
        "The bridge was said to be safe.",
    ],
)
def test_where_the_text_names_none_there_is_none(text):
    _, _, cues, sources = parts(text)
    assert [source for cue, source in zip(cues, sources, strict=True) if cue.key.startswith("say")] in ([], [()])


@pytest.mark.parametrize(
    ("text", "source", "who"),
    [
        (
            "For many, the answer is Mira Toldan. 81-year-old Piet Harlan, a retired docker, said: “It is old.”",
            "81-year-old Piet Harlan, a retired docker",
            "Piet Harlan",
        ),
        ("For many, that candidate is Toldan. 81-year-old Piet Harlan said: “It is old.”", None, "Piet Harlan"),
    ],
)
def test_a_source_never_runs_over_a_full_stop(text, source, who):
    """The parser takes "Toldan. 81-year-old" for one sentence: the name before the stop must not get the quote."""
    found = quote(text)
    assert found.who == who
    assert found.source == source or (source is None and "Toldan" not in found.source)


@pytest.mark.parametrize(
    "title", ["Lt. Gov. Mira Toldan", "Sen. Mira Toldan (I-Vt.)", "Dr. Mira Toldan", "M. K. Toldan"]
)
def test_the_point_of_a_title_is_no_full_stop(title):
    assert quote(f"{title} said the bridge was safe.").source == title


def test_nobody_is_taken_out_of_a_quotation_that_the_cue_is_not_in():
    found = quote("“I saw Anna Reyes,” said Piet Harlan.")
    assert found.source == "Piet Harlan"
