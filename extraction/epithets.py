"""Whom a description without a name means: "the senator" after Senator Ames, "the retired surgeon" after Ann Ames.

News writers put a new description in a name's place as soon as the person is plain. So it means who has just been
spoken of, never whom it would introduce: an office that nobody of the text holds is somebody else's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from extraction.acts import REPLYING
from extraction.antecedents.traits import LONGEST_LOOK
from extraction.bodies import STATE
from extraction.bodynames import TRADES_OF
from extraction.directory import NAMESAKES
from extraction.governments import is_demonym
from extraction.names import plain
from extraction.people import ONE
from extraction.roles import EPITHETS, ORGANISATIONS, PAST, ROLES, role
from extraction.types import SpeakerKind
from extraction.view import NEAR, closes_quotation, continuing, just_spoke, last_subject, subjects_before

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extraction.gathering import Chain, Gathering
    from extraction.mentions import Mention
    from extraction.people import Person

_AGED = re.compile(r"the (\d{1,3})-year-old$", re.IGNORECASE)

PUBLIC = STATE | {"government", "municipality", "police"}
"""Nouns of public bodies: none is called by another one, nor by what a firm is called."""

BESIDE = 10
"""How many words around a name are looked at for what an office is of."""

COUNTERPARTS = frozenset(
    {"accused", "agent", "attacker", "caller", "defendant", "dispatcher", "doctor", "driver", "gunman", "interviewer"}
    | {"judge", "landlord", "lady", "magistrate", "medic", "operator", "paramedic", "reporter", "suspect"}
)
"""Nouns for whom those that are named in a story meet: they come without an introduction."""

AGELESS = frozenset({"coroner", "father", "judge", "magistrate", "mother"})
"""Whom no age stands for: it tells of those whom a court hears, and of who has parents in the story."""

UTILITIES = TRADES_OF - {"builder", "grocer", "owner", "promoter"} | {"bloc", "chain", "district", "grouping"}
"""What a body is called beside the nouns for bodies."""


def pointed_back(gathering: Gathering, mention: Mention) -> tuple[Person, str] | None:
    """The person whom a description of one means, and why; None where it may be somebody new.

    One of several holders of an office, or anybody of a fitting gender for an epithet: the last subject before it in
    plain text, where nobody else speaks or is a subject in between.
    """
    if not _points(gathering, mention):
        return None
    told = _told_of(gathering, mention)
    if told is None:
        return None
    office = role(gathering.doc[mention.head].lemma_)
    held = gathering.directory.holders(office, mention.head, mention.qualifiers)
    spoke = _speaking_on(gathering, mention, office)
    if spoke is not None and _is_told_beside(gathering, mention, spoke, told):
        return spoke, f"“{mention.name}”: {spoke.name}, who has that office and has just spoken"
    if not held and (gathering.directory.with_role(office) or not _is_epithet(gathering, mention)):
        return None
    age = _AGED.match(mention.name)
    if age and (found := gathering.directory.ages.get(age.group(1))):
        return _of_age(gathering, mention, age.group(1), found)
    person = last_subject(subjects_before(gathering, mention))
    if person is None or _spoke_plainly(gathering, mention) not in (None, person):
        return None
    if person in held and _is_told_beside(gathering, mention, person, told):
        return person, f"“{mention.name}”: {person.name}, who has that office and is the last subject before it"
    going_on = continuing(gathering, mention) is person
    if held or told or not person.full or not (going_on or _is_alone(gathering, mention, person)):
        return None
    if _is_introduced(gathering, mention):
        return None
    if age and any(one.age or one.offices & AGELESS for one in person.namings):
        return None
    return person, f"“{mention.name}”: {person.name}, the only subject before it"


def _is_introduced(gathering: Gathering, mention: Mention) -> bool:
    """Whether somebody unnamed is called so in view: "beat a teenager … the teenager said"."""
    noun = gathering.doc[mention.head]
    near = gathering.doc[max(0, mention.head - LONGEST_LOOK) : mention.head]
    return any(t.lemma_ == noun.lemma_ and any(d.lower_ in ONE for d in t.lefts) for t in near)


def _told_of(gathering: Gathering, mention: Mention) -> Sequence[Token] | None:
    """What a description's office is of or for, "the minister for | health"; None where a clause tells who it is.

    "The teacher who hit her" is somebody else than the teacher named before.
    """
    noun = gathering.doc[mention.head]
    if any(child.dep_ in ("relcl", "acl") and child.i < noun.i + LONGEST_LOOK for child in noun.rights):
        return None
    behind = (t for prep in noun.rights if prep.dep_ == "prep" for t in gathering.doc[prep.i : prep.right_edge.i + 1])
    return [token for token in behind if token.pos_ in ("NOUN", "PROPN")]


def _is_told_beside(gathering: Gathering, mention: Mention, person: Person, told: Sequence[Token]) -> bool:
    """Whether the names among these words, or else one of them, stand near a name of somebody's in another sentence."""
    doc, own = gathering.doc, gathering.layout.sentence[mention.head]
    near = (doc[max(0, n.start - BESIDE) : n.head + BESIDE] for n in person.namings[:NAMESAKES])
    words = {t.lower_ for piece in near for t in piece if gathering.layout.sentence[t.i] != own}
    names = {token.lower_ for token in told if token.pos_ == "PROPN"}
    return not told or (names <= words if names else any(token.lower_ in words for token in told))


