"""Quotes: lists, filters and bulk review. It saves through actions."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin_rights import Rights
from accounts.permissions import may
from accounts.roles import Verb
from claims.actions import quotes
from claims.admin.bulk import ruled
from claims.models import Quote
from claims.states import QuoteState


@admin.register(Quote)
class QuoteAdmin(Rights):
    """Who said what. Corrected at the article; accepted and rejected in bulk here."""

    fields = [
        *("words", "who", "voice", "kind", "cue_class", "state", "found_score", "reason", "text"),
        *("voice_score", "voice_reason", "candidates"),
        *("source", "cue", "content", "order", "parent", "twin_of", "engine", "version", "created_at"),
    ]
    list_display = ["__str__", "who", "kind", "cue_class", "state", "found_score", "text"]
    list_filter = ["state", "kind", "cue_class", ("voice", admin.EmptyFieldListFilter), "created_at"]
    list_select_related = ["voice__speaker", "text"]
    search_fields = ["words"]
    search_help_text = _('Words that were said: "exact phrase", -without, or.')
    actions = ["accept_chosen", "reject_chosen"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Quote]:
        """Without the bodies of the texts."""
        rows: QuerySet[Quote] = super().get_queryset(request)
        return rows.select_related("voice__speaker", "text").defer("search", "text__body")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """By words, as the search page does."""
        return (queryset.saying(search_term) if search_term else queryset), False  # type: ignore[attr-defined]  # our queryset

    @admin.display(description=_("speaker"))
    def who(self, quote: Quote) -> str:
        """The name shown beside the quote."""
        voice = quote.voice
        if voice is None:
            return str(_("nobody"))
        return voice.speaker.name if voice.speaker else voice.name

    def has_review_permission(self, request: HttpRequest) -> bool:
        """Whether they may review."""
        return may(request.user, Verb.REVIEW_QUOTE)

    @admin.action(description=_("Accept the chosen quotes"), permissions=["review"])
    def accept_chosen(self, request: HttpRequest, chosen: QuerySet[Quote]) -> None:
        """One batch."""
        waiting = list(chosen.exclude(state=QuoteState.ACCEPTED))
        ruled(self, request, len(waiting), lambda by: quotes.accept_all(waiting, by=by))

    @admin.action(description=_("Reject the chosen quotes"), permissions=["review"])
    def reject_chosen(self, request: HttpRequest, chosen: QuerySet[Quote]) -> None:
        """One batch."""
        waiting = list(chosen.exclude(state=QuoteState.REJECTED))
        ruled(self, request, len(waiting), lambda by: quotes.reject_all(waiting, by=by))
