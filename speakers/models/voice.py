"""Those who speak in one article."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models import Text
from articles.spans import SpansField, inside_text
from speakers.models.speaker import Speaker
from speakers.querysets import VoiceQuerySet
from speakers.states import VoiceKind


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Voice(models.Model):
    """One who speaks in one text: the chain of mentions that mean the same source.

    `speaker` is derived, by `speakers.matching.derive` alone, from what people decided and from the
    best match. `number` keeps voices of one name apart, in the order of the text.
    """

    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="voices")
    name = models.CharField(_("name as printed"), max_length=300)
    kind = models.CharField(_("kind"), max_length=20, choices=VoiceKind)
    number = models.PositiveIntegerField(default=0)
    mentions = SpansField(_("mentions"), default=tuple)
    speaker = models.ForeignKey(Speaker, on_delete=models.PROTECT, null=True, blank=True, related_name="voices")
    score = models.FloatField(_("score"), default=1.0)
    reason = models.TextField(_("reason"), blank=True)
    candidates = models.JSONField(_("candidates"), default=list, blank=True)
    by_person = models.BooleanField(_("named by a person"), default=False)
    version = models.PositiveIntegerField(default=1)

    objects = VoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("voice")
        verbose_name_plural = _("voices")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["text", "name", "kind", "number"], name="voice_once"),
            models.CheckConstraint(condition=Q(score__gte=0, score__lte=1), name="voice_score_is_probability"),
            models.CheckConstraint(condition=Q(kind__in=VoiceKind.values), name="voice_kind_known"),
        ]
        triggers = [inside_text("voice_inside_text", "mentions")]

    def __str__(self) -> str:
        return self.name
