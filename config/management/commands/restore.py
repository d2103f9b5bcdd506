"""`manage.py restore FOLDER`: a backup, into an empty database and an empty store of originals."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.backups import programs, storing


class Command(BaseCommand):
    """Restores a backup, and says whether what is there now is what was backed up."""

    help = "Restores a backup into an empty place, and checks that the content is the same."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """From where."""
        parser.add_argument("folder", type=Path, help="the folder that manage.py backup wrote")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises `CommandError` where the place isn't empty, the backup isn't whole, or the content differs."""
        began = time.monotonic()
        try:
            outcome = storing.restore(options["folder"].expanduser().resolve())
        except (storing.Refused, programs.Unfit) as refused:
            raise CommandError(str(refused)) from refused
        rows = {part.name: part.count for part in outcome.parts}
        self.stdout.write(
            f"Restored in {time.monotonic() - began:.0f} s: {rows.get('claims_quote', 0)} quotes, "
            f"{rows['originals'] - len(outcome.damaged)} originals. The content is that of the backup.\n"
            f"content {outcome.content}"
        )
        for name in outcome.damaged:
            self.stdout.write(f"This original was missing or damaged when the backup was made: {name}")
        for name in outcome.differing:
            self.stdout.write(f"This model file is another one here than where the backup was made: {name}")
