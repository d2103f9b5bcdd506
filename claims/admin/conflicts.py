"""Conflicts: lists, filters and bulk rulings."""

from __future__ import annotations

import uuid

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin_rights import Rights
from accounts.permissions import may
from accounts.roles import Verb
from claims.actions import conflicts
from claims.admin.bulk import ruled
from claims.models import Conflict
from claims.states import ConflictState


@admin.register(Conflict)
class ConflictAdmin(Rights):
    """Where two claims clash."""

    fields = [
        *("sentence", "relation", "kind", "state", "score", "reason"),
        *("left", "left_evidence", "right", "right_evidence", "version", "found_at"),
    ]
    list_display = ["__str__", "relation", "kind", "state", "score", "left_who", "right_who", "found_at"]
    list_filter = ["state", "kind", "relation", "found_at"]
    search_fields = [
        f"{side}__{of}"
        for side in ("left", "right")
        for of in ("words", *(f"quote__voice__{name}" for name in ("name", "speaker__name")))
    ]
    actions = ["confirm_chosen", "dismiss_chosen"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Conflict]:
        """With both voices, in one query, without vectors and frames."""
        rows: QuerySet[Conflict] = super().get_queryset(request)
        sides = ("left", "right")
        unused = [f"{side}__{what}" for side in sides for what in ("vector", "plain", "search", "quote__search")]
        return rows.select_related(*(f"{side}__quote__voice__speaker" for side in sides)).defer(*unused)

    @admin.display(description=_("left"))
    def left_who(self, conflict: Conflict) -> str:
        """Who speaks on the left."""
        return _who(conflict, "left")

    @admin.display(description=_("right"))
    def right_who(self, conflict: Conflict) -> str:
        """Who speaks on the right."""
        return _who(conflict, "right")

    def has_rule_permission(self, request: HttpRequest) -> bool:
        """Whether they may rule."""
        return may(request.user, Verb.RULE_CONFLICT)

    @admin.action(description=_("Mark the chosen conflicts as real"), permissions=["rule"])
    def confirm_chosen(self, request: HttpRequest, chosen: QuerySet[Conflict]) -> None:
        """One batch."""
        waiting, batch = list(chosen.exclude(state=ConflictState.CONFIRMED)), uuid.uuid4()
        ruled(
            self,
            request,
            len(waiting),
            lambda by: [conflicts.confirm(row, seen=row.version, by=by, batch=batch) for row in waiting],
        )

    @admin.action(description=_("Dismiss the chosen conflicts"), permissions=["rule"])
    def dismiss_chosen(self, request: HttpRequest, chosen: QuerySet[Conflict]) -> None:
        """One batch."""
        waiting, batch = list(chosen.exclude(state=ConflictState.DISMISSED)), uuid.uuid4()
        ruled(
            self,
            request,
            len(waiting),
            lambda by: [conflicts.dismiss(row, seen=row.version, by=by, batch=batch) for row in waiting],
        )


def _who(conflict: Conflict, side: str) -> str:
    voice = getattr(conflict, side).quote.voice
    if voice is None:
        return "–"
    return str(voice.speaker.name if voice.speaker else voice.name)
