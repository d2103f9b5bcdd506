"""Which speakers are listed: those of whom something is on record, and those whom a person put there or ruled on.

A reading puts speakers on record by their names alone. Where a later one finds no such quote, the speaker stays, so
that its page and its name are there when the name comes again; but nobody who looks for speakers should find one who
said nothing.
"""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, Q

from claims.models import Quote
from claims.querysets import SPOKEN
from claims.states import QuoteState
from speakers.models import Decision
from speakers.querysets import SpeakerQuerySet


def listed(speakers: SpeakerQuerySet) -> SpeakerQuerySet:
    """Of these the ones to list. A quote that people rejected counts: they may take that back."""
    said = Quote.objects.filter(
        voice__speaker=OuterRef("pk"), cue_class__in=SPOKEN, text__article__current_text=F("text")
    )
    said = said.exclude(state=QuoteState.SUPERSEDED)
    decided = Decision.objects.live().filter(Q(speaker=OuterRef("pk")) | Q(other=OuterRef("pk")))
    return speakers.filter(Exists(said) | Exists(decided) | Q(made_by__isnull=False))
