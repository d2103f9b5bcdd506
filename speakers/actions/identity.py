"""Who a voice is: record what a person decided, derive the rest. No quote is ever moved."""

from __future__ import annotations

from accounts.models import Act, User, acting
from accounts.models.act import Acting
from accounts.permissions import require
from accounts.verbs import NEEDS, ActVerb
from articles.locking import Stale
from speakers.actions.judging import judge, newest
from speakers.clusters import refuse_contradiction
from speakers.locking import undisturbed
from speakers.matching import speaker_named
from speakers.models import Decision, Speaker, Voice
from speakers.names import normalised
from speakers.states import Answer, SpeakerKind


@undisturbed
def decide(voice: Voice, speaker: Speaker, answer: Answer, *, seen: int, by: User) -> Act:
    """Record whether a voice is this speaker; all quotes of the voice follow. Raises `PermissionDenied`, `Stale`.

    An earlier decision about the pair, and another *same* of the voice where this one says *same*, are withdrawn.
    Raises `Contradiction` where the voice is held different from one that the speaker was found to be.
    """
    require(by, NEEDS[ActVerb.DECIDE_IDENTITY])
    since = newest()
    with acting(ActVerb.DECIDE_IDENTITY, by=by) as act:
        return _decide(act, voice, speaker, answer, seen=seen, since=since)


@undisturbed
def give(voice: Voice, name: str, kind: SpeakerKind, *, seen: int, by: User) -> Act:
    """Decide that a voice is the speaker of this name, put on record where new.

    Raises as `decide`, and `ValueError` for a name without a letter or figure.
    """
    require(by, NEEDS[ActVerb.DECIDE_IDENTITY])
    name = " ".join(name.split())
    if not normalised(name):
        raise ValueError("a speaker's name needs a letter or a figure")
    since = newest()
    with acting(ActVerb.DECIDE_IDENTITY, by=by) as act:
        return _decide(act, voice, speaker_named(name, kind), Answer.SAME, seen=seen, since=since)


def _decide(act: Acting, voice: Voice, speaker: Speaker, answer: Answer, *, seen: int, since: int) -> Act:
    try:
        voice = Voice.objects.lock(voice.pk, seen=seen)
    except Stale as stale:
        same = _decided_already(stale.row, speaker, answer)
        if same is None:
            raise
        return same  # two people who decide the same have decided once
    coming = Decision(voice=voice, speaker=speaker, answer=answer)
    if answer == Answer.SAME:
        refuse_contradiction(coming)
    return judge(act, voice, [coming], since=since, after={"answer": answer})


def _decided_already(voice: Voice, speaker: Speaker, answer: Answer) -> Act | None:
    standing = Decision.objects.live().filter(voice=voice, speaker=speaker, answer=answer).first()
    return Act.objects.filter(pk=standing.act).first() if standing is not None and standing.act else None
