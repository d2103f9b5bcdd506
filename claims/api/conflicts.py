"""Conflicts: where two claims clash, and what people rule on them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Person
from claims.actions import conflicts
from claims.api.asked import DismissIn, SeenIn
from claims.api.filters import ConflictFilters
from claims.api.permissions import member
from claims.api.record import IF_MATCH, Record
from claims.api.rows import conflicts_for
from claims.api.serializers import ConflictActed, ConflictOut
from claims.api.versions import seen
from claims.querysets import ConflictQuerySet


class ConflictViewSet(Record):
    """Conflicts, newest first."""

    serializer_class = ConflictOut
    filterset_class = ConflictFilters
    noun = "conflict"

    def rows(self, person: Person) -> ConflictQuerySet:
        """Conflicts this person may see."""
        return conflicts_for(person)

    def filter_queryset(self, queryset: Any) -> Any:
        """Filters are for lists: a single conflict is found in any state."""
        return super().filter_queryset(queryset) if self.action == "list" else queryset

    @extend_schema(request=SeenIn, responses=ConflictActed, parameters=[IF_MATCH])
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, pk: str) -> Response:
        """Mark the conflict as real."""
        conflict = self.get_object()
        return self.acted(conflicts.confirm(conflict, seen=seen(request), by=member(request)), conflict)

    @extend_schema(request=DismissIn, responses=ConflictActed, parameters=[IF_MATCH])
    @action(detail=True, methods=["post"])
    def dismiss(self, request: Request, pk: str) -> Response:
        """Say that these two don't clash. No machine opens it again."""
        conflict, version = self.get_object(), seen(request)
        asked = DismissIn(data=request.data)
        asked.is_valid(raise_exception=True)
        reason = asked.validated_data["reason"]
        return self.acted(conflicts.dismiss(conflict, seen=version, by=member(request), reason=reason), conflict)

    @extend_schema(request=SeenIn, responses=ConflictActed, parameters=[IF_MATCH])
    @action(detail=True, methods=["post"])
    def undo(self, request: Request, pk: str) -> Response:
        """Take back the last ruling on this conflict."""
        return self.taken_back(request)
