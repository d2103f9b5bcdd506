"""The state of one gathering of voices: what the text names, the voices made so far, and what was answered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extraction.antecedents import Scene
from extraction.bodies import Bodies, Body
from extraction.directory import Directory
from extraction.doubt import Doubt, too_unsure
from extraction.layout import Layout
from extraction.mentions import Form, Mention, read_source
from extraction.names import plain
from extraction.namings import body_starts, find_namings, overlooked, short_bodies
from extraction.openings import named_later, with_offices
from extraction.people import Person
from extraction.reader.wordvectors import Vectors
from extraction.types import Candidate, Quote, Spans, SpeakerKind

if TYPE_CHECKING:
    from spacy.tokens import Doc


_UNNAMED_AGE = re.compile(r"\ban? (?:[a-z]+,? (?:aged )?)?(\d{1,3})(?:-year-old|[,. ])", re.IGNORECASE)


@dataclass(slots=True, eq=False)
class Chain:
    """A voice in the making. `person` is set where it is a named person's."""

    name: str
    kind: SpeakerKind
    person: Person | None = None
    spans: set[tuple[int, int]] = field(default_factory=set)
    score: float = 1.0
    reasons: list[str] = field(default_factory=list)
    candidates: dict[str, Candidate] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """Whom one source means: the chain, how surely, why, and who else it could have been."""

    chain: Chain
    score: float
    reason: str
    spans: Spans
    rivals: tuple[Candidate, ...] = ()


def _may_be_surname(mention: Mention) -> bool:
    """Whether a source's name is one word, or follows a title: "Mr Mac Giolla Bhríde"."""
    return " " not in mention.name or (mention.naming is not None and mention.naming.titled)


def _marked(doc: Doc, quotes: Sequence[Quote]) -> list[bool]:
    """Of each word whether it is of what some quote says, in quotation marks or not."""
    marked = [False] * len(doc)
    for span in (span for quote in quotes for span in quote.content):
        piece = doc.char_span(*span, alignment_mode="expand")
        for token in piece or ():
            marked[token.i] = True
    return marked


def _unnamed_ages(doc: Doc, text: str) -> dict[str, int]:
    """The ages of those told of as "a 27-year-old", with the word of the first such place."""
    places: dict[str, int] = {}
    for found in _UNNAMED_AGE.finditer(text):
        piece = doc.char_span(*found.span(1), alignment_mode="expand")
        if piece is not None:
            places.setdefault(found.group(1), piece.start)
    return places


class Gathering:
    """The state of one gathering: what the text names, and the chains made so far."""

    def __init__(self, doc: Doc, quotes: Sequence[Quote], vectors: Vectors, threshold: float) -> None:
        self.doc, self.threshold = doc, threshold
        self.text = doc.text  # spaCy joins it anew at every call
        self.layout = Layout(doc)
        self.said = _marked(doc, quotes)
        self._first = {token.lemma_: token.i for token in reversed(doc)}
        self.unnamed_ages = _unnamed_ages(doc, self.text)
        self.named_later: dict[int, int] = {}
        self.directory = self._name_people(quotes)
        self.bodies = Bodies(doc, self.directory.bodies)
        self.scene = Scene(doc, self.layout, self.directory, vectors)
        self.chains: dict[object, Chain] = {}
        self.unnamed: dict[str, list[Chain]] = {}
        self.last: tuple[int, Chain] | None = None
        self.papers: dict[str, tuple[int, Chain]] = {}
        self.answers: dict[int, Answer] = {}
        self.pronouns: dict[int, Person] = {}
        self.unanswered = -1
        self.doubts: dict[int, Doubt] = {}

    def _name_people(self, quotes: Sequence[Quote]) -> Directory:
        """The people the recogniser finds, and those whom only their place as a source shows to be people."""
        bodies, starts = short_bodies(self.doc), body_starts(self.doc)
        namings = find_namings(self.doc, self.layout, bodies)
        directory = Directory(namings, self.layout, bodies, starts)
        mentions = [m for quote in quotes if (m := read_source(self.doc, quote.source, directory))]
        known = {i for naming in namings for i in range(naming.start, naming.head + 1)}
        missed = {m.naming.start: m.naming for m in mentions if m.naming and m.naming.start not in known}
        short = {plain(m.name.split()[-1]) for m in mentions if m.form is Form.NAME and _may_be_surname(m)}
        alone = {naming.head for naming in namings if len(naming.words) == 1}
        fixed, replaced = known - alone, set[int]()
        titled = {m.naming.surname for m in mentions if m.naming and m.naming.titled and len(m.naming.words) == 1}
        for naming in overlooked(self.doc, self.layout, short, titled) if short else ():
            ends = {naming.start, naming.head}
            if ends.isdisjoint(fixed):
                replaced |= ends
                missed[naming.start] = naming
        namings = [one for one in namings if one.head not in replaced]
        namings = sorted([*namings, *missed.values()], key=lambda naming: naming.start)
        directory = Directory(namings, self.layout, bodies, starts) if missed else directory
        named = named_later(self.doc, self.layout, directory, mentions)
        if not named:
            return directory
        told = with_offices(self.doc, namings, mentions, named)
        self.named_later = {head: person.namings[0].start for head, person in named.items()}
        return Directory(told, self.layout, bodies, starts, frozenset(named))

    def chain(self, key: object, name: str, kind: SpeakerKind, person: Person | None = None) -> Chain:
        """The chain of this key, made where it is new."""
        return self.chains.setdefault(key, Chain(name, kind, person))

    def chain_of(self, person: Person) -> Chain:
        """The chain of a named person."""
        return self.chain(person, person.name, SpeakerKind.PERSON, person)

    def chain_of_body(self, body: Body, kind: SpeakerKind = SpeakerKind.ORGANISATION) -> Chain:
        """The chain of a body."""
        return self.chain(("body", body.key), body.name, kind)

    def take(self, number: int, answer: Answer | None) -> bool:
        """Keep the answer to a quote, by its number, where it is sure enough; else what speaks against it."""
        if answer is None or answer.score < self.threshold:
            if answer is not None:
                self.doubts[number] = too_unsure(answer.chain.name, answer.score, answer.reason, answer.rivals)
            return False
        self.answers[number] = answer
        return True

    def first_of(self, lemma: str) -> int:
        """The first word of the text with this lemma."""
        return self._first[lemma]

    def leave(self, quote: Quote, mention: Mention | None) -> None:
        """Take note that somebody unknown spoke, whom what comes after may mean; "I" inside a quotation is no such."""
        first = (quote.content or quote.source)[:1]
        piece = self.doc.char_span(first[0][0], first[0][0] + 1, alignment_mode="expand") if first else None
        at = mention.head if mention else -1 if piece is None else piece.start
        if quote.parent is None and at >= 0 and (mention is None or not self.layout.quoted[at]):
            self.unanswered = at

    def quoted_at(self, place: int) -> bool:
        """Whether the word at this code point stands inside quotation marks."""
        piece = self.doc.char_span(place, place + 1, alignment_mode="expand")
        return piece is not None and self.layout.quoted[piece.start]
