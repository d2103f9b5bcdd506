"""Whom a headline or a lead means before the name is told: "the water minister said", then "Ann Ames told reporters".

News opens with what somebody is and gives the name a paragraph later. The name belongs to it where the text gives that
office to one person alone, or where the next who speaks has a name that is new and nothing tells who that is.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extraction.directory import LESSER, NAMESAKES, Directory
from extraction.mentions import Mention
from extraction.people import Naming, Person
from extraction.roles import ORGANISATIONS, PAST, ROLES, role
from extraction.types import SpeakerKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from extraction.layout import Layout

OPENING = 6
"""Paragraphs that open a text: headline, what stands under it, byline, lead."""

NEXT = 3
"""How many paragraphs after a description the name comes at most."""

NEAR = 10
"""How many words around a name are looked at for the body that it is said to lead."""

MANY = frozenset(
    {"aide", "diplomat", "expert", "insider", "investigator", "lawyer", "member", "official", "owner", "resident"}
    | {"source", "spokesperson", "witness"}
)
"""Nouns of whom a text may have several, the next named speaker none of them."""


def named_later(doc: Doc, layout: Layout, directory: Directory, mentions: Sequence[Mention]) -> dict[int, Person]:
    """The person whom each description of the opening means, by the word that carries it. Linear in the text.

    `mentions` are the sources of the text's quotes. Two descriptions of unlike offices don't mean one person.
    """
    told = [one for one in mentions if layout.paragraph[one.head] < OPENING and _is_office(doc, layout, one)]
    speakers = sorted(m.naming.start for m in mentions if m.naming and m.naming.start in directory.by_start)
    found = {one: person for one in told if (person := _meant(doc, layout, directory, one, speakers)) is not None}
    offices: dict[Person, set[str]] = {}
    for one, person in found.items():
        offices.setdefault(person, set()).add(_noun(doc, one))
    return {one.head: person for one, person in found.items() if len(offices[person]) == 1}


def with_offices(
    doc: Doc, namings: Sequence[Naming], mentions: Sequence[Mention], named: Mapping[int, Person]
) -> list[Naming]:
    """The namings, the first one of each person with the office that a description gives it."""
    given: dict[int, Naming] = {}
    for one in mentions:
        if person := named.get(one.head):
            naming, noun = person.namings[0], _noun(doc, one)
            given[naming.start] = replace(
                naming, roles=naming.roles | {noun} | one.qualifiers, offices=naming.offices | {noun}
            )
    return [given.get(naming.start, naming) for naming in namings]


def _noun(doc: Doc, mention: Mention) -> str:
    return role(doc[mention.head].lemma_.lower())


def _is_office(doc: Doc, layout: Layout, mention: Mention) -> bool:
    """Whether a mention is one person without a name, by office or trade, in plain text."""
    noun = doc[mention.head]
    owned = any(t.dep_ == "poss" and t.pos_ == "PRON" for t in noun.lefts)  # "his lawyer"
    one = mention.kind is SpeakerKind.UNNAMED and noun.tag_ in ("NN", "NNP") and not layout.quoted[mention.head]
    return one and not owned and mention.naming is None and _noun(doc, mention) in ROLES - ORGANISATIONS


def _meant(doc: Doc, layout: Layout, directory: Directory, mention: Mention, speakers: Sequence[int]) -> Person | None:
    noun = _noun(doc, mention)
    held = directory.with_role(noun)[:NAMESAKES]
    fitting = [person for person in held if _fits(doc, person, noun, mention)]
    if fitting:
        person = fitting[0] if len(held) == 1 else None
        return person if person and person.full and person.namings[0].start > mention.head else None
    first = speakers[0] if speakers else -1
    if (
        _is_anybody(doc[mention.head], mention)
        or noun in MANY
        or first < mention.head
        or layout.paragraph[first] - layout.paragraph[mention.head] > NEXT
    ):
        return None
    person = directory.by_start[first]
    naming = person.namings[0]
    # An age stands behind those whom a court hears, as often as behind who speaks
    bare = person.full and naming.start == first and not naming.offices and not naming.age
    return person if bare and mention.gender in (None, *person.may_be) else None


def _is_anybody(noun: Token, mention: Mention) -> bool:
    """Whether a description tells of one of many, "a nurse", and nothing else: no "former", no clause, no body."""
    more = any(t.lower_ in PAST for t in noun.lefts) or any(t.dep_ in ("relcl", "acl", "prep") for t in noun.rights)
    return mention.name.lower().startswith(("a ", "an ")) and not more


def _fits(doc: Doc, person: Person, noun: str, mention: Mention) -> bool:
    """Whether a person's title can be the described one: "former" on both sides, no other field, of the same body."""
    of = {token.text for token in _complement(doc, mention)}
    for naming in person.namings[:NAMESAKES]:
        first = max(doc[naming.start].sent.start, naming.start - NEAR)
        beside = {token.text for token in doc[first : naming.head + NEAR]}
        alike = noun in naming.offices and _is_alike(naming.roles - {noun}, mention.qualifiers)
        if alike and (not of or of & beside):
            return True
    return False


def _complement(doc: Doc, mention: Mention) -> Iterator[Token]:
    """The names of what an office is of: "the leader of | Altmark Council"."""
    end = mention.spans[0][1]
    behind = itertools.takewhile(lambda token: token.idx < end, doc[mention.head + 1 :])
    return (token for token in behind if token.pos_ == "PROPN")


def _is_alike(title: frozenset[str], told: frozenset[str]) -> bool:
    return title & LESSER == told & LESSER and (not title - LESSER or not told - LESSER or bool(title & told - LESSER))
