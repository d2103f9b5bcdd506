"""Conflicts: the list, one by itself, and the ruling."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Act
from claims.actions import conflicts as actions
from claims.models import Conflict
from claims.pages import queue
from claims.pages.answers import back, done, fragment, is_htmx, key, moved, person, seen
from claims.pages.clashes import Clash, clashes, light, with_alike
from claims.pages.paging import paged
from claims.querysets import ConflictQuerySet
from claims.states import ConflictKind, ConflictState

PAGE = 15
STATES = [
    ("", _("not dismissed")),
    (ConflictState.SUGGESTED, _("unconfirmed")),
    *((state, state.label) for state in ConflictState if state != ConflictState.SUGGESTED),
    ("all", _("all")),
]


class Filters(forms.Form):
    """What the list can be narrowed to."""

    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("any")), *ConflictKind.choices])

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, label_suffix="")

    def narrowed(self, rows: ConflictQuerySet) -> ConflictQuerySet:
        """The conflicts that match. What isn't a valid choice narrows nothing."""
        self.is_valid()
        state, kind = self.cleaned_data.get("state"), self.cleaned_data.get("kind")
        rows = rows.standing() if state else rows.shown()
        if state and state != "all":
            rows = rows.filter(state=state)
        return rows.filter(kind=kind) if kind else rows


@require_safe
def conflicts(request: HttpRequest) -> HttpResponse:
    """Newest first."""
    filters = Filters(request.GET)
    rows = filters.narrowed(Conflict.objects.viewable_by(request.user)).newest()
    before = key(request.GET.get("before"))
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = paged(light(rows.with_copies(request.user)[: PAGE + 1]), request.GET, size=PAGE)
    context = {
        "clashes": clashes(found.rows, whole=True),
        "form": filters,
        "older": found.older,
        "newest": found.newest,
    }
    return render(request, "claims/conflicts.html", context)


@require_safe
def conflict(request: HttpRequest, pk: int) -> HttpResponse:
    """One conflict by itself, dismissed ones too."""
    clash = _clash(request, pk)
    if is_htmx(request):
        return fragment(request, "claims/_conflict.html", {"clash": clash, "queue": ""})
    return render(request, "claims/conflict.html", {"clash": clash})


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """It is real; why, if somebody says so."""
    found = _conflict(request, pk)
    act = actions.confirm(found, seen=seen(request), by=person(request), reason=_noted(request))
    return answered(request, pk, act, _t("Confirmed as a conflict."))


@require_POST
def dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    """It is none; why, if somebody says so."""
    found = _conflict(request, pk)
    act = actions.dismiss(found, seen=seen(request), by=person(request), reason=_noted(request))
    return answered(request, pk, act, _t("Dismissed."))


def answered(request: HttpRequest, pk: int, act: Act, sentence: str) -> HttpResponse:
    """After a ruling: what waits next in the same list, or the conflict; without htmx the way back."""
    done(request, act, sentence)
    listed = request.POST.get("queue", "")
    if not is_htmx(request):
        after = HttpResponseRedirect(f"{reverse('queue')}?{listed}&after={pk}")
        return after if listed else back(request, f"conflict-{pk}")
    if listed:
        return moved(queue.desk_fragment(request, listed, after=pk), "#desk")
    return card_fragment(request, pk)


def card_fragment(request: HttpRequest, pk: int) -> HttpResponse:
    """One conflict as it stands."""
    return fragment(request, "claims/_conflict.html", {"clash": _clash(request, pk), "queue": ""})


def _noted(request: HttpRequest) -> str:
    return " ".join(request.POST.get("reason", "").replace("\x00", "").split())[:500]


def _conflict(request: HttpRequest, pk: int) -> Conflict:
    return get_object_or_404(Conflict.objects.viewable_by(request.user).clashes(), pk=pk)


def _clash(request: HttpRequest, pk: int) -> Clash:
    rows = Conflict.objects.viewable_by(request.user).filter(pk=_conflict(request, pk).pk)
    return with_alike(clashes(light(rows.with_copies(request.user)), whole=True)[0], request.user)
