"""Claims in groups: which say the same, and what people rule on that."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Person
from claims.actions import groups
from claims.api.asked import SeenIn
from claims.api.filters import MemberFilters
from claims.api.permissions import member
from claims.api.record import IF_MATCH, Record
from claims.api.rows import members_for
from claims.api.serializers import ActOut, QuoteOut
from claims.api.versions import seen
from claims.models import GroupMember
from claims.querysets import GroupMemberQuerySet
from claims.states import MemberState, Stance


class MemberOut(serializers.Serializer[GroupMember]):
    """A claim in a group, and the quote it stands in. All of one group say the same."""

    id = serializers.IntegerField(read_only=True)
    group = serializers.IntegerField(source="group_id", read_only=True)
    claim = serializers.IntegerField(source="claim_id", read_only=True)
    words = serializers.CharField(source="claim.words", read_only=True, help_text=_("The claim, made to stand alone."))
    stance = serializers.ChoiceField(Stance.choices, source="claim.stance", read_only=True)
    quote = serializers.SerializerMethodField()
    state = serializers.ChoiceField(MemberState.choices, read_only=True)
    version = serializers.IntegerField(read_only=True)

    @extend_schema_field(QuoteOut)
    def get_quote(self, row: Any) -> dict[str, Any]:
        """With the copies that `with_copies` added to the member."""
        row.claim.quote.copies = row.copies
        return dict(QuoteOut(row.claim.quote).data)


class MemberActed(serializers.Serializer[Any]):
    """What was done, and the claim in its group as it stands now."""

    act = ActOut(read_only=True)
    member = MemberOut(read_only=True)


class MemberViewSet(Record):
    """Claims in groups, newest first."""

    serializer_class = MemberOut
    filterset_class = MemberFilters
    noun = "member"

    def rows(self, person: Person) -> GroupMemberQuerySet:
        """Claims in groups this person may see."""
        return members_for(person)

    def filter_queryset(self, queryset: Any) -> Any:
        """Filters are for lists: a single one is found in any state."""
        return super().filter_queryset(queryset) if self.action == "list" else queryset

    @extend_schema(request=SeenIn, responses=MemberActed, parameters=[IF_MATCH])
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, pk: str) -> Response:
        """Say that the claim says the same as its group; one that was taken out is put back."""
        row = self.get_object()
        return self.acted(groups.confirm(row, seen=seen(request), by=member(request)), row)

    @extend_schema(request=SeenIn, responses=MemberActed, parameters=[IF_MATCH])
    @action(detail=True, methods=["post"], url_path="take-out", url_name="take-out")
    def take_out(self, request: Request, pk: str) -> Response:
        """Say that the claim says something else. No machine puts it into a group again."""
        row = self.get_object()
        return self.acted(groups.take_out(row, seen=seen(request), by=member(request)), row)

    @extend_schema(request=SeenIn, responses=MemberActed, parameters=[IF_MATCH])
    @action(detail=True, methods=["post"])
    def undo(self, request: Request, pk: str) -> Response:
        """Take back the last ruling on this claim in its group."""
        return self.taken_back(request)
