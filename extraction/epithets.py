"""Whom a description without a name means: "the senator" after Senator Ames, "the retired surgeon" after Ann Ames.

News writers put a new description in a name's place as soon as the person is plain. So it means who has just been
spoken of, never whom it would introduce: an office that nobody of the text holds is somebody else's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extraction.antecedents.figures import TYPES, Figure, Sort, may_mean
from extraction.governments import is_demonym
from extraction.roles import EPITHETS, ORGANISATIONS, role

if TYPE_CHECKING:
    from extraction.gathering import Gathering
    from extraction.mentions import Mention
    from extraction.people import Person

NEAR = 2
"""Paragraphs in which the person must be the last subject."""


def pointed_back(gathering: Gathering, mention: Mention) -> tuple[Person | None, str]:
    """The person whom a description of one means, and why; None where it may be somebody new.

    One of several holders of an office, or anybody of a fitting gender for an epithet: the last subject before it in
    plain text, where nobody else speaks or is a subject in between.
    """
    noun = gathering.doc[mention.head]
    office = role(noun.lemma_)
    held = gathering.directory.holders(office, mention.head, mention.qualifiers)
    if office in ORGANISATIONS or (not held and gathering.directory.with_role(office)):
        return None, ""
    if (
        noun.tag_ in ("NNS", "NNPS")
        or gathering.layout.quoted[mention.head]
        or not mention.name.lower().startswith("the ")
    ):
        return None, ""
    if not held and not _is_epithet(gathering, mention):
        return None, ""
    before = gathering.scene.before(mention.head, NEAR)
    person = _in_view(before, mention)
    if person is None or (held and person not in held) or _just_spoke(gathering, mention) not in (None, person):
        return None, ""
    if held:
        return person, f"“{mention.name}”: {person.name}, who has that office and is the last subject before it"
    paragraph = gathering.layout.paragraph
    latest = max((paragraph[one.head] for one in before if one.person), default=0)
    others = {one.person for one in before if one.role == "subject" and one.person and paragraph[one.head] == latest}
    if others != {person} or not person.full:
        return None, ""
    return person, f"“{mention.name}”: {person.name}, the only subject before it"


def another_in_view(gathering: Gathering, mention: Mention, person: Person) -> bool:
    """Whether an epithet that only this person has been given may mean another, who is spoken of just before it."""
    at, chain = gathering.last or (0, None)
    paragraph = gathering.layout.paragraph
    if chain and chain.person not in (None, person) and paragraph[at] == paragraph[mention.head] and at < mention.head:
        return chain.person is not None and mention.gender in (None, chain.person.gender)
    if gathering.doc[mention.head].lower_ not in EPITHETS:
        return False
    return _in_view(gathering.scene.before(mention.head, NEAR), mention) not in (None, person)


def _is_epithet(gathering: Gathering, mention: Mention) -> bool:
    noun = gathering.doc[mention.head]
    if any(child.dep_ in ("relcl", "acl", "poss", "appos", "case") for child in noun.children):
        return False
    return noun.lower_ in EPITHETS or mention.name.endswith("-year-old") or is_demonym(noun.text)


def _in_view(before: list[Figure], mention: Mention) -> Person | None:
    """The last subject before a description that is one person of its gender; None where a pronoun of nobody's is."""
    subjects = [f for f in before if f.role == "subject" and (f.sort in TYPES or may_mean(f, mention.gender))]
    last = subjects[-1] if subjects else None
    return None if last is None or last.joined or last.sort is Sort.DOUBTFUL else last.person


def _just_spoke(gathering: Gathering, mention: Mention) -> object:
    """Who spoke last, a paragraph before at most; None for nobody."""
    if gathering.last is None:
        return None
    at, chain = gathering.last
    paragraph = gathering.layout.paragraph
    return (chain.person or chain) if paragraph[mention.head] - paragraph[at] <= 1 else None
