"""Search over what was said, by words."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.search import SearchHeadline, SearchQuery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from claims.marking import HIT_END, HIT_START
from claims.models import Quote
from claims.pages import naming
from claims.pages.answers import key
from claims.pages.cards import said
from claims.pages.cues import with_cues
from claims.pages.paging import SIZE, paged

SPEAKERS = 5
STRAIGHT = str.maketrans("“”„«»", '"' * 5)
"""Marks that people type around a phrase, which the search knows in one form."""


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Quotes on record with these words, newest first, the words marked."""
    words = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:200]
    asked = words.translate(STRAIGHT)
    context: dict[str, Any] = {"query": words, "said": [], "speakers": [], "older": "", "newest": ""}
    if words:
        rows = Quote.objects.viewable_by(request.user).on_record().spoken().saying(asked)
        before = key(request.GET.get("before"))
        if before is not None:
            rows = rows.filter(pk__lt=before)
        marked = SearchHeadline(
            "words",
            SearchQuery(asked, config="english", search_type="websearch"),
            config="english",
            start_sel=HIT_START,
            stop_sel=HIT_END,
            highlight_all=True,
        )
        rows = with_cues(rows).for_cards().newest().annotate(found=marked).defer("text__body", "search")
        page = paged(list(rows[: SIZE + 1]), request.GET)
        context["speakers"] = naming.on_record(request.user, words.strip('"“”'))[:SPEAKERS] if before is None else []
        context |= {"said": said(page.rows), "older": page.older, "newest": page.newest}
    return render(request, "claims/search.html", context)
