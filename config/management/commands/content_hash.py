"""`manage.py content_hash`: all that is kept, as one hash."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection, transaction

from config.backups import content
from config.owner import as_owner


class Command(BaseCommand):
    """Prints the hash of all rows and originals: equal for equal content, whatever server keeps it."""

    help = "Prints one hash of all rows and originals. With --parts, one of each table too."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether each table is told of."""
        parser.add_argument("--parts", action="store_true", help="also a line for each table: name, rows, hash")

    def handle(self, *args: Any, **options: Any) -> None:
        """Changes nothing, and sees one moment of a database that others work on."""
        with as_owner(), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            parts = [*content.tables(), content.files(content.originals_named())]
        for part in parts if options["parts"] else ():
            self.stdout.write(str(part))
        self.stdout.write(f"content {content.total(parts)}")
