"""Readings: which engine read a text last. Written by the work, never by hand."""

from __future__ import annotations

from django.contrib import admin

from accounts.admin_rights import Rights
from claims.models import Reading


@admin.register(Reading)
class ReadingAdmin(Rights):
    """The latest reading of each text."""

    fields = ["text", "engine", "language", "read_at"]
    list_display = ["text", "engine", "language", "read_at"]
    list_filter = ["language", "engine", "read_at"]
    list_select_related = ["text"]
