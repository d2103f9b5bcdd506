"""Whatever a pronoun could mean: every name, human noun and third-person pronoun of a text, with how it stands there.

One pass over the text. Names are those of the directory, then what the recogniser calls an organisation, a place or a
people, then any other run of capitalised words that the tagger takes for a name: the recogniser misses one in five.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from extraction.acts import UTTERING
from extraction.directory import Directory
from extraction.layout import Layout
from extraction.names import Gender, forename_shares, gendered_words, plain
from extraction.people import LONGEST_NAME, Naming, Person, qualifiers
from extraction.roles import COURTESY_TITLES, ORGANISATIONS, ROLES, TITLE_WORDS, UNNAMED_PLURALS, role

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


class Sort(StrEnum):
    """What a figure is put as."""

    FULL = "a full name"
    SHORT = "one word of a name"
    DOUBTFUL = "a name that several have"
    PROPER = "some other name"
    BODY = "a body's name"
    NOUN = "a noun for a person"
    PLURAL = "a noun for people"
    HE = "he"
    SHE = "she"
    THEY = "they"


PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "himself"), Sort.HE),
    **dict.fromkeys(("she", "her", "hers", "herself"), Sort.SHE),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves", "themself"), Sort.THEY),
}
"""Third-person pronouns by what they agree with."""

TYPES = (Sort.HE, Sort.SHE, Sort.THEY)
"""The sorts of pronouns."""

GENDERS = {Sort.HE: Gender.MALE, Sort.SHE: Gender.FEMALE}
NAMES = (Sort.FULL, Sort.SHORT, Sort.DOUBTFUL, Sort.PROPER)
"""What may name a person."""

BODIES = frozenset({"ORG", "GPE", "NORP", "FAC", "LOC", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW", "LANGUAGE"})
MEASURES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL"})
"""What the recogniser calls capitalised words that name nobody: "Monday"."""
SAME = frozenset({"compound", "appos", "conj", "nmod", "flat"})
"""How a word hangs on another whose place in the clause it shares."""

ROLE_OF = {
    **dict.fromkeys(("nsubj", "nsubjpass"), "subject"),
    **dict.fromkeys(("dobj", "dative", "obj", "iobj"), "object"),
    "pobj": "preposition",
    "poss": "owner",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One mention of somebody. `identity` is equal for mentions that the words alone show to be one's.

    `start` and `head` number its first word and the one that carries it; `female` is the share of women among those
    whom its words fit (0 to 1, 0.5 where they tell nothing); `clause` numbers its verb; `speaks` is true for the
    subject of a verb of speech.
    """

    sort: Sort
    identity: object
    start: int
    head: int
    name: str
    person: Person | None = None
    naming: Naming | None = None
    female: float = 0.5
    role: str = ""
    clause: int = -1
    leads: bool = False
    speaks: bool = False
    joined: bool = False
    definite: bool = False
    indefinite: bool = False
    label: str = ""

    @property
    def gender(self) -> Gender | None:
        """The gender that its words tell for sure."""
        if 0.05 < self.female < 0.95:
            return None
        return Gender.FEMALE if self.female > 0.5 else Gender.MALE


def may_mean(figure: Figure, gender: Gender | None) -> bool:
    """Whether a figure is one person of a pronoun's gender (None: of any), as far as its words tell."""
    one = figure.sort in (Sort.NOUN, Sort.FULL, Sort.SHORT, Sort.DOUBTFUL)
    return one and (gender is None or figure.gender in (None, gender))


def find_figures(doc: Doc, layout: Layout, directory: Directory) -> list[Figure]:
    """All figures of a text, in order of their heads; no two share a word."""
    taken = [False] * len(doc)
    figures: list[Figure] = []
    for figure in _all(doc, directory, taken):
        if not any(taken[figure.start : figure.head + 1]):
            taken[figure.start : figure.head + 1] = [True] * (figure.head + 1 - figure.start)
            figures.append(figure)
    return sorted(figures, key=lambda figure: figure.head)


def _all(doc: Doc, directory: Directory, taken: list[bool]) -> Iterator[Figure]:
    """All that may be a figure, what is surer first; `taken` are the words of those before."""
    yield from _people(doc, directory)
    yield from _bodies(doc)
    yield from _other_names(doc, taken)
    yield from _nouns(doc, directory, taken)


def _people(doc: Doc, directory: Directory) -> Iterator[Figure]:
    for person in directory.persons:
        female = _share(person)
        for naming in person.namings:
            sort = Sort.FULL if len(naming.words) > 1 else Sort.SHORT
            yield _figure(
                doc, sort, person, naming.start, naming.head, person.name, person=person, naming=naming, female=female
            )
    for naming in directory.doubtful:
        name = " ".join(naming.words)
        female = {Gender.FEMALE: 1.0, Gender.MALE: 0.0}.get(naming.gender, 0.5) if naming.gender else 0.5
        yield _figure(doc, Sort.DOUBTFUL, name, naming.start, naming.head, name, naming=naming, female=female)


def _share(person: Person) -> float:
    if person.gender:
        return 1.0 if person.gender is Gender.FEMALE else 0.0
    share = forename_shares().get(person.keys[0], 0.5)
    return share if person.full else _hinted(share)


def _hinted(share: float) -> float:
    """A hint that is never sure: one word alone may be a forename, or a surname that is a forename too ("Ames")."""
    return min(0.9, max(0.1, share))


