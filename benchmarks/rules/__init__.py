"""The rules that read before the reader was trained: a baseline, measured beside it.

`read(text)` gives the quotes, without voices: cues by the parse and a lexicon, then for each its source and content.
"""

from __future__ import annotations

from benchmarks.rules.assemble import assemble
from benchmarks.rules.contents import find_contents
from benchmarks.rules.cues import find_cues
from benchmarks.rules.sources import find_sources
from extraction.marks import find_quotation_marks
from extraction.pipeline import parse
from extraction.types import Quote

__all__ = ["read"]


def read(text: str) -> tuple[Quote, ...]:
    """The quotes of any text in order. Raises ModelMissing where no spaCy pipeline can be loaded."""
    doc = parse(text)
    marks = find_quotation_marks(doc)
    cues = find_cues(doc, marks)
    sources = find_sources(doc, cues, marks)
    contents = find_contents(doc, cues, sources, marks)
    return assemble(doc, cues, sources, contents, marks)
