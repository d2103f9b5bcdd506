"""Speakers on record, and what they said."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.serializers import Serializer

from accounts.permissions import Person
from claims.api.asked import MergeIn, RenameIn, SeenIn, SplitIn
from claims.api.filters import SpeakerFilters
from claims.api.permissions import member
from claims.api.record import IF_MATCH, Record
from claims.api.rows import quotes_for, speakers_for
from claims.api.serializers import QuoteOut, SpeakerActed, SpeakerOut
from claims.api.versions import seen
from claims.listing import listed
from speakers.actions import merging, speakers, splitting
from speakers.clusters import Contradiction
from speakers.models import Speaker
from speakers.querysets import SpeakerQuerySet


@contextmanager
def refused_as_invalid() -> Iterator[None]:
    """What an act refuses of what was asked for is told as such; a contradiction is a conflict."""
    try:
        yield
    except Contradiction:
        raise
    except ValueError as refused:
        raise ValidationError(str(refused)) from refused


class SpeakerViewSet(Record):
    """People, organisations, governments and groups on record, newest first."""

    serializer_class = SpeakerOut
    filterset_class = SpeakerFilters
    noun = "speaker"

    def rows(self, person: Person) -> SpeakerQuerySet:
        """Speakers this person may see; where they are listed, those of whom something is on record."""
        rows = speakers_for(person)
        return listed(rows) if self.action == "list" else rows

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One speaker. Where it was found to be another, the header Link says which one is canonical."""
        response = super().retrieve(request, *args, **kwargs)
        if response.data["canonical"]:
            address = reverse("api-speaker-detail", args=[response.data["canonical"]], request=request)
            response["Link"] = f'<{address}>; rel="canonical"'
        return response

    @extend_schema(request=MergeIn, responses=SpeakerActed, parameters=[IF_MATCH])
    @action(detail=True, methods=["post"], filterset_class=None)
    def merge(self, request: Request, pk: str) -> Response:
        """Show the speaker under another from now on. A later undo brings it back."""
        speaker, version = self.get_object(), seen(request)
        asked = self._asked(MergeIn, request)
        into = self._on_record(request, asked["into"], "into")
        with refused_as_invalid():
            return self.acted(merging.merge(speaker, into, seen=version, by=member(request)), speaker)

    @extend_schema(request=SplitIn, responses=SpeakerActed, parameters=[IF_MATCH])
    @action(detail=True, methods=["post"], filterset_class=None)
    def split(self, request: Request, pk: str) -> Response:
        """Give some of its voices to another speaker, on record or new."""
        speaker, version = self.get_object(), seen(request)
        asked = self._asked(SplitIn, request)
        to = self._on_record(request, asked["to"], "to") if asked.get("to") else asked.get("name", "")
        voices, alias = set(asked["voices"]), asked.get("alias", "")
        with refused_as_invalid():
            act = splitting.split(speaker, voices, to, alias=alias, seen=version, by=member(request))
        return self.acted(act, speaker)

    @extend_schema(request=RenameIn, responses=SpeakerActed, parameters=[IF_MATCH])
    @action(detail=True, methods=["post"], filterset_class=None)
    def rename(self, request: Request, pk: str) -> Response:
        """Call the speaker otherwise. It goes by the old name too."""
        speaker, version = self.get_object(), seen(request)
        name = self._asked(RenameIn, request)["name"]
        with refused_as_invalid():
            return self.acted(speakers.rename(speaker, name, seen=version, by=member(request)), speaker)

    @extend_schema(request=SeenIn, responses=SpeakerActed, parameters=[IF_MATCH])
    @action(detail=True, methods=["post"], filterset_class=None)
    def undo(self, request: Request, pk: str) -> Response:
        """Take back the last act on this speaker."""
        return self.taken_back(request)

    def _asked(self, form: type[Serializer[Any]], request: Request) -> dict[str, Any]:
        asked = form(data=request.data)
        asked.is_valid(raise_exception=True)
        return dict(asked.validated_data)

    def _on_record(self, request: Request, pk: int, name: str) -> Speaker:
        found = speakers_for(request.user).filter(pk=pk).first()
        if found is None:
            raise ValidationError({name: [_("No such speaker is on record.")]})
        return found

    @extend_schema(responses=QuoteOut(many=True), filters=False)
    @action(detail=True, filterset_class=None)
    def quotes(self, request: Request, pk: str) -> Response:
        """All that this speaker said, newest first."""
        speaker = self.get_object()
        said = quotes_for(request.user).on_record().filter(voice__speaker=speaker.canonical_id or speaker.pk)
        page: Any = self.paginate_queryset(said)
        return self.get_paginated_response(QuoteOut(page, many=True).data)
