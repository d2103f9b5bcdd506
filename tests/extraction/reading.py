"""A reading in words: what the tests compare, so that nobody counts offsets."""

from __future__ import annotations

from typing import NamedTuple

from benchmarks.rules.cues import find_cues
from benchmarks.rules.sources import find_sources
from extraction import read
from extraction.marks import find_quotation_marks
from extraction.pipeline import parse
from extraction.types import Spans


class Found(NamedTuple):
    """One quote in words; pieces are joined by " … ". `who` is None for nobody."""

    who: str | None
    source: str
    cue: str
    content: str
    kind: str


def words(text: str, spans: Spans) -> str:
    """What stands at some spans."""
    return " … ".join(text[start:end] for start, end in spans)


def quotes(text: str, *, nested: bool = False) -> list[Found]:
    """The quotes of a text in order; those inside another's content only where `nested`."""
    reading = read(text)
    return [
        Found(
            None if quote.voice is None else reading.voices[quote.voice].name,
            words(text, quote.source),
            words(text, quote.cue),
            words(text, quote.content),
            quote.kind.value,
        )
        for quote in reading.quotes
        if nested or quote.parent is None
    ]


def quote(text: str) -> Found:
    """The only quote of a text."""
    (found,) = quotes(text)
    return found


def speakers(text: str) -> list[str | None]:
    """Who speaks, quote by quote."""
    return [found.who for found in quotes(text)]


def parts(text: str):
    """A parsed text with its marks, cues and sources, as the steps of the pipeline see it."""
    doc = parse(text)
    marks = find_quotation_marks(doc)
    cues = find_cues(doc, marks)
    return doc, marks, cues, find_sources(doc, cues, marks)
