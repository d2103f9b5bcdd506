"""What people decided of who is who."""

from __future__ import annotations

from collections.abc import Iterable

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext_lazy as _

from speakers.models.speaker import Speaker
from speakers.models.voice import Voice
from speakers.states import Answer


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Decisions."""

    def live(self) -> DecisionQuerySet:
        """Those that stand."""
        return self.filter(withdrawn_at=None)

    def kept(self) -> DecisionQuerySet:
        """Those whose act was not taken back, whether or not a later one stands in their place."""
        return self.filter(undone_at=None)

    def about(self, speakers: Iterable[int]) -> DecisionQuerySet:
        """Those about one of these speakers."""
        keys = list(speakers)
        return self.filter(Q(speaker__in=keys) | Q(other__in=keys))

    def joining(self) -> DecisionQuerySet:
        """Live ones by which two speakers are the same."""
        return self.live().filter(answer=Answer.SAME, other__isnull=False)


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Decision(models.Model):
    """A person's judgement about a speaker and a voice, another speaker, or a name. Withdrawn, never deleted.

    One is live a pair: the latest whose `act` was not taken back; `speakers.ledger` sees to that, and nothing else
    writes `withdrawn_at`. Of two speakers that are the same, `speaker` is the one under whose name both go. A name that
    `leads` is what the speaker is called.
    """

    speaker = models.ForeignKey(Speaker, on_delete=models.PROTECT, related_name="decisions")
    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions")
    other = models.ForeignKey(Speaker, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions_too")
    name = models.CharField(_("name"), max_length=200, blank=True)
    key = models.CharField(max_length=200, blank=True, editable=False)
    leads = models.BooleanField(default=False)
    answer = models.CharField(_("answer"), max_length=20, choices=Answer)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="decisions")
    at = models.DateTimeField(_("at"), auto_now_add=True)
    act = models.UUIDField(null=True, editable=False, db_index=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    undone_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["voice", "speaker"],
                condition=Q(withdrawn_at=None, voice__isnull=False),
                name="decision_one_live_a_pair",
            ),
            models.UniqueConstraint(
                fields=["voice"], condition=Q(withdrawn_at=None, answer=Answer.SAME), name="decision_one_same_a_voice"
            ),
            models.UniqueConstraint(
                Least("speaker", "other"),
                Greatest("speaker", "other"),
                condition=Q(withdrawn_at=None, other__isnull=False),
                name="decision_one_live_a_pair_of_speakers",
            ),
            models.UniqueConstraint(
                fields=["speaker", "key"], condition=Q(withdrawn_at=None) & ~Q(key=""), name="decision_one_live_a_name"
            ),
            models.CheckConstraint(
                condition=Q(voice__isnull=False, other=None, key="")
                | Q(voice=None, other__isnull=False, key="")
                | (Q(voice=None, other=None) & ~Q(key="")),
                name="decision_about_one_thing",
            ),
            models.CheckConstraint(condition=~Q(other=models.F("speaker")), name="decision_about_two_speakers"),
            models.CheckConstraint(
                condition=Q(undone_at=None) | Q(withdrawn_at__isnull=False), name="decision_undone_is_withdrawn"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.voice or self.other or self.name} and {self.speaker}: {self.get_answer_display()}"
