"""Whom a typed name means: a voice of the article, a speaker on record, or somebody new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from accounts.permissions import Person
from claims.pages.cards import who
from speakers.models import Speaker, Voice
from speakers.names import normalised
from speakers.states import SpeakerKind, VoiceKind

SHOWN = 5
FETCHED = 30
SHORTEST = 2
"""How many characters must be typed before names are offered."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Somebody whom a typed name may mean. `voice` is set for one who speaks in the article already."""

    name: str
    kind: str
    voice: Voice | None = None
    speaker: Speaker | None = None

    @property
    def label(self) -> str:
        """The kind, in words."""
        return str(VoiceKind(self.kind).label)


def offers(person: Person, voices: Sequence[Voice], typed: str) -> list[Offer]:
    """Who has each typed word in their name, at least as its beginning: the article's voices, then the record's."""
    words = normalised(typed).split()
    if len(typed) < SHORTEST or not words:
        return []
    found: dict[str, Offer] = {}
    for voice in voices:
        if _begins(words, who(voice), voice.name):
            about = voice.speaker.kind if voice.speaker else voice.kind
            found.setdefault(f"{voice.speaker_id or voice.name}", Offer(who(voice), about, voice, voice.speaker))
    for speaker in on_record(person, typed):
        found.setdefault(str(speaker.pk), Offer(speaker.name, speaker.kind, None, speaker))
    return list(found.values())


def on_record(person: Person, typed: str) -> list[Speaker]:
    """Speakers who have each typed word in their name or another name they go by, at least as its beginning."""
    words = normalised(typed).split()
    rows = Speaker.objects.viewable_by(person).canonical()
    for word in words:
        rows = rows.filter(Q(name__icontains=word) | Q(aliases__normalised__contains=word))
    listed = rows.distinct().by_name().prefetch_related("aliases")[:FETCHED] if words else ()
    return [row for row in listed if any(_begins(words, name) for name in (row.name, *_aliases(row)))]


def meant(offered: Sequence[Offer], typed: str) -> list[Offer]:
    """Those who have just this name; where nobody has, those whose name holds all typed words."""
    name = normalised(typed)
    exact = [offer for offer in offered if normalised(offer.name) == name]
    if exact:
        return exact
    return [offer for offer in offered if set(name.split()) <= set(normalised(offer.name).split())]


def chosen(offered: Sequence[Offer], typed: str, kind: str) -> Offer | None:
    """The one whom the typed name means, or somebody new where nobody was offered; None where it isn't clear."""
    found = meant(offered, typed)
    if len(found) > 1:
        found = [offer for offer in found if offer.kind == kind and normalised(offer.name) == normalised(typed)]
    if len(found) == 1:
        return found[0]
    return None if offered else Offer(typed, kind)


def kind_of(offer: Offer) -> SpeakerKind:
    """What the speaker is; an unnamed voice that is given a name is a person."""
    return SpeakerKind(offer.kind) if offer.kind in SpeakerKind.values else SpeakerKind.PERSON


def _begins(words: Sequence[str], *names: str) -> bool:
    held = [part for name in names for part in normalised(name).split()]
    return all(any(part.startswith(word) for part in held) for word in words)


def _aliases(speaker: Speaker) -> list[str]:
    return [alias.name for alias in speaker.aliases.all()]
