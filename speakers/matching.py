"""Which speaker on record a voice is: what people decided, else the one exact match, else nobody.

Deliberately timid: a full name, an organisation's name or a country matches by its normalised alias
and is put on record where it is new; a surname alone neither joins nor creates.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from zlib import crc32

from django.conf import settings
from django.db import connection

from extraction.governments import government
from speakers.models import Alias, Decision, Speaker, Voice
from speakers.names import normalised
from speakers.states import Answer, SpeakerKind, VoiceKind

_NAMED = {
    VoiceKind.PERSON: SpeakerKind.PERSON,
    VoiceKind.ORGANISATION: SpeakerKind.ORGANISATION,
    VoiceKind.GOVERNMENT: SpeakerKind.GOVERNMENT,
    VoiceKind.GROUP: SpeakerKind.GROUP,
}


def derive(voices: Iterable[Voice]) -> None:
    """Set and save `Voice.speaker` of these voices; the only place that writes it. Runs inside a transaction.

    A live *same* decides; a speaker held *different* is never chosen; else the match by name.
    """
    # one order of locks for all: by what `speaker_named` locks
    listed = sorted(voices, key=lambda voice: normalised(full_name(voice) or voice.name))
    decided: dict[int, dict[int, str]] = {}
    for decision in Decision.objects.live().filter(voice__in=listed):
        decided.setdefault(decision.voice_id, {})[decision.speaker_id] = decision.answer
    for voice in listed:
        speaker = _decided(decided.get(voice.pk, {})) or _matched(voice, decided.get(voice.pk, {}))
        if voice.speaker_id != speaker:
            voice.speaker_id = speaker
            voice.save(update_fields=["speaker"])


def full_name(voice: Voice) -> str | None:
    """The name under which a voice may be on record, or None where it must not be matched at all."""
    if voice.kind not in _NAMED or voice.score < settings.VOICE_THRESHOLD:
        return None
    if voice.kind == VoiceKind.GOVERNMENT:
        return government(voice.name) or voice.name
    if voice.kind == VoiceKind.PERSON and len(normalised(voice.name).split()) < 2:
        return None
    return voice.name


def speaker_named(name: str, kind: SpeakerKind) -> Speaker:
    """The speaker of this name and kind, put on record where it is new. Runs inside a transaction."""
    key = normalised(name)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [1, crc32(f"{kind}:{key}".encode()) - 2**31])
    found = _known(key, kind)
    if found:
        return found[0]
    speaker = Speaker.objects.create(kind=kind, name=name[:200])
    Alias.objects.create(speaker=speaker, name=name[:200], normalised=key)
    return speaker


def _decided(answers: dict[int, str]) -> int | None:
    """The speaker that a person named."""
    same = next((speaker for speaker, answer in answers.items() if answer == Answer.SAME), None)
    return None if same is None else _canonical(same)


def _canonical(speaker_id: int) -> int:
    canonical = Speaker.objects.values_list("canonical_id", flat=True).get(pk=speaker_id)
    return canonical or speaker_id


def _matched(voice: Voice, answers: dict[int, str]) -> int | None:
    """The only speaker of the voice's name; None where there are several, or it is held different."""
    name = full_name(voice)
    key = normalised(name) if name else ""
    if name is None or not key:
        return None
    kind = _NAMED[VoiceKind(voice.kind)]
    found = _known(key, kind) or [speaker_named(name, kind)]
    if len(found) > 1 or answers.get(found[0].pk) in {Answer.DIFFERENT, Answer.UNSURE}:
        return None
    return found[0].canonical_id or found[0].pk


def _known(key: str, kind: SpeakerKind) -> Sequence[Speaker]:
    """Speakers of this kind with this normalised alias, the oldest first, each once by what it stands for."""
    found = Speaker.objects.filter(kind=kind, aliases__normalised=key).order_by("id").distinct()
    return list({speaker.canonical_id or speaker.pk: speaker for speaker in reversed(found)}.values())[::-1]
