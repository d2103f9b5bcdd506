"""Gather the sources of a text's quotes into voices: one voice for each who speaks.

A name joins the person, body or government it means; a pronoun or a pointing description joins
whom the text before it makes plain; what stays in doubt belongs to nobody. A wrong name beside a
quote is worse than none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extraction.acts import REPLYING
from extraction.authors import papers_of
from extraction.doubt import why_nobody
from extraction.floating import Floating, is_floating, names
from extraction.gathering import Answer, Chain, Gathering
from extraction.mentions import Form, read_source
from extraction.people import Person
from extraction.reader.wordvectors import Vectors
from extraction.resolving import resolve
from extraction.types import Quote, Spans, Voice

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

THRESHOLD = 0.5
"""Below this score a quote is nobody's, unless the caller says otherwise."""

ADDRESSED = frozenset({"you", "your", "yours", "yourself"})
FIRST_PERSON = frozenset({"I", "me", "my", "My"})


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
    for before, i in zip([None, *order], order, strict=False):
        _answer(gathering, i, quotes[i], None if before is None else quotes[before])
    _answer_speakers_of_themselves(gathering, quotes, order)
    _answer_floating(gathering, quotes, order)
    return _number(gathering, quotes, order)


def _is_told(text: str, quote: Quote) -> bool:
    """Whether the quote has a source that could mean someone; the Q and A of an interview name nobody."""
    return bool(quote.source) and text[slice(*quote.source[0])] not in ("Q", "A")


def _place(quote: Quote) -> int:
    spans = quote.source or quote.content or quote.cue
    return spans[0][0] if spans else 0


def _answer(gathering: Gathering, number: int, quote: Quote, before: Quote | None) -> None:
    """Keep whom a source means, or why that is nobody; `before` is the quote that stands before it."""
    told = _is_told(gathering.text, quote)
    mention = read_source(gathering.doc, quote.source, gathering.directory) if told else None
    answer = resolve(gathering, mention) if mention else None
    by_pronoun = answer.chain.person if answer and mention and mention.form is Form.PRONOUN else None
    if by_pronoun and names(quote, by_pronoun):
        answer = None
    again = answer and gathering.last and gathering.last[1] is answer.chain
    if again and before and mention and mention.form is not Form.NAME:
        turned = _replies(gathering, quote, before) or _answers_another(gathering, quote, before)
        answer = None if turned else answer
    if answer is None:
        gathering.doubts[number] = why_nobody(gathering.scene, mention)
        gathering.leave(quote, mention)
    elif not gathering.take(number, answer):
        gathering.leave(quote, mention)
    elif mention:
        if quote.parent is None:
            gathering.last = (mention.head, answer.chain)
        gathering.papers |= {noun: (at, answer.chain) for noun, at in papers_of(gathering, mention).items()}
        if mention.form is Form.PRONOUN and answer.chain.person:
            gathering.pronouns[mention.head] = answer.chain.person


def _replies(gathering: Gathering, quote: Quote, before: Quote) -> bool:
    """Whether a quote answers the one before, which asks or says "you": its speaker isn't who has just spoken."""
    words = {token.lemma_.lower() for token in _words(gathering.doc, quote.cue)}
    said = [gathering.text[start:end] for start, end in before.content]
    addressed = {token.lower_ for token in _words(gathering.doc, before.content)} & ADDRESSED
    return bool(words & REPLYING) and (bool(addressed) or "?" in "".join(said)[-3:])


def _answers_another(gathering: Gathering, quote: Quote, before: Quote) -> bool:
    """Whether a quote stands in a new paragraph behind a question: few answer their own."""
    spans = (before.content[-1][1] - 1, quote.content[0][0])
    asked, told = (gathering.doc.char_span(at, at + 1, alignment_mode="expand") for at in spans)
    if asked is None or told is None:
        return False
    apart = gathering.layout.paragraph[asked.start] < gathering.layout.paragraph[told.start]
    return apart and "?" in gathering.text[slice(*before.content[-1])][-3:]


def _words(doc: Doc, spans: Spans) -> Iterator[Token]:
    pieces = (doc.char_span(start, end, alignment_mode="expand") for start, end in spans)
    return (token for piece in pieces if piece is not None for token in piece)


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
            speaker = gathering.chain_of(speaker)
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
