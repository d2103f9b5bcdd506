"""Claims: the checkable propositions of each quote, made to stand alone and ready to be compared.

The way of a quote: its content's tokens → clauses → for each clause the stance and modality, the
frame, figures and dates → a `Claim`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from extraction.claims.clauses import Clause, find_clauses
from extraction.claims.dates import find_dates, within
from extraction.claims.frame import build_frame
from extraction.claims.plain import reported
from extraction.claims.pronouns import Names, Speaker, resolve
from extraction.claims.quantities import find_quantities
from extraction.claims.stance import cue_stance, is_open, is_unsaid, is_wish, modality, stance
from extraction.claims.storage import from_plain, to_plain
from extraction.claims.wording import spans_of, stand_alone
from extraction.types import Claim, Kind, Quote, Span, Spans, Stance, Voice, When, Word

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["find_claims", "from_plain", "plain_claim", "to_plain"]

MENTIONS_READ = 4
"""How many mentions of a voice are read for what they tell of it; the first ones tell most."""


@dataclass(frozen=True, slots=True)
class _Said:
    """One content with all that its claims share."""

    quote: int | None
    content: list[Token]
    speaker: Speaker
    cue: list[Token]
    kind: Kind
    dates: tuple[When, ...]
    published: date | None


def find_claims(
    doc: Doc, quotes: Sequence[Quote], voices: Sequence[Voice], published: date | None = None
) -> tuple[Claim, ...]:
    """The claims of all quotes, in the order of the quotes.

    Takes the parse, its quotes and voices (`Quote.voice` is an index into `voices`), and the article's
    date. Gives claims whose `quote` is an index into `quotes`; a wish, a bare fragment, a content
    without content words, and what another says was not said give none. Linear in the length of text and quotes.
    """
    tokens = _Tokens(doc)
    dates = find_dates(doc.text, published)
    found: list[Claim] = []
    cues = [tokens.within(quote.cue) for quote in quotes]
    unsaid = [is_unsaid(cue) for cue in cues]
    denied = [no or cue_stance(cue) is Stance.DENIES for no, cue in zip(unsaid, cues, strict=True)]
    for at, (quote, cue) in enumerate(zip(quotes, cues, strict=True)):
        if is_wish(cue, quote.cue_class) or unsaid[at] or (quote.parent is not None and denied[quote.parent]):
            continue
        speaker = _speaker(quote, voices, tokens)
        content = tokens.within(quote.content)
        found += _claims(_Said(at, content, speaker, cue, quote.kind, dates, published))
    return tuple(found)


def plain_claim(doc: Doc, published: date | None = None) -> Claim:
    """A plain statement as one claim.

    A statement that is itself a report ("Ruritania denied that it used force", "The mayor said ...") is
    its speaker's claim. Raises ValueError where the text has no word at all.
    """
    content = [token for token in doc if not token.is_space]
    if not content:
        raise ValueError("There is no statement in an empty text.")
    dates = find_dates(doc.text, published)
    report = reported(doc)
    if report is not None:
        speaker = Speaker(report.name, report.kind, tuple(report.source), (), report.name)
        claims = list(_claims(_Said(None, report.content, speaker, report.cue, Kind.INDIRECT, dates, published)))
        if claims:
            return claims[0]
    said = _Said(None, content, Speaker(), [], Kind.INDIRECT, dates, published)
    root = next((token for token in content if token.dep_ == "ROOT"), content[0])
    clauses = find_clauses(content, denied=False)
    first = clauses[0] if clauses else Clause(root, tuple(content), nominal=True)
    words = [at for at, token in enumerate(content) if not token.is_punct]
    whole = content[words[0] : words[-1] + 1] if words else content
    tokens = whole if len(clauses) < 2 else list(first.tokens)
    return _claim(said, Clause(first.head, tuple(tokens), first.stance, first.negators, first.nominal), None, Names())


class _Tokens:
    """Finds the tokens of a span by bisection."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.starts = [token.idx for token in doc]

    def within(self, spans: Spans) -> list[Token]:
        """Tokens that lie wholly inside the spans, blanks left out."""
        found: list[Token] = []
        for start, end in spans:
            at = bisect_left(self.starts, start)
            while at < len(self.doc) and self.starts[at] < end:
                token = self.doc[at]
                if token.idx + len(token) <= end and not token.is_space:
                    found.append(token)
                at += 1
        return found


