"""The scene of one text: whom each third-person pronoun means, found from left to right, or nobody.

Every pronoun gets chances over the figures near it. What falls on an earlier pronoun is handed on to those whom that
one may mean, so each ends with chances over names and nouns. The likeliest is the answer where it is a named person of
the pronoun's gender and sure enough; else nobody.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extraction.antecedents.figures import GENDERS, TYPES, Figure, Sort, find_figures, may_mean
from extraction.antecedents.scorer import Scorer, load
from extraction.antecedents.traits import LONGEST_LOOK, Look
from extraction.directory import Directory
from extraction.governments import government
from extraction.layout import Layout
from extraction.mentions import Mention
from extraction.names import Gender
from extraction.people import Person, name_keys, naming_at
from extraction.reader.wordvectors import Vectors
from extraction.roles import ORGANISATIONS, role
from extraction.types import Candidate, Profile

if TYPE_CHECKING:
    from spacy.tokens import Doc

FAR = 4
"""Paragraphs in which somebody else with an office makes "the minister" doubtful."""

KEPT = 6
"""How many of those whom an earlier pronoun may mean are handed on."""

RIVALS, LIKELY, UNLIKELY = 3, 0.45, 0.01
"""How many others are told beside an answer, the most that one of them may have, and what is too little to tell."""


UNTOLD_NEEDS = 0.75
"""The score that is needed where nothing but this pronoun tells whether the person is a woman or a man."""


DOUBTED_NEEDS, RIVAL, SEVERAL = 0.88, 0.2, 0.1
"""The score that is needed where another person is meant with the second chance or more, where the person is named
inside quotation marks alone, or where "they" before it are two people with the third chance each or more."""


LONGEST_STRANGER = 2
"""Words of a name that may be somebody's whom the recogniser takes for a body."""

LOOK = 12
"""How many figures before a pronoun are looked at for its sentence's last subject."""


SUREST = 0.93
"""The most that an answer's score may be: a pronoun is never surer than a surname that one alone has."""


@dataclass(frozen=True, slots=True)
class Meant:
    """Somebody whom a pronoun may mean: the chance of it, and the mention that speaks most for it."""

    figure: Figure
    chance: float


@dataclass(frozen=True, slots=True)
class Finding:
    """Whom a pronoun means most likely (None for nobody who is named), how surely, why, and who else may be meant.

    `score` is the probability that this is right; `sure` is whether it is enough to say so.
    """

    person: Person | None
    score: float
    place: str
    rivals: tuple[Candidate, ...] = ()
    sure: bool = False


NOBODY = Finding(None, 0.0, "")


