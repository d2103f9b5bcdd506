"""Which articles an older engine read, and the button that has them read again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
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
from articles.models import Outlet
from claims.actions import reading
from claims.pages.answers import fragment, is_htmx, person
from claims.pages.previews import Newest, newest
from claims.previewing import sample
from claims.rereading import Scope, present_engine, readers, to_read


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
class Readings:
    """What the page shows of a scope. `older` would be read again, `waiting` will be read anyway."""

    engine: str
    readers: list[Reader]
    texts: int
    older: int
    waiting: int
    newest: Newest


def readings(scope: Scope) -> Readings:
    """By engine, and the newest articles that an older one read. Raises ModelMissing. Eight queries."""
    engine = present_engine()
    known = readers(scope)
    shown = [Reader(name, texts, name == engine) for name, texts in known.by_engine.items()]
    older = to_read(scope, engine).count()
    return Readings(engine, shown, known.texts, older, known.waiting, newest(sample(scope), engine))


@require_GET
def read_again(request: HttpRequest) -> HttpResponse:
    """The page, and what its buttons do.

    While something is tried htmx asks again, and gets the list alone, or nothing where nothing came since: `finished`.
    """
    require(person(request), Verb.READ_AGAIN)
    form = ScopeForm(request.GET)
    scope = form.scope()
    context: dict[str, Any] = {"form": form}
    try:
        shown = readings(scope) if scope is not None else None
    except extraction.ModelMissing as missing:
        context["missing"] = str(missing)
        return render(request, "claims/read_again.html", context)
    if shown is None:
        return render(request, "claims/read_again.html", context)
    context |= {"readings": shown, "newest": shown.newest, "poll": _poll(form, shown.newest)}
    if not is_htmx(request):
        return render(request, "claims/read_again.html", context)
    if shown.newest.waiting and request.GET.get("finished") == str(shown.newest.finished):
        return HttpResponse(status=204)
    return fragment(request, "claims/_newest.html", context)


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """Have workers find what would change, and show the page of what was chosen, where that appears."""
    require(person(request), Verb.READ_AGAIN)
    form = ScopeForm(request.POST)
    scope = form.scope()
    if scope is None:
        messages.error(request, _t("Nothing was done: that is no outlet, or no date."))
        return HttpResponseRedirect(reverse("read-again"))
    try:
        texts = reading.preview(scope, by=person(request))
    except extraction.ModelMissing as missing:
        messages.error(request, str(missing))
        return HttpResponseRedirect(reverse("read-again"))
    if not texts:
        messages.success(request, _t("There is nothing to read again."))
    return HttpResponseRedirect(f"{_address(form)}#newest")


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


def _address(form: ScopeForm, **more: Any) -> str:
    """The page of what was chosen."""
    chosen = {name: form.data.get(name) for name in form.fields if form.data.get(name)}
    asked = urlencode({**chosen, **more})
    return f"{reverse('read-again')}?{asked}" if asked else reverse("read-again")


def _poll(form: ScopeForm, found: Newest) -> str:
    """Where to ask again while something is tried; "" where nothing is."""
    return _address(form, finished=found.finished) if found.waiting else ""
