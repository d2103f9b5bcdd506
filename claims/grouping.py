"""Groups of claims that say the same: who joins which, and what is taken back.

A machine puts a claim that is in no group into that of its likeliest partner, or makes a new group of two; it moves
nothing and joins no groups. What a person confirmed or took out it leaves as it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush

from django.db.models import Q
from rapidfuzz import fuzz

import extraction
from claims.models import Alike, Claim, ClaimGroup, Conflict, GroupMember
from claims.states import ConflictState, MemberState
from claims.twins import SAME_CLAIM

type Pair = tuple[int, int]
"""Keys of two claims, the lower first."""

SURE, QUIET = 0.5, 0.1
"""The least probability that two claims say the same from which on they are taken to, where that of a conflict is less
than the other figure. Chosen on the tuning half of the pairs (decision 19)."""


def store(judged: Mapping[Pair, extraction.Comparison]) -> None:
    """Keep which of these pairs say the same, and derive the groups that they touch. The same again changes nothing.

    Inside the transaction of `comparing.store`, which is one at a time.
    """
    _store_pairs(judged)
    claims = {pk for pair in judged for pk in pair}
    touched = set(GroupMember.objects.filter(claim__in=claims).values_list("group", flat=True))
    claims |= _take_back(touched)
    _place(claims)
    _take_back_lone(touched)


def _store_pairs(judged: Mapping[Pair, extraction.Comparison]) -> None:
    """A pair that the trained judge wasn't asked about this time stays as it was, unless it is a conflict."""
    rows = Alike.objects.filter(left__in={left for left, _right in judged})
    known = {(row.left_id, row.right_id): row for row in rows}
    fresh, gone = [], []
    for pair, found in sorted(judged.items()):
        row, same = known.get(pair), round(_same(found), 4)
        if found.same is None and found.relation is not extraction.types.Relation.CONFLICT:
            continue
        if same < SURE:
            gone += [row.pk] if row else []
        elif row is None:
            fresh.append(Alike(left_id=pair[0], right_id=pair[1], same=same))
        elif row.same != same:
            Alike.objects.filter(pk=row.pk).update(same=same)
    Alike.objects.filter(pk__in=gone).delete()
    Alike.objects.bulk_create(fresh)


def _same(found: extraction.Comparison) -> float:
    """How likely two claims say the same; 0 where they may well clash."""
    return found.same or 0.0 if found.score < QUIET else 0.0


def _take_back(groups: Collection[int]) -> set[int]:
    """Delete the suggested members of these groups that say the same as no other any more. Gives their claims."""
    rows = list(GroupMember.objects.filter(group__in=groups).select_for_update(of=("self",)).order_by("pk"))
    claims = {row.claim_id for row in rows}
    counting = _counting(claims)
    near, apart = _near(claims), _clashing(claims)
    of: dict[int, list[GroupMember]] = defaultdict(list)
    for row in rows:
        of[row.group_id].append(row)
    gone: set[int] = set()
    for members in of.values():
        kept = _held([row for row in members if row.claim_id in counting], near, apart)
        gone |= {row.claim_id for row in members if row.state == MemberState.SUGGESTED} - kept
    GroupMember.objects.filter(claim__in=gone).delete()
    return gone


def _held(members: Sequence[GroupMember], near: Mapping[int, set[int]], apart: Collection[Pair]) -> set[int]:
    """The claims of one group that hold together: with the confirmed ones, else the most that do, the earliest of such.

    One that clashes with an earlier one, or with one that a person confirmed, doesn't.
    """
    confirmed = {row.claim_id for row in members if row.state == MemberState.CONFIRMED}
    present = set(confirmed)
    for row in members:
        if row.state == MemberState.SUGGESTED and not _clashes(row.claim_id, present, apart):
            present.add(row.claim_id)
    if confirmed:
        return _reached(confirmed, present, near)
    parts: list[set[int]] = []
    for row in members:
        if row.claim_id in present and not any(row.claim_id in part for part in parts):
            parts.append(_reached({row.claim_id}, present, near))
    return max(parts, key=len, default=set())


def _reached(seeds: Iterable[int], present: Collection[int], near: Mapping[int, set[int]]) -> set[int]:
    found = set(seeds)
    frontier = list(found)
    while frontier:
        fresh = (near.get(frontier.pop(), set()) & set(present)) - found
        found |= fresh
        frontier += fresh
    return found


