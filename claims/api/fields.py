"""Fields of the API that DRF has no word for."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from articles.spans import Spans


@extend_schema_field(
    {
        "type": "array",
        "items": {"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2},
        "description": "Pieces, each [start, end): code points of the stored text.",
        "example": [[0, 12], [20, 31]],
    }
)
class SpansOut(serializers.Field):
    """Spans as pairs of code points of the stored text, half-open."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, **kwargs)

    def to_representation(self, value: Spans) -> list[list[int]]:
        """Lists of two."""
        return [[start, end] for start, end in value]


@extend_schema_field(
    {"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}], "nullable": True}
)
class DayOrInstant(serializers.Field):
    """A day (`2026-11-25`) or an instant (`2026-11-25T10:00:00Z`)."""

    default_error_messages = {"invalid": _("Write a day as 2026-11-25, or an instant as 2026-11-25T10:00:00Z.")}

    def to_internal_value(self, data: object) -> date | datetime | None:
        """The day or the instant; None for an empty one."""
        if data == "":
            return None
        try:
            found = (parse_date(data) or parse_datetime(data)) if isinstance(data, str) else None
        except ValueError:  # well formed, and no day of any calendar
            found = None
        if found is None:
            self.fail("invalid")
        return found

    def to_representation(self, value: date | datetime) -> str:
        """ISO 8601."""
        return value.isoformat()