class Scene:
    """The figures of one text, and whom its pronouns mean. `findings` is keyed by the pronoun's token.

    `named_speakers` are the people who speak somewhere by their full name.
    """

    def __init__(self, doc: Doc, layout: Layout, directory: Directory, vectors: Vectors) -> None:
        self.doc, self.layout, self.directory = doc, layout, directory
        self.figures = find_figures(doc, layout, directory)
        self._heads = [figure.head for figure in self.figures]
        self._named: dict[object, list[Figure]] = {}
        for figure in self.figures:
            self._named.setdefault(figure.identity, []).append(figure)
        self.named_speakers = {f.person for f in self.figures if f.person and f.speaks and f.sort is Sort.FULL}
        self._made: dict[object, Person | None] = {}
        self._told: dict[object, Gender] = {}
        self._meant: dict[int, dict[object, Meant]] = {}
        self.findings: dict[int, Finding] = {}
        if any(figure.sort in TYPES for figure in self.figures):
            self._resolve(vectors, load(Profile.FAST if vectors.early_only else Profile.ACCURATE))
        self._people = list(self._plain())
        self._places = [figure.head for figure in self._people]

    def before(self, position: int, paragraphs: int) -> list[Figure]:
        """The people in plain text in the paragraph of `position` and in those before it, up to that word.

        A pronoun stands there as the person whom it surely means; one of nobody's only as the subject of a clause.
        """
        first = self.layout.paragraph[position] - paragraphs + 1
        start, end = (bisect_left(self._places, at) for at in (position - LONGEST_LOOK, position))
        return [f for f in self._people[start:end] if self.layout.paragraph[f.head] >= first]

    def last(self, position: int, sentences: int, paragraphs: int = 1) -> list[Figure]:
        """All figures before a word, in order, in the last `sentences` and `paragraphs` up to its own."""
        sentence, paragraph = self.layout.sentence, self.layout.paragraph
        start = end = bisect_left(self._heads, position)
        while start > 0 and sentence[position] - sentence[self._heads[start - 1]] < sentences:
            start -= 1
        return [f for f in self.figures[start:end] if paragraph[position] - paragraph[f.head] < paragraphs]

    def several_since(self, figure: Figure, position: int) -> bool:
        """Whether people or "they" are the subject of something between a figure and a word, in plain text."""
        return any(one.sort in (Sort.PLURAL, Sort.THEY) for one in self.subjects_since(figure.head, position))

    def stranger_since(self, figure: Figure, position: int) -> bool:
        """Whether a name that may be a person's, though none is known by it, is a subject in between, in plain text."""
        return any(map(is_stranger, self.subjects_since(figure.head, position)))

    def subjects_since(self, head: int, position: int) -> Iterator[Figure]:
        """The subjects between two words, in plain text."""
        return (one for one in self.since(head, position) if one.role == "subject")

    def since(self, head: int, position: int) -> Iterator[Figure]:
        """All figures between two words, in plain text."""
        start, end = (bisect_left(self._heads, at) for at in (head + 1, position))
        return (one for one in self.figures[start:end] if not self.layout.quoted[one.head])

    def _plain(self) -> Iterator[Figure]:
        """The people outside quotation marks, pronouns as those whom they mean."""
        for figure in self.figures:
            if self.layout.quoted[figure.head] or figure.sort in (Sort.PLURAL, Sort.BODY, Sort.PROPER, Sort.THEY):
                continue
            finding = self.findings.get(figure.head)
            if finding is None:
                yield figure
            elif finding.sure and finding.person:
                yield replace(figure, person=finding.person, name=finding.person.name)
            elif figure.role == "subject":
                yield figure

    def _resolve(self, vectors: Vectors, scorer: Scorer) -> None:
        look = Look(self.doc, self.layout, self.figures)
        rows = vectors.at([self.doc[head].idx for head in self._heads])
        for at, pronoun in enumerate(self.figures):
            if pronoun.sort not in TYPES:
                continue
            candidates = look.candidates(pronoun)
            traits = look.traits(pronoun, candidates, self._told)
            chances = scorer.chances(rows[at], rows[candidates], traits)
            meant = self._gathered(candidates, chances.tolist())
            self._meant[at] = meant
            finding = self._decide(pronoun, meant, scorer)
            self.findings[pronoun.head] = finding
            gender = GENDERS.get(pronoun.sort)
            if finding.sure and gender:
                self._told.setdefault(next(iter(meant)), gender)

    def _gathered(self, candidates: Sequence[int], chances: Sequence[float]) -> dict[object, Meant]:
        """Those whom a pronoun may mean, the likeliest first; an earlier pronoun stands for those that it means."""
        sums: dict[object, float] = {}
        best: dict[object, tuple[float, Figure]] = {}
        for at, chance in zip(candidates, chances, strict=False):
            figure = self.figures[at]
            shares = {figure.identity: Meant(figure, 1.0)}
            if figure.sort in TYPES:
                shares = self._meant.get(at, {})
            for identity, share in shares.items():
                part = chance * share.chance
                sums[identity] = sums.get(identity, 0.0) + part
                if part > best.get(identity, (-1.0, figure))[0]:
                    best[identity] = part, share.figure
        ranked = sorted(sums, key=lambda identity: -sums[identity])[:KEPT]
        return {identity: Meant(best[identity][1], sums[identity]) for identity in ranked}

    def _decide(self, pronoun: Figure, chances: dict[object, Meant], scorer: Scorer) -> Finding:
        meant = list(chances.values())
        person = self.person(meant[0].figure) if meant else None
        rivals = tuple(
            Candidate(one.figure.name, round(min(LIKELY, one.chance), 2), self._place(one.figure, pronoun))
            for one in meant[person is not None :]
            if one.figure.person and one.chance > UNLIKELY
        )[:RIVALS]
        if person is None:
            return Finding(None, 0.0, "", rivals)
        score = scorer.right(meant[0].chance)
        told = self._told.get(next(iter(chances)))
        least = DOUBTED_NEEDS if self._is_doubted(pronoun, meant) else scorer.least
        sure = score >= max(least, _needed(person, told, GENDERS.get(pronoun.sort)))
        return Finding(person, round(min(SUREST, score), 3), self._place(meant[0].figure, pronoun), rivals, sure)

    def _is_doubted(self, pronoun: Figure, meant: Sequence[Meant]) -> bool:
        """Whether another person may well be meant, or the likeliest is named inside quotation marks alone."""
        if any(one.figure.person and one.chance >= RIVAL for one in meant[1:]):
            return True
        if self._follows_several(pronoun) or self._follows_another(pronoun, meant[0].figure):
            return True
        return not self.layout.quoted[pronoun.head] and all(
            self.layout.quoted[f.head] for f in self._named[meant[0].figure.identity]
        )

    def _follows_another(self, pronoun: Figure, likeliest: Figure) -> bool:
        """Whether the last subject before a pronoun is somebody else whom it may mean: unnamed, or in its paragraph."""
        at = bisect_left(self._heads, pronoun.head) - 1
        for figure in reversed(self.figures[max(0, at - LOOK) : at + 1]):
            if figure.identity == likeliest.identity:
                return False
            apart = self.layout.paragraph[pronoun.head] - self.layout.paragraph[figure.head]
            before = self.layout.sentence[figure.head] < self.layout.sentence[pronoun.head]
            if apart > 1 or (figure.sort in TYPES and figure.role == "subject" and not self.layout.quoted[figure.head]):
                return False
            subject = figure.role == "subject" and before and not self.layout.quoted[figure.head]
            if subject and may_mean(figure, GENDERS.get(pronoun.sort)) and (figure.sort is Sort.NOUN or apart == 0):
                return True
        return False

    def _follows_several(self, pronoun: Figure) -> bool:
        """Whether the last subject before a pronoun, in its paragraph, is "they" who may be two people by name."""
        paragraph = self.layout.paragraph
        at = bisect_left(self._heads, pronoun.head) - 1
        while at >= 0 and paragraph[self._heads[at]] == paragraph[pronoun.head] and not self.figures[at].leads:
            at -= 1
        if at < 0 or paragraph[self._heads[at]] != paragraph[pronoun.head] or self.figures[at].sort is not Sort.THEY:
            return False
        several = [one for one in self._meant.get(at, {}).values() if one.figure.person and one.chance >= SEVERAL]
        return len(several) > 1

    def person(self, figure: Figure) -> Person | None:
        """The person whom a figure names: one of the directory, or one whom only a pronoun shows to be a person.

        The recogniser takes some names of people for those of places or bodies.
        """
        if figure.person is not None or figure.sort not in (Sort.PROPER, Sort.BODY) or _names_a_body(figure.name):
            return figure.person
        if figure.identity not in self._made:
            namings = [
                naming
                for one in self._named[figure.identity]
                if (naming := naming_at(self.doc, one.start, one.head + 1))
            ]
            keys = name_keys(namings[0].words) if namings else ()
            made = Person(" ".join(namings[0].words), keys, len(keys) > 1, namings) if namings else None
            self._made[figure.identity] = made
        return self._made[figure.identity]

    def _place(self, figure: Figure, pronoun: Figure) -> str:
        """Where somebody stands before a pronoun, in words."""
        layout = self.layout
        apart = layout.sentence[pronoun.head] - layout.sentence[figure.head]
        subject = "subject of" if figure.role == "subject" else "named in"
        if apart < 0 or figure.head > pronoun.head:
            return "named right after it"
        if apart == 0:
            return f"{subject} the same sentence"
        if apart == 1:
            return f"{subject} the sentence before"
        if layout.paragraph[pronoun.head] == layout.paragraph[figure.head]:
            return "named in the same paragraph"
        return "named a paragraph before" if figure.sort not in TYPES else "spoken of before"


