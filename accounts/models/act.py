"""The ledger of human acts: append-only, and the one source of undo."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pghistory
import pgtrigger
import structlog
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models.user import User


class ActQuerySet(models.QuerySet["Act"]):
    """Acts, newest first."""

    def on(self, rows: models.Model | Iterable[models.Model]) -> ActQuerySet:
        """Acts on one row, or on several rows of one table."""
        listed = [rows] if isinstance(rows, models.Model) else list(rows)
        if not listed:
            return self.none()
        return self.filter(object_type=listed[0]._meta.label_lower, object_id__in=[row.pk for row in listed])

    def live(self) -> ActQuerySet:
        """Acts that stand: neither undone nor themselves an undo."""
        return self.filter(undoes=None, undone_by=None)


_REDACTED_OR_REFUSED = """
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) = to_jsonb(OLD) || '{"reason": "", "before": {}, "after": {}}' THEN
        IF is_being_erased(NEW.object_type, NEW.object_id) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
"""
"""`is_being_erased` knows all tables, and so is made by the highest app's migrations (`claims`, 0009)."""


class Act(models.Model):
    """What a person meant: who did what to which row, when, and what stood before and after.

    `before` and `after` hold keys, spans and states, never an article's words. There are no
    cascading keys: the ledger outlives what it tells of. Of an article that is erased it keeps who did what to which
    row and when; reason, `before` and `after` are emptied, by the database's own function and for nothing else.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    verb = models.CharField(_("verb"), max_length=40)
    by = models.ForeignKey(User, on_delete=models.DO_NOTHING, related_name="acts", db_constraint=False)
    at = models.DateTimeField(_("at"), auto_now_add=True, db_index=True)
    batch = models.UUIDField(null=True, blank=True, db_index=True)
    request_id = models.CharField(max_length=64, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    object_type = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    undoes = models.OneToOneField(
        "self", on_delete=models.DO_NOTHING, null=True, blank=True, related_name="undone_by", db_constraint=False
    )

    objects = ActQuerySet.as_manager()

    class Meta:
        verbose_name = _("act")
        verbose_name_plural = _("acts")
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["object_type", "object_id", "-at"], name="act_by_object")]
        triggers = [
            pgtrigger.Trigger(
                name="append_only",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=_REDACTED_OR_REFUSED,
            )
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.object_type} {self.object_id}"


class Acting:
    """An act under way: gathers what is done in its transaction under one id."""

    def __init__(self, verb: str, by: User, reason: str, batch: uuid.UUID | None) -> None:
        self.id = uuid.uuid4()
        self.verb, self.by, self.reason, self.batch = verb, by, reason, batch

    def record(
        self, row: models.Model, *, before: dict[str, Any], after: dict[str, Any], undoes: Act | None = None
    ) -> Act:
        """Write the row of the ledger. Called once an act."""
        return Act.objects.create(
            id=self.id,
            verb=self.verb,
            by=self.by,
            reason=self.reason,
            batch=self.batch,
            request_id=structlog.contextvars.get_contextvars().get("request_id", ""),
            object_type=row._meta.label_lower,
            object_id=row.pk,
            before=before,
            after=after,
            undoes=undoes,
        )


@contextmanager
def acting(verb: str, *, by: User, reason: str = "", batch: uuid.UUID | None = None) -> Iterator[Acting]:
    """One transaction in which a person changes something; row history carries the act's id.

    The change and its row in the ledger stand or fall together.
    """
    act = Acting(verb, by, reason, batch)
    with transaction.atomic(), pghistory.context(act=str(act.id), user=by.pk):
        yield act
