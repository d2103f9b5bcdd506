"""`manage.py backup FOLDER`: all that is kept, as of one moment, while the app works on."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.backups import programs, storing


class Command(BaseCommand):
    """Writes a backup. Ends with 1 where an original is damaged; all else is backed up then too."""

    help = "Writes database, originals and the models' checksums to a folder, while the app works on."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to."""
        parser.add_argument("folder", type=Path, help="a folder that is empty, or not there yet")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises `CommandError` where no backup could be written."""
        began = time.monotonic()
        folder: Path = options["folder"].expanduser().resolve()
        try:
            outcome = storing.back_up(folder)
        except (storing.Refused, programs.Unfit) as refused:
            raise CommandError(str(refused)) from refused
        rows = {part.name: part.count for part in outcome.parts}
        self.stdout.write(
            f"Backed up to {folder} in {time.monotonic() - began:.0f} s: {rows.get('claims_quote', 0)} quotes, "
            f"{rows['originals'] - len(outcome.damaged)} originals.\ncontent {outcome.content}"
        )
        if outcome.damaged:
            self.stdout.write(
                "Originals that are missing or damaged here, and so not in the backup:\n" + "\n".join(outcome.damaged)
            )
            sys.exit(1)
