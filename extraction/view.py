"""Who is in view before a word: the last subjects in plain text, and who has just spoken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from extraction.antecedents.figures import TYPES, Figure, Sort, may_mean

if TYPE_CHECKING:
    from extraction.gathering import Gathering
    from extraction.mentions import Mention
    from extraction.people import Person

NEAR = 2
"""Paragraphs that are in view: the word's own and the one before."""


def subjects_before(gathering: Gathering, mention: Mention) -> list[Figure]:
    """The subjects in view in plain text, in order, that are one person of the mention's gender, or a pronoun."""
    before = gathering.scene.before(mention.head, NEAR)
    return [f for f in before if f.role == "subject" and (f.sort in TYPES or may_mean(f, mention.gender))]


def last_subject(subjects: Sequence[Figure]) -> Person | None:
    """The last of some subjects; None where it is one of two side by side, or nobody's who is named."""
    last = subjects[-1] if subjects else None
    return None if last is None or last.joined or last.sort is Sort.DOUBTFUL else last.person


def just_spoke(gathering: Gathering, mention: Mention) -> object:
    """Who spoke last, a paragraph before at most, a person or a chain; None for nobody."""
    if gathering.last is None:
        return None
    at, chain = gathering.last
    paragraph = gathering.layout.paragraph
    return (chain.person or chain) if paragraph[mention.head] - paragraph[at] <= NEAR - 1 else None
