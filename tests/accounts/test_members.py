"""Who works here: the acts behind the administration."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.actions import members
from accounts.actions.members import MemberFields
from accounts.models import Act, Desk, User
from accounts.roles import Role


@pytest.fixture
def desk(admin):
    return Desk.objects.get()


def wanted(**fields):
    return MemberFields(**{"username": "nina", "password": "a-long-pass-phrase-7", **fields})


def test_a_new_member_has_the_roles_and_the_password(admin, desk):
    nina, act = members.save(None, wanted(roles=frozenset({(desk.pk, Role.CURATOR)})), seen=None, by=admin)
    nina = User.objects.get(pk=nina.pk)
    assert nina.roles == {Role.CURATOR}
    assert nina.check_password("a-long-pass-phrase-7")
    assert nina.is_staff
    assert act.after == {"active": True, "roles": [f"{desk.pk}:curator"], "version": 1, "password": True}


def test_roles_are_replaced_and_the_password_kept(admin, desk):
    nina, _ = members.save(None, wanted(roles=frozenset({(desk.pk, Role.EDITOR)})), seen=None, by=admin)
    kept = nina.password
    members.save(nina, wanted(password="", roles=frozenset({(desk.pk, Role.VIEWER)})), seen=nina.version, by=admin)
    nina = User.objects.get(pk=nina.pk)
    assert (nina.roles, nina.password, nina.is_staff) == ({Role.VIEWER}, kept, False)


@pytest.mark.parametrize("who", ["viewer", "editor", "fact_checker", "curator", "stranger"])
def test_only_an_administrator_may(cast, who):
    with pytest.raises(PermissionDenied):
        members.save(None, wanted(), seen=None, by=cast[who])
    with pytest.raises(PermissionDenied):
        members.save_desk(None, "Sports", seen=None, by=cast[who])
    assert not User.objects.filter(username="nina").exists()


def test_nobody_locks_themselves_out(admin, desk):
    for change in (
        {"is_active": False, "roles": frozenset({(desk.pk, Role.ADMIN)})},
        {"roles": frozenset({(desk.pk, Role.EDITOR)})},
    ):
        with pytest.raises(ValueError, match="your own access"):
            members.save(admin, wanted(username="admin", password="", **change), seen=admin.version, by=admin)


def test_a_weak_password_and_none_change_nothing(admin):
    with pytest.raises(ValidationError):
        members.save(None, wanted(password="password"), seen=None, by=admin)
    with pytest.raises(ValueError, match="password"):
        members.save(None, wanted(password=""), seen=None, by=admin)
    assert not User.objects.filter(username="nina").exists()
    assert not Act.objects.exists()


def test_a_desk_is_made_and_renamed(admin):
    desk, _ = members.save_desk(None, " Sports  desk ", seen=None, by=admin)
    assert desk.name == "Sports desk"
    members.save_desk(desk, "Sport", seen=desk.version, by=admin)
    assert Desk.objects.get(pk=desk.pk).name == "Sport"
