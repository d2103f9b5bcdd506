"""Which articles an older engine read, and the button that has them read again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

import extraction
from accounts.permissions import require
from accounts.roles import Verb
from articles.models import Outlet, Text
from claims.actions import reading
from claims.pages.answers import person
from claims.pages.headings import headings
from claims.rereading import Scope, present_engine, readers, to_read
from claims.states import QuoteState

LISTED = 20
RULED_ON = (QuoteState.ACCEPTED, QuoteState.REJECTED)


class ScopeForm(forms.Form):
    """Which articles: all, those of an outlet, those of a time."""

    outlet = forms.ModelChoiceField(
        label=_("Outlet"), queryset=Outlet.objects.order_by("name"), required=False, empty_label=_("any")
    )
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput({"type": "date"}))
    until = forms.DateField(label=_("To"), required=False, widget=forms.DateInput({"type": "date"}))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")

    def scope(self) -> Scope | None:
        """What was chosen; None where that makes no sense."""
        return Scope(**self.cleaned_data) if self.is_valid() else None


@dataclass(frozen=True, slots=True)
class Reader:
    """An engine and how many articles it read last; `name` is "" where it isn't known."""

    name: str
    texts: int
    is_present: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """An article that would be read again, with its quotes and those that people ruled on."""

    url: str
    title: str
    outlet: str
    quotes: int
    ruled_on: int


@dataclass(frozen=True, slots=True)
class Readings:
    """What the page shows of a scope. `older` would be read again, `waiting` will be read anyway."""

    engine: str
    readers: list[Reader]
    texts: int
    older: int
    waiting: int
    listed: list[Listed]


def readings(scope: Scope) -> Readings:
    """By engine, and the newest articles that an older one read. Raises ModelMissing. Five queries."""
    engine = present_engine()
    known = readers(scope)
    rows = to_read(scope, engine)
    shown = [Reader(name, texts, name == engine) for name, texts in known.by_engine.items()]
    return Readings(engine, shown, known.texts, rows.count(), known.waiting, _listed(rows[:LISTED].values("pk")))


@require_GET
def read_again(request: HttpRequest) -> HttpResponse:
    """The page, and what its button does."""
    require(person(request), Verb.READ_AGAIN)
    form = ScopeForm(request.GET)
    scope = form.scope()
    context: dict[str, Any] = {"form": form, "sent": request.GET.urlencode()}
    try:
        context["readings"] = readings(scope) if scope is not None else None
    except extraction.ModelMissing as missing:
        context["missing"] = str(missing)
    return render(request, "claims/read_again.html", context)


@require_POST
def queue_again(request: HttpRequest) -> HttpResponse:
    """Queue the work on what was chosen, and show the page again."""
    require(person(request), Verb.READ_AGAIN)
    scope = ScopeForm(request.POST).scope()
    if scope is None:
        messages.error(request, _t("Nothing was done: that is no outlet, or no date."))
        return HttpResponseRedirect(reverse("read-again"))
    try:
        act = reading.read_again(scope, by=person(request))
    except extraction.ModelMissing as missing:
        messages.error(request, str(missing))
        return HttpResponseRedirect(reverse("read-again"))
    jobs = act.after["jobs"] if act is not None else 0
    told = ngettext("%(n)s article will be read again.", "%(n)s articles will be read again.", jobs) % {"n": jobs}
    messages.success(request, told if jobs else _t("There is nothing to read again."))
    return HttpResponseRedirect(reverse("read-again"))


def _listed(keys: Any) -> list[Listed]:
    """Two queries."""
    texts = (
        Text.objects.filter(pk__in=list(keys.values_list("pk", flat=True)))
        .annotate(
            quotes_made=Count("quotes", filter=~Q(quotes__state=QuoteState.SUPERSEDED)),
            ruled_on=Count("quotes", filter=Q(quotes__state__in=RULED_ON)),
        )
        .defer("body")
        .order_by("-id")
    )
    rows = list(texts)
    of = headings(row.article_id for row in rows)
    return [
        Listed(
            reverse("article", args=[row.article_id]),
            of[row.article_id].headline,
            of[row.article_id].outlet,
            row.quotes_made,
            row.ruled_on,
        )
        for row in rows
    ]
