"""Keep the speakers clean: their names, kinds, and the other names they go by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Act, User, acting
from accounts.permissions import require
from accounts.verbs import NEEDS, ActVerb
from articles.locking import locked
from speakers.actions.judging import judge, newest
from speakers.clusters import members
from speakers.locking import undisturbed
from speakers.matching import put_on_record
from speakers.models import Alias, Decision, Speaker
from speakers.names import normalised, same
from speakers.states import Answer, SpeakerKind


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerFields:
    """What may be changed of a speaker. The name is always one of the aliases, listed or not."""

    name: str
    kind: SpeakerKind
    wikidata: str = ""
    aliases: tuple[str, ...] = ()


@undisturbed
def save(speaker: Speaker | None, wanted: SpeakerFields, *, seen: int | None, by: User) -> tuple[Speaker, Act]:
    """Put a speaker on record (`speaker=None`) or change one. Gives the speaker and the act.

    Voices whose match rests on a name that was given or taken away are matched again; what people
    decided stands. Raises `PermissionDenied`, `Stale`, and `ValueError` for a name without letters, or one that
    another speaker bears whose quotes are on record: these two are merged instead.
    """
    require(by, NEEDS[ActVerb.SAVE_SPEAKER])
    names = _by_key((wanted.name, *wanted.aliases))
    since = newest()
    with acting(ActVerb.SAVE_SPEAKER, by=by) as act:
        if speaker is None:
            row = put_on_record(list(names.values()), wanted.kind, wikidata=wanted.wikidata.strip())
            return row, judge(act, row, [], since=since, after={"given": len(names), "taken": 0})
        row = locked(Speaker.objects.all(), speaker.pk, seen)
        before, after = _set_fields(row, wanted)
        known = {alias.normalised: alias.name for alias in row.aliases.all()}
        decisions = _named(row, names, known)
        given, taken = len(names.keys() - known.keys()), len(known.keys() - names.keys())
        return row, judge(
            act, row, decisions, since=since, before=before, after={**after, "given": given, "taken": taken}
        )


@undisturbed
def rename(speaker: Speaker, name: str, *, seen: int | None, by: User) -> Act:
    """Call a speaker otherwise from now on; it goes by the old name too. Raises as `save`."""
    require(by, NEEDS[ActVerb.RENAME_SPEAKER])
    [(key, name)] = _by_key([name]).items()
    since = newest()
    with acting(ActVerb.RENAME_SPEAKER, by=by) as act:
        row = locked(Speaker.objects.all(), speaker.pk, seen)
        if row.name == name:
            raise ValueError(_("That is its name already."))
        _refuse_taken(row, name)
        coming = Decision(speaker=row, name=name, key=key, leads=True, answer=Answer.SAME)
        return judge(act, row, [coming], since=since)


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


def _set_fields(row: Speaker, wanted: SpeakerFields) -> tuple[dict[str, Any], dict[str, Any]]:
    """Kind and Wikidata, with what of them changed for the ledger."""
    said = {"kind": str(wanted.kind), "wikidata": wanted.wikidata.strip()}
    before = {name: str(getattr(row, name)) for name, value in said.items() if getattr(row, name) != value}
    for name in before:
        setattr(row, name, said[name])
    row.save(update_fields=["kind", "wikidata"])
    return before, {name: said[name] for name in before}


def _named(row: Speaker, names: dict[str, str], known: dict[str, str]) -> list[Decision]:
    """The speaker goes by these names and no others, and is called by the first of them."""
    decisions = []
    first = next(iter(names))
    for key, name in names.items():
        leads = key == first and row.name != name
        if leads or known.get(key) != name:
            if key not in known:
                _refuse_taken(row, name)
            leads = leads or key == first
            decisions.append(Decision(speaker=row, name=name, key=key, leads=leads, answer=Answer.SAME))
    taken = [(key, name) for key, name in known.items() if key not in names]
    return [*decisions, *(Decision(speaker=row, name=name, key=key, answer=Answer.DIFFERENT) for key, name in taken)]


def _refuse_taken(row: Speaker, name: str) -> None:
    """Raise `ValueError` where another speaker bears the name who said something: one of the two would lose it."""
    others = Alias.objects.filter(normalised=normalised(name), speaker__kind=row.kind, speaker__stands=True)
    others = others.exclude(speaker__in=members([row.pk])).select_related("speaker__canonical")
    for other in others:
        standing = other.speaker.canonical or other.speaker
        if same(other.name, name) and standing.voices.exists():
            told = _("“%(name)s” is another speaker on record: merge the two, or choose a name that tells them apart.")
            raise ValueError(told % {"name": other.name})
