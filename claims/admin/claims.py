"""Claims: what quotes say, proposition by proposition. Read, never changed by hand."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.admin_rights import Rights
from claims.models import Claim


@admin.register(Claim)
class ClaimAdmin(Rights):
    """Claims as the machine made them."""

    fields = ["words", "stance", "modality", "span", "quote", "superseded", "plain"]
    list_display = ["__str__", "stance", "modality", "superseded", "quote"]
    list_filter = ["stance", "modality", "superseded"]
    search_fields = ["words"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Claim]:
        """Without vectors."""
        rows: QuerySet[Claim] = super().get_queryset(request)
        return rows.select_related("quote").defer("vector", "search", "quote__search")
