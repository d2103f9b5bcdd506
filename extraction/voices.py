"""Gather the sources of a text's quotes into voices: one voice for each who speaks.

A name joins the person, body or government it means; a pronoun or a pointing description joins
whom the text before it makes plain; what stays in doubt belongs to nobody. A wrong name beside a
quote is worse than none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from extraction.antecedents import NOBODY, Scene, pointed_at
from extraction.bodies import Bodies
from extraction.doubt import Doubt, too_unsure, why_nobody
from extraction.floating import Floating, is_floating
from extraction.layout import Layout
from extraction.mentions import Form, Mention, read_source
from extraction.names import plain
from extraction.namings import find_namings, overlooked
from extraction.people import Directory, Person
from extraction.reader.wordvectors import Vectors
from extraction.roles import ORGANISATIONS, role
from extraction.types import Candidate, Quote, Spans, SpeakerKind, Voice

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

THRESHOLD = 0.5
"""Below this score a quote is nobody's, unless the caller says otherwise."""

FIRST_PERSON = frozenset({"I", "me", "my", "My"})

CLIMB = 6
"""Heads climbed from a relative pronoun to its clause."""

BODY_KINDS = (SpeakerKind.ORGANISATION, SpeakerKind.GOVERNMENT, SpeakerKind.GROUP, SpeakerKind.COLLECTIVE)


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


class Gathering:
    """The state of one gathering: what the text names, and the chains made so far."""

    def __init__(self, doc: Doc, quotes: Sequence[Quote], vectors: Vectors, threshold: float) -> None:
        self.doc, self.threshold = doc, threshold
        self.text = doc.text  # spaCy joins it anew at every call
        self.layout = Layout(doc)
        self.directory = self._name_people(quotes)
        self.bodies = Bodies(doc)
        self.scene = Scene(doc, self.layout, self.directory, vectors)
        self.chains: dict[object, Chain] = {}
        self.unnamed: dict[str, list[Chain]] = {}
        self.last: tuple[int, Chain] | None = None
        self.answers: dict[int, Answer] = {}
        self.doubts: dict[int, Doubt] = {}

    def _name_people(self, quotes: Sequence[Quote]) -> Directory:
        """The people the recogniser finds, and those whom only their place as a source shows to be people."""
        namings = find_namings(self.doc, self.layout)
        directory = Directory(namings, self.layout)
        mentions = [m for quote in quotes if (m := read_source(self.doc, quote.source, directory))]
        known = {i for naming in namings for i in range(naming.start, naming.head + 1)}
        missed = {m.naming.start: m.naming for m in mentions if m.naming and m.naming.start not in known}
        short = {plain(m.name) for m in mentions if m.form is Form.NAME and " " not in m.name}
        unknown = {word for word in short if not directory.known_in_full(word)}
        for naming in overlooked(self.doc, self.layout, unknown) if unknown else ():
            if naming.start not in known and naming.head not in known:
                missed[naming.start] = naming
        if not missed:
            return directory
        return Directory(sorted([*namings, *missed.values()], key=lambda naming: naming.start), self.layout)

    def chain(self, key: object, name: str, kind: SpeakerKind, person: Person | None = None) -> Chain:
        """The chain of this key, made where it is new."""
        return self.chains.setdefault(key, Chain(name, kind, person))

    def take(self, number: int, answer: Answer | None) -> bool:
        """Keep the answer to a quote, by its number, where it is sure enough; else what speaks against it."""
        if answer is None or answer.score < self.threshold:
            if answer is not None:
                self.doubts[number] = too_unsure(answer.chain.name, answer.score, answer.reason, answer.rivals)
            return False
        self.answers[number] = answer
        return True

    def quoted_at(self, place: int) -> bool:
        """Whether the word at this code point stands inside quotation marks."""
        piece = self.doc.char_span(place, place + 1, alignment_mode="expand")
        return piece is not None and self.layout.quoted[piece.start]


