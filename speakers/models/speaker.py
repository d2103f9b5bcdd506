"""Those who speak, and the names they go by."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from speakers.names import normalised
from speakers.querysets import SpeakerQuerySet
from speakers.states import SpeakerKind


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Speaker(models.Model):
    """A person, organisation, government or group on record. `canonical` points to the speaker it was found to be."""

    kind = models.CharField(_("kind"), max_length=20, choices=SpeakerKind)
    name = models.CharField(_("name"), max_length=200)
    canonical = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged")
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


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Alias(models.Model):
    """A name that a speaker goes by. `normalised` is what matching compares."""

    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(_("name"), max_length=200)
    normalised = models.CharField(max_length=200, editable=False, db_index=True)

    class Meta:
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["speaker", "normalised"], name="alias_once")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Keep the compared form in step with the name."""
        self.normalised = normalised(self.name)
