"""Bodies are taken only where they say that they are small enough."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser, MultiPartParser

from articles.intake import Refused

_WIDEST = 6
"""JSON may write one character as six: \\u00e9."""


class SizedJSON(JSONParser):
    """JSON, refused before it is read where it is longer than any article that would be taken."""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """The body's value. Raises `Refused` and `ParseError`."""
        _check(parser_context, settings.MAX_UPLOAD_BYTES * _WIDEST)
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError as error:
            raise ParseError(_("The JSON is nested too deeply.")) from error


class SizedMultiPart(MultiPartParser):
    """A form with a file, refused before it is read where it is larger than any that would be taken."""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """The form's fields and files. Raises `Refused` and `ParseError`."""
        _check(parser_context, max(settings.MAX_UPLOAD_BYTES, settings.MAX_ARCHIVE_BYTES))
        return super().parse(stream, media_type, parser_context)


def _check(context: Mapping[str, Any] | None, most: int) -> None:
    length = str((context or {})["request"].META.get("CONTENT_LENGTH") or "0")
    if not length.isdigit() or int(length) > most + 64 * 1024:
        raise Refused("too_large", _("What you sent is larger than any article that is taken."))
