"""Which speaker on record a voice is: what people decided, else the one whose name it is, else nobody.

Deliberately timid. The same full name, organisation or country is one speaker, put on record where it is new. A name
written otherwise (an initial, a nickname, another spelling) joins only with support: an office, an organisation, people
or a date in common. Where two fit it is nobody, and both are listed. A surname alone neither joins nor creates.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

from django.conf import settings
from django.db import connection
from django.db.models import Q

from speakers.locking import among_others
from speakers.models import Alias, Decision, Speaker, Voice
from speakers.names import Likeness, alike, family, has_initials_only, is_one_word, known_as, normalised, same
from speakers.states import Answer, SpeakerKind, VoiceKind
from speakers.support import MOST_VOICES, Signs, signs, support

_NAMED = {
    VoiceKind.PERSON: SpeakerKind.PERSON,
    VoiceKind.ORGANISATION: SpeakerKind.ORGANISATION,
    VoiceKind.GOVERNMENT: SpeakerKind.GOVERNMENT,
    VoiceKind.GROUP: SpeakerKind.GROUP,
}
MOST_ALIKE = 300
"""How many names of one family are compared with a name that nobody bears."""
LISTED = 5
"""How many speakers are listed of those that a voice may be."""

ONE_WORD = "a surname alone joins nobody on record"
SEVERAL = "several on record fit"
UNSUPPORTED = "a name like it is on record, and nothing else says that it is meant"


@dataclass(frozen=True, slots=True)
class Found:
    """Who on record a voice is, or nobody; why; and who else it may be."""

    speaker: int | None
    reason: str
    may_be: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Fit:
    """One on record whom a voice may be. `likeness` is None where the name is the same."""

    speaker: int
    name: str
    reason: str
    likeness: Likeness | None = None


def derive(voices: Iterable[Voice]) -> list[Voice]:
    """Set and save who on record these voices are; nothing else writes it. Gives those whose speaker changed.

    A live *same* decides; a speaker held *different*, or *unsure*, is never chosen; else the match by name. Runs inside
    a transaction.
    """
    among_others()
    listed = sorted(voices, key=lambda voice: voice.pk)
    _lock_names(listed)
    decided: dict[int, dict[int, str]] = {}
    for voice_id, speaker_id, answer in (
        Decision.objects.live().filter(voice__in=listed).order_by("id").values_list("voice", "speaker", "answer")
    ):
        decided.setdefault(voice_id, {})[speaker_id] = answer
    canonical = canonicals({key for answers in decided.values() for key in answers})
    known: dict[tuple[str, str], list[Fit]] = {}
    before = {voice.pk: voice.speaker_id for voice in listed}
    later = []
    for voice in listed:
        answers = decided.get(voice.pk, {})
        kept_off = _kept_off(answers, canonical)
        found = _decided(answers, canonical) or _borne(voice, kept_off, known)
        if found is None:
            later.append((voice, kept_off))
        else:
            _write(voice, found)
    for voice, kept_off in later:  # these rest on voices that are on record already
        _write(voice, _likely(voice, kept_off, known))
    return [voice for voice in listed if voice.speaker_id != before[voice.pk]]


def full_name(voice: Voice) -> str | None:
    """The name under which a voice may be on record, or None where it must not be matched at all."""
    if voice.kind not in _NAMED or voice.score < settings.VOICE_THRESHOLD:
        return None
    if voice.kind == VoiceKind.PERSON and is_one_word(voice.name):
        return None
    if voice.kind == VoiceKind.ORGANISATION and voice.name.islower():
        return None  # "the labour ministry": every country has one
    return known_as(voice.name, voice.kind)


def speaker_named(name: str, kind: SpeakerKind) -> Speaker:
    """The speaker of this name and kind, put on record where it is new. Runs inside a transaction."""
    name = name[:200]
    _lock([(str(kind), normalised(name))])
    rows = Alias.objects.filter(normalised=normalised(name), speaker__kind=kind, speaker__stands=True)
    ordered = rows.select_related("speaker").order_by("speaker_id")
    found = next((alias.speaker for alias in ordered if same(alias.name, name)), None)
    return found or _standing_again(name, kind) or put_on_record((name,), kind)


def _standing_again(name: str, kind: SpeakerKind) -> Speaker | None:
    """One of this name whose being put on record was taken back, and who is needed after all."""
    fallen = Speaker.objects.filter(kind=kind, name=name, stands=False).order_by("pk").first()
    if fallen is not None:
        fallen.stands = True
        fallen.save(update_fields=["stands"])
    return fallen


def put_on_record(names: Sequence[str], kind: SpeakerKind, *, wikidata: str = "") -> Speaker:
    """A new speaker of these names, the first of which it is called. Two of one name are two."""
    listed = [name[:200] for name in names]
    speaker = Speaker.objects.create(kind=kind, name=listed[0], original_names=listed, wikidata=wikidata)
    for name in listed:
        Alias.objects.create(speaker=speaker, name=name)
    return speaker


def canonicals(speakers: Collection[int]) -> dict[int, int]:
    """By its key, what each of these stands under."""
    rows = Speaker.objects.filter(pk__in=speakers).values_list("pk", "canonical") if speakers else ()
    return {pk: canonical or pk for pk, canonical in rows}


def _lock_names(voices: Iterable[Voice]) -> None:
    """Nobody else puts a speaker of these names on record meanwhile. All go in one order: no ring of waiting."""
    named = ((voice, full_name(voice)) for voice in voices)
    _lock(sorted({(str(voice.kind), normalised(name)) for voice, name in named if name}))


def _lock(names: Sequence[tuple[str, str]]) -> None:
    keys = sorted({crc32(f"{kind}:{key}".encode()) - 2**31 for kind, key in names})
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(1, key) FROM unnest(%s::int[]) AS key", [keys])


def _write(voice: Voice, found: Found) -> None:
    if (voice.speaker_id, voice.match, voice.may_be) == (found.speaker, found.reason, found.may_be):
        return
    voice.speaker_id, voice.match, voice.may_be = found.speaker, found.reason, found.may_be
    voice.save(update_fields=["speaker", "match", "may_be"])


def _decided(answers: dict[int, str], canonical: dict[int, int]) -> Found | None:
    """The speaker that a person named, unless the voice is held different from what it was found to be."""
    chosen = next((canonical[key] for key, answer in answers.items() if answer == Answer.SAME), None)
    if chosen is None or chosen in _kept_off(answers, canonical):
        return None
    return Found(chosen, "a person decided it")


def _kept_off(answers: dict[int, str], canonical: dict[int, int]) -> frozenset[int]:
    held = {key for key, answer in answers.items() if answer != Answer.SAME}
    # being unsure of one speaker says nothing about another with whom it was joined since
    return frozenset(canonical[key] if answers[key] == Answer.DIFFERENT else key for key in held)


def _borne(voice: Voice, kept_off: frozenset[int], known: dict[tuple[str, str], list[Fit]]) -> Found | None:
    """The only speaker of the voice's very name, or nobody where there must be none; None where more has to tell."""
    name = full_name(voice)
    if name is None or not normalised(name):
        bare = voice.kind == VoiceKind.PERSON and voice.score >= settings.VOICE_THRESHOLD
        return Found(None, ONE_WORD if bare else "")
    bearers = _bearers(name, _NAMED[VoiceKind(voice.kind)], known)
    fits = [fit for fit in bearers if fit.speaker not in kept_off]
    if len(fits) == 1:
        return Found(fits[0].speaker, fits[0].reason)
    return Found(None, "a person decided that it is somebody else") if bearers and not fits else None