def _bodies(doc: Doc) -> Iterator[Figure]:
    for ent in doc.ents:
        if ent.label_ in BODIES:
            yield _figure(doc, Sort.BODY, plain(ent.text), ent.start, ent.end - 1, ent.text)


def _other_names(doc: Doc, taken: list[bool]) -> Iterator[Figure]:
    """Runs of capitalised words that the tagger takes for names and nothing else has claimed."""
    start = None
    for i in range(len(doc) + 1):
        inside = i < len(doc) and not taken[i] and _is_name(doc[i])
        if inside and start is None:
            start = i
        elif not inside and start is not None:
            if i - start <= LONGEST_NAME and not all(_is_title(doc[at]) for at in range(start, i)):
                words = doc[start:i].text
                female = _hinted(forename_shares().get(plain(doc[start].text), 0.5))
                yield _figure(doc, Sort.PROPER, plain(words), start, i - 1, words, female=female)
            start = None


def _is_name(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.text[:1].isupper() and token.ent_type_ not in MEASURES


def _is_title(token: Token) -> bool:
    return role(token.text) in TITLE_WORDS or token.lower_.rstrip(".") in COURTESY_TITLES


def _nouns(doc: Doc, directory: Directory, taken: list[bool]) -> Iterator[Figure]:
    """Nouns for people and bodies, and pronouns."""
    for token in doc:
        word = token.lower_
        if word in PRONOUNS:
            sort = PRONOUNS[word]
            female = {Sort.HE: 0.0, Sort.SHE: 1.0}.get(sort, 0.5)
            yield _figure(doc, sort, token.i, token.i, token.i, word, female=female)
        elif token.tag_ in ("NN", "NNS") and not taken[token.i]:
            noun = role(token.lemma_)
            human = noun in ROLES or word in gendered_words() or noun in UNNAMED_PLURALS
            if (human or noun in ORGANISATIONS) and _stands_alone(token, taken):
                sort = Sort.PLURAL if token.tag_ == "NNS" or not human else Sort.NOUN
                person = _holder(token, directory) if sort is Sort.NOUN else None
                told = person.gender if person else gendered_words().get(word)
                female = 0.5 if told is None else float(told is Gender.FEMALE)
                name = person.name if person else word
                yield _figure(
                    doc, sort, person or ("noun", token.i), token.i, token.i, name, person=person, female=female
                )


def _holder(noun: Token, directory: Directory) -> Person | None:
    """The one whom "the minister" means: the only person before it with that office."""
    if not any(child.lower_ == "the" for child in noun.lefts):
        return None
    return directory.holder(role(noun.lemma_), noun.i, frozenset(role(word) for word in qualifiers(noun)))


def _figure(
    doc: Doc,
    sort: Sort,
    identity: object,
    start: int,
    head: int,
    name: str,
    *,
    person: Person | None = None,
    naming: Naming | None = None,
    female: float = 0.5,
) -> Figure:
    token = _carrier(doc, start, head)
    place = placed(token)
    joined = any(child.dep_ == "conj" for child in token.children) or token.dep_ == "conj"
    left = {child.lower_ for child in token.lefts}
    return Figure(
        sort,
        identity,
        start,
        head,
        name,
        person,
        naming,
        female,
        role=ROLE_OF.get(place.dep_, ""),
        clause=clause(place),
        leads=place.dep_ in ("nsubj", "nsubjpass") and place.head.dep_ == "ROOT",
        speaks=place.dep_ in ("nsubj", "nsubjpass") and place.head.lemma_.lower() in UTTERING,
        joined=joined,
        definite=bool(left & {"the", "this", "that"}),
        indefinite=bool(left & {"a", "an", "one", "another", "some", "any"}),
        label=doc[head].ent_type_,
    )


def _carrier(doc: Doc, start: int, head: int) -> Token:
    """The word of a mention on which the others hang."""
    token = doc[head]
    for _ in range(LONGEST_NAME):
        if not start <= token.head.i <= head or token.head == token:
            break
        token = token.head
    return token


def placed(token: Token) -> Token:
    """The word whose place in the clause a word shares: of an apposition or one of several the first."""
    for _ in range(4):
        if token.dep_ not in SAME:
            break
        if token.dep_ == "appos" and (office := _office_before(token)):
            return office
        token = token.head
    return token


def _office_before(name: Token) -> Token | None:
    """The office that a name stands behind where the parser hangs the name on a word inside the office's phrase.

    "The chairman of the opposition in the state, Ann Ames, said": Ann Ames is the subject.
    """
    at = name.head
    while at.dep_ in ("pobj", "prep") and at.head.i < at.i:
        at = at.head
    first = name.left_edge.i
    office = at != name.head and role(at.lemma_) in ROLES and first > 0 and name.doc[first - 1].text == ","
    return at if office and name.ent_type_ == "PERSON" else None


def clause(token: Token) -> int:
    """Which token is the verb that a word belongs to; -1 where there is none near."""
    for _ in range(6):
        if token.head == token:
            break
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            return int(token.i)
    return -1


def _stands_alone(token: Token, taken: list[bool]) -> bool:
    """Whether a noun means somebody of its own, not the title or apposition of a name, nor a predicate."""
    while token.dep_ == "conj" and token.head.pos_ == "NOUN":
        token = token.head
    if token.dep_ in ("compound", "attr", "nmod", "amod") or (token.dep_ == "appos" and taken[token.head.i]):
        return False
    return not any(child.dep_ == "appos" and taken[child.i] for child in token.children)
