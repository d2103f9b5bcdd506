"""Speakers: the list, and all that one of them said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.permissions import may
from accounts.roles import Verb
from claims.listing import listed
from claims.models import Conflict, Quote
from claims.pages.answers import key
from claims.pages.cards import Said, said
from claims.pages.clashes import clashes, light
from claims.pages.cues import with_cues
from claims.pages.paging import paged
from claims.pages.parting import offers
from speakers.models import Alias, Speaker
from speakers.states import SpeakerKind

PAGE = 60
QUOTES = 40
CONFLICTS = 60
ALIASES = 12


@dataclass(frozen=True, slots=True)
class Source:
    """One article, and what was said in it."""

    article_id: int
    headline: str
    outlet: str
    said: list[Said]


@dataclass(frozen=True, slots=True)
class Day:
    """What was said in articles of one day, or of none known."""

    date: date | None
    sources: list[Source]


class Filters(forms.Form):
    """What the list can be narrowed to."""

    q = forms.CharField(label=_("Name"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("any")), *SpeakerKind.choices])

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, label_suffix="")


@require_safe
def speakers(request: HttpRequest) -> HttpResponse:
    """By name. Paged by name and key."""
    filters = Filters(request.GET)
    filters.is_valid()
    rows = listed(Speaker.objects.viewable_by(request.user).canonical()).by_name()
    if words := filters.cleaned_data.get("q"):
        rows = rows.filter(Q(name__icontains=words) | Q(pk__in=Speaker.objects.filter(aliases__name__icontains=words)))
    if kind := filters.cleaned_data.get("kind"):
        rows = rows.filter(kind=kind)
    after = key(request.GET.get("after"))
    if after is not None and (last := Speaker.objects.filter(pk=after).first()):
        rows = rows.filter(Q(name__gt=last.name) | Q(name=last.name, pk__gt=last.pk))
    found = paged(list(rows[: PAGE + 1]), request.GET, size=PAGE, name="after")
    context = {"speakers": found.rows, "form": filters, "older": found.older, "newest": found.newest}
    return render(request, "speakers/speakers.html", context)


@require_safe
def speaker(request: HttpRequest, pk: int) -> HttpResponse:
    """All they said, newest first, and whom they contradict, themselves first."""
    found = get_object_or_404(Speaker.objects.viewable_by(request.user).standing(), pk=pk)
    if found.canonical_id:
        return HttpResponseRedirect(reverse("speaker", args=[found.canonical_id]))
    quotes = Quote.objects.viewable_by(request.user).on_record().spoken().filter(voice__speaker=found)
    ordered = quotes.latest_published(key(request.GET.get("before")))
    rows = with_cues(ordered).for_cards().defer("text__body", "search")[: QUOTES + 1]
    page = paged(list(rows), request.GET, size=QUOTES)
    conflicts = (
        Conflict.objects.viewable_by(request.user).shown().of_speaker(found.pk).themselves_first(found.pk)[:CONFLICTS]
    )
    standing = clashes(light(conflicts))
    context = {
        "speaker": found,
        "aliases": [alias for alias in _aliases(found) if alias != found.name],
        "offers": offers(request.user, found) if may(request.user, Verb.DECIDE_IDENTITY) else [],
        "days": by_day(said(page.rows)),
        "themselves": [clash for clash in standing if all(s.speaker == found for s in clash.sides)],
        "others": [clash for clash in standing if not all(s.speaker == found for s in clash.sides)],
        "older": page.older,
        "newest": page.newest,
    }
    return render(request, "speakers/speaker.html", context)


def _aliases(speaker: Speaker) -> list[str]:
    """The names that it, and those it was found to be, go by."""
    rows = Alias.objects.filter(Q(speaker=speaker) | Q(speaker__canonical=speaker)).order_by("name")
    return list(rows.values_list("name", flat=True).distinct()[:ALIASES])


def by_day(items: Iterable[Said]) -> list[Day]:
    """Grouped by the day of the article, the latest first, those without a date last."""

    def day(item: Said) -> date | None:
        return timezone.localdate(item.published_at) if item.published_at else None

    ordered = sorted(items, key=lambda item: day(item) or date.min, reverse=True)
    return [Day(on, by_article(group)) for on, group in groupby(ordered, key=day)]


def by_article(items: Iterable[Said]) -> list[Source]:
    """Grouped by article, the one that comes first first."""
    of: dict[int, Source] = {}
    for item in items:
        of.setdefault(item.article_id, Source(item.article_id, item.headline, item.outlet, [])).said.append(item)
    return list(of.values())
