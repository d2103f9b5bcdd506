"""What a new reading of a text would change of what is on record. Reads only."""

from __future__ import annotations

from dataclasses import dataclass, field

import extraction
from articles.models import Text
from claims.models import Quote
from claims.pairing import LIKE, likeness, paired, pinned_quotes
from claims.states import QuoteState


@dataclass(frozen=True, slots=True)
class Moved:
    """A quote of which something changes: what stood, what comes."""

    words: str
    before: str
    after: str


@dataclass(slots=True)
class Difference:
    """What would change of one text, in words. `kept`: quotes that people ruled on, where the reading says otherwise.

    `decided` is how many there are in all. No reading changes one.
    """

    gained: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    ends: list[Moved] = field(default_factory=list)
    speakers: list[Moved] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    decided: int = 0

    @property
    def nothing(self) -> bool:
        """Whether the record stays as it is."""
        return not (self.gained or self.lost or self.ends or self.speakers)


def difference(text: Text, reading: extraction.Reading) -> Difference:
    """What recording this reading would change. Two queries, and those that tell what people ruled on."""
    known = list(Quote.objects.filter(text=text).select_related("voice").defer("search").order_by("id"))
    pinned = pinned_quotes(text, known)
    rows = paired(known, pinned, reading.quotes)
    told = Difference(decided=len(pinned))
    new: list[extraction.Quote] = []
    for row, quote in zip(rows, reading.quotes, strict=True):
        if row is None or (row.state == QuoteState.SUPERSEDED and row.pk not in pinned):
            new.append(quote)
            continue
        before, after = row.voice.name if row.voice else "", _speaker(reading, quote)
        if row.pk in pinned:
            if row.state == QuoteState.REJECTED or row.content != quote.content or before != after:
                told.kept.append(row.words)
        elif before != after:
            told.speakers.append(Moved(row.words, before, after))
    _add_new_and_gone(told, text, known, {row.pk for row in rows if row is not None}, pinned, new)
    return told


def _add_new_and_gone(
    told: Difference, text: Text, known: list[Quote], found: set[int], pinned: set[int], new: list[extraction.Quote]
) -> None:
    """What comes and what goes; the two that are one quote with other ends are told as one."""
    gone = [row for row in known if row.pk not in found and row.state in (QuoteState.SUGGESTED, QuoteState.ACCEPTED)]
    told.kept += [row.words for row in gone if row.pk in pinned]
    gone = [row for row in gone if row.pk not in pinned]
    for quote in new:
        words = text.words(quote.content)
        liked = max(gone, key=lambda row: likeness(row.content, quote.content), default=None)
        if liked is not None and likeness(liked.content, quote.content) >= LIKE:
            gone.remove(liked)
            told.ends.append(Moved(words, liked.words, words))
        else:
            told.gained.append(words)
    told.lost += [row.words for row in gone]


def _speaker(reading: extraction.Reading, quote: extraction.Quote) -> str:
    return "" if quote.voice is None else reading.voices[quote.voice].name
