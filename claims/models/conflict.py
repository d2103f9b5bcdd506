"""Where two claims clash."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.spans import SpansField
from claims.models.claim import Claim
from claims.models.quote import Quote
from claims.querysets import ConflictQuerySet
from claims.states import ConflictKind, ConflictRelation, ConflictState, IllegalMove, may_move
from extraction.conflict.sentence import composed


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Conflict(models.Model):
    """Two claims that clash, or a figure of the one that moved on in the other.

    One row a pair, the lower key on the left, with the words that prove it on both sides.

    Recomputed without harm while it is suggested; what a person ruled stays. `wording` is the sentence that says what
    clashes, with places for the two names (`extraction.conflict.sentence`): who speaks may be corrected at any time.
    """

    left = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="conflicts_right")
    right = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="conflicts_left")
    relation = models.CharField(
        _("relation"), max_length=20, choices=ConflictRelation, default=ConflictRelation.CONFLICT
    )
    kind = models.CharField(_("kind"), max_length=20, choices=ConflictKind)
    left_evidence = SpansField(_("evidence on the left"))
    right_evidence = SpansField(_("evidence on the right"))
    wording = models.TextField(_("wording"))
    score = models.FloatField(_("score"))
    state = models.CharField(_("state"), max_length=20, choices=ConflictState, default=ConflictState.SUGGESTED)
    reason = models.TextField(_("reason"), blank=True)
    version = models.PositiveIntegerField(default=1)
    found_at = models.DateTimeField(auto_now_add=True)

    objects = ConflictQuerySet.as_manager()

    class Meta:
        verbose_name = _("conflict")
        verbose_name_plural = _("conflicts")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["left", "right"], name="conflict_once_a_pair"),
            models.CheckConstraint(condition=Q(left__lt=F("right")), name="conflict_left_is_lower"),
            models.CheckConstraint(
                condition=~Q(left_evidence=()) & ~Q(right_evidence=()), name="conflict_has_evidence_on_both_sides"
            ),
            models.CheckConstraint(condition=Q(score__gte=0, score__lte=1), name="conflict_score_is_probability"),
        ]
        indexes = [models.Index(fields=["state", "-id"], name="conflict_by_state")]

    def __str__(self) -> str:
        return self.sentence[:80]

    @property
    def sentence(self) -> str:
        """What clashes, under the names that stand beside the sides now. No query on rows fetched with both voices."""
        left, right = self.left.quote, self.right.quote
        return composed(self.wording, _name(left), _name(right), same=_one_speaks(left, right))

    @property
    def is_clash(self) -> bool:
        """Whether the two can't both be right: a figure that moved on is none."""
        return self.relation == ConflictRelation.CONFLICT

    def move_to(self, state: ConflictState) -> str:
        """Change the state, save, and give the state before. Raises `IllegalMove`."""
        before = self.state
        if not may_move(before, state):
            raise IllegalMove(f"{before} → {state}")
        self.state = state
        self.version += 1
        self.save(update_fields=["state", "version"])
        return before


def _name(quote: Quote) -> str:
    """Of the speaker on record, else as printed, "" for nobody."""
    voice = quote.voice
    if voice is None:
        return ""
    return voice.speaker.name if voice.speaker else voice.name


def _one_speaks(left: Quote, right: Quote) -> bool:
    """Whether both are of one voice or of one speaker on record; two of one name may be two."""
    one, other = left.voice, right.voice
    if one is None or other is None:
        return False
    return one.pk == other.pk or (one.speaker_id is not None and one.speaker_id == other.speaker_id)
