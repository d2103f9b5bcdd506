"""The front page: put an article on record, and see what is new there."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import require
from accounts.roles import Verb
from articles.models import Article
from claims.health import silence
from claims.models import Conflict, Quote
from claims.pages.answers import fragment, is_htmx
from claims.pages.cards import said
from claims.pages.clashes import clashes, light
from claims.pages.cues import with_cues
from claims.pages.upload import IntakeForm, outlets, received
from claims.pages.work import Work, article_rows, moving, waiting

NEW = 8
ARTICLES, CONFLICTS = 5, 6  # what is new beside them must not be pushed off the first screen


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The page; for htmx, what is new alone."""
    if is_htmx(request):
        return fragment(request, "claims/_news.html", _news(request))
    return rendered(request, IntakeForm())


@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Take in what was sent. What is refused is named; the rest is kept."""
    require(request.user, Verb.UPLOAD)
    form = IntakeForm(request.POST, request.FILES)
    if not form.is_valid():
        return rendered(request, form, status=422)
    taken, refused = received(form.cleaned_data, request)
    sentences = [f"{name}: {sentence}" if name else sentence for name, sentence in refused]
    if not taken:
        for sentence in sentences:
            form.add_error(None, sentence)
        return rendered(request, form, status=422)
    for sentence in sentences:
        messages.error(request, _("Not received: %(what)s") % {"what": sentence})
    if sentences:
        named = ", ".join(row.headline or row.filename or _("the pasted text") for row in taken[:5])
        messages.success(request, _("Received: %(names)s") % {"names": named})
    if len(taken) == 1:
        return HttpResponseRedirect(reverse("appearance", args=[taken[0].pk]))
    told = ngettext("%(n)s article received.", "%(n)s articles received.", len(taken))
    messages.success(request, told % {"n": len(taken)})
    return HttpResponseRedirect(reverse("articles"))


def rendered(request: HttpRequest, form: IntakeForm, *, status: int = 200) -> HttpResponse:
    """The page with this form."""
    return render(request, "claims/front.html", {"form": form, "outlets": outlets(), **_news(request)}, status=status)


def _news(request: HttpRequest) -> dict[str, Any]:
    person = request.user
    rows = waiting(person)[:ARTICLES]
    articles = article_rows(Article.objects.viewable_by(person).order_by("-id")[:ARTICLES])
    quotes = (
        with_cues(Quote.objects.viewable_by(person).on_record().spoken())
        .for_cards()
        .newest()
        .defer("text__body", "search")
    )
    conflicts = Conflict.objects.viewable_by(person).shown().newest()[:CONFLICTS]
    poll = reverse("front") if moving([*rows, *articles]) else ""
    return {
        "work": Work(rows, articles, poll, note=silence() if poll else ""),
        "said": said(quotes[:NEW]),
        "clashes": clashes(light(conflicts)),
    }
