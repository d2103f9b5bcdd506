"""Who a speaker is: call it otherwise, show it under another, part it in two, and what was decided so far."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Act
from accounts.permissions import require
from accounts.roles import Verb
from claims.pages import naming
from claims.pages.answers import back, done, is_htmx, key, person, refreshed, seen
from claims.pages.decided import decided
from claims.pages.parting import parts
from speakers.actions import identity, merging, speakers, splitting
from speakers.models import Speaker, Voice
from speakers.states import Answer, SpeakerKind

OFFERED = 8


class Which(forms.Form):
    """Which of a speaker's voices are shown to be parted from it."""

    since = forms.DateField(label=gettext_lazy("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=gettext_lazy("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    name = forms.CharField(label=gettext_lazy("Printed as"), required=False, max_length=200)

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, label_suffix="")


@require_safe
def who(request: HttpRequest, pk: int) -> HttpResponse:
    """The page on which a curator keeps one speaker clean."""
    require(request.user, Verb.DECIDE_IDENTITY)
    found = _speaker(request, pk)
    if found.canonical_id:
        return HttpResponseRedirect(reverse("speaker-identity", args=[found.canonical_id]))
    which = Which(request.GET)
    which.is_valid()
    chosen = which.cleaned_data
    typed = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:200]
    shown = parts(
        request.user,
        found,
        since=_midnight(chosen.get("since")),
        until=_midnight(chosen.get("until"), days=1),
        name=chosen.get("name") or "",
    )
    offered = [row for row in naming.on_record(request.user, typed or _shared(found)) if row.pk != found.pk]
    context = {
        "speaker": found,
        "which": which,
        "narrowed": any(chosen.values()),
        "parts": shown,
        "printed": sorted({part.voice.name for part in shown}),
        "typed": typed,
        "offered": offered[:OFFERED],
        "decided": decided(found),
    }
    return render(request, "speakers/identity.html", context)


@require_POST
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Call it otherwise."""
    found = _speaker(request, pk)
    name = request.POST.get("name", "").replace("\x00", "")

    def act() -> tuple[Act, str]:
        renamed = speakers.rename(found, name, seen=seen(request), by=person(request))
        return renamed, _("“%(old)s” is now called “%(name)s”") % {"old": found.name, "name": " ".join(name.split())}

    return _acted(request, found, act)


@require_POST
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Show it under another from now on."""
    found = _speaker(request, pk)
    into = get_object_or_404(_all(request), pk=key(request.POST.get("into")))

    def act() -> tuple[Act, str]:
        merged = merging.merge(found, into, seen=seen(request), by=person(request))
        return merged, _("“%(one)s” is now under “%(other)s”") % {"one": found.name, "other": into.name}

    return _acted(request, into, act)


@require_POST
def split(request: HttpRequest, pk: int) -> HttpResponse:
    """Give some of its voices to somebody else: one on record who was pressed, else one who is new."""
    found = _speaker(request, pk)
    pressed = key(request.POST.get("to"))
    to = get_object_or_404(_all(request), pk=pressed) if pressed else request.POST.get("name", "").replace("\x00", "")
    voices = {chosen for sent in request.POST.getlist("voice") if (chosen := key(sent)) is not None}

    def act() -> tuple[Act, str]:
        alias = request.POST.get("alias", "")
        parted = splitting.split(found, voices, to, alias=alias, seen=seen(request), by=person(request))
        name = to.name if isinstance(to, Speaker) else " ".join(to.split())
        told = ngettext(
            "The quotes of %(n)s article are now under “%(name)s”",
            "The quotes of %(n)s articles are now under “%(name)s”",
            len(voices),
        )
        return parted, told % {"n": len(voices), "name": name}

    return _acted(request, found, act)


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether a voice is a speaker on record, as one was offered to be."""
    voice = get_object_or_404(Voice.objects.viewable_by(request.user), pk=pk)
    speaker = get_object_or_404(_all(request), pk=key(request.POST.get("speaker")))
    answer = Answer.SAME if request.POST.get("answer") == Answer.SAME else Answer.DIFFERENT

    def act() -> tuple[Act, str]:
        ruled = identity.decide(voice, speaker, answer, seen=seen(request), by=person(request))
        told = _("“%(voice)s” is %(who)s") if answer == Answer.SAME else _("“%(voice)s” is not %(who)s")
        return ruled, told % {"voice": voice.name, "who": speaker.name}

    return _acted(request, None, act)


def _acted(request: HttpRequest, shown: Speaker | None, act: Callable[[], tuple[Act, str]]) -> HttpResponse:
    """Do it, say what was done or why not, and show the speaker's page; without one, the page that was left."""
    require(request.user, Verb.DECIDE_IDENTITY)
    try:
        done(request, *act())
    except ValueError as refused:
        messages.error(request, str(refused))
        return refreshed() if is_htmx(request) else back(request)
    if is_htmx(request):
        return refreshed()
    return back(request) if shown is None else HttpResponseRedirect(reverse("speaker-identity", args=[shown.pk]))


def _shared(speaker: Speaker) -> str:
    """The word that others' names most likely share with its own: a person's last, a body's first."""
    return speaker.name.split()[-1 if speaker.kind == SpeakerKind.PERSON else 0]


def _all(request: HttpRequest) -> Any:
    return Speaker.objects.viewable_by(request.user).standing()


def _speaker(request: HttpRequest, pk: int) -> Speaker:
    found: Speaker = get_object_or_404(_all(request), pk=pk)
    return found


def _midnight(day: date | None, days: int = 0) -> datetime | None:
    return datetime.combine(day + timedelta(days=days), time.min, tzinfo=UTC) if day else None
