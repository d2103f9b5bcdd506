"""Take an act back: put what stood before in the place of what it left, and record that in the ledger."""

from __future__ import annotations

from accounts.models import Act, User, acting
from accounts.permissions import require
from accounts.verbs import ABOUT_IDENTITY, NEEDS, ActVerb
from articles.locking import Stale
from claims.actions import groups
from claims.actions.quotes import compared_again, has_copies
from claims.models import Conflict, GroupMember, Quote
from claims.querysets import ON_RECORD
from speakers.actions import judging
from speakers.locking import alone, undisturbed
from speakers.models import Speaker, Voice

_RESTORABLE = (Quote, Conflict, GroupMember)


class CannotUndo(Exception):
    """The act is of a kind that can't be taken back, or was taken back already."""


def undo(act: Act, *, by: User) -> Act:
    """Take this act back. Raises `PermissionDenied`, `CannotUndo`, or `Stale` where the row has moved on since.

    A decision about who is who can be taken back whatever came after it.
    """
    if act.undoes_id is not None or act.verb not in NEEDS:
        raise CannotUndo(act.verb)
    require(by, NEEDS[act.verb])
    if act.verb in ABOUT_IDENTITY:
        return _undo_decisions(act, by=by)
    model = next((model for model in _RESTORABLE if model._meta.label_lower == act.object_type), None)
    if model is None:
        raise CannotUndo(act.verb)
    with acting(ActVerb.UNDO, by=by) as undoing:
        if model is GroupMember:
            alone()  # several rows of a group are locked
        row = model.objects.select_for_update(of=("self",)).filter(pk=act.object_id).first()
        if row is None:  # erased
            raise CannotUndo(act.verb)
        _refuse_twice(act)
        if row.version != act.after["version"]:
            raise Stale(row, act.after["version"])
        left = {key: act.after[key] for key in ("state", "voice") if key in act.after}
        _restore(row, act)
        restored = {**{key: act.before.get(key) for key in left}, "version": row.version}
        return undoing.record(row, before=left, after=restored, undoes=act)


def undoable(row: Quote | Conflict | GroupMember | Voice | Speaker) -> Act | None:
    """The act on this row that can be taken back now: the last one, if nothing came after it that forbids it."""
    last = Act.objects.on(row).live().first()
    if last is None or last.verb in ABOUT_IDENTITY:
        return last
    return last if last.after.get("version") == row.version else None


@undisturbed
def _undo_decisions(act: Act, *, by: User) -> Act:
    if "decisions" not in act.after and "decision" not in act.after:
        raise CannotUndo(act.verb)  # done before such acts were decisions
    with acting(ActVerb.UNDO, by=by) as undoing:
        _refuse_twice(act)
        row = judging.take_back(act, undoing)
        left = {key: act.after[key] for key in ("speaker", "into", "to") if key in act.after}
        restored = {"version": row.version, **({"speaker": row.speaker_id} if isinstance(row, Voice) else {})}
        return undoing.record(row, before=left, after=restored, undoes=act)


def _refuse_twice(act: Act) -> None:
    if Act.objects.filter(undoes=act).exists():
        raise CannotUndo(act.verb)


def _restore(row: Quote | Conflict | GroupMember, act: Act) -> None:
    if isinstance(row, GroupMember):
        groups.restore(row, act)
        return
    fields = ["version"]
    if "state" in act.before:
        row.state = act.before["state"]
        fields.append("state")
    if "voice" in act.before and isinstance(row, Quote):
        row.voice_id = act.before["voice"]
        fields.append("voice")
    row.version += 1
    row.save(update_fields=fields)
    if not isinstance(row, Quote):
        return
    if "voice" in act.before or act.after.get("state") not in ON_RECORD or has_copies(row):
        compared_again(row)