def _speaking_on(gathering: Gathering, mention: Mention, office: str) -> Person | None:
    """Who has just spoken, where nobody else of the text has that office; a party or a place may be told besides."""
    at, chain = gathering.last or (0, None)
    noun, person = gathering.doc[mention.head], chain.person if chain else None
    small = {t.lower_ for t in noun.lefts if t.is_lower} & mention.qualifiers
    if person is None or gathering.directory.with_role(office) != [person] or gathering.unanswered > at:
        return None
    held = gathering.directory.holders(office, mention.head, frozenset(small))
    return person if held and _spoke_plainly(gathering, mention) is person else None


def _of_age(gathering: Gathering, mention: Mention, age: str, found: Mapping[Person, int]) -> tuple[Person, str] | None:
    """The only person named with an age before, where nobody unnamed has it: "a 27-year-old was held"."""
    person, told = next(iter(found.items()))
    unnamed = gathering.unnamed_ages.get(age, mention.head)
    if len(found) > 1 or told >= mention.head or unnamed < mention.head:
        return None
    return person, f"“{mention.name}”: the age of {person.name}"


def spoken_beside(gathering: Gathering, mention: Mention) -> Chain | None:
    """Who is given another name where the words go on: "Ames said so. “It was cold,” the nurse said.".

    The last who spoke, in the same paragraph, nobody else in plain text in between; a person for a noun of people, a
    body for a body's. None where the paragraph has that noun already, as "a nurse", or somebody of the text holds it.
    """
    if gathering.last is None or not mention.name.lower().startswith("the ") or gathering.layout.quoted[mention.head]:
        return None
    (at, chain), noun, paragraph = gathering.last, gathering.doc[mention.head], gathering.layout.paragraph
    told = role(noun.lemma_)
    if any(child.dep_ in ("prep", "relcl", "acl") for child in noun.rights):
        return None
    if chain.person and (told in COUNTERPARTS - chain.person.roles or _is_told_to_them(noun)):
        return None
    fits = told in ORGANISATIONS | UTILITIES if chain.person is None else told in ROLES and chain.person.full
    if (
        noun.tag_ != "NN"
        or not fits
        or noun.head.lemma_ in REPLYING
        or chain.kind not in (SpeakerKind.PERSON, SpeakerKind.ORGANISATION)
    ):
        return None
    if not at < mention.head or gathering.directory.with_role(told):
        return None
    if paragraph[at] != paragraph[mention.head]:
        new = chain.person is not None and gathering.first_of(noun.lemma_) == mention.head
        return chain if new and closes_quotation(gathering, mention) and continuing(gathering, mention) else None
    nouns = {role(word) for word in plain(chain.name).split()}
    public = PUBLIC & (nouns - {told})
    state = told in PUBLIC and told not in nouns and not nouns.isdisjoint(ORGANISATIONS)
    if chain.person is None and (public or state) and told != "agency":
        return None  # a council is no municipality, and no airline
    if chain.person and mention.gender not in (None, chain.person.gender):
        return None
    first = mention.head
    while first > max(0, mention.head - LONGEST_LOOK) and paragraph[first - 1] == paragraph[mention.head]:
        first -= 1
    if at < first or gathering.layout.sentence[at] == gathering.layout.sentence[mention.head]:
        return None  # "asked by Ames, the nurse said"
    near = (f for f in gathering.scene.before(mention.head, 1) if f.person and f.head >= at)
    others = {f.person for f in near if not gathering.said[f.head]} - {chain.person}
    again = any(token.lemma_ == noun.lemma_ for token in gathering.doc[first : mention.head])
    return None if others or again or told in gathering.unnamed else chain


