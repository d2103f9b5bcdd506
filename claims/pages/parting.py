"""A speaker's voices, each with what it said: to be parted from the speaker, or offered to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from accounts.permissions import Person
from claims.models import Quote
from claims.pages.headings import Heading, headings
from speakers.models import Alias, Decision, Speaker, Voice
from speakers.names import alike, is_one_word, same
from speakers.states import SpeakerKind

MOST = 200
"""How many voices are listed at once; a date or a name narrows them."""
SOUGHT = 400
"""How many quotes of nobody are looked through for those that a name explains."""
OFFERED = 6


@dataclass(frozen=True, slots=True)
class Part:
    """One voice of one article, and its first quote there."""

    voice: Voice
    quote: Quote
    of: Heading


def parts(
    person: Person, speaker: Speaker, *, since: datetime | None = None, until: datetime | None = None, name: str = ""
) -> list[Part]:
    """Voices that are this speaker, the article published last first. Two queries.

    Those of a time (`until` not included), and those printed under a name that holds these words.
    """
    rows = Quote.objects.viewable_by(person).on_record().filter(voice__speaker=speaker).latest_published()
    if name:
        rows = rows.filter(voice__name__icontains=name)
    if since is not None:
        rows = rows.filter(published_at__gte=since)
    if until is not None:
        rows = rows.filter(published_at__lt=until)
    return _parts(rows.for_cards().defer("text__body", "search"), lambda voice: True, MOST)


def offers(person: Person, speaker: Speaker) -> list[Part]:
    """Voices of nobody that may be this speaker, and of whom nobody said that they are, or aren't. Three queries.

    By a surname alone, by a name written otherwise, or by its very name where several bear it.
    """
    one = Q(speaker=speaker) | Q(speaker__canonical=speaker)
    names = list(Alias.objects.filter(one).values_list("name", "family"))
    families = {family for _name, family in names if family}
    settled = Decision.objects.live().filter(one, voice__isnull=False).values("voice")
    rows = Quote.objects.viewable_by(person).on_record().spoken()
    rows = rows.filter(voice__speaker=None, voice__kind=speaker.kind, voice__family__in=families)
    rows = rows.exclude(voice__in=settled).newest().for_cards().defer("text__body", "search")[:SOUGHT]
    kind = SpeakerKind(speaker.kind)

    def explained(voice: Voice) -> bool:
        surname_alone = kind == SpeakerKind.PERSON and is_one_word(voice.name)
        return surname_alone or any(same(voice.name, name) or alike(voice.name, name, kind) for name, _ in names)

    return _parts(rows, explained, OFFERED)


def _parts(quotes: Iterable[Quote], wanted: Callable[[Voice], bool], most: int) -> list[Part]:
    first: dict[int, Quote] = {}
    for quote in quotes:
        voice = quote.voice
        if voice is not None and voice.pk not in first and wanted(voice):
            first[voice.pk] = quote
            if len(first) == most:
                break
    known = headings(quote.text.article_id for quote in first.values())
    return [Part(q.voice, q, known[q.text.article_id]) for q in first.values() if q.voice is not None]
