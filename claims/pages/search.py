"""Search over what was said, by words and by meaning, in one list."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.search import SearchHeadline, SearchQuery
from django.db.models import Value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from claims.marking import HIT_END, HIT_START
from claims.models import Quote
from claims.nearness import meaning
from claims.pages import naming
from claims.pages.answers import key
from claims.pages.cards import said
from claims.pages.cues import with_cues
from claims.pages.paging import SIZE, paged
from claims.querysets import QuoteQuerySet

SPEAKERS = 5
MEANT = 10
"""The most quotes that are told for their meaning alone."""
STRAIGHT = str.maketrans("“”„«»", '"' * 5)
"""Marks that people type around a phrase, which the search knows in one form."""


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Quotes on record with these words, newest first, the words marked; after the last of them those that mean it."""
    words = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:200]
    asked = words.translate(STRAIGHT)
    context: dict[str, Any] = {"query": words, "said": [], "speakers": [], "older": "", "newest": ""}
    if words:
        visible = Quote.objects.viewable_by(request.user).on_record().spoken()
        before = key(request.GET.get("before"))
        page = paged(_with_words(visible, asked, before), request.GET)
        meant = [] if page.older else _with_meaning(visible, asked)
        context["speakers"] = naming.on_record(request.user, words.strip('"“”'))[:SPEAKERS] if before is None else []
        context |= {"said": said([*page.rows, *meant]), "older": page.older, "newest": page.newest}
    return render(request, "claims/search.html", context)


def _with_words(visible: QuoteQuerySet, asked: str, before: int | None) -> list[Quote]:
    """Up to SIZE + 1 quotes with these words, older than the key `before`, with the words marked in `found`."""
    rows = visible.saying(asked)
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
    return list(rows[: SIZE + 1])


def _with_meaning(visible: QuoteQuerySet, asked: str) -> list[Quote]:
    """Quotes that mean what is asked without having all its words, the nearest first; `found` is empty."""
    keys = meaning(visible.exclude(pk__in=visible.saying(asked).values("pk")), asked, MEANT)
    rows = with_cues(visible.filter(pk__in=keys)).for_cards().annotate(found=Value("")).defer("text__body", "search")
    return sorted(rows, key=lambda row: keys.index(row.pk))
