"""Who a pronoun or a pointing description means: found in a bounded stretch before it, or nobody.

One pass over the narrative (what stands outside quotation marks) meets every human figure and every
"he" and "she" in order. A pronoun takes the only figure near it that fits its gender, or the one who
clearly stands out: the subject of this or the last sentence who was also the last to speak. Where two
stand out alike the answer is nobody, and then the unknown figure counts as a rival of its own.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extraction.layout import Layout
from extraction.mentions import Mention
from extraction.names import Gender, gendered_words
from extraction.people import Directory, Naming, Person, qualifiers
from extraction.roles import ORGANISATIONS, ROLES, role

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

PRONOUNS = {"he": Gender.MALE, "she": Gender.FEMALE, "his": Gender.MALE, "her": Gender.FEMALE}
"""Third-person pronouns of one gender that open a clause, or own what is said ("his claim that")."""

NEAR, FAR = 2, 4
"""Paragraphs looked at, a pronoun's own among them: first the near ones, then the far where those hold nobody."""

LONGEST_LOOK = 400
"""Words looked back at most, so that one endless paragraph costs no more than many."""

LEAD, ALONE_NEEDS, UNKNOWN_GENDER_NEEDS = 2.0, 2.5, 4.5
"""Points by which one of several must lead; that the only candidate needs; and one whose name tells no gender."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One human being in the narrative, by name, noun or pronoun. `person` is None for all but named ones."""

    position: int
    person: Person | None
    word: str
    gender: Gender | None
    subject: bool
    speaks: bool
    definite: bool = False

    @property
    def identity(self) -> object:
        """What is equal for two figures that are one."""
        return self.person if self.person is not None else self.word


@dataclass(slots=True)
class Standing:
    """How much one candidate stands out before a pronoun, in points, and why in words.

    `sentence` is the last that names it; `leads` is true where it is the subject of the last main clause.
    """

    figure: Figure
    points: float = 0.0
    place: str = ""
    sentence: int = 0
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """Whom a pronoun means (None for nobody), how surely, why, and who else stood near."""

    person: Person | None
    score: float
    place: str
    ranked: tuple[Standing, ...]


NOBODY = Finding(None, 0.0, "", ())


class Scene:
    """The human figures of one text in order, and whom each "he" and "she" means.

    `speaking` are the numbers of the words inside sources.
    """

    def __init__(self, doc: Doc, layout: Layout, directory: Directory, speaking: Collection[int]) -> None:
        self.doc, self.layout, self.directory = doc, layout, directory
        self.findings: dict[int, Finding] = {}
        self._seen: list[Figure] = []
        self._positions: list[int] = []
        self._told: dict[Person, Gender] = {}
        for figure in _figures(doc, layout, directory, speaking):
            self._meet(figure)

    def before(self, position: int, paragraphs: int) -> list[Figure]:
        """The figures of the paragraph of `position` and of those before it, up to that word."""
        first = self.layout.paragraph[position] - paragraphs + 1
        start = bisect_left(self._positions, position - LONGEST_LOOK)
        end = bisect_left(self._positions, position)
        return [f for f in self._seen[start:end] if self.layout.paragraph[f.position] >= first]

    def _meet(self, figure: Figure) -> None:
        if figure.word in PRONOUNS:
            finding = self._find(figure)
            self.findings[figure.position] = finding
            if finding.person is None and not figure.subject:
                return
            if finding.person and figure.gender:
                self._told[finding.person] = figure.gender
            unknown = f"an unknown {figure.gender}"
            figure = replace(figure, person=finding.person, word=finding.person.name if finding.person else unknown)
        elif figure.person is None and figure.definite:
            office = role(figure.word)
            beside = frozenset(role(word) for word in qualifiers(self.doc[figure.position]))
            person = self.directory.holder(office, figure.position, beside)
            figure = replace(figure, person=person, word=person.name, gender=person.gender) if person else figure
        self._seen.append(figure)
        self._positions.append(figure.position)

    def _gender(self, figure: Figure) -> Gender | None:
        return self._told.get(figure.person, figure.gender) if figure.person else figure.gender

    def _find(self, pronoun: Figure) -> Finding:
        for paragraphs in (NEAR, FAR):
            ranked = self._rank(pronoun, paragraphs)
            if ranked:
                return _decide(ranked, self._gender(ranked[0].figure), pronoun.gender, far=paragraphs == FAR)
        return NOBODY

    def _rank(self, pronoun: Figure, paragraphs: int) -> tuple[Standing, ...]:
        figures = [f for f in self.before(pronoun.position, paragraphs) if self._gender(f) in (None, pronoun.gender)]
        standings: dict[object, Standing] = {}
        for figure in figures:
            points, place = self._points(figure, pronoun.position)
            standing = standings.setdefault(figure.identity, Standing(figure))
            standing.sentence = self.layout.sentence[figure.position]
            just_before = self.layout.sentence[pronoun.position] - standing.sentence == 1
            standing.leads = standing.leads or (just_before and _opens_sentence(self.doc[figure.position]))
            if points >= standing.points:
                standing.figure, standing.points, standing.place = figure, points, place
        speakers = [f for f in self.before(pronoun.position, paragraphs) if f.speaks]
        if speakers and speakers[-1].identity in standings:
            standing = standings[speakers[-1].identity]
            standing.points, standing.place = standing.points + 2.0, "who spoke last"
        return tuple(sorted(standings.values(), key=lambda s: -s.points))

    def _points(self, figure: Figure, position: int) -> tuple[float, str]:
        layout = self.layout
        apart = layout.sentence[position] - layout.sentence[figure.position]
        same = layout.paragraph[position] == layout.paragraph[figure.position]
        if apart == 0:
            return (3.0, "subject of the same sentence") if figure.subject else (1.5, "named in the same sentence")
        if apart == 1 and figure.subject:
            return (3.0 if same else 2.5), "subject of the sentence before"
        if same:
            return (2.0 if figure.subject else 1.0), "named in the same paragraph"
        return (1.0 if figure.subject else 0.5), "named a paragraph before"


