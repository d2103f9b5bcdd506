"""What is left of an article that was erased for good."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from articles.querysets import TombstoneQuerySet


class Tombstone(models.Model):
    """Who erased an article, when and why, and by which hashes the same is known when it is sent again.

    `article` is the key that it had. `originals`, `texts` and `addresses` are SHA-256 in hex: of the files received,
    of the normalised texts, of the addresses; what another article has too is left out. A lifted one refuses nothing.
    """

    article = models.BigIntegerField(_("article"), unique=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("erased by")
    )
    at = models.DateTimeField(_("erased"), auto_now_add=True)
    reason = models.TextField(_("reason"))
    originals = ArrayField(models.CharField(max_length=64), verbose_name=_("originals"), default=list)
    texts = ArrayField(models.CharField(max_length=64), verbose_name=_("texts"), default=list)
    addresses = ArrayField(models.CharField(max_length=64), verbose_name=_("addresses"), default=list)
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lifted by"),
    )

    objects = TombstoneQuerySet.as_manager()

    class Meta:
        verbose_name = _("tombstone")
        verbose_name_plural = _("tombstones")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="tombstone_has_reason"),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by=None) | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="tombstone_lifted_by_somebody",
            ),
        ]
        triggers = [pgtrigger.Protect(name="stays", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"Tombstone of article {self.article}"

    @property
    def sentence(self) -> str:
        """Why the same is not taken in again."""
        told = _t(
            "This is of article %(article)s, erased for good on %(day)s by %(who)s. An administrator can lift that."
        )
        day = date_format(timezone.localtime(self.at), "j F Y")
        return told % {"article": self.article, "day": day, "who": self.by.get_username()}
