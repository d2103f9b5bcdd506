"""Who speaks a quotation at which the text names nobody, and when nobody can be told.

News names a speaker once and lets the words run on: within the paragraph, and in the next one where nothing parts
them. A sentence before the quotation whose subject is a person hands over to that person ("Ames was furious."). What
brings in another figure, or a sentence about something else, ends the turn; then the quotation is nobody's.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extraction.acts import REPLYING, UTTERING
from extraction.antecedents import FAR, PRONOUNS, Figure, Scene
from extraction.antecedents.figures import placed
from extraction.governments import government
from extraction.interviews import ANSWER, guest, is_question, label
from extraction.layout import Layout
from extraction.people import Person
from extraction.repeats import Repeats
from extraction.types import CueClass, Kind, Quote, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

REPEATED, ANSWERS = 0.85, 0.75
"""How sure it is that the same words are the same speaker's, and that an interview's guest answers."""

RUNS_ON, AFTER_REPORT, NEXT_PARAGRAPH, HANDED_OVER, BEAT = 0.85, 0.75, 0.7, 0.65, 0.6
"""How sure each way is: after a quotation, after reported words, over a paragraph, by the subject before or after."""

SHORT, CLOSING = 14, frozenset({'"', "”", "’", "'", "''", "»", "“"})
"""The most words of a short question, its marks among them, and what may close it."""

OPENING = 4
"""How many words of a quotation are its beginning."""
EXCHANGING = REPLYING | {"ask", "inquire", "query"}
"""Cues of a dialogue: who stops there is perhaps answered."""

BESIDE = 4
"""How many quotes before and after one are looked at for those that end in its sentence."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Whose a floating quotation is: an element of what was known, or a Person; how surely, and why in words."""

    speaker: object
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class _Place:
    """A quote among the tokens: where its words begin and end, and the last sentence that they touch."""

    start: int
    end: int


def is_floating(text: str, quote: Quote) -> bool:
    """Whether a quote stands by itself: words, and neither a source nor a cue, or the A of an interview alone."""
    by_itself = not quote.source or label(text, quote) == ANSWER
    return bool(quote.content) and by_itself and not quote.cue and quote.parent is None


