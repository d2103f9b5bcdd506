"""Who is in view before a word: the last subjects in plain text, and who has just spoken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extraction.antecedents.figures import GENDERS, TYPES, Figure, Sort, may_mean

if TYPE_CHECKING:
    from extraction.gathering import Gathering
    from extraction.mentions import Mention
    from extraction.people import Person

NEAR = 2
"""Paragraphs that are in view: the word's own and the one before."""


def subjects_before(gathering: Gathering, mention: Mention) -> list[Figure]:
    """The subjects in view in plain text, in order, that are one person of the mention's gender, or a pronoun."""
    before = (_as_answered(gathering, figure) for figure in gathering.scene.before(mention.head, NEAR))
    found = [f for f in before if f.role == "subject" and (_agrees(f, mention) or may_mean(f, mention.gender))]
    return [
        f
        for at, f in enumerate(found)
        if not (f.person is None and f.sort in TYPES and _goes_on(gathering, found[:at], f))
    ]


def _agrees(figure: Figure, mention: Mention) -> bool:
    """Whether a figure is a pronoun that may mean the same person as a mention."""
    return figure.sort in TYPES and mention.gender in (None, GENDERS.get(figure.sort))


def _as_answered(gathering: Gathering, figure: Figure) -> Figure:
    """A pronoun that stood for a speaker as the one whom it was taken to mean."""
    person = gathering.pronouns.get(figure.head)
    return replace(figure, person=person, name=person.name) if person else figure


def _goes_on(gathering: Gathering, before: Sequence[Figure], pronoun: Figure) -> bool:
    """Whether a pronoun of nobody follows, in its paragraph, the name of somebody: likely it means that one."""
    last = before[-1] if before else None
    paragraph = gathering.layout.paragraph
    if last is None or last.person is None or paragraph[last.head] != paragraph[pronoun.head]:
        return False
    between = (one for one in gathering.scene.before(pronoun.head, 1) if one.head > last.head)
    return all(one.person in (None, last.person) or not may_mean(one, GENDERS.get(pronoun.sort)) for one in between)


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
