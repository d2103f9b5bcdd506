"""One speaker is two: some of its voices, and the names they bear, are somebody else's."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _

from accounts.models import Act, User, acting
from accounts.permissions import require
from accounts.verbs import NEEDS, ActVerb
from articles.locking import locked
from speakers.actions.judging import judge, newest
from speakers.clusters import members, refuse_contradiction
from speakers.locking import undisturbed
from speakers.matching import put_on_record
from speakers.models import Alias, Decision, Speaker, Voice
from speakers.names import normalised
from speakers.states import Answer, SpeakerKind


@undisturbed
def split(
    speaker: Speaker,
    voices: Collection[int],
    to: Speaker | str,
    *,
    alias: str = "",
    seen: int | None,
    by: User,
) -> Act:
    """These voices (keys) of a speaker are somebody else: one on record, or one who is new and called so.

    With `alias`, a name that the speaker goes by, all later voices of that name are too. Without, a later voice of a
    name that both bear is nobody, unless something speaks for one of them. Raises `PermissionDenied`, `Stale`,
    `Contradiction`, and `ValueError` for no voice, a voice of another, and no name.
    """
    require(by, NEEDS[ActVerb.SPLIT_SPEAKER])
    since = newest()
    with acting(ActVerb.SPLIT_SPEAKER, by=by) as act:
        speaker = locked(Speaker.objects.all(), speaker.pk, seen)
        cluster = members([speaker.pk])
        everyone = list(Voice.objects.filter(speaker=speaker).select_for_update(of=("self",)).order_by("pk"))
        going = [voice for voice in everyone if voice.pk in voices]
        if not going or len(going) != len(set(voices)):
            raise ValueError(_("Choose which of the quotes are somebody else's, of those that are this speaker's now."))
        target = to if isinstance(to, Speaker) else _new(to, SpeakerKind(speaker.kind))
        if target.pk in cluster:
            raise ValueError(_("That is one speaker already."))
        coming = [Decision(voice=voice, speaker=target, answer=Answer.SAME) for voice in going]
        _refuse(coming, target)
        coming.append(Decision(speaker=speaker, other=target, answer=Answer.DIFFERENT))
        coming += _renamed(cluster, target, alias)
        coming += _staying(everyone, going, target)
        after = {"to": target.pk, "voices": [voice.pk for voice in going]}
        return judge(act, speaker, coming, since=since, after=after)


def _new(name: str, kind: SpeakerKind) -> Speaker:
    name = " ".join(name.split())
    if not normalised(name):
        raise ValueError(_("A name needs letters or figures: “%(name)s”.") % {"name": name})
    return put_on_record((name,), kind)


def _refuse(coming: Sequence[Decision], target: Speaker) -> None:
    """Raise `Contradiction` where one of the voices is held different from what the other stands for."""
    voices = [decision.voice_id for decision in coming]
    apart = Decision.objects.live().filter(voice__in=voices, answer=Answer.DIFFERENT, speaker__in=members([target.pk]))
    held = set(apart.exclude(speaker=target).values_list("voice", flat=True))
    for decision in coming:
        if decision.voice_id in held:
            refuse_contradiction(decision)


def _renamed(cluster: Collection[int], target: Speaker, alias: str) -> list[Decision]:
    """The name goes along."""
    key = normalised(alias)
    rows = list(Alias.objects.filter(speaker__in=cluster, normalised=key).select_related("speaker")) if key else []
    if alias and not rows:
        raise ValueError(_("The speaker doesn't go by that name."))
    taken = [Decision(speaker=row.speaker, name=row.name, key=key, answer=Answer.DIFFERENT) for row in rows]
    return [*taken, *(Decision(speaker=target, name=row.name, key=key, answer=Answer.SAME) for row in rows[:1])]


def _staying(everyone: Sequence[Voice], going: Sequence[Voice], target: Speaker) -> list[Decision]:
    """Of voices whose name both bear, those that stay are held different from the other, or they'd be nobody's."""
    gone = {voice.pk for voice in going}
    names = set(Alias.objects.filter(speaker__in=members([target.pk])).values_list("normalised", flat=True))
    staying = [voice for voice in everyone if voice.pk not in gone and voice.key in names]
    return [Decision(voice=voice, speaker=target, answer=Answer.DIFFERENT) for voice in staying]
