"""States of quotes and conflicts, and the one table of moves between them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class QuoteKind(models.TextChoices):
    """How a quote's words stand in the text."""

    DIRECT = "direct", _("direct")
    MIXED = "mixed", _("mixed")
    INDIRECT = "indirect", _("indirect")


class CueClass(models.TextChoices):
    """What kind of act the cue names."""

    SPEECH = "speech", _("speech")
    THOUGHT = "thought", _("thought")
    PERCEPTION = "perception", _("perception")
    DOCUMENT = "document", _("document")


class QuoteState(models.TextChoices):
    """Where a quote stands: suggested by the machine, ruled on by a person, or missing from the latest reading."""

    SUGGESTED = "suggested", _("suggested")
    ACCEPTED = "accepted", _("accepted")
    REJECTED = "rejected", _("rejected")
    SUPERSEDED = "superseded", _("superseded")


class ConflictState(models.TextChoices):
    """Where a conflict stands."""

    SUGGESTED = "suggested", _("suggested")
    CONFIRMED = "confirmed", _("confirmed")
    DISMISSED = "dismissed", _("dismissed")


class MemberState(models.TextChoices):
    """Where it stands that a claim says the same as the rest of its group."""

    SUGGESTED = "suggested", _("suggested")
    CONFIRMED = "confirmed", _("confirmed")
    TAKEN_OUT = "taken_out", _("taken out")


class ConflictRelation(models.TextChoices):
    """A clash, or a figure that moved on."""

    CONFLICT = "conflict", _("conflict")
    UPDATE = "update", _("update")


class ConflictKind(models.TextChoices):
    """What makes two claims clash."""

    DENIAL = "denial", _("denial")
    NEGATION = "negation", _("negation")
    OPPOSITE = "opposite", _("opposite")
    QUANTITY = "quantity", _("figures")
    DATE = "date", _("dates")
    AGENT = "agent", _("who did it")
    CAUSE = "cause", _("cause")
    OTHER = "other", _("other")


class Stance(models.TextChoices):
    """How the speaker stands to the claim."""

    ASSERTS = "asserts", _("asserts")
    DENIES = "denies", _("denies")
    DOUBTS = "doubts", _("doubts")
    ASKS = "asks", _("asks")
    PREDICTS = "predicts", _("predicts")
    DEMANDS = "demands", _("demands")


MOVES: dict[str, frozenset[str]] = {
    QuoteState.SUGGESTED: frozenset({QuoteState.ACCEPTED, QuoteState.REJECTED}),
    QuoteState.ACCEPTED: frozenset({QuoteState.REJECTED, QuoteState.SUGGESTED}),
    QuoteState.REJECTED: frozenset({QuoteState.ACCEPTED, QuoteState.SUGGESTED}),
    QuoteState.SUPERSEDED: frozenset({QuoteState.ACCEPTED, QuoteState.REJECTED}),
    ConflictState.CONFIRMED: frozenset({ConflictState.DISMISSED, ConflictState.SUGGESTED}),
    ConflictState.DISMISSED: frozenset({ConflictState.CONFIRMED, ConflictState.SUGGESTED}),
}
"""Where a person may move a quote or a conflict. (A suggested conflict moves as a suggested quote: see `may_move`.)

A claim in a group may be moved to any other state.
"""


class IllegalMove(Exception):
    """The state table doesn't allow this move."""


def may_move(before: str, after: str) -> bool:
    """Whether a person may move a row from one state to the other."""
    if before == ConflictState.SUGGESTED and after in {ConflictState.CONFIRMED, ConflictState.DISMISSED}:
        return True
    return after in MOVES[before]
