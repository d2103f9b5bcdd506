"""Taking an act back."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import Act
from claims.actions.undo import undo as take_back
from claims.models import Conflict, GroupMember, Quote
from claims.pages import conflicts, quotes
from claims.pages.answers import back, is_htmx, person, refreshed
from speakers.models import Speaker, Voice

_SHOWN: dict[str, Any] = {model._meta.label_lower: model for model in (Quote, Conflict, GroupMember, Voice, Speaker)}


@require_POST
def undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take an act back and show the row as it stands again."""
    act = get_object_or_404(Act, pk=pk)
    model = _SHOWN.get(act.object_type)
    if model is None or not model.objects.viewable_by(request.user).filter(pk=act.object_id).exists():
        raise Http404
    take_back(act, by=person(request))
    messages.success(request, _("Taken back."))
    return _shown(request, act)


def _shown(request: HttpRequest, act: Act) -> HttpResponse:
    if act.object_type in (Voice._meta.label_lower, GroupMember._meta.label_lower):
        return _whole_page(request)
    if act.object_type == Speaker._meta.label_lower:
        return _of_speaker(act.object_id)
    noun = "quote" if act.object_type == Quote._meta.label_lower else "conflict"
    if is_htmx(request):
        if request.POST.get("queue"):
            return _whole_page(request)
        page = quotes.card_fragment if noun == "quote" else conflicts.card_fragment
        return page(request, act.object_id)
    answer = back(request, f"{noun}-{act.object_id}")
    parts = urlsplit(answer.url)
    if parts.path == reverse("queue"):
        kept = "&".join(p for p in parts.query.split("&") if not p.startswith(("at=", "after=")))
        return HttpResponseRedirect(f"{parts.path}?{kept}&at={act.object_id}")
    return answer


def _of_speaker(pk: int) -> HttpResponse:
    """The page left may be that of a speaker who is none any more."""
    stands = Speaker.objects.standing().filter(pk=pk).exists()
    return HttpResponseRedirect(reverse("speaker-identity", args=[pk]) if stands else reverse("speakers"))


def _whole_page(request: HttpRequest) -> HttpResponse:
    return refreshed() if is_htmx(request) else back(request)
