"""Quotes: who said what, and what people do with it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Person
from claims.actions import quotes
from claims.api.asked import GiveQuoteIn, NameQuoteIn, SeenIn
from claims.api.filters import QuoteFilters
from claims.api.permissions import member
from claims.api.record import IF_MATCH, Record
from claims.api.rows import quotes_for, voices_for
from claims.api.serializers import QuoteActed, QuoteOut
from claims.api.versions import seen
from claims.querysets import QuoteQuerySet
from speakers.models import Voice
from speakers.states import VoiceKind


class QuoteViewSet(Record):
    """Quotes on record, newest first."""

    serializer_class = QuoteOut
    filterset_class = QuoteFilters
    noun = "quote"

    def rows(self, person: Person) -> QuoteQuerySet:
        """Quotes this person may see."""
        return quotes_for(person)

    def filter_queryset(self, queryset: Any) -> Any:
        """Filters are for lists: a single quote is found in any state."""
        return super().filter_queryset(queryset) if self.action == "list" else queryset

    @extend_schema(request=SeenIn, responses=QuoteActed, parameters=[IF_MATCH])
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: str) -> Response:
        """Mark the quote as right."""
        quote = self.get_object()
        return self.acted(quotes.accept(quote, seen=seen(request), by=member(request)), quote)

    @extend_schema(request=SeenIn, responses=QuoteActed, parameters=[IF_MATCH])
    @action(detail=True, methods=["post"])
    def reject(self, request: Request, pk: str) -> Response:
        """Mark the quote as none, or as wrongly cut."""
        quote = self.get_object()
        return self.acted(quotes.reject(quote, seen=seen(request), by=member(request)), quote)

    @extend_schema(request=GiveQuoteIn, responses=QuoteActed, parameters=[IF_MATCH])
    @action(detail=True, methods=["post"])
    def give(self, request: Request, pk: str) -> Response:
        """Give this one quote to another voice of its article, or to nobody."""
        quote, version = self.get_object(), seen(request)
        asked = GiveQuoteIn(data=request.data)
        asked.is_valid(raise_exception=True)
        voice = self._voice(asked.validated_data["voice"], quote.text_id)
        return self.acted(quotes.give(quote, voice, seen=version, by=member(request)), quote)

    @extend_schema(request=NameQuoteIn, responses=QuoteActed, parameters=[IF_MATCH])
    @action(detail=True, methods=["post"], url_path="name", url_name="name")
    def name_speaker(self, request: Request, pk: str) -> Response:
        """Say by name who speaks in this one quote."""
        quote, version = self.get_object(), seen(request)
        asked = NameQuoteIn(data=request.data)
        asked.is_valid(raise_exception=True)
        kind = VoiceKind(asked.validated_data["kind"])
        act = quotes.name(quote, asked.validated_data["name"], kind, seen=version, by=member(request))
        return self.acted(act, quote)

    @extend_schema(request=SeenIn, responses=QuoteActed, parameters=[IF_MATCH])
    @action(detail=True, methods=["post"])
    def undo(self, request: Request, pk: str) -> Response:
        """Take back the last act on this quote."""
        return self.taken_back(request)

    def _voice(self, key: int | None, text_id: int) -> Voice | None:
        """The voice of this text. Raises `ValidationError` where the text has none of this key."""
        if key is None:
            return None
        voice = voices_for(self.request.user).filter(pk=key, text=text_id).first()
        if voice is None:
            raise ValidationError({"voice": [_("This article has no such voice.")]})
        return voice
