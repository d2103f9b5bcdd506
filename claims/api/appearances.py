"""Appearances: how articles were received, and whether their text is out of the file yet."""

from __future__ import annotations

from accounts.permissions import Person
from articles.querysets import AppearanceQuerySet
from claims.api.record import Record
from claims.api.rows import appearances_for
from claims.api.serializers import AppearanceOut


class AppearanceViewSet(Record):
    """What was received, newest first."""

    serializer_class = AppearanceOut

    def rows(self, person: Person) -> AppearanceQuerySet:
        """Appearances this person may see."""
        return appearances_for(person)
