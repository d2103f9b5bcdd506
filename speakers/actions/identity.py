"""Who is who: record what a person decided, derive the rest. No quote is ever moved."""

from __future__ import annotations

from typing import Any, TypedDict

from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import Act, User, acting
from accounts.models.act import Acting
from accounts.permissions import require
from accounts.verbs import NEEDS, ActVerb
from articles.actions.comparing import compare_again
from articles.locking import Stale
from speakers.matching import derive, speaker_named
from speakers.models import Decision, Speaker, Voice
from speakers.names import normalised
from speakers.states import Answer, SpeakerKind


class Change(TypedDict):
    """What stood before and after, as the ledger keeps it."""

    before: dict[str, Any]
    after: dict[str, Any]


def decide(voice: Voice, speaker: Speaker, answer: Answer, *, seen: int, by: User) -> Act:
    """Record whether a voice is this speaker; all quotes of the voice follow. Raises `PermissionDenied`, `Stale`.

    An earlier decision about the pair, and another *same* of the voice where this one says *same*, are withdrawn.
    """
    require(by, NEEDS[ActVerb.DECIDE_IDENTITY])
    with acting(ActVerb.DECIDE_IDENTITY, by=by) as act:
        return _decide(act, voice, speaker, answer, seen=seen)


def give(voice: Voice, name: str, kind: SpeakerKind, *, seen: int, by: User) -> Act:
    """Decide that a voice is the speaker of this name, put on record where new.

    Raises as `decide`, and `ValueError` for a name without a letter or figure.
    """
    require(by, NEEDS[ActVerb.DECIDE_IDENTITY])
    name = " ".join(name.split())
    if not normalised(name):
        raise ValueError("a speaker's name needs a letter or a figure")
    with acting(ActVerb.DECIDE_IDENTITY, by=by) as act:
        return _decide(act, voice, speaker_named(name, kind), Answer.SAME, seen=seen)


def restore(voice: Voice, before: dict[str, Any], after: dict[str, Any]) -> None:
    """Take a decision back: withdraw what it added, bring back what it withdrew. Inside the undoing transaction."""
    Decision.objects.filter(pk=after["decision"], withdrawn_at=None).update(withdrawn_at=Now())
    Decision.objects.filter(pk__in=before["withdrawn"]).update(withdrawn_at=None)
    _touch(voice)


def _decide(act: Acting, voice: Voice, speaker: Speaker, answer: Answer, *, seen: int) -> Act:
    try:
        voice = Voice.objects.lock(voice.pk, seen=seen)
    except Stale as stale:
        same = Act.objects.on(stale.row).live().filter(verb=ActVerb.DECIDE_IDENTITY).first()
        decided = Decision.objects.live().filter(voice=stale.row, speaker=speaker, answer=answer)
        if same is None or not decided.filter(pk=same.after["decision"]).exists():
            raise
        return same  # two people who decide the same have decided once
    return act.record(voice, **_replace(voice, speaker, answer, act.by))


def _replace(voice: Voice, speaker: Speaker, answer: Answer, by: User) -> Change:
    """Put the decision in the place of those it overturns; what stood before and after, for the ledger."""
    before: dict[str, Any] = {"speaker": voice.speaker_id, "version": voice.version}
    overturned = Q(speaker=speaker) | Q(answer=Answer.SAME) if answer == Answer.SAME else Q(speaker=speaker)
    live = Decision.objects.live().filter(overturned, voice=voice)
    before["withdrawn"] = list(live.values_list("pk", flat=True))
    Decision.objects.filter(pk__in=before["withdrawn"]).update(withdrawn_at=Now())
    decision = Decision.objects.create(voice=voice, speaker=speaker, answer=answer, by=by)
    _touch(voice)
    return {
        "before": before,
        "after": {"speaker": voice.speaker_id, "decision": decision.pk, "answer": answer, "version": voice.version},
    }


def _touch(voice: Voice) -> None:
    """To the next version, with its speaker derived anew; what it says is compared under the new one."""
    before = voice.speaker_id
    voice.version += 1
    voice.save(update_fields=["version"])
    derive([voice])
    if voice.speaker_id != before:
        compare_again(voice.text)
