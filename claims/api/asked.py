"""What requests send. Serializers only translate: what changes something is an act."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from claims.api.fields import DayOrInstant
from speakers.names import normalised
from speakers.states import Answer, SpeakerKind, VoiceKind


class MergeIn(serializers.Serializer[Any]):
    """Whom the speaker was found to be."""

    into = serializers.IntegerField()


class SplitIn(serializers.Serializer[Any]):
    """Which voices are somebody else's, and whose: `to` is a speaker on record, `name` somebody new."""

    voices = serializers.ListField(child=serializers.IntegerField(), allow_empty=False)
    to = serializers.IntegerField(required=False)
    name = serializers.CharField(required=False, max_length=200)
    alias = serializers.CharField(required=False, allow_blank=True, max_length=200)


class RenameIn(serializers.Serializer[Any]):
    """What to call the speaker."""

    name = serializers.CharField(max_length=200)


class ArticleIn(serializers.Serializer[Any]):
    """An article to take in: a file or its text, and whatever is known of where it ran."""

    file = serializers.FileField(
        required=False, allow_empty_file=True, help_text=_("Multipart only. A zip archive brings every file in it.")
    )
    text = serializers.CharField(required=False, trim_whitespace=False, help_text=_("The article's words."))
    headline = serializers.CharField(required=False, allow_blank=True, max_length=500, default="")
    outlet = serializers.CharField(required=False, allow_blank=True, max_length=200, default="")
    url = serializers.CharField(required=False, allow_blank=True, max_length=2000, default="")
    published = DayOrInstant(required=False, allow_null=True, default=None)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Exactly one of the two."""
        if ("file" in attrs) == ("text" in attrs):
            raise serializers.ValidationError(_("Send either a file or a text."), code="file_or_text")
        return attrs


class SeenIn(serializers.Serializer[Any]):
    """Which version the writer saw; the header If-Match says the same."""

    seen = serializers.IntegerField(required=False, min_value=1)


class GiveQuoteIn(SeenIn):
    """The voice that a quote is given to; null for nobody."""

    voice = serializers.IntegerField(allow_null=True, min_value=1, max_value=2**63 - 1)


class NameQuoteIn(SeenIn):
    """Who speaks, by name."""

    name = serializers.CharField(max_length=300)
    kind = serializers.ChoiceField(VoiceKind.choices, default=VoiceKind.PERSON)


class DismissIn(SeenIn):
    """Why the two don't clash."""

    reason = serializers.CharField(required=False, allow_blank=True, max_length=2000, default="")


class DecideIn(SeenIn):
    """Whether a voice is this speaker."""

    speaker = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    answer = serializers.ChoiceField(Answer.choices, default=Answer.SAME)


class GiveVoiceIn(SeenIn):
    """The speaker that a voice is, by name; put on record where it is new."""

    name = serializers.CharField(max_length=200)
    kind = serializers.ChoiceField(SpeakerKind.choices, default=SpeakerKind.PERSON)

    def validate_name(self, name: str) -> str:
        """Something that names compare by. Raises `ValidationError`."""
        if not normalised(name):
            raise serializers.ValidationError(_("A name needs letters or figures."))
        return name


class SignInIn(serializers.Serializer[Any]):
    """User name and password; left out by one who is signed in already."""

    username = serializers.CharField(required=False, max_length=150)
    password = serializers.CharField(
        required=False, max_length=1000, trim_whitespace=False, style={"input_type": "password"}
    )
