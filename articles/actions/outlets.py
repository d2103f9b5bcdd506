"""Keep the outlets clean."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.models import Act, User, acting
from accounts.permissions import require
from accounts.verbs import NEEDS, ActVerb
from articles.locking import locked
from articles.models import Outlet


def save(outlet: Outlet | None, *, name: str, domain: str, seen: int | None, by: User) -> tuple[Outlet, Act]:
    """Make an outlet (`outlet=None`) or change one. Gives the outlet and the act.

    Raises `PermissionDenied`, `Stale`, and `ValueError` for no name or for the name of another outlet.
    """
    require(by, NEEDS[ActVerb.SAVE_OUTLET])
    name, domain = " ".join(name.split()), domain.strip().lower()
    if not name:
        raise ValueError(_("An outlet needs a name."))
    with acting(ActVerb.SAVE_OUTLET, by=by) as act:
        row = Outlet() if outlet is None else locked(Outlet.objects.all(), outlet.pk, seen)
        if Outlet.objects.filter(name__iexact=name).exclude(pk=row.pk).exists():
            raise ValueError(_("Another outlet has this name."))
        before = {} if outlet is None else _state(row)
        row.name, row.domain = name, domain
        row.version += outlet is not None
        row.save()
        return row, act.record(row, before=before, after=_state(row))


def _state(outlet: Outlet) -> dict[str, object]:
    return {"name": outlet.name, "domain": outlet.domain, "version": outlet.version}