def gather_voices(
    doc: Doc, quotes: Sequence[Quote], vectors: Vectors, threshold: float = THRESHOLD
) -> tuple[tuple[Quote, ...], tuple[Voice, ...]]:
    """Give each quote its voice.

    Takes a parsed text (tagged, parsed, with entities), its quotes, source spans in code points
    of `doc.text`, and what the reader's encoder made of its words. Gives the same quotes in the
    same order with `voice` set (an index into the voices, or None for nobody) and with the score,
    the reason and the candidates of that; and the voices in order of their first quote. An answer
    with a score below `threshold` is nobody.
    """
    gathering = Gathering(doc, quotes, vectors, threshold)
    order = sorted(range(len(quotes)), key=lambda i: _place(quotes[i]))
    for i in order:
        _answer(gathering, i, quotes[i])
    _answer_speakers_of_themselves(gathering, quotes, order)
    _answer_floating(gathering, quotes, order)
    return _number(gathering, quotes, order)


def _is_told(text: str, quote: Quote) -> bool:
    """Whether the quote has a source that could mean someone; the Q and A of an interview name nobody."""
    return bool(quote.source) and text[slice(*quote.source[0])] not in ("Q", "A")


def _place(quote: Quote) -> int:
    spans = quote.source or quote.content or quote.cue
    return spans[0][0] if spans else 0


def _answer(gathering: Gathering, number: int, quote: Quote) -> None:
    """Keep whom a source means, or why that is nobody."""
    told = _is_told(gathering.text, quote)
    mention = read_source(gathering.doc, quote.source, gathering.directory) if told else None
    answer = _resolve(gathering, mention) if mention else None
    if answer is None:
        gathering.doubts[number] = why_nobody(gathering.scene, mention)
    elif gathering.take(number, answer) and mention:
        gathering.last = (mention.head, answer.chain)


def _resolve(gathering: Gathering, mention: Mention) -> Answer | None:
    if mention.form is Form.PRONOUN:
        return _resolve_pronoun(gathering, mention)
    if mention.naming is not None:
        return _resolve_person(gathering, mention)
    if mention.form is Form.POINTING:
        return _resolve_pointing(gathering, mention)
    if mention.kind in BODY_KINDS and mention.form is Form.NAME:
        return _resolve_body(gathering, mention)
    return _describe(gathering, mention)


def _describe(gathering: Gathering, mention: Mention) -> Answer:
    """A source that carries its own words: one voice for equal words, but "an official" is a new one each time."""
    fresh = mention.kind is SpeakerKind.UNNAMED and not plain(mention.name).startswith(("the ", "this ", "that "))
    key = ("words", mention.head) if fresh else ("words", plain(mention.name))
    known = key in gathering.chains
    chain = gathering.chain(key, mention.name, mention.kind)
    if mention.kind is SpeakerKind.UNNAMED and not known:
        gathering.unnamed.setdefault(_noun(gathering, mention), []).append(chain)
    return Answer(chain, 0.9, "described, not named", mention.spans)


def _resolve_person(gathering: Gathering, mention: Mention) -> Answer | None:
    naming = mention.naming
    assert naming is not None
    persons = gathering.directory.who(naming)
    if len(persons) != 1:
        return None
    person = persons[0]
    if mention.gender and person.gender and mention.gender is not person.gender:
        return None
    chain = gathering.chain(person, person.name, SpeakerKind.PERSON, person)
    if not person.full:
        return Answer(chain, 0.75, "surname only", mention.spans)
    words = " ".join(naming.words)
    if naming.start in gathering.directory.presumed:
        reason = f"{person.name} is the only “{words}” named in full so far"
        return Answer(chain, 0.75, reason, mention.spans)
    if len(naming.words) > 1:
        return Answer(chain, 0.97, "full name", mention.spans)
    if naming.surname == person.keys[-1]:
        return Answer(chain, 0.95, f"“{words}” is the surname of {person.name} alone in this text", mention.spans)
    part = "the forename" if naming.surname == person.keys[0] else "part of the name"
    return Answer(chain, 0.8, f"“{words}” is {part} of {person.name} alone in this text", mention.spans)