def _decide(ranked: tuple[Standing, ...], known: Gender | None, wanted: Gender | None, *, far: bool) -> Finding:
    """The best of the ranked, where it is a named person and clear enough; `known` is the best one's gender."""
    best, nobody = ranked[0], Finding(None, 0.0, "", ranked)
    person, alone = best.figure.person, len(ranked) == 1
    if person is None or (known is None and wanted not in person.may_be):
        return nobody
    if known is None:
        clear = alone and not far and best.points >= UNKNOWN_GENDER_NEEDS
        return Finding(person, 0.7, f"{best.place}, and nobody else is near", ranked) if clear else nobody
    if alone and best.points >= ALONE_NEEDS:
        return Finding(person, 0.7 if far else 0.9, f"{best.place}, and nobody else fits", ranked)
    # "Look at Ames. He …", "When Ames argued, Bell differed. He …": who was named since, or leads, may be meant too.
    overtaken = any(rival.sentence > best.sentence or (rival.leads and not best.leads) for rival in ranked[1:])
    if far or overtaken or best.points < 3.0 or best.points - ranked[1].points < LEAD:
        return nobody
    return Finding(person, 0.8, best.place, ranked)


def _figures(doc: Doc, layout: Layout, directory: Directory, speaking: Collection[int]) -> list[Figure]:
    """Names, human nouns, and "he" and "she" outside quotation marks, in order."""
    figures: list[Figure] = []
    named: set[int] = set()
    for person in directory.persons:
        for naming in person.namings:
            named.update(range(naming.start, naming.head + 1))
            if not layout.quoted[naming.start]:
                figures.append(_named_figure(doc, person, naming, naming.head in speaking))
    for naming in directory.doubtful:
        named.update(range(naming.start, naming.head + 1))
        if not layout.quoted[naming.start]:
            figures.append(_named_figure(doc, None, naming, naming.head in speaking))
    for token in doc:
        if layout.quoted[token.i] or token.i in named:
            continue
        if token.lower_ in PRONOUNS:
            if token.dep_ not in ("nsubj", "nsubjpass") and token.i not in speaking:
                continue
            told: Gender | None = PRONOUNS[token.lower_]
            figures.append(Figure(token.i, None, token.lower_, told, is_subject(token), token.i in speaking))
        elif token.tag_ == "NN" and role(token.text) in ROLES and _stands_alone(token, named):
            told = gendered_words().get(token.lower_)
            definite = any(child.lower_ == "the" for child in token.lefts)
            subject, speaks = is_subject(token), token.i in speaking
            figures.append(Figure(token.i, None, token.lower_, told, subject, speaks, definite))
    return sorted(figures, key=lambda figure: figure.position)


def _named_figure(doc: Doc, person: Person | None, naming: Naming, speaks: bool) -> Figure:
    """A figure by name; `person` is None where the name could be that of several."""
    name, gender = (person.name, person.gender) if person else (" ".join(naming.words), naming.gender)
    return Figure(naming.start, person, name, gender, is_subject(doc[naming.head]), speaks)


def _stands_alone(token: Token, named: set[int]) -> bool:
    """Whether a noun means somebody of its own, not the title or apposition of a name, nor a predicate."""
    while token.dep_ == "conj" and token.head.pos_ == "NOUN":
        token = token.head
    if token.dep_ in ("compound", "attr", "nmod", "amod") or (token.dep_ == "appos" and token.head.i in named):
        return False
    return not any(child.dep_ == "appos" and child.i in named for child in token.children)


def _opens_sentence(token: Token) -> bool:
    """Whether a name stands in the subject of its sentence's main clause."""
    for _ in range(6):
        if token.dep_ in ("nsubj", "nsubjpass"):
            return bool(token.head.dep_ == "ROOT")
        token = token.head
    return False


def is_subject(token: Token) -> bool:
    """Whether a name's or noun's word is the subject of its clause, titles and appositions passed over."""
    for _ in range(4):
        if token.dep_ not in ("compound", "appos", "nmod", "flat", "conj"):
            break
        token = token.head
    return token.dep_ in ("nsubj", "nsubjpass")


def pointed_at(scene: Scene, mention: Mention) -> tuple[Person | None, float]:
    """The one person whom "the minister" means: the only one before it with that office; else None."""
    noun = role(scene.doc[mention.head].lemma_)
    if noun in ORGANISATIONS:
        return None, 0.0
    person = scene.directory.holder(noun, mention.head, mention.qualifiers)
    near = scene.before(mention.head, FAR)
    if person is None or any(f.person is None and role(f.word) == noun for f in near):
        return None, 0.0
    if mention.gender and person.gender and mention.gender is not person.gender:
        return None, 0.0
    return person, 0.8 if any(f.person is person for f in near) else 0.6