def _is_told_to_them(noun: Token) -> bool:
    """Whether what somebody says is said to "her", "him" or "them"."""
    return any(t.dep_ in ("dobj", "dative") and t.lower_ in ("her", "him", "them") for t in noun.head.children)


def another_in_view(gathering: Gathering, mention: Mention, person: Person) -> bool:
    """Whether an epithet that only this person has been given may mean another, who is spoken of just before it."""
    at, chain = gathering.last or (0, None)
    other, paragraph = chain.person if chain else None, gathering.layout.paragraph
    near = any(one.person is person for one in gathering.scene.before(mention.head, NEAR))
    if other and near and _holds_another(person, other, role(gathering.doc[mention.head].lemma_)):
        return False
    if other not in (None, person) and paragraph[at] == paragraph[mention.head] and at < mention.head:
        return other is not None and mention.gender in (None, other.gender)
    if gathering.doc[mention.head].lower_ not in EPITHETS:
        return False
    return last_subject(subjects_before(gathering, mention)) not in (None, person)


def _holds_another(person: Person, other: Person, office: str) -> bool:
    """Whether a person is called by this office and another by one of their own, so that each goes by theirs."""
    theirs = {word for naming in other.namings for word in naming.offices}
    return bool(theirs) and office not in theirs and any(office in naming.offices for naming in person.namings)


def _spoke_plainly(gathering: Gathering, mention: Mention) -> object:
    """Who has just spoken, unless in somebody else's words: "my son asked the lady"."""
    inside = gathering.last is not None and gathering.layout.quoted[gathering.last[0]]
    return None if inside else just_spoke(gathering, mention)


def _points(gathering: Gathering, mention: Mention) -> bool:
    """Whether a description is one person's with "the", in plain text."""
    noun = gathering.doc[mention.head]
    one = noun.tag_ not in ("NNS", "NNPS") and role(noun.lemma_) not in ORGANISATIONS
    return one and not gathering.layout.quoted[mention.head] and mention.name.lower().startswith("the ")


def _is_alone(gathering: Gathering, mention: Mention, person: Person) -> bool:
    """Whether a person is the only subject of the last paragraph in view that speaks of people."""
    paragraph = gathering.layout.paragraph
    people = [one for one in gathering.scene.before(mention.head, NEAR) if one.person]
    latest = max((paragraph[one.head] for one in people), default=0)
    return {one.person for one in people if one.role == "subject" and paragraph[one.head] == latest} == {person}


def _is_epithet(gathering: Gathering, mention: Mention) -> bool:
    noun = gathering.doc[mention.head]
    if any(child.dep_ in ("relcl", "acl", "poss", "appos", "case") for child in noun.children):
        return False
    past = any(child.lower_ in PAST for child in noun.lefts) and role(noun.lemma_) in ROLES | EPITHETS
    aged = mention.name.endswith("-year-old") or any(child.lower_ == "old" for child in noun.lefts)
    return noun.lower_ in EPITHETS or past or aged or is_demonym(noun.text)
