"""Who else says the same as a quote: the members of its claims' groups, with a way to each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import Act
from accounts.permissions import Person, may
from accounts.roles import Verb
from claims.actions import groups
from claims.models import GroupMember, Quote
from claims.pages.answers import back, done, is_htmx, person, refreshed, seen
from claims.pages.headings import Heading, headings
from claims.states import MemberState
from speakers.models import Speaker


@dataclass(frozen=True, slots=True)
class Other:
    """A quote that says the same as another one, by the member of the group that its claim is."""

    member: GroupMember
    quote: Quote
    who: str
    speaker: Speaker | None
    outlet: str
    headline: str
    published_at: datetime | None

    @property
    def is_out(self) -> bool:
        """Whether a person took it out: shown to those who may put it back."""
        return self.member.state == MemberState.TAKEN_OUT


@dataclass(frozen=True, slots=True)
class SaidAlike:
    """All that say the same as one quote, the earliest published first. `out` were taken out, and are not counted."""

    others: tuple[Other, ...] = ()
    out: tuple[Other, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.others or self.out)


def said_alike(person: Person, quotes: Iterable[Quote], claims: Collection[int] | None = None) -> dict[int, SaidAlike]:
    """By the quote's key, who else says the same as one of its claims; of a copy that of its original.

    `claims` are those that alone are meant, where a page is about no other. Two queries, one where there is nothing.
    """
    rows = list(quotes)
    originals = {quote.twin_of_id or quote.pk for quote in rows}
    visible = GroupMember.objects.viewable_by(person).standing()
    mine = Q(claim__quote__in=originals) if claims is None else Q(claim__in=claims)
    members = list(visible.filter(group__in=visible.in_group().filter(mine).values("group")).with_quotes())
    groups_of: dict[int, set[int]] = defaultdict(set)
    for member in members:
        if member.state != MemberState.TAKEN_OUT and (claims is None or member.claim_id in claims):
            groups_of[member.claim.quote_id].add(member.group_id)
    if not members:
        return {}
    known = headings(member.claim.quote.text.article_id for member in members)
    by_group: dict[int, list[Other]] = defaultdict(list)
    for member in members:
        by_group[member.group_id].append(_other(member, known))
    rules = may(person, Verb.RULE_CONFLICT)
    found = {}
    for quote in rows:
        own = quote.twin_of_id or quote.pk
        others = [other for group in sorted(groups_of[own]) for other in by_group[group]]
        found[quote.pk] = _alike(quote, others, rules=rules)
    return {pk: alike for pk, alike in found.items() if alike}


def _alike(quote: Quote, others: Sequence[Other], *, rules: bool) -> SaidAlike:
    """Each quote once; a copy whose original is there is not told beside it."""
    own = {quote.pk} if quote.twin_of_id is None else {quote.pk, quote.twin_of_id}
    there = {other.quote.pk for other in others if not other.is_out}
    shown: dict[int, Other] = {}
    out: dict[int, Other] = {}
    for other in others:
        if other.quote.pk in own or other.quote.twin_of_id in own | there:
            continue
        (out if other.is_out else shown).setdefault(other.quote.pk, other)
    return SaidAlike(_in_order(shown), _in_order(out) if rules else ())


def _in_order(found: Mapping[int, Other]) -> tuple[Other, ...]:
    return tuple(
        sorted(found.values(), key=lambda other: (other.published_at is None, other.published_at or 0, other.quote.pk))
    )


def _other(member: GroupMember, known: Mapping[int, Heading]) -> Other:
    quote = member.claim.quote
    voice, of = quote.voice, known[quote.text.article_id]
    name = _("Unattributed")
    if voice is not None:
        name = voice.speaker.name if voice.speaker else voice.name
    speaker = voice.speaker if voice else None
    return Other(member, quote, name, speaker, of.outlet, of.headline, of.published_at)


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """It says the same."""
    act = groups.confirm(_member(request, pk), seen=seen(request), by=person(request))
    return _answered(request, act, _("Confirmed: both say the same."))


@require_POST
def take_out(request: HttpRequest, pk: int) -> HttpResponse:
    """It says something else."""
    act = groups.take_out(_member(request, pk), seen=seen(request), by=person(request))
    return _answered(request, act, _("Taken out: it says something else."))


def _answered(request: HttpRequest, act: Act, sentence: str) -> HttpResponse:
    """The page again: several places of it tell who says the same."""
    done(request, act, sentence)
    return refreshed() if is_htmx(request) else back(request)


def _member(request: HttpRequest, pk: int) -> GroupMember:
    found: GroupMember = get_object_or_404(GroupMember.objects.viewable_by(request.user), pk=pk)
    return found
