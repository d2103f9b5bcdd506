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
from accounts.verbs import ActVerb
from claims.marking import Words, hits
from claims.models import Quote
from claims.pages.alike import SaidAlike
from claims.pages.clashes import Facing
from claims.pages.cues import Cue, cue_in, cue_of
from claims.pages.headings import Heading, headings
from claims.pages.hearing import Heard, flag, heard
from claims.pages.printed import Copy, articles_of, copies
from claims.states import QuoteState
from speakers.models import Speaker, Voice

DIRECT_CHOICES = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody whom a quote can be given to by one key: a voice of the article, or a name where `voice` is None."""

    key: str
    voice: int | None
    label: str


@dataclass(frozen=True, slots=True)
class Card:
    """A quote beside its article. `undo` is the act that can be taken back.

    `found` is per cent. `mentions` is in how many places the text means who speaks. `copies` are the other articles
    that print it, of quotes `with_copies`, `alike` who else says the same.
    """

    quote: Quote
    look: str
    who: str
    speaker: Speaker | None
    cue: Cue | None
    found: int
    heard: Heard
    mentions: int
    article_id: int
    told_by: str = ""
    clashes: tuple[Facing, ...] = ()
    moved: tuple[Facing, ...] = ()
    copies: tuple[Copy, ...] = ()
    alike: SaidAlike | None = None
    choices: tuple[Choice, ...] = ()
    undo: UUID | None = None
    chosen: bool = False

    @property
    def is_decided(self) -> bool:
        """Whether a person has ruled."""
        return self.quote.state != QuoteState.SUGGESTED


@dataclass(frozen=True, slots=True)
class Said:
    """A quote in a list, with where and when it ran. `flag` says that the text gives no full name.

    `found_by` says in a search what a quote was found by: its words or its meaning.
    """

    quote: Quote
    who: str
    flag: str
    speaker: Speaker | None
    cue: Cue | None
    segments: list[Words]
    article_id: int
    headline: str
    outlet: str
    published_at: datetime | None
    told_by: str = ""
    found_by: str = ""


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
    alike: Mapping[int, SaidAlike] | None = None,
    chosen: int | None = None,
) -> list[Card]:
    """Cards of quotes of one text, whose words are `body`. One query, two where any is printed elsewhere too.

    `clashes` are by the quote's key, among them the figures that moved on; a copy stands in those of its original.
    `alike` is by the quote's key too.
    """
    acts, given = acts_on(quotes)
    standing = {q.pk: (*clashes.get(q.pk, ()), *clashes.get(q.twin_of_id or 0, ())) for q in quotes}
    real = {pk: tuple(one for one in rows if one.conflict.is_clash) for pk, rows in standing.items()}
    printed = {quote.pk: getattr(quote, "copies", None) for quote in quotes}
    known = headings(articles_of(*printed.values()))
    return [
        Card(
            quote=quote,
            look=look(quote, bool(real[quote.pk])),
            who=who(quote.voice),
            speaker=quote.voice.speaker if quote.voice else None,
            cue=cue_in(body, quote.cue),
            found=round(quote.found_score * 100),
            heard=heard(quote, given=quote.pk in given),
            mentions=len(quote.voice.mentions) if quote.voice else 0,
            article_id=quote.text.article_id,
            told_by=told_by(quote),
            clashes=real[quote.pk],
            moved=tuple(one for one in standing[quote.pk] if not one.conflict.is_clash),
            copies=copies(printed[quote.pk], known),
            alike=(alike or {}).get(quote.pk),
            choices=tuple(nearest(quote, voices)),
            undo=acts.get(quote.pk),
            chosen=quote.pk == chosen,
        )
        for quote in quotes
    ]


def acts_on(quotes: Sequence[Quote]) -> tuple[dict[int, UUID], set[int]]:
    """By the quote's key, the last act on it or on its voice, where nothing came after. One query.

    And the keys of the quotes whose voice, or that they have none, is what a person said.
    """
    of_quotes = {quote.pk: quote for quote in quotes}
    of_voices = {quote.voice.pk: quote.voice for quote in quotes if quote.voice}
    if not of_quotes:
        return {}, set()
    wanted = Q(object_type=Quote._meta.label_lower, object_id__in=of_quotes)
    wanted |= Q(object_type=Voice._meta.label_lower, object_id__in=of_voices)
    last: dict[tuple[str, int], Act] = {}
    gave: dict[int, object] = {}
    for act in Act.objects.live().filter(wanted).order_by("at", "id"):
        last[act.object_type, act.object_id] = act
        if act.verb == ActVerb.GIVE_QUOTE:
            gave[act.object_id] = act.after.get("voice")
    found: dict[int, UUID] = {}
    for quote in quotes:
        rows: tuple[Any, ...] = (quote, quote.voice) if quote.voice else (quote,)
        acts = [(row, last.get((row._meta.label_lower, row.pk))) for row in rows]
        live = [act for row, act in acts if act and act.after.get("version") == row.version]
        if live:
            found[quote.pk] = max(live, key=lambda act: act.at).pk
    return found, {pk for pk, voice in gave.items() if voice == of_quotes[pk].voice_id}


def nearest(quote: Quote, voices: Sequence[Voice], most: int = DIRECT_CHOICES) -> list[Choice]:
    """Who else it could be, the likeliest first; then the other voices of the text, the one named nearest first."""
    at = quote.content[0][0]
    others = [voice for voice in voices if voice.pk != quote.voice_id]
    distances = {v.pk: min((abs(at - start) for start, _end in v.mentions), default=10**9) for v in others}
    others.sort(key=lambda voice: (distances[voice.pk], voice.pk))
    named = {quote.voice.name} if quote.voice else set()
    likely = [candidate["name"] for candidate in quote.candidates if candidate["name"] not in named]
    speaking = {voice.name: voice for voice in reversed(others)}
    ranked: list[tuple[int | None, str]] = [
        (speaking[name].pk, who(speaking[name])) if name in speaking else (None, name) for name in likely
    ]
    ranked += [(voice.pk, who(voice)) for voice in others]
    return [Choice(str(number), *each) for number, each in enumerate(list(dict.fromkeys(ranked))[:most], 1)]


def said(quotes: Iterable[Quote]) -> list[Said]:
    """Entries of a list, of quotes fetched `with_cues`. One query.

    A quote that a search found carries `found`, its words with the hits marked, or "" where its meaning alone fits.
    """
    rows = list(quotes)
    known = headings(quote.text.article_id for quote in rows)
    return [_said(quote, known[quote.text.article_id]) for quote in rows]


def _said(quote: Quote, of: Heading) -> Said:
    found = getattr(quote, "found", None)
    return Said(
        quote=quote,
        who=who(quote.voice),
        flag=flag(quote.voice),
        speaker=quote.voice.speaker if quote.voice else None,
        cue=cue_of(quote),
        segments=hits(found) if found else [Words(quote.words)],
        article_id=quote.text.article_id,
        headline=of.headline,
        outlet=of.outlet,
        published_at=of.published_at,
        told_by=told_by(quote),
        found_by="" if found is None else _("found by its words") if found else _("found by its meaning"),
    )
