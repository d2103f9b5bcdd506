"""What an article goes by."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from articles.titles import LONGEST, first_line, title_of


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Gate fails\n\nIt fell.", "Gate fails"),
        ("\n  \n  * * *\n\tGate   fails \nIt fell.", "Gate fails"),
        ("\u2028—\u2028وقع السد", "وقع السد"),
        ("", ""),
        ("\n—\n", ""),
    ],
)
def test_the_first_line_with_words_in_it(text, line):
    assert first_line(text) == line


def test_a_long_line_is_cut_between_words():
    line = first_line("The gate of the dam above the valley failed before dawn, " * 5)
    assert len(line) <= LONGEST
    assert line.endswith("…")
    assert f"{line[:-1]} " in "The gate of the dam above the valley failed before dawn, " * 5


def test_one_endless_word_is_cut_too():
    assert len(first_line("x" * 400)) <= LONGEST


@pytest.mark.parametrize(
    ("headline", "opening", "filename", "title"),
    [
        ("Dam fails", "It fell.", "a.txt", "Dam fails"),
        (None, "It fell.", "a.txt", "It fell."),
        (None, "—", "a.txt", ""),
        (None, None, None, ""),
    ],
)
def test_the_headline_then_the_first_line_and_never_the_files_name(headline, opening, filename, title):
    assert title_of(SimpleNamespace(headline=headline, opening=opening, filename=filename)) == title
