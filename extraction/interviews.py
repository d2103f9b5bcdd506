"""Interviews: questions that stand outside quotation marks, or turns of Q and A, and who answers them.

The one who answers is the only person whom the text names in full before its first question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extraction.directory import Directory
from extraction.layout import Layout
from extraction.people import Person
from extraction.types import Quote

if TYPE_CHECKING:
    from spacy.tokens import Doc

ANSWER, QUESTION = "A", "Q"
"""The labels of turns in a printed interview."""


def label(text: str, quote: Quote) -> str:
    """The Q or A that stands as a quote's source; "" for another source or none."""
    source = text[slice(*quote.source[0])] if quote.source else ""
    return source if source in (ANSWER, QUESTION) else ""


def is_question(doc: Doc, layout: Layout, last: int) -> bool:
    """Whether a sentence that ends with this token is a question outside quotation marks: the interviewer's."""
    return 0 <= last < len(doc) and doc[last].text == "?" and not layout.quoted[last]


def guest(doc: Doc, layout: Layout, directory: Directory) -> Person | None:
    """Who answers in an interview; None where there is no question, or nobody or several are named before it."""
    first = _first_question(doc, layout)
    named = [
        person
        for person in directory.persons
        if person.full
        and any(n.start < first and not layout.quoted[n.start] and len(n.words) > 1 for n in person.namings)
    ]
    return named[0] if len(named) == 1 else None


def _first_question(doc: Doc, layout: Layout) -> int:
    """The first word of the first paragraph that ends as a question outside quotation marks; -1 for none."""
    starts: dict[int, int] = {}
    last: dict[int, int] = {}
    for token in doc:
        if not token.is_space:
            starts.setdefault(layout.paragraph[token.i], token.i)
            last[layout.paragraph[token.i]] = token.i
    asked = (starts[number] for number in starts if is_question(doc, layout, last[number]))
    return next((at for at in asked if not layout.headline(at)), -1)
