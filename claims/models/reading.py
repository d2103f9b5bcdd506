"""Which engine read a text last, and in which language it found it to be."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from pgvector.django import HalfVectorField

from articles.models import Text
from claims.querysets import ReadingQuerySet


class Reading(models.Model):
    """The latest reading of one text. `engine` is the engine's own name for itself (`extraction.Reading.engine`).

    `language` is "en", or the ISO 639-1 code of the language that the text surely is in. A text that was read before
    this was kept, and that no quote tells of, has no row. `names` and `lead` (384 half floats) say what the article is
    about (`extraction.story`).
    """

    text = models.OneToOneField(Text, on_delete=models.PROTECT, related_name="reading")
    engine = models.CharField(_("engine"), max_length=80)
    language = models.CharField(_("language"), max_length=10, default="en")
    names = ArrayField(models.TextField(), verbose_name=_("names"), default=list, db_default=[])
    lead = HalfVectorField(_("vector of the beginning"), dimensions=384, null=True)
    read_at = models.DateTimeField(_("read"), auto_now=True)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        ordering = ["-id"]
        indexes = [models.Index(fields=["engine"], name="reading_by_engine")]

    def __str__(self) -> str:
        return f"{self.text_id}: {self.engine}"
