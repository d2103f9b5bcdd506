"""Speakers on record, and what they said."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Person
from claims.api.filters import SpeakerFilters
from claims.api.record import Record
from claims.api.rows import quotes_for, speakers_for
from claims.api.serializers import QuoteOut, SpeakerOut
from speakers.querysets import SpeakerQuerySet


class SpeakerViewSet(Record):
    """People, organisations, governments and groups on record, newest first."""

    serializer_class = SpeakerOut
    filterset_class = SpeakerFilters

    def rows(self, person: Person) -> SpeakerQuerySet:
        """Speakers this person may see."""
        return speakers_for(person)

    @extend_schema(responses=QuoteOut(many=True), filters=False)
    @action(detail=True, filterset_class=None)
    def quotes(self, request: Request, pk: str) -> Response:
        """All that this speaker said, newest first."""
        said = quotes_for(request.user).on_record().filter(voice__speaker=self.get_object())
        page: Any = self.paginate_queryset(said)
        return self.get_paginated_response(QuoteOut(page, many=True).data)
