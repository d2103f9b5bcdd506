"""How surely, and why, a quote is somebody's or nobody's, in words; and the chain of places that mean a voice."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles.models import Text
from claims.marking import anchor
from claims.models import Quote
from claims.states import QuoteState
from speakers.models import Voice
from speakers.names import is_one_word
from speakers.states import VoiceKind

_PRONOUNS = "he she they it we you i him her them us me his hers their theirs its our ours my mine who whom whose"
PRONOUNS = frozenset(_PRONOUNS.split())
_WORD = re.compile(r"\w+(?:['’]\w+)?")


@dataclass(frozen=True, slots=True)
class Rival:
    """Who else it could be. `percent` is how much speaks for them, no probability."""

    name: str
    percent: int
    reason: str


@dataclass(frozen=True, slots=True)
class Heard:
    """Who speaks in a quote, how surely and why. `percent` is None where it is nobody, or a person said so."""

    by_person: bool
    percent: int | None
    sure: str
    reason: str
    flag: str
    rivals: tuple[Rival, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """One place that means a voice: what stands there and what that is, why it means them, and how surely."""

    anchor: str
    words: str
    form: str
    reason: str
    percent: int | None


@dataclass(frozen=True, slots=True)
class Chain:
    """All places of a text that mean one voice, in order. `quotes` is how many are theirs, rejected ones left out."""

    voice: Voice
    heard: Heard
    quotes: int
    mentions: tuple[Mention, ...]


def heard(quote: Quote, *, given: bool) -> Heard:
    """Of one quote; `given` says that a person gave it to whom it has now, or to nobody."""
    voice = quote.voice
    if given or (voice is not None and voice.by_person):
        return Heard(True, None, "", "", flag(voice), ())
    rivals = tuple(Rival(c["name"], _percent(c["score"]), c["reason"]) for c in quote.candidates)
    if voice is None:
        return Heard(False, None, "", quote.voice_reason, "", rivals)
    if quote.voice_score is None:  # read before each quote had a score of its own
        return _of_voice(voice)
    score = quote.voice_score
    return Heard(False, _percent(score), sureness(score), quote.voice_reason, flag(voice), rivals)


def sureness(score: float) -> str:
    """A probability in words."""
    if score >= 0.95:
        return _("sure")
    if score >= 0.85:
        return _("very likely")
    return _("likely") if score >= 0.7 else _("perhaps")


def flag(voice: Voice | None) -> str:
    """What a reader must know of such a source: that no name, or a surname alone, is all that the text gives."""
    if voice is None or voice.speaker_id is not None:
        return ""
    if voice.kind in (VoiceKind.UNNAMED, VoiceKind.COLLECTIVE):
        return str(VoiceKind(voice.kind).label)
    return _("surname only") if voice.kind == VoiceKind.PERSON and is_one_word(voice.name) else ""


def chains(text: Text, quotes: Sequence[Quote], voices: Iterable[Voice]) -> list[Chain]:
    """The chains of the voices that say something, in the order of their first quotes. Asks the database nothing."""
    of: dict[int, list[Quote]] = {}
    for quote in sorted(quotes, key=lambda quote: quote.content):
        if quote.voice_id is not None and quote.state != QuoteState.REJECTED:
            of.setdefault(quote.voice_id, []).append(quote)
    known = {voice.pk: voice for voice in voices}
    return [_chain(text, known[pk], theirs) for pk, theirs in of.items() if pk in known]


def _chain(text: Text, voice: Voice, quotes: Sequence[Quote]) -> Chain:
    told = sorted(((span, quote) for quote in quotes for span in quote.source), key=lambda each: each[0])
    starts = [span[0] for span, _quote in told]
    mentions = []
    for number, (start, end) in enumerate(voice.mentions, 1):
        at = bisect_left(starts, end) - 1
        quote = told[at][1] if at >= 0 and told[at][0][1] > start else None
        percent = None if quote is None or quote.voice_score is None else _percent(quote.voice_score)
        words = text.body[start:end]
        what, reason = form(words, voice), quote.voice_reason if quote else ""
        mentions.append(Mention(anchor(voice.pk, number), words, what, "" if reason == what else reason, percent))
    whole = Heard(True, None, "", "", flag(voice), ()) if voice.by_person else _of_voice(voice)
    return Chain(voice, whole, len(quotes), tuple(mentions))


def form(words: str, voice: Voice) -> str:
    """What such words are to the voice that they mean, for people."""
    said, name = _words(words), _words(voice.name)
    if said and said[0] in PRONOUNS:
        return _("pronoun")
    if voice.kind in (VoiceKind.UNNAMED, VoiceKind.COLLECTIVE):
        return _("description")
    if said == name:
        return _("surname only") if flag(voice) else _("full name") if voice.kind == VoiceKind.PERSON else _("name")
    if set(name) <= set(said):
        return _("name with a title")
    if voice.kind != VoiceKind.PERSON:
        return _("other name") if words[:1].isupper() else _("description")
    if said[-1:] == name[-1:]:
        return _("surname") if len(said) == 1 else _("title and surname")
    return _("part of the name") if said and set(said) <= set(name) else _("description")


def _of_voice(voice: Voice) -> Heard:
    """Of all that a voice says: as sure as of its weakest mention."""
    rivals = tuple(Rival(c["name"], _percent(c["score"]), c["reason"]) for c in voice.candidates)
    return Heard(False, _percent(voice.score), sureness(voice.score), voice.reason, flag(voice), rivals)


def _percent(score: float) -> int:
    return round(score * 100)


def _words(text: str) -> list[str]:
    return [word.casefold().removesuffix("'s").removesuffix("’s") for word in _WORD.findall(text)]
