"""Quotes as pages show them: the card beside an article, and the entry in a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import Act
from claims.marking import Words, hits
from claims.models import Quote
from claims.pages.clashes import Facing
from claims.pages.cues import Cue, cue_in, cue_of
from claims.pages.headings import Heading, headings
from claims.states import QuoteState
from speakers.models import Speaker, Voice

DIRECT_CHOICES = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """A voice that a quote can be given to by one key."""

    key: str
    value: int
    label: str


@dataclass(frozen=True, slots=True)
class Card:
    """A quote beside its article. `undo` is the act that can be taken back.

    `found` and `heard` are per cent, `heard` None where nobody is named or a person said so.
    """

    quote: Quote
    look: str
    who: str
    speaker: Speaker | None
    cue: Cue | None
    found: int
    heard: int | None
    by_person: bool
    article_id: int
    told_by: str = ""
    clashes: tuple[Facing, ...] = ()
    choices: tuple[Choice, ...] = ()
    undo: UUID | None = None
    chosen: bool = False

    @property
    def is_decided(self) -> bool:
        """Whether a person has ruled."""
        return self.quote.state != QuoteState.SUGGESTED


@dataclass(frozen=True, slots=True)
class Said:
    """A quote in a list, with where and when it ran."""

    quote: Quote
    who: str
    speaker: Speaker | None
    cue: Cue | None
    segments: list[Words]
    article_id: int
    headline: str
    outlet: str
    published_at: datetime | None
    told_by: str = ""


def who(voice: Voice | None) -> str:
    """The name shown beside a quote; a quote without a voice has none and says so."""
    if voice is None:
        return _("Unattributed")
    return voice.speaker.name if voice.speaker else voice.name


def told_by(quote: Quote) -> str:
    """That a quote stands in the words of another, and whose; "" where it doesn't, or a person rejected the other."""
    outer = quote.parent
    if outer is None or outer.state in (QuoteState.REJECTED, QuoteState.SUPERSEDED):
        return ""
    return _("as told by %(who)s") % {"who": who(outer.voice)} if outer.voice else _("inside another quote")


def look(quote: Quote, in_conflict: bool) -> str:
    """How its mark and its card look."""
    if quote.state == QuoteState.REJECTED:
        return "rejected"
    if in_conflict:
        return "conflict"
    return "unattributed" if quote.voice is None else str(quote.state)


def cards(
    quotes: Sequence[Quote],
    body: str,
    *,
    clashes: Mapping[int, Sequence[Facing]],
    voices: Sequence[Voice],
    chosen: int | None = None,
) -> list[Card]:
    """Cards of quotes of one text, whose words are `body`. `clashes` are by the quote's key. One query."""
    acts = undoable(quotes)
    return [
        Card(
            quote=quote,
            look=look(quote, bool(clashes.get(quote.pk))),
            who=who(quote.voice),
            speaker=quote.voice.speaker if quote.voice else None,
            cue=cue_in(body, quote.cue),
            found=round(quote.found_score * 100),
            heard=round(quote.voice.score * 100) if quote.voice and not quote.voice.by_person else None,
            by_person=bool(quote.voice and quote.voice.by_person),
            article_id=quote.text.article_id,
            told_by=told_by(quote),
            clashes=tuple(clashes.get(quote.pk, ())),
            choices=tuple(nearest(quote, voices)),
            undo=acts.get(quote.pk),
            chosen=quote.pk == chosen,
        )
        for quote in quotes
    ]


def undoable(quotes: Sequence[Quote]) -> dict[int, UUID]:
    """By the quote's key, the last act on it or on its voice, where nothing came after. One query."""
    of_quotes = {quote.pk: quote for quote in quotes}
    of_voices = {quote.voice.pk: quote.voice for quote in quotes if quote.voice}
    if not of_quotes:
        return {}
    wanted = Q(object_type=Quote._meta.label_lower, object_id__in=of_quotes)
    wanted |= Q(object_type=Voice._meta.label_lower, object_id__in=of_voices)
    last: dict[tuple[str, int], Act] = {}
    for act in Act.objects.live().filter(wanted).order_by("at", "id"):
        last[act.object_type, act.object_id] = act
    found: dict[int, UUID] = {}
    for quote in quotes:
        rows: tuple[Any, ...] = (quote, quote.voice) if quote.voice else (quote,)
        acts = [(row, last.get((row._meta.label_lower, row.pk))) for row in rows]
        live = [act for row, act in acts if act and act.after.get("version") == row.version]
        if live:
            found[quote.pk] = max(live, key=lambda act: act.at).pk
    return found


def nearest(quote: Quote, voices: Sequence[Voice], most: int = DIRECT_CHOICES) -> list[Choice]:
    """The other voices of the text, the one named nearest to the quote first."""
    at = quote.content[0][0]
    others = [voice for voice in voices if voice.pk != quote.voice_id]
    distances = {v.pk: min((abs(at - start) for start, _end in v.mentions), default=10**9) for v in others}
    others.sort(key=lambda voice: (distances[voice.pk], voice.pk))
    return [Choice(str(number), voice.pk, who(voice)) for number, voice in enumerate(others[:most], 1)]


def said(quotes: Iterable[Quote]) -> list[Said]:
    """Entries of a list, of quotes fetched `with_cues`. One query.

    A quote that a search found carries `found`, its words with the hits marked.
    """
    rows = list(quotes)
    known = headings(quote.text.article_id for quote in rows)
    return [_said(quote, known[quote.text.article_id]) for quote in rows]


def _said(quote: Quote, of: Heading) -> Said:
    found = getattr(quote, "found", None)
    return Said(
        quote=quote,
        who=who(quote.voice),
        speaker=quote.voice.speaker if quote.voice else None,
        cue=cue_of(quote),
        segments=hits(found) if found else [Words(quote.words)],
        article_id=quote.text.article_id,
        headline=of.headline,
        outlet=of.outlet,
        published_at=of.published_at,
        told_by=told_by(quote),
    )
