"""Who a pronoun or a pointing description means: found in a bounded stretch before it, or nobody.

A pronoun takes the one person who fits its gender and stands out: the subject of this or the last
sentence, or the last who spoke. Where two stand out alike, or nobody of that gender has been named,
the answer is nobody. Only names outside quotation marks count.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from extraction.layout import Layout
from extraction.mentions import Mention
from extraction.names import Gender, gendered_words
from extraction.people import Directory, Person
from extraction.roles import ROLES, role

WINDOW = 2
"""Paragraphs looked at for a pronoun: its own and those before it."""

MARGIN = 2.0
"""By how much the best candidate must lead, in points of `_points`."""

LONGEST_LOOK = 400
"""Words looked back at most, so that one endless paragraph costs no more than many."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One human being who appears in the narrative: a person by name, or somebody by a noun (`person` is None)."""

    position: int
    person: Person | None
    word: str
    gender: Gender | None
    subject: bool


@dataclass(slots=True)
class Standing:
    """How much one candidate stands out before a pronoun."""

    person: Person | None
    word: str
    gender: Gender | None
    points: float = 0.0
    place: str = ""


@dataclass(slots=True)
class Speaking:
    """Who spoke where, in order: filled while sources are resolved."""

    positions: list[int] = field(default_factory=list)
    persons: list[Person | None] = field(default_factory=list)

    def note(self, position: int, person: Person | None) -> None:
        """Somebody spoke at this word. Called in order of position."""
        self.positions.append(position)
        self.persons.append(person)


class Scene:
    """The figures of one text in order, with the speakers found so far."""

    def __init__(self, doc: Doc, layout: Layout, directory: Directory) -> None:
        self.doc, self.layout, self.directory = doc, layout, directory
        self.speaking = Speaking()
        self.figures = _find_figures(doc, layout, directory)
        self._positions = [figure.position for figure in self.figures]

    def before(self, position: int, paragraphs: int) -> list[Figure]:
        """The figures of the paragraph of `position` and of those before it, up to that word."""
        first = self.layout.paragraph[position] - paragraphs + 1
        end = bisect_left(self._positions, position)
        start = bisect_left(self._positions, position - LONGEST_LOOK)
        return [f for f in self.figures[start:end] if self.layout.paragraph[f.position] >= first]


def _find_figures(doc: Doc, layout: Layout, directory: Directory) -> list[Figure]:
    figures, taken = [], set()
    for start, person in directory.by_start.items():
        naming = next(n for n in person.namings if n.start == start) if len(person.namings) < 8 else None
        head = naming.head if naming else _name_end(doc, start)
        taken.update(range(start, head + 1))
        if not layout.quoted[start]:
            figures.append(Figure(start, person, person.name, person.gender, is_subject(doc[head])))
    for token in doc:
        human = token.pos_ == "NOUN" and token.tag_ == "NN" and role(token.text) in ROLES
        if human and token.i not in taken and not layout.quoted[token.i] and _stands_alone(token, taken):
            gender = gendered_words().get(token.lower_)
            figures.append(Figure(token.i, None, token.lower_, gender, is_subject(token)))
    return sorted(figures, key=lambda figure: figure.position)


def _name_end(doc: Doc, start: int) -> int:
    end = start
    while end + 1 < len(doc) and doc[end + 1].ent_iob_ == "I":
        end += 1
    return end


def _stands_alone(token: Token, named: set[int]) -> bool:
    """Whether a noun means somebody of its own, not the title or apposition of a name, nor a predicate."""
    if token.dep_ in ("compound", "attr", "nmod", "amod") or (token.dep_ == "appos" and token.head.i in named):
        return False
    return not any(child.dep_ == "appos" and child.i in named for child in token.children)


def is_subject(token: Token) -> bool:
    """Whether a name's or noun's word is the subject of its clause, titles and appositions passed over."""
    for _ in range(4):
        if token.dep_ not in ("compound", "appos", "nmod", "flat", "conj"):
            break
        token = token.head
    return token.dep_ in ("nsubj", "nsubjpass")


def rank(scene: Scene, position: int, gender: Gender) -> list[Standing]:
    """All whom "he" or "she" at this word can mean, the most likely first."""
    figures = scene.before(position, WINDOW)
    standings: dict[object, Standing] = {}
    for figure in figures:
        if figure.gender and figure.gender is not gender:
            continue
        identity = figure.person if figure.person is not None else figure.word
        standing = standings.setdefault(identity, Standing(figure.person, figure.word, figure.gender))
        points, place = _points(scene, figure, position)
        if points >= standing.points:
            standing.points, standing.place = points, place
    _credit_last_speaker(scene, position, standings)
    for standing in standings.values():
        standing.points += 2.0 if standing.gender else 0.0
    return sorted(standings.values(), key=lambda s: -s.points)


def _points(scene: Scene, figure: Figure, position: int) -> tuple[float, str]:
    layout = scene.layout
    apart = layout.sentence[position] - layout.sentence[figure.position]
    if apart == 0:
        return (3.0, "the subject of the same sentence") if figure.subject else (1.0, "named in the same sentence")
    same = layout.paragraph[position] == layout.paragraph[figure.position]
    if apart == 1 and figure.subject:
        return 3.0 if same else 2.0, "the subject of the sentence before"
    if same:
        return 2.0 if figure.subject else 1.0, "named in the same paragraph"
    return 1.0 if figure.subject else 0.5, "named in the paragraph before"


def _credit_last_speaker(scene: Scene, position: int, standings: dict[object, Standing]) -> None:
    """Whoever spoke last, in this paragraph or the one before, stands out."""
    speaking = scene.speaking
    last = bisect_left(speaking.positions, position) - 1
    if last < 0 or scene.layout.paragraph[position] - scene.layout.paragraph[speaking.positions[last]] > 1:
        return
    person = speaking.persons[last]
    if person is None:
        return
    if person in standings:
        standing = standings[person]
        standing.points += 2.0
        standing.place = "the last who spoke"


def resolve_pronoun(scene: Scene, position: int, gender: Gender) -> tuple[Standing | None, float, list[Standing]]:
    """Whom "he" or "she" at this word means, how surely, and all candidates; None where nobody stands out."""
    ranked = rank(scene, position, gender)
    if not ranked:
        return None, 0.0, ranked
    best = ranked[0]
    lead = best.points - (ranked[1].points if len(ranked) > 1 else 0.0)
    if not best.gender or best.points < 3.0 or (len(ranked) > 1 and lead < MARGIN):
        return None, 0.0, ranked
    score = 0.9 if len(ranked) == 1 and best.points >= 5 else 0.85 if lead >= 3 else 0.75
    return best, score, ranked


def pointed_at(scene: Scene, mention: Mention) -> tuple[Person | None, float]:
    """The one person whom "the minister" means: the only one before it with that office; else None."""
    noun = role(scene.doc[mention.head].lemma_)
    wanted = mention.qualifiers | {noun}
    fitting = [
        person
        for person in scene.directory.with_role(noun)
        if person.namings[0].start < mention.head and any(wanted <= naming.roles for naming in person.namings)
    ]
    rivals = [f for f in scene.before(mention.head, 4) if f.person is None and role(f.word) == noun]
    if len(fitting) != 1 or rivals:
        return None, 0.0
    person = fitting[0]
    if mention.gender and person.gender and mention.gender is not person.gender:
        return None, 0.0
    near = any(f.person is person for f in scene.before(mention.head, 4))
    return (person, 0.8) if near else (person, 0.6)
