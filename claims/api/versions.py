"""Which version of a row a write saw, and which one an answer shows."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.request import Request

from claims.api.errors import VersionMissing


def seen(request: Request) -> int:
    """The version that a write says it saw, from If-Match or the field `seen`.

    Raises `VersionMissing` where it says none, `ParseError` where what it says is no version.
    """
    header = request.headers.get("If-Match", "").strip()
    said = header.removeprefix("W/").strip('"') if header else _field(request)
    if said in ("", None):
        raise VersionMissing
    if isinstance(said, bool) or not str(said).isascii() or not str(said).isdigit() or len(str(said)) > 9:
        raise ParseError(_("A version is a whole number, such as 3."))
    return int(said)


def _field(request: Request) -> Any:
    return request.data.get("seen") if hasattr(request.data, "get") else None


def tag(version: int) -> dict[str, str]:
    """The header that names the version of what is answered; it goes back as If-Match."""
    return {"ETag": f'"{version}"'}
