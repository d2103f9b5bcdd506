"""What follows from the decisions: names, clusters, who each voice is. The one way from them to what is shown."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from speakers.clusters import members, regroup
from speakers.matching import derive
from speakers.models import Alias, Decision, Speaker, Voice
from speakers.names import family, normalised
from speakers.states import Answer


def follow(touched: Iterable[Decision], *, speakers: Iterable[int] = ()) -> list[Voice]:
    """Derive anew all that rests on these decisions and these speakers. Gives the voices whose speaker changed.

    Runs alone, inside a transaction.
    """
    rows = list(touched)
    about = {row.speaker_id for row in rows} | {row.other_id for row in rows if row.other_id} | set(speakers)
    before = members(about)
    names = _names_of(before)
    for speaker in Speaker.objects.filter(pk__in={row.speaker_id for row in rows if row.key} | set(speakers)):
        rename(speaker)
    after = regroup(before)
    voices = {row.voice_id for row in rows if row.voice_id}
    names |= _names_of(after) | {row.key for row in rows if row.key}
    names |= set(Voice.objects.filter(pk__in=voices).values_list("key", flat=True))
    named = Q(key__in=names - {""})
    return derive(Voice.objects.filter(Q(speaker__in=after | before) | named | Q(pk__in=voices)))


def rename(speaker: Speaker) -> None:
    """Give a speaker the names that it was put on record with and that people gave it since, less those they took."""
    wanted = {normalised(name): name for name in reversed(speaker.original_names)}
    called = speaker.original_names[0] if speaker.original_names else speaker.name
    for row in Decision.objects.live().filter(speaker=speaker).exclude(key="").order_by("id"):
        if row.answer == Answer.SAME:
            wanted[row.key] = row.name
            called = row.name if row.leads else called
        else:
            wanted.pop(row.key, None)
    known = {alias.normalised: alias for alias in speaker.aliases.all()}
    for key, alias in known.items():
        if key not in wanted:
            alias.delete()
    for key, name in wanted.items():
        alias = known.get(key) or Alias(speaker=speaker)
        if (alias.name, alias.family) != (name, family(name, speaker.kind)):
            alias.name = name
            alias.save()
    if speaker.name != called:
        speaker.name = called
        speaker.save(update_fields=["name"])


def _names_of(speakers: Iterable[int]) -> set[str]:
    return set(Alias.objects.filter(speaker__in=speakers).values_list("normalised", flat=True))
