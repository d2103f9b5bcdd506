"""On Record's reader: who said what in a news text, and what they claim.

`read` takes a text and gives a `Reading`; offsets are code points of that text, half-open. Nothing here knows
a database or a network. spaCy is loaded at the first reading, not at the import.
"""

from __future__ import annotations

from datetime import date

from extraction.assemble import assemble
from extraction.claims import find_claims
from extraction.conflict import compare
from extraction.contents import find_contents
from extraction.cues import find_cues
from extraction.language import READ, language_read
from extraction.marks import find_quotation_marks
from extraction.pipeline import ModelMissing, describe, parse
from extraction.sources import find_sources
from extraction.types import Claim, Comparison, Quote, Reading, Voice
from extraction.voices import gather_voices

__all__ = ["ENGINE", "Claim", "Comparison", "ModelMissing", "Quote", "Reading", "Voice", "compare", "engine", "read"]

ENGINE = "rules 1"
"""Name and version of this engine; `Reading.engine` adds the parser's."""


def read(text: str, *, published: date | None = None) -> Reading:
    """Read a text: its quotes in order, the voices that speak in them, and their claims.

    Takes any text; `published` is its date, from which "on Tuesday" is told. Raises ModelMissing
    where no spaCy pipeline can be loaded.
    """
    if (language := language_read(text)) != READ:
        return Reading((), (), (), engine(), language)
    doc = parse(text)
    marks = find_quotation_marks(doc)
    cues = find_cues(doc, marks)
    sources = find_sources(doc, cues, marks)
    contents = find_contents(doc, cues, sources, marks)
    quotes = assemble(doc, cues, sources, contents, marks)
    quotes, voices = gather_voices(doc, quotes)
    return Reading(quotes, voices, find_claims(doc, quotes, voices, published), engine())


def engine() -> str:
    """What `Reading.engine` says of a reading made now, told without loading a model. Raises ModelMissing."""
    return f"{ENGINE}, {describe()}"
