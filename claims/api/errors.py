"""Errors as problem details (RFC 9457): one shape for all, with a stable code and a sentence for people.

`code` is what programs read; `errors` lists every field that is wrong, as drf-standardized-errors
finds them; a stale write gets both sides: what it asked for, and the row as it stands now.
"""

from __future__ import annotations

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_standardized_errors.formatter import flatten_errors
from drf_standardized_errors.handler import ExceptionHandler
from drf_standardized_errors.types import ExceptionHandlerContext
from rest_framework import exceptions, status
from rest_framework.response import Response

from articles.intake import Refused
from articles.locking import Stale
from articles.outages import is_away
from claims.actions.quotes import Unclear
from claims.actions.undo import CannotUndo
from claims.api.schema import PROBLEM
from claims.states import IllegalMove
from speakers.clusters import Contradiction


class Conflicting(exceptions.APIException):
    """What is asked for doesn't go with how the row stands."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "conflict"
    default_detail = gettext_lazy("This doesn't go with how it stands now.")


class Unprocessable(exceptions.APIException):
    """What was sent is understood and not taken."""

    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY
    default_code = "refused"


class Gone(exceptions.APIException):
    """The article was erased for good: who did it, when and why."""

    status_code = status.HTTP_410_GONE
    default_code = "erased"


class NoSpace(exceptions.APIException):
    """The disk is full: the same may be taken later."""

    status_code = status.HTTP_507_INSUFFICIENT_STORAGE
    default_code = "disk_full"


class VersionMissing(exceptions.APIException):
    """The write doesn't say which version of the row it saw."""

    status_code = status.HTTP_428_PRECONDITION_REQUIRED
    default_code = "version_missing"
    default_detail = gettext_lazy(
        "Say which version you saw: in the header If-Match (such as \"3\") or as the field 'seen'."
    )


class Away(exceptions.APIException):
    """The database doesn't answer."""

    status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    default_code = "database_away"
    default_detail = gettext_lazy("The database doesn't answer. Nothing was changed; try again in a moment.")
    wait = 5
    """Seconds after which to ask again: the header Retry-After."""


class ProblemHandler(ExceptionHandler):
    """Turns what was raised, the acts' own exceptions too, into one shape."""

    def convert_known_exceptions(self, exc: Exception) -> Exception:
        """The exception of the API that stands for one of ours."""
        if is_away(exc):
            return Away()
        if isinstance(exc, Stale):
            return Conflicting(_("It has changed since you saw it. Nothing was done."), "stale")
        if isinstance(exc, IllegalMove):
            return Conflicting(_("It can't be moved like this: %(move)s.") % {"move": exc}, "illegal_move")
        if isinstance(exc, CannotUndo):
            return Conflicting(_("There is nothing that can be taken back."), "cannot_undo")
        if isinstance(exc, Contradiction):
            return Conflicting(str(exc), "contradiction")
        if isinstance(exc, Unclear):
            return Unprocessable(str(exc), "unclear")
        if isinstance(exc, Refused):
            return NoSpace(exc.sentence) if exc.code == "disk_full" else Unprocessable(exc.sentence, exc.code)
        if isinstance(exc, PermissionDenied):
            return exceptions.PermissionDenied(str(exc) or None)
        return super().convert_known_exceptions(exc)

    def format_exception(self, exc: exceptions.APIException) -> dict[str, Any]:
        """The problem, as a dictionary."""
        errors = flatten_errors(exc.detail)
        first = errors[0] if errors else None
        problem: dict[str, Any] = {
            "type": "about:blank",
            "title": _title(exc.status_code),
            "status": exc.status_code,
            "code": "invalid" if isinstance(exc, exceptions.ValidationError) else (first.code if first else "error"),
            "detail": " ".join(dict.fromkeys(error.detail for error in errors)),
            "errors": [{"code": error.code, "detail": error.detail, "attr": error.attr} for error in errors],
        }
        if isinstance(self.exc, Stale):
            problem |= self._sides(self.exc)
        cleaned: dict[str, Any] = _encodable(problem)
        return cleaned

    def get_response(self, exc: exceptions.APIException, data: dict[str, Any]) -> Response:
        """The answer, as problem+json wherever JSON is what was asked for."""
        response = super().get_response(exc, data)
        renderer = getattr(self.context.get("request"), "accepted_renderer", None)
        if renderer is None or renderer.format == "json":
            response.content_type = PROBLEM
        return response

    def _sides(self, stale: Stale) -> dict[str, Any]:
        """What the writer saw and asked for, and the row as it stands."""
        view, request = self.context["view"], self.context["request"]
        describe = getattr(view, "describe", None)
        return {
            "yours": {"seen": stale.seen, "act": getattr(view, "action", ""), "asked": request.data if request else {}},
            "current": describe(stale.row) if describe else {"version": getattr(stale.row, "version", None)},
        }


def handle(exc: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's hook for everything that a view raises."""
    return ProblemHandler(exc, cast(ExceptionHandlerContext, context)).run()


def _encodable(value: Any) -> Any:
    """The value with its lone surrogates replaced: an error may repeat what was sent, and UTF-8 can't hold those."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {_encodable(key): _encodable(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_encodable(inner) for inner in value]
    return value


def _title(code: int) -> str:
    """The standard's phrase for a status."""
    phrases = {
        400: _("Bad request"),
        401: _("Not signed in"),
        403: _("Not allowed"),
        404: _("Not found"),
        405: _("Method not allowed"),
        406: _("Not acceptable"),
        409: _("Conflict"),
        410: _("Gone"),
        415: _("Unsupported media type"),
        422: _("Not taken"),
        428: _("Version missing"),
        429: _("Too many requests"),
        503: _("Not available just now"),
        507: _("No space left"),
    }
    return phrases.get(code, _("Error"))
