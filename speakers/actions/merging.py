"""Two speakers are one: a decision about the pair. Their voices stay where they are and are shown under one name."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.models import Act, User, acting
from accounts.permissions import require
from accounts.verbs import NEEDS, ActVerb
from articles.locking import locked
from speakers.actions.judging import judge, newest
from speakers.clusters import refuse_contradiction
from speakers.locking import undisturbed
from speakers.models import Decision, Speaker
from speakers.states import Answer


@undisturbed
def merge(speaker: Speaker, into: Speaker, *, seen: int | None, by: User) -> Act:
    """Show a speaker under another from now on. `seen` is the version of the one that goes.

    Both are taken as what they stand under. Raises `PermissionDenied`, `Stale`, `Contradiction` where that would join
    what is held different, and `ValueError` for one speaker twice.
    """
    require(by, NEEDS[ActVerb.MERGE_SPEAKERS])
    since = newest()
    with acting(ActVerb.MERGE_SPEAKERS, by=by) as act:
        into = _standing(into)
        same = _merged_already(speaker, into)
        if same is not None:
            return same  # two people who decide the same have decided once
        goes = locked(Speaker.objects.all(), _standing(speaker).pk, seen)
        if goes.pk == into.pk:
            raise ValueError(_("That is one speaker already."))
        coming = Decision(speaker=into, other=goes, answer=Answer.SAME)
        refuse_contradiction(coming)
        return judge(act, goes, [coming], since=since, after={"into": into.pk})


def _standing(speaker: Speaker) -> Speaker:
    fresh = Speaker.objects.select_related("canonical").get(pk=speaker.pk)
    return fresh.canonical or fresh


def _merged_already(speaker: Speaker, into: Speaker) -> Act | None:
    standing = Decision.objects.joining().filter(speaker=into, other=speaker).first()
    return Act.objects.filter(pk=standing.act).first() if standing is not None and standing.act else None
