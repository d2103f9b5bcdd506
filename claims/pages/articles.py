"""The list of articles, with filters, and a receipt that isn't an article yet."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.db.models.functions import Left
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import may
from accounts.roles import Verb
from articles.actions import jobs
from articles.models import Appearance, Article, Job, Outlet, Text
from articles.querysets import ArticleQuerySet
from articles.states import JobKind, JobState
from articles.titles import OPENING
from claims.health import silence
from claims.pages.answers import back, fragment, is_htmx, key, person
from claims.pages.paging import SIZE, paged
from claims.pages.work import Work, article_rows, in_conflict, moving, noted, received_row, under_way, waiting

STATES = (("", _("any")), ("working", _("under way")), ("done", _("read")), ("failed", _("failed")))


class Filters(forms.Form):
    """What the list can be narrowed to; without `work`, by nothing that only the newsroom knows."""

    q = forms.CharField(label=_("Title"), required=False, max_length=200)
    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)
    outlet = forms.ModelChoiceField(
        label=_("Outlet"), queryset=Outlet.objects.order_by("name"), required=False, empty_label=_("any")
    )
    conflicts = forms.BooleanField(label=_("In conflict"), required=False)

    def __init__(self, data: Any = None, files: Any = None, *, work: bool = True) -> None:
        super().__init__(data, files, label_suffix="")
        self.work = work
        if work:
            self.fields["q"].label = _("Title or file name")
        else:
            del self.fields["state"]

    def narrowed(self, rows: ArticleQuerySet) -> ArticleQuerySet:
        """The articles that match. What isn't a valid choice narrows nothing."""
        wanted = self.cleaned_data if self.is_valid() or hasattr(self, "cleaned_data") else {}
        if words := wanted.get("q"):
            named = Q(headline__icontains=words) | (Q(filename__icontains=words) if self.work else Q())
            begins = Text.objects.annotate(opening=Left("body", OPENING)).filter(opening__icontains=words)
            known = Q(pk__in=Appearance.objects.filter(named).values("article"))
            rows = rows.filter(known | Q(current_text__in=begins.values("pk")))
        if outlet := wanted.get("outlet"):
            rows = rows.filter(appearances__outlet=outlet).distinct()
        if wanted.get("conflicts"):
            rows = rows.filter(in_conflict())
        states = {
            "working": under_way() | Q(job_state=None),
            "done": Q(job_kind=JobKind.COMPARE, job_state=JobState.DONE),
            "failed": Q(job_state=JobState.FAILED),
        }
        if state := wanted.get("state"):
            rows = rows.with_work().filter(states[state])
        return rows


@require_safe
def articles(request: HttpRequest) -> HttpResponse:
    """Newest first; on the first page also what was received and isn't read yet. For htmx the list alone."""
    filters = Filters(request.GET, work=may(request.user, Verb.SEE_WORK))
    rows = filters.narrowed(Article.objects.viewable_by(request.user)).order_by("-id")
    before = key(request.GET.get("before"))
    if before is not None:
        rows = rows.filter(pk__lt=before)
    filtered = any(request.GET.get(name) for name in filters.fields)
    found = paged(list(rows.values_list("pk", flat=True)[: SIZE + 1]), request.GET, key=int)
    shown = article_rows(Article.objects.filter(pk__in=found.rows).order_by("-id"))
    first = [] if filtered or before is not None else waiting(request.user)
    poll = request.get_full_path() if moving([*first, *shown]) else ""
    context = {
        "work": Work(first, shown, poll, filtered, silence() if poll else ""),
        "form": filters,
        "older": found.older,
        "newest": found.newest,
    }
    if is_htmx(request):
        return fragment(request, "articles/_work.html", context)
    return render(request, "articles/articles.html", context)


@require_safe
def appearance(request: HttpRequest, pk: int) -> HttpResponse:
    """A receipt: its state while its text is taken out, then the way to its article."""
    rows = Appearance.objects.viewable_by(request.user).with_work().select_related("outlet")
    found = get_object_or_404(rows, pk=pk)
    if found.article_id:
        address = reverse("article", args=[found.article_id])
        if not is_htmx(request):
            return HttpResponseRedirect(address)
        answer = HttpResponse()
        answer["HX-Redirect"] = address
        return answer
    row = received_row(found)
    context = {"row": row, "state": noted(row.state, found), "poll": request.path if moving([row]) else ""}
    if is_htmx(request):
        return fragment(request, "articles/_progress.html", context)
    return render(request, "articles/received.html", context)


@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Try failed work once more."""
    texts = Article.objects.viewable_by(request.user).values("texts")
    receipts = Appearance.objects.viewable_by(request.user).values("pk")
    seen = Q(kind=JobKind.EXTRACT, target_id__in=receipts) | (~Q(kind=JobKind.EXTRACT) & Q(target_id__in=texts))
    jobs.retry(get_object_or_404(Job.objects.filter(seen, state=JobState.FAILED), pk=pk), by=person(request))
    return back(request)
