"""`manage.py twins`: find the quotes that are printed in several articles, among what is on record already."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import F

from articles.models import Text
from claims.actions.copies import find_copies
from claims.models import Quote


class Command(BaseCommand):
    """Done once after an update from a version that didn't look for copies; done again it changes nothing."""

    help = "Finds copies of quotes among what is on record. New articles need no such thing."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Text by text, each in a transaction of its own."""
        queued = 0
        for text in Text.objects.filter(article__current_text=F("pk")).defer("body").order_by("pk").iterator():
            queued += find_copies(text)
        copies = Quote.objects.exclude(twin_of=None).count()
        self.stdout.write(f"{copies} quotes are copies of another; {queued} texts will be compared again.")
