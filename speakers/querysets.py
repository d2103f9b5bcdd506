"""What of the speakers a person may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from articles.locking import locked
from articles.querysets import VisibleQuerySet

if TYPE_CHECKING:
    from speakers.models import Speaker, Voice  # noqa: F401 - named as the type of a queryset's rows


class SpeakerQuerySet(VisibleQuerySet["Speaker"]):
    """Speakers."""

    def canonical(self) -> SpeakerQuerySet:
        """Those that stand for themselves."""
        return self.standing().filter(canonical=None)

    def standing(self) -> SpeakerQuerySet:
        """All but those whose being put on record was taken back."""
        return self.filter(stands=True)

    def by_name(self) -> SpeakerQuerySet:
        """By name, then key: the order in which lists are paged."""
        return self.order_by("name", "id")


class VoiceQuerySet(VisibleQuerySet["Voice"]):
    """Voices."""

    def lock(self, pk: int, *, seen: int | None) -> Voice:
        """The row, locked to the end of the transaction. Raises `Stale` where it has changed since `seen`."""
        return locked(self, pk, seen)
