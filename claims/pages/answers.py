"""What an act is answered with: a fragment for htmx, else the way back to the page it was done on."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.models import Act, User


def is_htmx(request: HttpRequest) -> bool:
    """Whether htmx asks, and so wants a fragment."""
    return bool(getattr(request, "htmx", False))


def person(request: HttpRequest) -> User:
    """Who acts. A visitor passes here as everywhere and is refused by the action, which asks what they may do."""
    return cast(User, request.user)


def seen(request: HttpRequest, name: str = "seen") -> int:
    """The version that the form showed. One that isn't a number is older than any row."""
    sent = request.POST.get(name, "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0


def key(sent: str | None) -> int | None:
    """A row's key as it was sent, or None where it can be none."""
    return int(sent) if sent and sent.isascii() and sent.isdigit() and len(sent) < 19 else None


def done(request: HttpRequest, act: Act, sentence: str) -> None:
    """Say what was done, with the button that takes it back."""
    messages.success(request, sentence, extra_tags=str(act.pk))


def fragment(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A rendered part of a page, and beside it what there is to say; where there is nothing, what was said stays."""
    body = render_to_string(template, context, request)
    said = list(messages.get_messages(request))
    told = render_to_string("claims/_notices.html", {"oob": True, "messages": said}, request) if said else ""
    return HttpResponse(body + told, status=status)


def moved(answer: HttpResponse, target: str) -> HttpResponse:
    """Have htmx put the answer in another place than the button said."""
    answer["HX-Retarget"], answer["HX-Reswap"] = target, "outerHTML"
    return answer


def came_from(request: HttpRequest) -> str:
    """The page of ours that an act was done on, as path and query; the front page where that isn't known."""
    told = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(told, {request.get_host()}, request.is_secure()):
        return reverse("front")
    parts = urlsplit(told)
    query = f"?{parts.query}" if parts.query else ""
    return f"/{parts.path.lstrip('/')}{query}"  # a path of two slashes would lead to another host


def back(request: HttpRequest, anchor: str = "") -> HttpResponseRedirect:
    """To the page the act was done on, at the row it was done to; to the front page where that isn't known."""
    return HttpResponseRedirect(f"{came_from(request)}{'#' + anchor if anchor else ''}")


def refreshed() -> HttpResponse:
    """More than one card has changed: htmx loads the page again where it is."""
    answer = HttpResponse()
    answer["HX-Refresh"] = "true"
    return answer
