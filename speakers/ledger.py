"""Which decisions are live: what would stand had the acts that were taken back never been done."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence

from django.db.models import Q
from django.db.models.functions import Now

from speakers.models import Decision
from speakers.states import Answer


def add(decisions: Sequence[Decision]) -> list[Decision]:
    """Put these on record, live, in the place of those that they overturn."""
    settle([], coming=decisions)
    return Decision.objects.bulk_create(decisions)


def take_back(act: uuid.UUID) -> list[Decision]:
    """Withdraw for good what this act decided; what it had overturned is live again unless a later one stands."""
    gone = list(Decision.objects.filter(act=act, undone_at=None))
    Decision.objects.filter(pk__in=[row.pk for row in gone]).update(undone_at=Now(), withdrawn_at=Now())
    settle(gone)
    return gone


def settle(touched: Iterable[Decision], *, coming: Sequence[Decision] = ()) -> None:
    """Make live what is to be live of all that is decided about the same voices, pairs and names.

    All that was kept is gone through in order: each withdraws earlier ones of its pair, and a *same* of a voice the
    earlier *same* of that voice. `coming` are yet to be written, after all others.
    """
    rows = [*touched, *coming]
    wanted = Q(voice__in={row.voice_id for row in rows if row.voice_id})
    for row in rows:
        if row.other_id:
            wanted |= Q(speaker=row.speaker_id, other=row.other_id) | Q(speaker=row.other_id, other=row.speaker_id)
        elif row.key:
            wanted |= Q(speaker=row.speaker_id, key=row.key)
    kept = list(Decision.objects.kept().filter(wanted).order_by("id"))
    live: dict[object, Decision] = {}
    for row in [*kept, *coming]:
        _put(live, row)
    standing = {row.pk for row in live.values() if row.pk}
    withdrawn = [row.pk for row in kept if row.pk not in standing and row.withdrawn_at is None]
    revived = [row.pk for row in kept if row.pk in standing and row.withdrawn_at is not None]
    Decision.objects.filter(pk__in=withdrawn).update(withdrawn_at=Now())
    Decision.objects.filter(pk__in=revived).update(withdrawn_at=None)


def _put(live: dict[object, Decision], row: Decision) -> None:
    if row.voice_id:
        if row.answer == Answer.SAME:
            earlier = live.pop((row.voice_id, "same"), None)
            if earlier is not None:
                live.pop((row.voice_id, earlier.speaker_id), None)
        last = live.pop((row.voice_id, row.speaker_id), None)
        if last is not None and last.answer == Answer.SAME:
            live.pop((row.voice_id, "same"), None)
        live[row.voice_id, row.speaker_id] = row
        if row.answer == Answer.SAME:
            live[row.voice_id, "same"] = row
        return
    about = frozenset({row.speaker_id, row.other_id}) if row.other_id else (row.speaker_id, row.key)
    live[about] = row
