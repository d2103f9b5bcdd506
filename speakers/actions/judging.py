"""What all acts about identity share: decisions are written, what rests on them is derived anew, and the ledger told.

No quote is ever moved, and nothing that a person decided is changed: taking an act back withdraws its decisions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Exists, F, Max, OuterRef, Q

from accounts.models import Act
from accounts.models.act import Acting
from accounts.verbs import ActVerb
from articles.actions.comparing import compare_all_again
from speakers import ledger
from speakers.clusters import members
from speakers.deriving import follow
from speakers.models import Alias, Decision, Speaker, Voice
from speakers.states import Answer


def newest() -> int:
    """The key of the latest speaker: what comes after it was made since."""
    return Speaker.objects.aggregate(last=Max("pk"))["last"] or 0


def judge(
    act: Acting,
    row: Speaker | Voice,
    decisions: Sequence[Decision],
    *,
    since: int,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> Act:
    """Write the decisions of an act about this row, with all that follows. `since` is what was `newest` at its start.

    Runs alone, inside a transaction.
    """
    told = {**(before or {}), "version": row.version}
    if isinstance(row, Voice):
        told["speaker"] = row.speaker_id
    for decision in decisions:
        decision.act, decision.by = act.id, act.by
    written = ledger.add(decisions)
    _touch([row] if isinstance(row, Voice) or row.pk <= since else [], decisions)
    moved = follow(written, speakers=[row.pk] if isinstance(row, Speaker) else [])
    Speaker.objects.filter(pk__gt=since).update(made_by=act.id)
    compare(moved)
    row.refresh_from_db()
    left = {**(after or {}), "decisions": [decision.pk for decision in written], "moved": len(moved)}
    if isinstance(row, Voice):
        left["speaker"] = row.speaker_id
    return act.record(row, before=told, after={**left, "version": row.version})


def take_back(act: Act, undoing: Acting) -> Speaker | Voice:
    """Withdraw what the act decided, at any time and whatever came after it. Gives the row it was about.

    What stands then is what would stand had it never been done. Runs alone, inside the undoing transaction.
    """
    since = newest()
    model = Voice if act.object_type == Voice._meta.label_lower else Speaker
    row: Speaker | Voice = model._default_manager.get(pk=act.object_id)
    gone = ledger.take_back(act.pk)
    about = {row.pk} if isinstance(row, Speaker) else set()
    if isinstance(row, Speaker):
        restore_fields(row, act)
    fallen = _fall(act, gone, about)
    _touch([row], gone)
    compare(follow(gone, speakers=about | fallen))
    Speaker.objects.filter(pk__gt=since).update(made_by=undoing.id)
    row.refresh_from_db()
    return row


def restore_fields(speaker: Speaker, gone: Act) -> None:
    """Kind and Wikidata as the acts on the speaker left them, but for the one that goes."""
    acts = Act.objects.on(speaker).filter(verb=ActVerb.SAVE_SPEAKER).order_by("at", "id")
    kept = list(acts.live().exclude(pk=gone.pk))
    for name in ("kind", "wikidata"):
        first = next((act.before[name] for act in acts if name in act.before and name in act.after), None)
        last = next((act.after[name] for act in reversed(kept) if name in act.before and name in act.after), first)
        if last is not None:
            setattr(speaker, name, last)
    speaker.save(update_fields=["kind", "wikidata"])


def compare(moved: Iterable[Voice]) -> None:
    """Have what these voices say compared under the speakers that they have now."""
    compare_all_again({voice.text_id for voice in moved})


def _fall(act: Act, gone: Sequence[Decision], about: Iterable[int]) -> set[int]:
    """Speakers that acts taken back, or their taking back, put on record, and whom nothing holds that was decided.

    Of those that the act put on record, and those who share a name with what it was about. One that is still needed
    stands again as soon as a voice bears its name.
    """
    near = members({decision.speaker_id for decision in gone} | set(about))
    names = {decision.key for decision in gone if decision.key}
    names |= set(Voice.objects.filter(decisions__in=gone).values_list("key", flat=True))
    names |= set(Alias.objects.filter(speaker__in=near).values_list("normalised", flat=True))
    touched = Q(made_by=act.pk) | Q(pk__in=near) | Q(aliases__normalised__in=names)
    made = Speaker.objects.standing().filter(touched, made_by__isnull=False).distinct()
    over = Act.objects.filter(Q(pk=OuterRef("made_by")) & (Q(undone_by__isnull=False) | Q(undoes__isnull=False)))
    held = Decision.objects.live().filter(answer=Answer.SAME)
    holding = held.filter(Q(speaker=OuterRef("pk")) | Q(other=OuterRef("pk")))
    found = made.filter(Q(made_by=act.pk) | Exists(over)).exclude(Exists(holding))
    fallen = set(found.values_list("pk", flat=True))
    Speaker.objects.filter(pk__in=fallen).update(stands=False)
    return fallen


def _touch(rows: Iterable[Speaker | Voice], decisions: Iterable[Decision]) -> None:
    """To the next version: whoever saw these as they were is told."""
    listed, told = list(rows), list(decisions)
    voices = {row.pk for row in listed if isinstance(row, Voice)} | {one.voice_id for one in told if one.voice_id}
    speakers = {row.pk for row in listed if isinstance(row, Speaker)}
    for decision in told:
        if decision.other_id:
            speakers |= {decision.speaker_id, decision.other_id}
    Voice.objects.filter(pk__in=voices).update(version=F("version") + 1)
    Speaker.objects.filter(pk__in=speakers).update(version=F("version") + 1)
