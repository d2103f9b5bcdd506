"""Mark a conflict as real, or dismiss it."""

from __future__ import annotations

import uuid

from accounts.models import Act, User, acting
from accounts.permissions import require
from accounts.verbs import NEEDS, ActVerb
from articles.locking import Stale
from claims.models import Conflict
from claims.states import ConflictState

_VERBS = {
    ConflictState.CONFIRMED: ActVerb.CONFIRM_CONFLICT,
    ConflictState.DISMISSED: ActVerb.DISMISS_CONFLICT,
}


def confirm(conflict: Conflict, *, seen: int, by: User, reason: str = "", batch: uuid.UUID | None = None) -> Act:
    """Mark a conflict as real. Raises `PermissionDenied`, `Stale`, `IllegalMove`."""
    return _rule(conflict, ConflictState.CONFIRMED, seen=seen, by=by, reason=reason, batch=batch)


def dismiss(conflict: Conflict, *, seen: int, by: User, reason: str = "", batch: uuid.UUID | None = None) -> Act:
    """Say that these two don't clash; no machine opens it again. Raises `PermissionDenied`, `Stale`, `IllegalMove`."""
    return _rule(conflict, ConflictState.DISMISSED, seen=seen, by=by, reason=reason, batch=batch)


def _rule(
    conflict: Conflict, state: ConflictState, *, seen: int, by: User, reason: str = "", batch: uuid.UUID | None
) -> Act:
    verb = _VERBS[state]
    require(by, NEEDS[verb])
    with acting(verb, by=by, reason=reason, batch=batch) as act:
        try:
            conflict = Conflict.objects.lock(conflict.pk, seen=seen)
        except Stale as stale:
            same = Act.objects.on(stale.row).live().filter(verb=verb).first()
            if stale.row.state != state or same is None:
                raise
            return same  # two people who decide the same have decided once
        before = {"state": conflict.state, "version": conflict.version}
        conflict.move_to(state)
        return act.record(conflict, before=before, after={"state": conflict.state, "version": conflict.version})