def _resolve_body(gathering: Gathering, mention: Mention) -> Answer:
    body = gathering.bodies.find(mention.name, mention.kind)
    chain = gathering.chain(("body", body.key), body.name, mention.kind)
    reason = f"“{mention.name}” means {body.name}" if body.name != mention.name else "named in full"
    return Answer(chain, 0.9, reason, mention.spans)


def _resolve_pointing(gathering: Gathering, mention: Mention) -> Answer | None:
    person, score = pointed_at(gathering.scene, mention)
    if person is None:
        answer = _resolve_to_unnamed(gathering, mention)
        # "The council" that the text names nowhere keeps its own words; "the mayor" may be somebody named: nobody.
        return answer or (_describe(gathering, mention) if _noun(gathering, mention) in ORGANISATIONS else None)
    chain = gathering.chain(person, person.name, SpeakerKind.PERSON, person)
    reason = f"“{mention.name}”: {person.name} is the only one with that office before it"
    return Answer(chain, score, reason, mention.spans)


def _resolve_to_unnamed(gathering: Gathering, mention: Mention) -> Answer | None:
    """ "The employee" after "an employee" who spoke: the same unnamed one, where there is just one."""
    earlier = [
        chain
        for chain in gathering.unnamed.get(_noun(gathering, mention), [])
        if plain(chain.name).startswith(("a ", "an ", "one ")) and mention.qualifiers <= set(plain(chain.name).split())
    ]
    if len(earlier) != 1 or gathering.directory.with_role(_noun(gathering, mention)):
        return None
    chain = earlier[0]
    return Answer(chain, 0.7, f"“{mention.name}” points back to “{chain.name}”", mention.spans)


def _noun(gathering: Gathering, mention: Mention) -> str:
    return role(gathering.doc[mention.head].lemma_)


def _resolve_pronoun(gathering: Gathering, mention: Mention) -> Answer | None:
    token = gathering.doc[mention.head]
    if token.tag_ in ("WP", "WDT", "WP$"):
        return _resolve_relative(gathering, token, mention)
    if gathering.layout.quoted[mention.head]:
        return None
    body = _resolve_body_pronoun(gathering, mention) if mention.name in ("they", "it") else None
    return body or _resolve_to_person(gathering, mention)


def _resolve_to_person(gathering: Gathering, mention: Mention) -> Answer | None:
    """ "He", "she", and "they" for one person."""
    finding = gathering.scene.findings.get(mention.head, NOBODY)
    person = finding.person
    if person is None or not finding.sure:
        return None
    chain = gathering.chain(person, person.name, SpeakerKind.PERSON, person)
    reason = f"“{mention.name}”: {person.name}, {finding.place}"
    return Answer(chain, finding.score, reason, mention.spans, finding.rivals)


def _resolve_relative(gathering: Gathering, token: Token, mention: Mention) -> Answer | None:
    """ "Ames, who said …": the pronoun means what its clause hangs on."""
    verb = token.head
    for _ in range(CLIMB):
        if verb.dep_ == "relcl" or verb.head == verb:
            break
        verb = verb.head
    if verb.dep_ != "relcl" or verb.head.i >= token.i or token.i < verb.left_edge.i:
        return None
    noun = verb.head
    start = max(noun.left_edge.i, noun.sent.start)
    source = ((gathering.doc[start].idx, noun.idx + len(noun)),)
    meant = read_source(gathering.doc, source, gathering.directory)
    if meant is None or meant.form is Form.PRONOUN:
        return None
    answer = _resolve(gathering, meant)
    if answer is None:
        return None
    return replace(answer, score=answer.score * 0.95, spans=(*answer.spans, *mention.spans))


