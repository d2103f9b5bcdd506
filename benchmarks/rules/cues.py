"""Cues: the words that say that somebody says, thinks, hopes or reports something.

Each verb, noun or adjective with a complement is a candidate. Its form is the way its content is tied to
it ("he *said* it was late", "*called* for peace", "her *claim* that ..."); how often a word in a
form attributes something is counted in the lexicon, and what seldom does is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from benchmarks.rules.forms import Cue, Form
from benchmarks.rules.lexicon import probability
from benchmarks.rules.phrases import according_cue, adjective_cue, noun_cue
from benchmarks.rules.quoted import floating_cues, quoted_cues
from benchmarks.rules.verbs import verb_cue
from extraction.acts import cue_class
from extraction.marks import Marks

if TYPE_CHECKING:
    from spacy.tokens import Doc

LEAST = 0.06
"""Cues less likely than this are left out before their source and content are looked for."""


def find_cues(doc: Doc, marks: Marks, least: float = LEAST) -> tuple[Cue, ...]:
    """The cues of a parsed text, in order of their heads, with the probability that each attributes."""
    quoted = {cue.head: cue for cue in quoted_cues(doc, marks)}
    plain = [cue for cue in _candidates(doc) if cue.head not in quoted]
    kept = [cue for cue in map(_scored, [*quoted.values(), *plain]) if cue.score >= least]
    taken = frozenset(i for cue in kept for i in cue.quotations)
    floating = [replace(cue, score=probability(Form.FLOATING, "")) for cue in floating_cues(doc, marks, taken)]
    return tuple(sorted([*kept, *floating], key=lambda cue: cue.head))


def _candidates(doc: Doc) -> Iterator[Cue]:
    """Every word that could be a cue, whatever the lexicon says of it."""
    for token in doc:
        cue = None
        if token.lower_ == "according":
            cue = according_cue(token)
        elif token.pos_ == "VERB":
            cue = verb_cue(token)
        elif token.pos_ == "NOUN":
            cue = noun_cue(token)
        elif token.pos_ == "ADJ":
            cue = adjective_cue(token)
        if cue is not None:
            yield cue


def _scored(cue: Cue) -> Cue:
    word = cue.key.split(" ")[0]
    return replace(cue, score=probability(cue.form, cue.key), cue_class=cue_class([word]))
