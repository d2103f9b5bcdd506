"""Previews: what reading a text again would have changed. Written by the work, never by hand."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.admin_rights import Rights
from accounts.roles import Verb
from claims.models import Preview

NUMBERS = ("gained", "lost", "ends", "speakers", "kept", "decided")


@admin.register(Preview)
class PreviewAdmin(Rights):
    """The latest preview of each text."""

    sees = Verb.READ_AGAIN
    fields = ["text", "engine", "language", *NUMBERS, "examples", "tried_at"]
    list_display = ["text", "engine", *NUMBERS, "tried_at"]
    list_filter = ["engine", "tried_at"]
    search_fields = ["engine"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Preview]:
        """With the texts' names, without their words."""
        rows: QuerySet[Preview] = super().get_queryset(request)
        return rows.select_related("text").defer("text__body")
