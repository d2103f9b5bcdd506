"""Claims that say the same: which are in a group. Read here; ruled on where the quotes are shown."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.admin_rights import Rights
from claims.models import Alike, ClaimGroup, GroupMember


@admin.register(GroupMember)
class GroupMemberAdmin(Rights):
    """Claims in groups."""

    fields = ["group", "claim", "state", "version", "found_at"]
    list_display = ["__str__", "group", "claim", "state", "found_at"]
    list_filter = ["state", "found_at"]
    search_fields = ["claim__words"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[GroupMember]:
        """With the claim, without its vector and frame."""
        rows: QuerySet[GroupMember] = super().get_queryset(request)
        return rows.select_related("group", "claim").defer("claim__vector", "claim__plain", "claim__search")


@admin.register(ClaimGroup)
class ClaimGroupAdmin(Rights):
    """Groups as the machine or a person made them."""

    fields = ["made_at"]
    list_display = ["__str__", "made_at"]
    search_fields = ["members__claim__words"]


@admin.register(Alike)
class AlikeAdmin(Rights):
    """Pairs that the judge holds to say the same."""

    fields = ["left", "right", "same"]
    list_display = ["__str__", "left", "right", "same"]
    search_fields = ["left__words", "right__words"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Alike]:
        """With both claims, without their vectors and frames."""
        rows: QuerySet[Alike] = super().get_queryset(request)
        unused = [f"{side}__{what}" for side in ("left", "right") for what in ("vector", "plain", "search")]
        return rows.select_related("left", "right").defer(*unused)