def _resolve_body_pronoun(gathering: Gathering, mention: Mention) -> Answer | None:
    """ "It" and "they": the body or people that spoke last, in this sentence or the one before."""
    if gathering.last is None:
        return None
    position, chain = gathering.last
    kinds = BODY_KINDS if mention.name == "they" else BODY_KINDS[:2]
    sentence = gathering.layout.sentence
    if chain.kind not in kinds or not 0 <= sentence[mention.head] - sentence[position] <= 1:
        return None
    return Answer(chain, 0.7, f"“{mention.name}”: {chain.name}, the last who spoke", mention.spans)


def _answer_speakers_of_themselves(gathering: Gathering, quotes: Sequence[Quote], order: list[int]) -> None:
    """ "I" inside a quotation is the one who speaks it."""
    answers = gathering.answers
    parents = {span: i for i in order if i in answers for span in quotes[i].content}
    starts = sorted(parents)
    for i in order:
        source = quotes[i].source
        if i in answers or not source or gathering.text[slice(*source[0])] not in FIRST_PERSON:
            continue
        at = bisect_right(starts, (source[0][0], len(gathering.text))) - 1
        if at < 0 or starts[at][1] < source[0][1] or not gathering.quoted_at(source[0][0]):
            continue
        parent = answers[parents[starts[at]]]
        reason = f"“I” inside what {parent.chain.name} says"
        gathering.take(i, Answer(parent.chain, min(0.85, parent.score), reason, ()))


def _answer_floating(gathering: Gathering, quotes: Sequence[Quote], order: list[int]) -> None:
    """Give the quotations without source and cue to whom the text around them makes plain."""
    floating = Floating(gathering.doc, gathering.layout, gathering.scene, quotes)
    answers = gathering.answers
    known: dict[int, object] = {i: answer.chain.person or answer.chain for i, answer in answers.items()}
    for i in order:
        finding = floating.find(i, known) if i not in answers and is_floating(gathering.text, quotes[i]) else None
        if finding is None:
            continue
        speaker = finding.speaker
        if isinstance(speaker, Person):
            speaker = gathering.chain(speaker, speaker.name, SpeakerKind.PERSON, speaker)
        assert isinstance(speaker, Chain)
        gathering.take(i, Answer(speaker, min(finding.score, speaker.score), finding.reason, ()))
        if i in answers:
            known[i] = finding.speaker


def _number(
    gathering: Gathering, quotes: Sequence[Quote], order: list[int]
) -> tuple[tuple[Quote, ...], tuple[Voice, ...]]:
    """The quotes with what was found of each, and the voices, in order of their first quote."""
    answers = gathering.answers
    chains: dict[Chain, int] = {}
    for i in order:
        if i in answers:
            _extend(answers[i])
            chains.setdefault(answers[i].chain, len(chains))
    told = []
    for i, quote in enumerate(quotes):
        if i in answers:
            voice, score = chains[answers[i].chain], round(answers[i].score, 3)
            reason, candidates = answers[i].reason, answers[i].rivals
        else:
            voice, score, (reason, candidates) = None, 0.0, gathering.doubts[i]
        told.append(replace(quote, voice=voice, voice_score=score, voice_reason=reason, candidates=candidates))
    return tuple(told), tuple(_voice(chain) for chain in chains)


def _extend(answer: Answer) -> None:
    chain = answer.chain
    chain.spans.update(answer.spans)
    chain.score = min(chain.score, answer.score)
    if answer.reason not in chain.reasons:
        chain.reasons.append(answer.reason)
    for rival in answer.rivals:
        chain.candidates.setdefault(rival.name, rival)


def _voice(chain: Chain) -> Voice:
    spans = set(chain.spans)
    if chain.person:
        spans.update(naming.span for naming in chain.person.namings)
    return Voice(
        name=chain.name,
        kind=chain.kind,
        mentions=_disjoint(spans),
        score=round(chain.score, 3),
        reason="; ".join(chain.reasons),
        candidates=tuple(chain.candidates.values()),
    )


def _disjoint(spans: set[tuple[int, int]]) -> Spans:
    """Spans in order, of overlapping ones the first and longest."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return tuple(kept)
