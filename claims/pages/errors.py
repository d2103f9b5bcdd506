"""Refusals that any act may meet, answered in one place: 409 where somebody was faster or the move isn't possible."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import loader
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token
from django.views.defaults import server_error

from accounts.models import Act
from accounts.verbs import ActVerb
from articles.locking import Stale
from articles.outages import is_away
from claims.actions.undo import CannotUndo
from claims.pages.answers import came_from, fragment, is_htmx
from claims.states import IllegalMove

WANTED = {
    "quote-accept": ActVerb.ACCEPT_QUOTE,
    "quote-reject": ActVerb.REJECT_QUOTE,
    "quote-give": ActVerb.GIVE_QUOTE,
    "quote-name": ActVerb.GIVE_QUOTE,
    "voice-give": ActVerb.DECIDE_IDENTITY,
    "voice-decide": ActVerb.DECIDE_IDENTITY,
    "speaker-rename": ActVerb.RENAME_SPEAKER,
    "speaker-merge": ActVerb.MERGE_SPEAKERS,
    "speaker-split": ActVerb.SPLIT_SPEAKER,
    "conflict-confirm": ActVerb.CONFIRM_CONFLICT,
    "conflict-dismiss": ActVerb.DISMISS_CONFLICT,
    "act-undo": ActVerb.UNDO,
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is known of a side."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Version:
    """One side: what was meant, or what stands."""

    label: str
    lines: list[Line]


RETRY_AFTER = 5
"""Seconds after which a program may ask again, while the database is away."""


@requires_csrf_token
def broken(request: HttpRequest) -> HttpResponse:
    """What an error that nobody expected is answered with: 503 where the database is away, else 500.

    Neither page asks the database anything. An error may come out of any middleware, so this stands behind all.
    """
    if not is_away(sys.exc_info()[1]):
        return server_error(request)
    if request.path.startswith("/api/"):
        body = {
            "type": "about:blank",
            "title": _("Not available just now"),
            "status": 503,
            "code": "database_away",
            "detail": _("The database doesn't answer. Nothing was changed; try again in a moment."),
            "errors": [],
        }
        answer: HttpResponse = JsonResponse(body, status=503, content_type="application/problem+json")
    else:
        answer = HttpResponse(loader.get_template("503.html").render(), status=503)
    answer["Retry-After"] = str(RETRY_AFTER)
    return answer


class RefusalMiddleware:
    """Turn `Stale`, `IllegalMove` and `CannotUndo` into 409 on pages, with both sides shown.

    The API answers for itself, and so does the admin.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """409 for what is a refusal; anything else goes its way."""
        if request.path.startswith(("/api/", "/admin/")):
            return None
        if isinstance(exception, Stale):
            sentence = _(
                "This was changed while you looked at it. Nothing of yours was written: look again and decide."
            )
            return _refused(request, sentence, [_meant(request), _stands(exception.row)])
        if isinstance(exception, IllegalMove):
            return _refused(request, _("That can't be done to it as it stands now."), [])
        if isinstance(exception, CannotUndo):
            return _refused(request, _("That was taken back already, or can't be."), [])
        return None


def _refused(request: HttpRequest, sentence: str, versions: list[Version]) -> HttpResponse:
    context = {"sentence": sentence, "versions": versions, "back": came_from(request)}
    if is_htmx(request):
        told = "; ".join(f"{v.label}: {', '.join(line.value for line in v.lines)}" for v in versions)
        messages.error(request, f"{sentence} {told}".strip())
        return fragment(request, "claims/_nothing.html", {}, status=409)
    return render(request, "409.html", context, status=409)


def _meant(request: HttpRequest) -> Version:
    verb = WANTED.get(request.resolver_match.url_name or "") if request.resolver_match else None
    return Version(_("What you meant"), [Line(_("Act"), str(verb.label) if verb else _("a change"))])


def _stands(row: Any) -> Version:
    lines = []
    if hasattr(row, "get_state_display"):
        lines.append(Line(_("State"), str(row.get_state_display())))
    if getattr(row, "voice", None) is not None:
        lines.append(Line(_("Speaker"), str(row.voice.speaker or row.voice.name)))
    if getattr(row, "speaker", None) is not None:
        lines.append(Line(_("Speaker"), str(row.speaker)))
    last = Act.objects.on(row).select_related("by").first()
    if last is not None:
        label = ActVerb(last.verb).label if last.verb in ActVerb.values else last.verb
        at = date_format(timezone.localtime(last.at), "j M Y H:i")
        lines.append(Line(_("Last act"), f"{last.by.get_username()} {label}, {at}"))
    return Version(_("What stands"), lines)
