"""What is known of a pronoun and a figure that it may mean, in numbers: place, grammar, gender, and who was spoken of.

`Look` goes back from one pronoun over the figures before it, and a little way on within its sentence, and gives a row
of traits for each. The order of the traits is `TRAITS`; the scorer's weights belong to it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from math import log1p
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from extraction.antecedents.figures import GENDERS, NAMES, TYPES, Figure, Sort
from extraction.layout import Layout
from extraction.names import Gender

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LONGEST_LOOK, FARTHEST = 400, 60
"""Words looked back at most, and figures, so that a text of pronouns takes linear time."""

PARAGRAPHS = 4
"""Paragraphs looked at, the pronoun's own among them: who was named before that is named again, or isn't meant."""

LOOK_AHEAD = 40
"""Words looked ahead within the sentence: "After she won, Reyes left"."""

SORTS = tuple(Sort)
ROLES = ("subject", "object", "preposition", "owner", "")
LABELS = (("PERSON",), ("ORG", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW"), ("GPE", "LOC", "FAC"), ("NORP",), ("",))
REFLEXIVE = "self", "selves"

TRAITS = (
    *(f"sentences: {n}" for n in ("same", "1", "2", "3-4", "5+", "ahead")),
    "words",
    *(f"paragraphs: {n}" for n in ("0", "1", "2+")),
    *(f"sort: {sort.name}" for sort in SORTS),
    *(f"role: {role or 'other'}" for role in ROLES),
    *(f"label: {names[0] or 'none'}" for names in LABELS),
    "leads", "opens", "speaks", "joined", "definite", "indefinite", "quoted", "headline",
    "pronoun quoted", "one quotation", "gender fits", "gender clashes", "gender told", "gender by other pronouns",
    "mentions", "mentions near", "most mentioned", "first mentioned",
    *(f"names between: {n}" for n in ("0", "1", "2", "3+")),
    "figures between", "pronouns between", "last of its identity", "spoke last",
    *(f"pronoun: {sort.name}" for sort in TYPES),
    *(f"pronoun's role: {role or 'other'}" for role in ROLES),
    "reflexive", "pronoun opens", "pronoun speaks", "pronoun leads",
    "one clause", "one clause, no owner", "parallel", "parallel, sentence before", "inside its phrase",
    "above the pronoun", "below the pronoun", "subject above the pronoun",
    "nobody",
)  # fmt: skip
"""The name of each column."""

OWN = slice(TRAITS.index("pronoun: HE"), TRAITS.index("pronoun leads") + 1)
BETWEEN = TRAITS.index("figures between")

type Rows = npt.NDArray[np.float32]


class Look:
    """The figures of a text as its pronouns look back at them. `meets` is called once for each pronoun, in order."""

    def __init__(self, doc: Doc, layout: Layout, figures: Sequence[Figure]) -> None:
        self.doc, self.layout, self.figures = doc, layout, figures
        self.heads = [figure.head for figure in figures]
        self._sentence_start = _starts(layout.sentence)
        self._first = next((figure.identity for figure in figures if figure.sort in NAMES), None)
        self._seen = 0
        self._mentions: Counter[object] = Counter()
        self._last_speaker: object = None

    def candidates(self, pronoun: Figure) -> list[int]:
        """The numbers of the figures that a pronoun may mean, in order; those that its gender excludes are left out."""
        at = bisect_left(self.heads, pronoun.head)
        first = max(bisect_left(self.heads, pronoun.head - LONGEST_LOOK), at - FARTHEST)
        ahead = bisect_left(self.heads, pronoun.head + LOOK_AHEAD)
        sentence = self.layout.sentence
        paragraph = self.layout.paragraph
        nearest = paragraph[pronoun.head] - PARAGRAPHS
        before = [
            i for i in range(first, at) if paragraph[self.heads[i]] > nearest and _may_be(pronoun, self.figures[i])
        ]
        after = [
            i
            for i in range(at + 1, ahead)
            if sentence[self.heads[i]] == sentence[pronoun.head]
            and self.figures[i].sort not in TYPES
            and _may_be(pronoun, self.figures[i])
        ]
        return before + after

    def traits(self, pronoun: Figure, candidates: Sequence[int], told: dict[object, Gender]) -> Rows:
        """A row for each candidate and a last one for nobody. `told` is the gender that other pronouns gave to some."""
        self._count_up_to(pronoun.head)
        token = self.doc[pronoun.head]
        above = _ancestors(token)
        own = self._own(pronoun)
        last: set[object] = set()
        names: set[object] = set()
        near = Counter(
            self.figures[i].identity
            for i in candidates
            if self.layout.paragraph[self.heads[i]] == self.layout.paragraph[pronoun.head]
        )
        most = max((self._mentions[self.figures[i].identity] for i in candidates), default=0)
        between = pronouns = 0
        rows = np.zeros((len(candidates) + 1, len(TRAITS)), dtype=np.float32)
        rows[-1, OWN] = own
        rows[-1, [BETWEEN, -1]] = log1p(len(candidates)), 1.0
        for row in range(len(candidates) - 1, -1, -1):
            figure = self.figures[candidates[row]]
            ahead = figure.head > pronoun.head
            rows[row] = [
                *self._place(figure, pronoun),
                *_one_hot(SORTS, figure.sort),
                *_one_hot(ROLES, figure.role),
                *(figure.label in names_ for names_ in LABELS),
                *self._standing(figure, pronoun),
                *_gender(figure, pronoun, told.get(figure.identity)),
                log1p(self._mentions[figure.identity]),
                log1p(near[figure.identity]),
                self._mentions[figure.identity] == most,
                figure.identity == self._first,
                *_one_hot(range(4), min(3, len(names - {figure.identity}))),
                log1p(0 if ahead else between),
                log1p(0 if ahead else pronouns),
                figure.identity not in last,
                figure.identity == self._last_speaker,
                *own,
                *self._grammar(figure, pronoun, token, above),
                0.0,
            ]
            if not ahead:
                between += 1
                pronouns += figure.sort is pronoun.sort
                last.add(figure.identity)
                if figure.sort in NAMES:
                    names.add(figure.identity)
        return rows

    def _count_up_to(self, head: int) -> None:
        while self._seen < len(self.figures) and self.heads[self._seen] < head:
            figure = self.figures[self._seen]
            self._mentions[figure.identity] += 1
            if figure.speaks and figure.sort not in TYPES and not self.layout.quoted[figure.head]:
                self._last_speaker = figure.identity
            self._seen += 1

    def _place(self, figure: Figure, pronoun: Figure) -> list[float]:
        layout = self.layout
        apart = layout.sentence[pronoun.head] - layout.sentence[figure.head]
        step = 5 if figure.head > pronoun.head else (0, 1, 2, 3, 3)[apart] if apart < 5 else 4
        paragraphs = min(2, abs(layout.paragraph[pronoun.head] - layout.paragraph[figure.head]))
        words = log1p(abs(pronoun.head - figure.head)) / 4
        return [*_one_hot(range(6), step), words, *_one_hot(range(3), paragraphs)]

    def _standing(self, figure: Figure, pronoun: Figure) -> list[float]:
        quoted = self.layout.quoted
        return [
            figure.leads,
            self._sentence_start[figure.start] == figure.start,
            figure.speaks,
            figure.joined,
            figure.definite,
            figure.indefinite,
            quoted[figure.head],
            self.layout.headline(figure.head),
            quoted[pronoun.head],
            quoted[pronoun.head] and quoted[figure.head],
        ]

    def _own(self, pronoun: Figure) -> list[float]:
        return [
            *_one_hot(TYPES, pronoun.sort),
            *_one_hot(ROLES, pronoun.role),
            pronoun.name.endswith(REFLEXIVE),
            self._sentence_start[pronoun.head] == pronoun.head,
            pronoun.speaks,
            pronoun.leads,
        ]

    def _grammar(self, figure: Figure, pronoun: Figure, token: Token, above: Sequence[int]) -> list[float]:
        one_clause = figure.clause >= 0 and figure.clause == pronoun.clause
        alike = bool(figure.role) and figure.role == pronoun.role
        sentence = self.layout.sentence
        before = sentence[pronoun.head] - sentence[figure.head] == 1
        other = self.doc[figure.head]
        return [
            one_clause,
            one_clause and pronoun.role != "owner",
            alike,
            alike and before,
            any(figure.start <= i <= figure.head for i in above[:2]),
            any(figure.start <= i <= figure.head for i in above),
            pronoun.head in _ancestors(other),
            figure.role == "subject" and figure.clause in above,
        ]


def _may_be(pronoun: Figure, figure: Figure) -> bool:
    """Whether a pronoun may mean a figure by gender and number."""
    wanted = GENDERS.get(pronoun.sort)
    if wanted is None:
        return figure.sort not in (Sort.HE, Sort.SHE)
    if figure.sort in TYPES:
        return figure.sort is pronoun.sort
    return figure.sort is not Sort.PLURAL and figure.gender in (None, wanted)


def _gender(figure: Figure, pronoun: Figure, told: Gender | None) -> list[float]:
    wanted = GENDERS.get(pronoun.sort)
    if wanted is None:
        return [0.5, 0.0, 0.0, 0.0]
    fits = figure.female if wanted is Gender.FEMALE else 1 - figure.female
    return [fits, fits < 0.2, fits > 0.8, 0.0 if told is None else (1.0 if told is wanted else -1.0)]


def _one_hot(choices: Sequence[object], chosen: object) -> list[bool]:
    return [choice == chosen for choice in choices]


def _ancestors(token: Token) -> list[int]:
    """The numbers of the words above a word in its sentence's tree, nearest first; a few at most."""
    found = []
    for _ in range(12):
        if token.head == token:
            break
        token = token.head
        found.append(token.i)
    return found


def _starts(sentence: Sequence[int]) -> list[int]:
    """For each word the number of its sentence's first."""
    starts: list[int] = []
    for i, number in enumerate(sentence):
        starts.append(i if i == 0 or number != sentence[i - 1] else starts[-1])
    return starts
