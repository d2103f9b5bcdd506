"""Claims that say the same, in whichever words and outlets."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim
from claims.querysets import GroupMemberQuerySet
from claims.states import IllegalMove, MemberState


class Alike(models.Model):
    """Two claims that the judge holds to say the same; `same` is how likely, 0 to 1. Recomputed without harm.

    One row a pair, the lower key on the left. What groups are made of; by itself it is shown nowhere.
    """

    left = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="alike_right")
    right = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="alike_left")
    same = models.FloatField(_("how likely they say the same"))

    class Meta:
        verbose_name = _("pair of claims alike")
        verbose_name_plural = _("pairs of claims alike")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["left", "right"], name="alike_once_a_pair"),
            models.CheckConstraint(condition=Q(left__lt=F("right")), name="alike_left_is_lower"),
            models.CheckConstraint(condition=Q(same__gte=0, same__lte=1), name="alike_is_probability"),
        ]

    def __str__(self) -> str:
        return f"{self.left_id} = {self.right_id}"


class ClaimGroup(models.Model):
    """What several claims say alike. It is nothing but its members, and keeps its key whoever joins it."""

    made_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        verbose_name = _("group of claims")
        verbose_name_plural = _("groups of claims")
        ordering = ["-id"]

    def __str__(self) -> str:
        return str(self.pk)


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class GroupMember(models.Model):
    """A claim in a group, in one at most.

    The machine's while it is suggested: put in and taken back by `claims.grouping` alone. What a person confirmed or
    took out stays; one that was taken out keeps its row, so that no machine puts the claim into a group again.
    """

    group = models.ForeignKey(ClaimGroup, on_delete=models.PROTECT, related_name="members")
    claim = models.OneToOneField(Claim, on_delete=models.CASCADE, related_name="member")
    state = models.CharField(_("state"), max_length=20, choices=MemberState, default=MemberState.SUGGESTED)
    version = models.PositiveIntegerField(default=1)
    found_at = models.DateTimeField(_("found"), auto_now_add=True)

    objects = GroupMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim in a group")
        verbose_name_plural = _("claims in groups")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=MemberState.values), name="group_member_state_known")
        ]

    def __str__(self) -> str:
        return f"{self.group_id}: {self.claim_id}"

    def move_to(self, state: MemberState) -> str:
        """Change the state, save, and give the state before. Raises `IllegalMove`."""
        before = self.state
        if before == state:
            raise IllegalMove(f"{before} → {state}")
        self.state = state
        self.version += 1
        self.save(update_fields=["state", "version"])
        return before
