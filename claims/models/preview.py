"""What reading a text again would change, as a worker found it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models import Text
from claims.querysets import PreviewQuerySet


class Preview(models.Model):
    """What the reading of one text by `engine` would have changed when it was tried. Nothing of it is on record.

    The numbers count quotes; `kept` are those of the `decided` that a person's ruling keeps against the reading.
    `examples` are a few of each kind, as `claims.previewing.Example` holds them.
    """

    text = models.OneToOneField(Text, on_delete=models.PROTECT, related_name="preview")
    engine = models.CharField(_("engine"), max_length=80)
    language = models.CharField(_("language"), max_length=10, default="en")
    gained = models.PositiveIntegerField(_("gained"))
    lost = models.PositiveIntegerField(_("lost"))
    ends = models.PositiveIntegerField(_("other ends"))
    speakers = models.PositiveIntegerField(_("other speaker"))
    kept = models.PositiveIntegerField(_("kept as decided"))
    decided = models.PositiveIntegerField(_("decided by people"))
    examples = models.JSONField(_("examples"), default=list)
    tried_at = models.DateTimeField(_("tried"), auto_now=True)

    objects = PreviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview")
        verbose_name_plural = _("previews")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.text_id}: {self.engine}"

    @property
    def nothing(self) -> bool:
        """Whether the record would stay as it is."""
        return not (self.gained or self.lost or self.ends or self.speakers)
