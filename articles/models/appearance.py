"""How and from whom an article was received."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import HashIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Desk
from articles.models.article import Article, Outlet, Text
from articles.querysets import AppearanceQuerySet


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Appearance(models.Model):
    """One receipt of an article: who sent it, the original bytes by hash, and whatever is known of where it ran.

    `text` is the version of the article that it showed.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, null=True, related_name="appearances")
    text = models.ForeignKey(Text, on_delete=models.PROTECT, null=True, blank=True, related_name="appearances")
    original = models.CharField(_("original"), max_length=64, help_text=_("SHA-256 of the bytes received."))
    filename = models.CharField(_("file name"), max_length=255, blank=True)
    media_type = models.CharField(_("media type"), max_length=100)
    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, null=True, blank=True, related_name="appearances")
    url = models.URLField(_("address"), max_length=2000, blank=True)
    headline = models.CharField(_("headline"), max_length=500, blank=True)
    byline = models.CharField(_("byline"), max_length=300, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    received_at = models.DateTimeField(_("received"), auto_now_add=True)
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="appearances")
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, null=True, blank=True, related_name="appearances")
    unread = ArrayField(
        models.CharField(max_length=255),
        verbose_name=_("not read"),
        default=list,
        db_default=[],
        blank=True,
        help_text=_("What the file also holds and was not read, such as an e-mail's attachments, by name."),
    )
    version = models.PositiveIntegerField(default=1)

    objects = AppearanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("appearance")
        verbose_name_plural = _("appearances")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["article", "id"], name="appearance_by_article"),
            HashIndex(fields=["url"], name="appearance_by_url"),
        ]

    def __str__(self) -> str:
        return self.headline or self.filename or f"Appearance {self.pk}"
