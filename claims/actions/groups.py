"""Confirm that a claim says the same as the others of its group, or take it out."""

from __future__ import annotations

from accounts.models import Act, User, acting
from accounts.permissions import require
from accounts.verbs import NEEDS, ActVerb
from articles.locking import Stale
from claims.models import GroupMember
from claims.states import MemberState
from speakers.locking import alone

_VERBS = {
    MemberState.CONFIRMED: ActVerb.CONFIRM_MEMBER,
    MemberState.TAKEN_OUT: ActVerb.TAKE_OUT_MEMBER,
}


def confirm(member: GroupMember, *, seen: int, by: User) -> Act:
    """Say that a claim belongs to its group, one that was taken out too.

    Where nobody has confirmed another yet, the first of the others is confirmed with it: it says the same as that one.
    Raises `PermissionDenied`, `Stale`, `IllegalMove`.
    """
    return _rule(member, MemberState.CONFIRMED, seen=seen, by=by)


def take_out(member: GroupMember, *, seen: int, by: User) -> Act:
    """Say that a claim says something else; no machine puts it into a group again. Raises as `confirm`."""
    return _rule(member, MemberState.TAKEN_OUT, seen=seen, by=by)


def restore(member: GroupMember, act: Act) -> None:
    """Put back what stood before an act, and what was confirmed along with it and wasn't ruled on since."""
    member.state = act.before["state"]
    member.version += 1
    member.save(update_fields=["state", "version"])
    for pk, version in act.after.get("along", ()):
        for other in GroupMember.objects.select_for_update().filter(pk=pk, version=version):
            other.move_to(MemberState.SUGGESTED)


def _rule(member: GroupMember, state: MemberState, *, seen: int, by: User) -> Act:
    verb = _VERBS[state]
    require(by, NEEDS[verb])
    with acting(verb, by=by) as act:
        alone()  # several rows of a group are locked
        try:
            member = GroupMember.objects.lock(member.pk, seen=seen)
        except Stale as stale:
            same = Act.objects.on(stale.row).live().filter(verb=verb).first()
            if stale.row.state != state or same is None:
                raise
            return same  # two people who decide the same have decided once
        before = {"state": member.state, "version": member.version}
        member.move_to(state)
        after = {"state": member.state, "version": member.version}
        if state == MemberState.CONFIRMED:
            after["along"] = [[other.pk, other.version] for other in _confirmed_along(member)]
        return act.record(member, before=before, after=after)


def _confirmed_along(member: GroupMember) -> list[GroupMember]:
    """The first of the others, confirmed, where none of them is."""
    others = GroupMember.objects.in_group().filter(group=member.group_id).exclude(pk=member.pk)
    if others.filter(state=MemberState.CONFIRMED).exists():
        return []
    first = others.standing().select_for_update(of=("self",)).order_by("pk").first()
    if first is None:
        return []
    first.move_to(MemberState.CONFIRMED)
    return [first]
