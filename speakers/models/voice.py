"""Those who speak in one article."""

from __future__ import annotations

from typing import Any

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models import Text
from articles.spans import SpansField, inside_text
from speakers.models.speaker import Speaker
from speakers.names import family, known_as, normalised
from speakers.querysets import VoiceQuerySet
from speakers.states import VoiceKind


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Voice(models.Model):
    """One who speaks in one text: the chain of mentions that mean the same source.

    `reason` and `candidates` tell who in the text it is. `speaker`, who on record, is derived by
    `speakers.deriving.derive` alone, from what people decided and from the best match, with `match`, why, and `may_be`,
    the speakers whom it may be instead: rows of `speaker` (key), `name` and `reason`. `number` keeps voices of one name
    apart, in the order of the text. `key` and `family` are how matching looks its name up.
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
    match = models.TextField(_("match"), blank=True)
    may_be = models.JSONField(_("may be"), default=list, blank=True)
    key = models.CharField(max_length=200, editable=False, db_index=True, default="")
    family = models.CharField(max_length=80, editable=False, db_index=True, default="")
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

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A new one with its name as matching looks it up; a name never changes."""
        if self._state.adding:
            self.key = normalised(known_as(self.name, self.kind))
            self.family = family(self.name, self.kind)
        super().save(*args, **kwargs)

    def __str__(self) -> str:
        return self.name
