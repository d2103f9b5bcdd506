"""Whether the parts answer, and what work failed or is under way."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.models import Article
from articles.states import JobState
from claims.health import checks, oldest_wait
from claims.pages.work import article_rows, under_way, waiting

SHOWN = 25


@never_cache
@require_safe
def status(request: HttpRequest) -> HttpResponse:
    """The same answers as /readyz, for people."""
    rows = Article.objects.viewable_by(request.user).with_work()
    rows = rows.filter(under_way() | Q(job_state=JobState.FAILED)).order_by("-id")
    busy = article_rows(Article.objects.filter(pk__in=list(rows.values_list("pk", flat=True)[:SHOWN])).order_by("-id"))
    parts = [*checks().values(), oldest_wait()]
    return render(request, "claims/status.html", {"checks": parts, "jobs": [*waiting(request.user), *busy]})
