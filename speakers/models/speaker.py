"""Those who speak, and the names they go by."""

from __future__ import annotations

from typing import Any

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from speakers.lookalikes import Odd, odd_characters
from speakers.names import family, normalised
from speakers.querysets import SpeakerQuerySet
from speakers.states import SpeakerKind


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Speaker(models.Model):
    """A person, organisation, government or group on record.

    `canonical` is the speaker it was found to be. That, `name` and the aliases are derived, by `speakers.deriving`
    alone, from `original_names`, those it was put on record with, and from what people decided. `made_by` is the act
    that put it on record, where one did; once that is taken back the speaker doesn't `stand`: it is neither listed nor
    matched.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=SpeakerKind)
    name = models.CharField(_("name"), max_length=200)
    canonical = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged")
    original_names = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    stands = models.BooleanField(default=True)
    made_by = models.UUIDField(null=True, editable=False)
    wikidata = models.CharField(_("Wikidata"), max_length=20, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SpeakerQuerySet.as_manager()

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=SpeakerKind.values), name="speaker_kind_known"),
            models.CheckConstraint(condition=~Q(name=""), name="speaker_named"),
            models.CheckConstraint(condition=~Q(canonical=models.F("id")), name="speaker_not_its_own_canonical"),
        ]
        indexes = [models.Index(fields=["name", "id"], name="speaker_by_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def odd(self) -> list[Odd]:
        """The characters of its name that may deceive."""
        return odd_characters(self.name)


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Alias(models.Model):
    """A name that a speaker goes by. `normalised` is what matching compares, `family` finds those like it."""

    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(_("name"), max_length=200)
    normalised = models.CharField(max_length=200, editable=False, db_index=True)
    family = models.CharField(max_length=80, editable=False, db_index=True, default="")

    class Meta:
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["speaker", "normalised"], name="alias_once")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """With the compared forms in step with the name."""
        self.normalised, self.family = normalised(self.name), family(self.name, self.speaker.kind)
        super().save(*args, **kwargs)
