"""Who works here and in which role."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext as _

from accounts.locking import locked
from accounts.models import Act, Desk, Membership, User, acting
from accounts.permissions import require
from accounts.roles import MAY, Role, Verb
from accounts.verbs import NEEDS, ActVerb

IN_ADMIN = frozenset({Role.CURATOR, Role.ADMIN})
"""Roles that work in the administration."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberFields:
    """What is known of a member. `roles` are pairs of a desk's key and a role; no password leaves it as it is."""

    username: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    is_active: bool = True
    roles: frozenset[tuple[int, Role]] = frozenset()
    password: str = ""


def save(user: User | None, wanted: MemberFields, *, seen: int | None, by: User) -> tuple[User, Act]:
    """Make a member (`user=None`) or change one. Gives the member and the act.

    Raises `PermissionDenied`, `Stale`, `ValidationError` for a weak password, and `ValueError` where
    one would lock oneself out, or a new member would have no password.
    """
    require(by, NEEDS[ActVerb.SAVE_MEMBER])
    if user is not None and user.pk == by.pk and not (wanted.is_active and _administers(user, wanted)):
        raise ValueError(_("You can't take your own access away. Ask another administrator."))
    if user is None and not wanted.password:
        raise ValueError(_("A new member needs a password."))
    with acting(ActVerb.SAVE_MEMBER, by=by) as act:
        row = User() if user is None else locked(User.objects.all(), user.pk, seen)
        before = {} if user is None else _state(row)
        for name in ("username", "first_name", "last_name", "email", "is_active"):
            setattr(row, name, getattr(wanted, name))
        row.is_staff = row.is_superuser or any(role in IN_ADMIN for _desk, role in wanted.roles)
        if wanted.password:
            validate_password(wanted.password, row)
            row.set_password(wanted.password)
        row.version += user is not None
        row.save()
        _give(row, wanted.roles)
        return row, act.record(row, before=before, after=_state(row) | {"password": bool(wanted.password)})


def save_desk(desk: Desk | None, name: str, *, seen: int | None, by: User) -> tuple[Desk, Act]:
    """Make a desk (`desk=None`) or rename one. Raises `PermissionDenied`, `Stale`, and `ValueError` for no name."""
    require(by, NEEDS[ActVerb.SAVE_MEMBER])
    name = " ".join(name.split())
    if not name:
        raise ValueError(_("A desk needs a name."))
    with acting(ActVerb.SAVE_MEMBER, by=by) as act:
        row = Desk() if desk is None else locked(Desk.objects.all(), desk.pk, seen)
        before = {} if desk is None else {"name": row.name, "version": row.version}
        row.name = name
        row.version += desk is not None
        row.save()
        return row, act.record(row, before=before, after={"name": row.name, "version": row.version})


def _administers(user: User, wanted: MemberFields) -> bool:
    return user.is_superuser or any(role in MAY[Verb.ADMINISTER] for _desk, role in wanted.roles)


def _give(user: User, roles: Iterable[tuple[int, Role]]) -> None:
    """The member holds these roles and no others."""
    wanted = set(roles)
    for membership in user.memberships.all():
        if (membership.desk_id, membership.role) in wanted:
            wanted.discard((membership.desk_id, Role(membership.role)))
        else:
            membership.delete()
    Membership.objects.bulk_create(Membership(user=user, desk_id=desk, role=role) for desk, role in sorted(wanted))


def _state(user: User) -> dict[str, object]:
    """Keys and states for the ledger: neither names nor addresses."""
    roles = sorted(f"{desk}:{role}" for desk, role in user.memberships.values_list("desk_id", "role"))
    return {"active": user.is_active, "roles": roles, "version": user.version}