def is_stranger(figure: Figure) -> bool:
    """Whether a name that no person is known by may be a person's."""
    short = figure.sort in (Sort.PROPER, Sort.BODY) and len(figure.name.split()) <= LONGEST_STRANGER
    return short and not _names_a_body(figure.name)


def _names_a_body(name: str) -> bool:
    """Whether a name's own words show that it is a country's or a body's."""
    words = [role(word) for word in name.lower().split()]
    return bool(government(name)) or words[:1] == ["the"] or not ORGANISATIONS.isdisjoint(words)


def _needed(person: Person, told: Gender | None, wanted: Gender | None) -> float:
    """The score that a person's gender asks for, by what is `told` of it by pronouns: above 1 where it clashes."""
    if wanted is None:
        return 0.0
    known = {person.gender, told} - {None}
    if known:
        return 0.0 if known == {wanted} else 2.0
    return 2.0 if person.full and wanted not in person.may_be else UNTOLD_NEEDS


def pointed_at(scene: Scene, mention: Mention) -> tuple[Person | None, float]:
    """The one person whom "the minister" means: the only one before it with that office; else None."""
    noun = role(scene.doc[mention.head].lemma_)
    if noun in ORGANISATIONS:
        return None, 0.0
    person = scene.directory.holder(noun, mention.head, mention.qualifiers)
    near = scene.before(mention.head, FAR)
    if person is None or any(_is_another(scene, f, noun) for f in near):
        return None, 0.0
    if mention.gender and person.gender and mention.gender is not person.gender:
        return None, 0.0
    return person, 0.8 if any(f.person is person for f in near) else 0.6


def _is_another(scene: Scene, figure: Figure, noun: str) -> bool:
    """Whether somebody unnamed has the same office."""
    unnamed = figure.sort is Sort.NOUN and figure.person is None and not scene.layout.quoted[figure.head]
    return unnamed and figure.head not in scene.directory.described and role(figure.name) == noun