def _likely(voice: Voice, kept_off: frozenset[int], known: dict[tuple[str, str], list[Fit]]) -> Found:
    """Of several of the voice's name, or of one like it, the only one that more speaks for; else nobody, or one new."""
    name = full_name(voice)
    assert name is not None  # or `_borne` had answered
    kind = _NAMED[VoiceKind(voice.kind)]
    fits = [fit for fit in _bearers(name, kind, known) if fit.speaker not in kept_off]
    if len(fits) == 1:  # put on record since, for another voice
        return Found(fits[0].speaker, fits[0].reason)
    if fits:
        return _supported(voice, fits) or Found(None, SEVERAL, _listed(fits))
    likely = [fit for fit in _alike(name, kind) if fit.speaker not in kept_off]
    found = _supported(voice, likely) if likely else None
    if found is not None:
        return found
    if likely and kind == SpeakerKind.PERSON and has_initials_only(name):
        return Found(None, UNSUPPORTED, _listed(likely))
    known.clear()
    return Found(speaker_named(name, kind).pk, _SAME_NAME, _listed(likely))


def _bearers(name: str, kind: SpeakerKind, known: dict[tuple[str, str], list[Fit]]) -> list[Fit]:
    if (kind, name) not in known:
        known[kind, name] = _named(name, normalised(name), kind)
    return known[kind, name]


_SAME_NAME = "the same name"
_JOINED = "the same name as one whom a person joined with this one"


