"""Take an act back: put what stood before in the place of what it left, and record that in the ledger."""

from __future__ import annotations

from accounts.models import Act, User, acting
from accounts.permissions import require
from accounts.verbs import NEEDS, ActVerb
from articles.locking import Stale
from claims.actions.quotes import compared_again
from claims.models import Conflict, Quote
from claims.querysets import ON_RECORD
from speakers.actions import identity
from speakers.models import Voice

_RESTORABLE = (Quote, Conflict, Voice)


class CannotUndo(Exception):
    """The act is of a kind that can't be taken back, or was taken back already."""


def undo(act: Act, *, by: User) -> Act:
    """Take this act back. Raises `PermissionDenied`, `CannotUndo`, or `Stale` where the row has moved on since."""
    model = next((model for model in _RESTORABLE if model._meta.label_lower == act.object_type), None)
    if model is None or act.undoes_id is not None or act.verb not in NEEDS:
        raise CannotUndo(act.verb)
    require(by, NEEDS[act.verb])
    with acting(ActVerb.UNDO, by=by) as undoing:
        row = model.objects.select_for_update(of=("self",)).get(pk=act.object_id)
        if Act.objects.filter(undoes=act).exists():
            raise CannotUndo(act.verb)
        if row.version != act.after["version"]:
            raise Stale(row, act.after["version"])
        left = {key: act.after[key] for key in ("state", "voice", "speaker") if key in act.after}
        _restore(row, act)
        restored = {**{key: act.before.get(key) for key in left}, "version": row.version}
        return undoing.record(row, before=left, after=restored, undoes=act)


def undoable(row: Quote | Conflict | Voice) -> Act | None:
    """The act on this row that can be taken back now: the last one, if nothing came after it."""
    last = Act.objects.on(row).live().first()
    return last if last is not None and last.after.get("version") == row.version else None


def _restore(row: Quote | Conflict | Voice, act: Act) -> None:
    if isinstance(row, Voice):
        identity.restore(row, act.before, act.after)
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
    if isinstance(row, Quote) and ("voice" in act.before or act.after.get("state") not in ON_RECORD):
        compared_again(row)
