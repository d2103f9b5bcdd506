"""Erasing those who speak in texts that go: voices, what was decided of them, speakers whom nothing else holds."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q

from accounts.forgetting import forget
from accounts.models import Act
from speakers.locking import alone
from speakers.matching import derive
from speakers.models import Alias, Decision, Speaker, Voice


def erase_voices(texts: Collection[int]) -> list[Voice]:
    """Delete the voices of these texts with all that rests on them alone. Gives voices elsewhere that moved.

    A voice of another article that bears a name on which a decision of these bore is matched anew. Inside a
    transaction, after the quotes.
    """
    alone()
    voices = Voice.objects.filter(text__in=texts)
    keys = list(voices.values_list("pk", flat=True))
    names = set(voices.exclude(key="").values_list("key", flat=True))
    decisions = Decision.objects.filter(voice__in=keys)
    decided = set(decisions.live().values_list("voice__key", flat=True)) - {""}
    about = set(decisions.values_list("speaker", flat=True))
    about |= set(voices.exclude(speaker=None).values_list("speaker", flat=True))
    about |= set(Alias.objects.filter(normalised__in=names).values_list("speaker", flat=True))
    forget(Decision, decisions.values_list("pk", flat=True))
    forget(Voice, keys)
    gone = _held_by_nothing(about)
    offered = Q(pk=None)
    for speaker in gone:
        offered |= Q(may_be__contains=[{"speaker": speaker}])
    doubtful = list(Voice.objects.filter(offered | Q(key__in=decided)))
    forget(Alias, Alias.objects.filter(speaker__in=gone).values_list("pk", flat=True))
    forget(Speaker, gone)
    return derive(doubtful)


def _held_by_nothing(speakers: Collection[int]) -> set[int]:
    """Those of these whom no voice bears, no decision is about, and no person put on record or changed."""
    touched = Act.objects.filter(object_type=Speaker._meta.label_lower, object_id__in=speakers)
    rows = Speaker.objects.filter(pk__in=speakers, voices=None, merged=None, canonical=None)
    rows = rows.filter(decisions=None, decisions_too=None).exclude(pk__in=touched.values("object_id"))
    return set(rows.values_list("pk", flat=True))
