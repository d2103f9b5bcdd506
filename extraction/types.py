"""What flows through the engine: spans, quotes, voices, claims, and what comparing two claims gives.

Offsets are code points of the text that was read, half-open. Scores are probabilities, 0 to 1.
Everything here is frozen and holds only plain values, so a reading can be stored, sent and compared.

What holds of every reading of every text: each span lies in the text, isn't empty, and begins and ends with no blank;
the pieces of a role are in order and disjoint. A quote has a content; its source, its cue and its content share no
word. No quote is its own ancestor. Each voice has a name and a place that means it. Indices point into the reading,
and scores lie in 0 to 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

type Span = tuple[int, int]
"""One stretch of text: start and end in code points, half-open, never empty."""

type Spans = tuple[Span, ...]
"""The pieces of one span, ordered and disjoint. Empty where a role has no words."""


class Profile(StrEnum):
    """How a text is read: as well as can be, or in less than the time for a backfile of many."""

    ACCURATE = "accurate"
    FAST = "fast"


class Kind(StrEnum):
    """How the words of a quote stand in the text: all inside marks, partly, or not at all.

    A turn of a transcript needs no marks: it is direct, for its words are the speaker's own.
    """

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class CueClass(StrEnum):
    """What kind of act the cue names. A quote without a cue is speech."""

    SPEECH = "speech"
    THOUGHT = "thought"
    PERCEPTION = "perception"
    DOCUMENT = "document"


class SpeakerKind(StrEnum):
    """Who speaks. The last two carry their own words as name and are never matched to a named speaker."""

    PERSON = "person"
    ORGANISATION = "organisation"
    GOVERNMENT = "government"
    GROUP = "group"
    UNNAMED = "unnamed"
    COLLECTIVE = "collective"


class Stance(StrEnum):
    """How the speaker stands to the claim."""

    ASSERTS = "asserts"
    DENIES = "denies"
    DOUBTS = "doubts"
    ASKS = "asks"
    PREDICTS = "predicts"
    DEMANDS = "demands"


class Modality(StrEnum):
    """Whether the claim is put as fact, as possible, as what should be, as a condition, or as yet to come."""

    FACT = "fact"
    POSSIBLE = "possible"
    NECESSARY = "necessary"
    CONDITIONAL = "conditional"
    FUTURE = "future"


class Bound(StrEnum):
    """What a figure says of the true one."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Relation(StrEnum):
    """What two claims have to do with each other. An update is a figure that moved on from one day to another."""

    CONFLICT = "conflict"
    SAME = "same"
    UPDATE = "update"
    RELATED = "related"
    UNRELATED = "unrelated"


class ConflictKind(StrEnum):
    """What makes two claims clash."""

    DENIAL = "denial"
    NEGATION = "negation"
    OPPOSITE = "opposite"
    QUANTITY = "quantity"
    DATE = "date"
    AGENT = "agent"
    CAUSE = "cause"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One speaker whom a voice might be, with the probability and the reason in words."""

    name: str
    score: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Voice:
    """One who speaks in the text: the chain of mentions that mean the same source.

    `name` is the fullest name the text gives (an unnamed source's own words). `score` is the
    probability that every mention means this speaker; `reason` says in words why they were joined.
    """

    name: str
    kind: SpeakerKind
    mentions: Spans
    score: float
    reason: str
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """One attribution: who (source), that they said it (cue), what (content).

    `voice` is an index into `Reading.voices`, or None for nobody. `parent` is the index in
    `Reading.quotes` of the quote whose content holds this one. `found_score` is the probability
    that this is a quote, whole and right; it says nothing about who speaks. That is told by
    `voice_score`, the probability that it is this voice (0 for nobody), `voice_reason`, in words, why
    this one or why nobody, and `candidates`, whom else it could be.
    """

    source: Spans
    cue: Spans
    content: Spans
    kind: Kind
    cue_class: CueClass
    found_score: float
    reason: str
    voice: int | None = None
    parent: int | None = None
    voice_score: float = 0.0
    voice_reason: str = ""
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Word:
    """A content word of a claim: its lemma (lower case), part of speech, where it stands, and its role in the frame.

    `head` is the index in `Frame.words` of the word it depends on, -1 for none.
    """

    lemma: str
    pos: str
    span: Span
    role: str = ""
    head: int = -1


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure: its value, its unit ("%", "dollar", "" for a bare count), what is counted (lemma), and its bound.

    `measure` is the lemma of the verb that the figure belongs to ("kill"), with "by" or "to" after a
    verb of change ("rise to"); "" where there is none.
    """

    value: float
    unit: str
    of: str
    bound: Bound
    span: Span
    measure: str = ""


@dataclass(frozen=True, slots=True)
class When:
    """A time that a claim names. `start` and `end` are inclusive; None where they can't be known."""

    text: str
    start: date | None
    end: date | None
    span: Span


@dataclass(frozen=True, slots=True)
class Frame:
    """What comparing needs to know of a claim, so that it never parses again.

    `words` are the content words in order, each with the role it plays ("predicate", "agent",
    "patient", "place", or "" for the rest); `negations` are where negating words stand.
    """

    words: tuple[Word, ...] = ()
    negations: Spans = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """One proposition of a quote (or of plain text), made to stand alone.

    `quote` is an index into `Reading.quotes`, None for a plain statement. `text` reads alone;
    `span` is where its words stand. `speaker` is the voice's name, "" for nobody.
    """

    quote: int | None
    text: str
    span: Spans
    stance: Stance
    modality: Modality = Modality.FACT
    frame: Frame = field(default_factory=Frame)
    quantities: tuple[Quantity, ...] = ()
    dates: tuple[When, ...] = ()
    speaker: str = ""
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one text. `engine` names the engine and its version.

    `language` is "en", or the ISO 639-1 code of the language that the text surely is in; then nothing is read. `names`
    are the words of all names in the text, in small letters (`story.find_names`).
    """

    quotes: tuple[Quote, ...]
    voices: tuple[Voice, ...]
    claims: tuple[Claim, ...]
    engine: str
    language: str = "en"
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two claims have to do with each other.

    `score` is the probability that they conflict, on every comparison. `kind`, `left` and `right`
    (the words that prove it on each side, offsets into each side's own text) and `sentence` (plain
    English, made from the evidence) are set only where the relation is conflict; all but the kind also on an update
    that is sure to be of one thing. `same` is how likely the trained judge holds it that both say the same, 0 to 1; 0
    where the relation is another, None where that judge wasn't asked.
    """

    relation: Relation
    score: float
    kind: ConflictKind | None = None
    left: Spans = ()
    right: Spans = ()
    sentence: str = ""
    reason: str = ""
    same: float | None = None
