"""The forms of an attribution: how a cue is tied to its content."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from extraction.types import CueClass, Span


class Form(StrEnum):
    """How the content hangs on the cue. The examples have the cue in capitals."""

    QUOTED = "quoted"
    """"It is late," he SAID."""
    CLAUSE = "clause"
    """he SAID that it was late"""
    QUESTION = "question"
    """she ASKED who had come"""
    OWN_SUBJECT = "own subject"
    """they WANT him to go; they CALLED him a liar"""
    INFINITIVE = "infinitive"
    """she PLANS to go"""
    GERUND = "gerund"
    """he CONSIDERED going"""
    NOUN_CLAUSE = "noun clause"
    """he made the CLAIM that it was late; her PLAN to go"""
    NOUN_PREPOSITION = "noun preposition"
    """his CRITICISM of the plan"""
    OBJECT = "object"
    """he CITED a report"""
    OBJECT_AS = "object as"
    """she DISMISSED the report AS old"""
    PREPOSITION = "preposition"
    """they CALLED FOR peace"""
    PASSIVE = "passive"
    """the plan WAS OPPOSED by the mayor"""
    PASSIVE_AS = "passive as"
    """he WAS SEEN AS weak; she IS EXPECTED to go"""
    PASSIVE_PREPOSITION = "passive preposition"
    """he WAS ASKED ABOUT the plan"""
    REDUCED = "reduced"
    """the plan PROPOSED by the mayor"""
    ASIDE = "aside"
    """it was late, he THOUGHT, for a walk; as she SAID"""
    ADJECTIVE_CLAUSE = "adjective clause"
    """he is SURE that it is late"""
    ADJECTIVE_PREPOSITION = "adjective preposition"
    """she is CRITICAL OF the plan"""
    ACCORDING = "according"
    """ACCORDING TO the mayor, it was late"""
    FLOATING = "floating"
    """a quotation without a cue"""


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that may attribute something, and where its content hangs.

    Positions are token indices: `head` is the word that carries the cue, `words` the ranges that are
    marked, `content` the heads whose phrases are the content, and `quotations` are indices of the quotations
    that it claims. `key` is what the lexicon counts; `score` the probability that it attributes.
    """

    head: int
    words: tuple[Span, ...]
    form: Form
    key: str
    content: tuple[int, ...] = ()
    quotations: tuple[int, ...] = ()
    score: float = 0.0
    cue_class: CueClass = CueClass.SPEECH
