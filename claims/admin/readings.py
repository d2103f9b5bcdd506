"""Readings: which engine read a text last. Written by the work, never by hand."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.admin_rights import Rights
from claims.models import Reading


@admin.register(Reading)
class ReadingAdmin(Rights):
    """The latest reading of each text."""

    fields = ["text", "engine", "language", "read_at"]
    list_display = ["text", "engine", "language", "read_at"]
    list_filter = ["language", "engine", "read_at"]
    search_fields = ["engine", "language"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Reading]:
        """With the texts' names, without their words."""
        rows: QuerySet[Reading] = super().get_queryset(request)
        return rows.select_related("text").defer("text__body")
