"""Voices: who in an article is who on record."""

from __future__ import annotations

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Person
from claims.api.asked import DecideIn, GiveVoiceIn, SeenIn
from claims.api.filters import VoiceFilters
from claims.api.permissions import member
from claims.api.record import IF_MATCH, Record
from claims.api.rows import speakers_for, voices_for
from claims.api.serializers import VoiceActed, VoiceOut
from claims.api.versions import seen
from speakers.actions import identity
from speakers.querysets import VoiceQuerySet
from speakers.states import Answer, SpeakerKind


class VoiceViewSet(Record):
    """Those who speak in articles, newest first."""

    serializer_class = VoiceOut
    filterset_class = VoiceFilters
    noun = "voice"

    def rows(self, person: Person) -> VoiceQuerySet:
        """Voices this person may see."""
        return voices_for(person)

    @extend_schema(request=DecideIn, responses=VoiceActed, parameters=[IF_MATCH])
    @action(detail=True, methods=["post"])
    def decide(self, request: Request, pk: str) -> Response:
        """Decide whether the voice is a speaker on record. All its quotes follow."""
        voice, version = self.get_object(), seen(request)
        asked = DecideIn(data=request.data)
        asked.is_valid(raise_exception=True)
        speaker = speakers_for(request.user).filter(pk=asked.validated_data["speaker"]).first()
        if speaker is None:
            raise ValidationError({"speaker": [_("No such speaker is on record.")]})
        answer = Answer(asked.validated_data["answer"])
        return self.acted(identity.decide(voice, speaker, answer, seen=version, by=member(request)), voice)

    @extend_schema(request=GiveVoiceIn, responses=VoiceActed, parameters=[IF_MATCH])
    @action(detail=True, methods=["post"])
    def give(self, request: Request, pk: str) -> Response:
        """Decide by name which speaker the voice is. All its quotes follow."""
        voice, version = self.get_object(), seen(request)
        asked = GiveVoiceIn(data=request.data)
        asked.is_valid(raise_exception=True)
        kind = SpeakerKind(asked.validated_data["kind"])
        act = identity.give(voice, asked.validated_data["name"], kind, seen=version, by=member(request))
        return self.acted(act, voice)

    @extend_schema(request=SeenIn, responses=VoiceActed, parameters=[IF_MATCH])
    @action(detail=True, methods=["post"])
    def undo(self, request: Request, pk: str) -> Response:
        """Take back the last decision about this voice."""
        return self.taken_back(request)