def _speaker(quote: Quote, voices: Sequence[Voice], tokens: _Tokens) -> Speaker:
    """Who speaks a quote, with the words that describe them in their first mentions."""
    source = tuple(tokens.within(quote.source))
    if quote.voice is None:
        return Speaker(source=source)
    voice = voices[quote.voice]
    words = [
        token.text for token in tokens.within(voice.mentions[:MENTIONS_READ]) if token.pos_ in ("NOUN", "PROPN", "ADJ")
    ]
    words += [token.text for token in source if token.pos_ in ("NOUN", "PROPN", "ADJ")]
    described = " ".join(dict.fromkeys([*words, *voice.name.split()]))
    return Speaker(voice.name, voice.kind, source, voice.mentions, described)


def _claims(said: _Said) -> Iterator[Claim]:
    """The claims in one content."""
    from_cue = cue_stance(said.cue)
    names = resolve(said.content, said.speaker, said.kind)
    seen: set[tuple[Spans, str]] = set()  # a broken parse can give one clause twice
    for clause in find_clauses(said.content, denied=from_cue is Stance.DENIES):
        if not clause.tokens or (clause.nominal and from_cue is None):
            continue
        claim = _claim(said, clause, from_cue, names)
        told = claim.span, claim.text
        if told not in seen and any(word.pos not in ("PRON", "PART") for word in claim.frame.words):
            seen.add(told)
            yield claim


def _claim(said: _Said, clause: Clause, from_cue: Stance | None, names: Names) -> Claim:
    """One clause as a claim."""
    span = spans_of(clause.tokens)
    dates = within(said.dates, span)
    taken = _covered(clause.tokens, [when.span for when in dates])
    quantities = find_quantities(clause.tokens, taken)
    counted = _covered(clause.tokens, [quantity.span for quantity in quantities])
    how = modality(clause)
    asked = _is_asked(clause)
    stands = stance(clause, from_cue, how, asked=asked)
    denying = from_cue is Stance.DENIES
    doer = _doer(said, clause) if denying and clause.nominal else ()
    denial = [(token.idx, token.idx + len(token)) for token in said.cue] if denying else []
    frame = build_frame(clause, names.frame, taken | counted, doer, _together(denial))
    by = said.speaker.name if doer and clause.head.pos_ == "NOUN" else ""
    tokens = clause.tokens
    if doer and not by and said.speaker.name:
        text = f"{said.speaker.name} {_lowered(stand_alone(tokens, names.text))}"
    else:
        text = stand_alone(tokens, names.text, by=by)
    return Claim(said.quote, text, span, stands, how, frame, quantities, dates, said.speaker.name, said.published)


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def _together(spans: list[Span]) -> list[Span]:
    """The words of a cue as one span where they stand close."""
    return [(spans[0][0], spans[-1][1])] if spans and spans[-1][1] - spans[0][0] <= 40 else spans


def _doer(said: _Said, clause: Clause) -> tuple[Word, ...]:
    """The denier as the agent of a denied nominal that names no other agent."""
    head = clause.head
    named = any(
        child.dep_ in ("poss", "agent", "nsubj") or (child.dep_ == "prep" and child.lower_ == "by")
        for child in head.children
    )
    if named or not said.speaker.source:
        return ()
    source = said.speaker.source
    kept = [token for token in source if token.pos_ in ("NOUN", "PROPN", "ADJ")] or list(source)
    words = [Word((t.lemma_ or t.text).lower(), t.pos_, (t.idx, t.idx + len(t)), "agent") for t in kept]
    if all(word.pos == "PRON" for word in words) and said.speaker.name:
        words = [Word(said.speaker.name.lower(), "PROPN", words[0].span, "agent")]
    return tuple(words)


def _covered(tokens: Sequence[Token], spans: Sequence[Span]) -> frozenset[int]:
    """The tokens that lie in any of the spans (ordered)."""
    found, at = set(), 0
    for token in tokens:
        while at < len(spans) and spans[at][1] <= token.idx:
            at += 1
        if at < len(spans) and spans[at][0] <= token.idx:
            found.add(token.i)
    return frozenset(found)


def _is_asked(clause: Clause) -> bool:
    """Whether the clause is a question: it ends in a question mark, or asks whether, who or what."""
    last = clause.tokens[-1]
    doc = last.doc
    return is_open(clause) or last.text == "?" or (last.i + 1 < len(doc) and doc[last.i + 1].text == "?")
