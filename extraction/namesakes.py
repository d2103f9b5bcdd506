"""A firm and a person of one name: whom "Ford" means where a text has both Henry Ford and the Ford Motor Co."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from extraction.layout import Layout

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from extraction.antecedents import Scene
    from extraction.people import Person

REACH = 40
"""Words on either side, within the sentence, that may tell a firm from a person."""

_OF_FIRMS = frozenset({"it", "its", "itself", "which"})
_OF_PEOPLE = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself", "who"})
_OF_SPEAKERS = frozenset({"i", "me", "my", "mine"})


class Which(Enum):
    """What a name of both means."""

    FIRM = "firm"
    PERSON = "person"
    UNTOLD = "untold"


def which(scene: Scene, person: Person, at: int) -> Which:
    """What the name at this word means, by the pronouns of its sentence.

    Without any, the person if that one speaks by full name or has an office, the firm where nobody is named in full.
    """
    firm, human = _signs(scene.doc, scene.layout, at)
    if firm != human:
        return Which.FIRM if firm else Which.PERSON
    if not person.full and not person.roles and not person.gender:
        return Which.FIRM
    return Which.PERSON if person in scene.named_speakers or person.roles else Which.UNTOLD


def _signs(doc: Doc, layout: Layout, at: int) -> tuple[bool, bool]:
    """Whether the words after a name in its sentence speak of a thing, and whether any speak of a person.

    Inside quotation marks only "I" counts, on either side: "it" there is what is spoken of.
    """
    words = range(max(0, at - REACH), min(len(doc), at + REACH))
    sentence = [doc[i] for i in words if layout.sentence[i] == layout.sentence[at]]
    after = {token.lower_ for token in sentence if token.i > at and not layout.quoted[token.i]}
    quoted = {token.lower_ for token in sentence if layout.quoted[token.i]}
    return not after.isdisjoint(_OF_FIRMS), not (after.isdisjoint(_OF_PEOPLE) and quoted.isdisjoint(_OF_SPEAKERS))