def _place(claims: Collection[int]) -> None:
    """Put those of these claims that are in no group into one, the likeliest pairs first."""
    pairs = list(Alike.objects.filter(Q(left__in=claims) | Q(right__in=claims)).values_list("left", "right", "same"))
    ends = {pk for left, right, _same in pairs for pk in (left, right)}
    counting = _counting(ends)
    group_of, inside = _groups(counting)
    known = set(GroupMember.objects.filter(claim__in=ends).values_list("claim", flat=True))
    free = counting - known - _taken_out_as_copies(counting - known)
    apart = _clashing(free | {pk for members in inside.values() for pk in members})
    links = _links(pairs, free)
    reached = [(-same, other, claim) for claim in group_of for same, other in links[claim]]
    heapify(reached)
    waiting = iter(sorted((-same, left, right) for left, right, same in pairs if {left, right} <= free))
    fresh: list[GroupMember] = []
    while True:
        if reached:
            _same, claim, partner = heappop(reached)
            joining = [claim]
            group = group_of[partner]
            if claim in group_of or _clashes(claim, inside[group], apart):
                continue
        elif pair := _next_pair(waiting, group_of, apart):
            joining = list(pair)
            group = ClaimGroup.objects.create().pk
        else:
            break
        for claim in joining:
            fresh.append(GroupMember(group_id=group, claim_id=claim))
            group_of[claim] = group
            inside[group].add(claim)
            for same, other in links[claim]:
                heappush(reached, (-same, other, claim))
    GroupMember.objects.bulk_create(fresh)


def _links(pairs: Iterable[tuple[int, int, float]], free: Collection[int]) -> dict[int, list[tuple[float, int]]]:
    """By the claim's key, which free claims say the same, and how likely."""
    found: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for left, right, same in pairs:
        for one, other in ((left, right), (right, left)):
            if other in free:
                found[one].append((same, other))
    return found


def _next_pair(
    waiting: Iterable[tuple[float, int, int]], group_of: Mapping[int, int], apart: Collection[Pair]
) -> Pair | None:
    """The next pair of which neither is in a group."""
    for _same, left, right in waiting:
        if left not in group_of and right not in group_of and (left, right) not in apart:
            return left, right
    return None


def _groups(claims: Collection[int]) -> tuple[dict[int, int], dict[int, set[int]]]:
    """By the claim's key its group, and by the group's key all claims in it, of the groups of these claims."""
    rows = GroupMember.objects.in_group()
    group_of = dict(rows.filter(claim__in=claims).values_list("claim", "group"))
    inside: dict[int, set[int]] = defaultdict(set)
    for group, claim in rows.filter(group__in=set(group_of.values())).values_list("group", "claim"):
        inside[group].add(claim)
    return group_of, inside


def _take_back_lone(groups: Collection[int]) -> None:
    """A group of fewer than two, on which no person ever ruled, goes."""
    rows = GroupMember.objects.filter(group__in=groups)
    of: dict[int, list[str]] = {pk: [] for pk in groups}
    for group, state in rows.values_list("group", "state"):
        of[group].append(state)
    lone = [pk for pk, states in of.items() if len(states) < 2 and set(states) <= {MemberState.SUGGESTED}]
    rows.filter(group__in=lone).delete()
    ClaimGroup.objects.filter(pk__in=lone).delete()


def _counting(claims: Collection[int]) -> set[int]:
    """Those of these claims that groups are made of: on record, and no copy's but where a person confirmed it."""
    standing = Claim.objects.standing().filter(pk__in=claims)
    which = Q(quote__twin_of=None) | Q(member__state=MemberState.CONFIRMED)
    return set(standing.filter(which).values_list("pk", flat=True))


def _near(claims: Collection[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for left, right in Alike.objects.filter(left__in=claims, right__in=claims).values_list("left", "right"):
        found[left].add(right)
        found[right].add(left)
    return found


def _clashing(claims: Collection[int]) -> set[Pair]:
    """Pairs among these claims that clash, or of which one figure moved on in the other; not where dismissed."""
    rows = Conflict.objects.exclude(state=ConflictState.DISMISSED).filter(left__in=claims, right__in=claims)
    return set(rows.values_list("left", "right"))


def _clashes(claim: int, others: Iterable[int], apart: Collection[Pair]) -> bool:
    return any((min(claim, other), max(claim, other)) in apart for other in others)


def _taken_out_as_copies(claims: Collection[int]) -> set[int]:
    """Those of these claims that a person took out as a copy of their quote prints them."""
    rows = list(Claim.objects.filter(pk__in=claims).values_list("pk", "words", "quote"))
    out = GroupMember.objects.filter(state=MemberState.TAKEN_OUT, claim__quote__twin_of__in=[row[2] for row in rows])
    words: dict[int | None, list[str]] = defaultdict(list)
    for original, printed in out.values_list("claim__quote__twin_of", "claim__words"):
        words[original].append(printed)
    return {pk for pk, mine, quote in rows if any(fuzz.ratio(mine, theirs) >= SAME_CLAIM for theirs in words[quote])}
