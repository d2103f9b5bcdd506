"""Keep the speakers clean: their names, kinds, and the other names they go by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import Act, User, acting
from accounts.permissions import require
from accounts.verbs import NEEDS, ActVerb
from articles.locking import locked
from speakers.matching import derive
from speakers.models import Alias, Speaker, Voice
from speakers.names import normalised
from speakers.states import SpeakerKind


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerFields:
    """What may be changed of a speaker. The name is always one of the aliases, listed or not."""

    name: str
    kind: SpeakerKind
    wikidata: str = ""
    aliases: tuple[str, ...] = ()


def save(speaker: Speaker | None, wanted: SpeakerFields, *, seen: int | None, by: User) -> tuple[Speaker, Act]:
    """Put a speaker on record (`speaker=None`) or change one. Gives the speaker and the act.

    Voices whose match rests on a name that was given or taken away are matched again; what people
    decided stands. Raises `PermissionDenied`, `Stale`, and `ValueError` for a name without letters.
    """
    require(by, NEEDS[ActVerb.SAVE_SPEAKER])
    names = _by_key((wanted.name, *wanted.aliases))
    with acting(ActVerb.SAVE_SPEAKER, by=by) as act:
        row = Speaker() if speaker is None else locked(Speaker.objects.all(), speaker.pk, seen)
        before = {} if speaker is None else {"kind": row.kind, "version": row.version}
        regrouped = speaker is not None and row.kind != wanted.kind
        row.name, row.kind, row.wikidata = next(iter(names.values())), wanted.kind, wanted.wikidata.strip()
        row.version += speaker is not None
        row.save()
        given, taken = _name(row, names)
        if given or taken or regrouped:
            derive(_touched(row, given))
        after = {"kind": row.kind, "version": row.version, "given": len(given), "taken": len(taken)}
        return row, act.record(row, before=before, after=after)


def _by_key(names: Iterable[str]) -> dict[str, str]:
    """Each name once, by what matching compares. Raises `ValueError` for one without letters or figures."""
    found: dict[str, str] = {}
    for name in names:
        clean = " ".join(name.split())[:200]
        key = normalised(clean)
        if not key:
            raise ValueError(_("A name needs letters or figures: “%(name)s”.") % {"name": clean})
        found.setdefault(key, clean)
    return found


def _name(speaker: Speaker, names: dict[str, str]) -> tuple[list[str], list[str]]:
    """The speaker goes by these names and no others. Gives the names that are new and those taken away."""
    known = {alias.normalised: alias for alias in speaker.aliases.all()}
    taken = [alias for key, alias in known.items() if key not in names]
    for alias in taken:
        alias.delete()
    for key in names.keys() & known.keys():
        if known[key].name != names[key]:
            known[key].name = names[key]
            known[key].save(update_fields=["name"])
    given = [key for key in names if key not in known]
    Alias.objects.bulk_create(Alias(speaker=speaker, name=names[key], normalised=key) for key in given)
    return [names[key] for key in given], [alias.name for alias in taken]


def _touched(speaker: Speaker, given: Iterable[str]) -> Iterable[Voice]:
    """Voices that are this speaker, and voices of nobody that bear a name it was given."""
    named = Q(speaker=speaker)
    for name in given:
        named |= Q(speaker=None, name__iexact=name)
    return Voice.objects.filter(named).select_for_update(of=("self",))