class Floating:
    """The floating quotations of one text. Each is looked up in a bounded stretch, so all take linear time."""

    def __init__(self, doc: Doc, layout: Layout, scene: Scene, quotes: Sequence[Quote]) -> None:
        self.doc, self.layout, self.scene, self.quotes = doc, layout, scene, quotes
        self._places = {i: place for i, quote in enumerate(quotes) if (place := _place(doc, quote)) is not None}
        outer = (i for i in self._places if quotes[i].parent is None)
        self._repeats = Repeats(doc, quotes)
        self.guest = guest(doc, layout, scene.directory)
        self._order = sorted(outer, key=lambda i: self._places[i].end)
        self._ends = [self._places[i].end for i in self._order]

    def find(self, number: int, known: Mapping[int, object]) -> Finding | None:
        """Who speaks a floating quote; None for nobody.

        `known` says whose the other quotes are, by number, those that float and stand before it among them: the
        person for a named one, anything else that tells speakers apart for the rest.
        """
        if number not in self._places:
            return None
        if self.quotes[number].source:  # the A of an interview
            return self._answered()
        return self._repeated(number, known) or self._told_beside(number, known)

    def _answered(self) -> Finding | None:
        """The guest of an interview."""
        return (
            Finding(self.guest, ANSWERS, "answers, the only one named before the first question")
            if self.guest
            else None
        )

    def _repeated(self, number: int, known: Mapping[int, object]) -> Finding | None:
        """The speaker of the same words where the text has them again, as it has those of a pull quote."""
        speakers = {known.get(i) for i in self._repeats.of(number)}
        speaker = next(iter(speakers)) if len(speakers) == 1 else None
        return Finding(speaker, REPEATED, "says the same words elsewhere in the text") if speaker is not None else None

    def _told_beside(self, number: int, known: Mapping[int, object]) -> Finding | None:
        """Whom the sentences before and after a quotation tell."""
        start = self._places[number].start
        before = self._before(start)
        beat = self._beat(self._places[number].end)
        finding = self._after_question(start, before, known)
        if finding is None and self._is_parted(start, before):
            finding = self._handed_over(start, before, known)
        if finding is None and before is not None:
            finding = self._runs_on(number, before, known)
        if finding is None and beat and beat.person and not self._touches(start, before):
            finding = Finding(beat.person, BEAT, f"{beat.name} is the subject of the sentence right after it")
        if finding and beat and beat.person is not finding.speaker:
            return None
        if finding and isinstance(finding.speaker, Person) and names(self.quotes[number], finding.speaker):
            return None
        return finding

    def _touches(self, start: int, before: int | None) -> bool:
        """Whether a quote ends right before a token: then what follows it may be another's answer."""
        return before is not None and not self._is_parted(start, before)

    def _after_question(self, start: int, before: int | None, known: Mapping[int, object]) -> Finding | None:
        """Who answers the question that an interviewer puts outside quotation marks."""
        last = self._last_word(start)
        if not is_question(self.doc, self.layout, last):
            return None
        if self.layout.paragraph[last] != self.layout.paragraph[start]:
            return self._answered()
        first, _ = self._sentence_before(start)
        if before is None or before not in known or self._is_parted(first, before):
            return None
        return Finding(known[before], NEXT_PARAGRAPH, "answers a question put between two quotations")

    def _before(self, start: int) -> int | None:
        """The quote that ends last before a token, in its paragraph or the one before."""
        at = bisect_left(self._ends, start + 1) - 1
        if at < 0 or self.layout.paragraph[start] - self.layout.paragraph[self._ends[at] - 1] > 1:
            return None
        return self._order[at]

    def _is_parted(self, start: int, before: int | None) -> bool:
        """Whether a sentence that is nobody's words stands between a quote and the token before which it ends."""
        last = self._last_word(start)
        if last < 0 or (before is None and self.layout.headline(last)):
            return False
        return before is None or self.layout.sentence[last] > self._last_sentence(before)

    def _last_word(self, start: int) -> int:
        """The last token before one that is no blank; -1 where there is none."""
        last = start - 1
        while last >= 0 and self.doc[last].is_space:
            last -= 1
        return last

    def _last_sentence(self, number: int) -> int:
        return self.layout.sentence[self._places[number].end - 1]

    def _handed_over(self, start: int, before: int | None, known: Mapping[int, object]) -> Finding | None:
        """The person who is the subject of the sentence right before the quotation."""
        figure = self._subject(self._sentence_before(start))
        if figure is None or figure.person is None or self._is_addressed(figure, start):
            return None
        goes_on = before is not None and known.get(before) is figure.person
        score = NEXT_PARAGRAPH if goes_on else HANDED_OVER
        return Finding(figure.person, score, f"{figure.name} is the subject of the sentence right before it")

    def _is_addressed(self, figure: Figure, start: int) -> bool:
        """Whether something is done to a subject, or the words begin with "you": "Ames was jailed. “You are …”"."""
        first = next((token for token in self.doc[start : start + 3] if token.is_alpha), None)
        passive = placed(self.doc[figure.head]).dep_ == "nsubjpass"
        return passive or (first is not None and first.lower_ == "you")

    def _asks(self, number: int) -> bool:
        """Whether a quotation is but one short question."""
        place = self._places[number]
        last = next((i for i in range(place.end - 1, place.start, -1) if self.doc[i].text not in CLOSING), place.start)
        return self.doc[last].text == "?" and place.end - place.start <= SHORT

    def _runs_on(self, number: int, before: int, known: Mapping[int, object]) -> Finding | None:
        """The speaker of the quote right before, where nothing parts the two."""
        start = self._places[number].start
        if before not in known or self._is_parted(start, before) or self._tells_of_a_state(start):
            return None
        if len({known.get(i) for i in self._beside(before)}) > 1:
            return None
        quote = self.quotes[before]
        if self.layout.paragraph[start] != self.layout.paragraph[self._places[before].end - 1]:
            reported = quote.kind is Kind.INDIRECT
            if reported and (quote.cue_class is not CueClass.SPEECH or self._is_about_somebody(start)):
                return None
            if (self._asks(number) and not reported) or self._is_of_a_dialogue(before):
                return None  # perhaps the other's
            return Finding(known[before], NEXT_PARAGRAPH, "goes on in the next paragraph, and nothing parts the two")
        if quote.kind is Kind.INDIRECT:
            return Finding(
                known[before], AFTER_REPORT, "what the sentence right before it reports goes on in quotation marks"
            )
        return Finding(known[before], RUNS_ON, "goes on right after a quotation, in its paragraph")

    def _tells_of_a_state(self, start: int) -> bool:
        """Whether a quotation begins with what a government said, "Moscow has claimed": few tell so of their own."""
        words = self.doc[start : start + OPENING]
        return any(t.dep_ == "nsubj" and t.head.lemma_ in UTTERING and government(t.text) for t in words)

    def _is_of_a_dialogue(self, number: int) -> bool:
        """Whether a quote is put to somebody, or answers: "asked", "replied", or words that end in a question mark."""
        quote = self.quotes[number]
        cues = (self.doc.char_span(a, b, alignment_mode="expand") for a, b in quote.cue)
        if any(token.lemma_ in EXCHANGING for cue in cues if cue is not None for token in cue):
            return True
        said = self.doc.char_span(*max(quote.content), alignment_mode="expand")
        if quote.kind is Kind.INDIRECT or said is None:
            return False
        return next((token.text for token in reversed(said) if token.text not in CLOSING), "") == "?"

    def _is_about_somebody(self, start: int) -> bool:
        """Whether a quotation begins with "he" or "she": perhaps the one whose words were reported before it."""
        words = (token.lower_ for token in self.doc[start : start + 3] if token.is_alpha)
        return next(words, "") in PRONOUNS

    def _beside(self, number: int) -> list[int]:
        """The quotes that end in the same sentence as this one, itself among them; a bounded number."""
        last = self._last_sentence(number)
        at = bisect_left(self._ends, self._places[number].end)
        near = self._order[max(0, at - BESIDE) : at + BESIDE]
        return [i for i in near if self._last_sentence(i) == last]

    def _sentence_before(self, start: int) -> Span:
        """The tokens of the sentence that ends before a token."""
        first = last = self._last_word(start)
        while first > 0 and self.layout.sentence[first - 1] == self.layout.sentence[last]:
            first -= 1
        return first, last

    def _beat(self, end: int) -> Figure | None:
        """The subject of the sentence after a quotation, in its paragraph: "“…” Ames shook his head."."""
        if end >= len(self.doc) or self.layout.paragraph[end] != self.layout.paragraph[end - 1]:
            return None
        number, last = self.layout.sentence[end], end
        while last < len(self.doc) - 1 and self.layout.sentence[last + 1] == number:
            last += 1
        return self._subject((end, last))

    def _subject(self, sentence: Span) -> Figure | None:
        """The human subject of a sentence's main clause, outside quotation marks."""
        first, last = sentence
        figures = [f for f in self.scene.before(last, FAR) if f.head >= first and f.role == "subject"]
        main = [f for f in figures if self._is_main(f.head)]
        return main[0] if main else None

    def _is_main(self, position: int) -> bool:
        """Whether a subject's clause is the sentence's main one, or stands beside it."""
        token = self.doc[position]
        for _ in range(6):
            if token.dep_ in ("nsubj", "nsubjpass"):
                verb = token.head
                return "ROOT" in (verb.dep_, verb.head.dep_ if verb.dep_ == "conj" else "")
            token = token.head
        return False


def names(quote: Quote, person: Person) -> bool:
    """Whether the words said name this person: few speak of themselves by name."""
    return any(a <= naming.span[0] < b for a, b in quote.content for naming in person.namings)


def _place(doc: Doc, quote: Quote) -> _Place | None:
    spans = [*quote.source, *quote.cue, *quote.content]
    if not spans:
        return None
    first, last = min(a for a, _ in spans), max(b for _, b in spans)
    piece = doc.char_span(first, last, alignment_mode="expand")
    return None if piece is None or not len(piece) else _Place(piece.start, piece.end)
