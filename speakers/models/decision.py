"""What people decided of who is who."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from speakers.models.speaker import Speaker
from speakers.models.voice import Voice
from speakers.states import Answer


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Decisions."""

    def live(self) -> DecisionQuerySet:
        """Those that stand."""
        return self.filter(withdrawn_at=None)


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Decision(models.Model):
    """A person's judgement about a voice and a speaker. Withdrawn, never deleted; one live one a pair."""

    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, related_name="decisions")
    speaker = models.ForeignKey(Speaker, on_delete=models.PROTECT, related_name="decisions")
    answer = models.CharField(_("answer"), max_length=20, choices=Answer)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="decisions")
    at = models.DateTimeField(_("at"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["voice", "speaker"], condition=Q(withdrawn_at=None), name="decision_one_live_a_pair"
            ),
            models.UniqueConstraint(
                fields=["voice"], condition=Q(withdrawn_at=None, answer=Answer.SAME), name="decision_one_same_a_voice"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.voice} and {self.speaker}: {self.get_answer_display()}"