def _supported(voice: Voice, fits: Sequence[Fit]) -> Found | None:
    """The only one whom something else supports; nobody where that is true of several, None where of none."""
    [mine] = signs([voice])
    told: list[tuple[Fit, str]] = []
    for fit in fits[:MOST_ALIKE]:
        why = support(fit.likeness, mine, _signs_of(fit.speaker, voice))
        if why:
            told.append((fit, f"{fit.reason}; {why}"))
    if len(told) == 1:
        [(fit, reason)] = told
        return Found(fit.speaker, reason, _listed([other for other in fits if other is not fit]))
    return Found(None, SEVERAL, _listed([Fit(fit.speaker, fit.name, why) for fit, why in told])) if told else None


def _signs_of(speaker: int, voice: Voice) -> list[Signs]:
    rows = Voice.objects.filter(Q(speaker=speaker) | Q(speaker__canonical=speaker)).exclude(text=voice.text_id)
    return signs(list(rows.order_by("-id")[:MOST_VOICES]))


def _listed(fits: Sequence[Fit]) -> list[dict[str, Any]]:
    return [{"speaker": fit.speaker, "name": fit.name, "reason": fit.reason} for fit in fits[:LISTED]]


def _named(name: str, key: str, kind: SpeakerKind) -> list[Fit]:
    """Those who bear this very name, by what they stand under, the oldest first.

    Where people said whose name it is, by giving it to a speaker or by deciding on another voice that bears it, only
    those count.
    """
    rows = Alias.objects.filter(normalised=key, speaker__kind=kind, speaker__stands=True).order_by("speaker_id")
    bearers = _once(
        (row.speaker, _JOINED if row.speaker.canonical_id else _SAME_NAME)
        for row in rows.select_related("speaker")
        if same(row.name, name)
    )
    given = Decision.objects.live().filter(key=key, answer=Answer.SAME, speaker__kind=kind, speaker__stands=True)
    named = _once(
        (row.speaker, "a person gave them this name")
        for row in given.select_related("speaker").order_by("id")
        if same(row.name, name)
    )
    taught = _taught(name, key, kind)
    if not named and not taught:
        return bearers
    told = {fit.speaker: fit for fit in (*named, *taught)}
    upheld = {voice_speaker for voice_speaker, _ in _upheld(key, kind)}
    told |= {fit.speaker: fit for fit in bearers if fit.speaker in upheld and fit.speaker not in told}
    return list(told.values())


def _taught(name: str, key: str, kind: SpeakerKind) -> list[Fit]:
    """Those of whom a person said that a voice of this name is them, where their own name is like it and not the same.

    Of a namesake, or of somebody called quite otherwise, that says nothing about other articles.
    """
    upheld = dict(_upheld(key, kind))
    names: dict[int, list[str]] = {}
    rows = Alias.objects.filter(speaker__in=upheld.values()).values_list("speaker", "name")
    for speaker, alias in rows if upheld else ():
        names.setdefault(speaker, []).append(alias)
    return [
        Fit(canonical, name, f"a person decided so of another “{name}”")
        for canonical, speaker in upheld.items()
        if any(alike(name, other, kind) for other in names.get(speaker, ()))
        and not any(normalised(other) == key for other in names.get(speaker, ()))
    ]


def _upheld(key: str, kind: SpeakerKind) -> list[tuple[int, int]]:
    """Speakers whom people said that voices of this name are: what each stands under, and itself."""
    rows = Decision.objects.live().filter(answer=Answer.SAME, voice__key=key, voice__kind=kind, speaker__kind=kind)
    if kind == SpeakerKind.PERSON and is_one_word(key):
        return []
    return sorted({(canonical or pk, pk) for pk, canonical in rows.values_list("speaker", "speaker__canonical")})


def _alike(name: str, kind: SpeakerKind) -> list[Fit]:
    """Those whose name is written otherwise and may be this one, the oldest first."""
    shared = family(name, kind)
    if not shared:
        return []
    rows = Alias.objects.filter(family=shared, speaker__kind=kind, speaker__stands=True).select_related("speaker")
    found: dict[int, Fit] = {}
    for row in rows.order_by("speaker_id", "id")[:MOST_ALIKE]:
        likeness = alike(name, row.name, kind)
        standing = row.speaker.canonical_id or row.speaker_id
        if likeness and (standing not in found or (likeness.strong and not _is_strong(found[standing]))):
            found[standing] = Fit(standing, row.speaker.name, f"“{row.name}”: {likeness.reason}", likeness)
    return list(found.values())


def _is_strong(fit: Fit) -> bool:
    return fit.likeness is not None and fit.likeness.strong


def _once(rows: Iterable[tuple[Speaker, str]]) -> list[Fit]:
    found: dict[int, Fit] = {}
    for speaker, reason in rows:
        standing = speaker.canonical_id or speaker.pk
        found.setdefault(standing, Fit(standing, speaker.name, reason))
    return list(found.values())
