"""`manage.py export quotes|conflicts|rulings`: what is on record, as JSON Lines on standard output."""

from __future__ import annotations

import json
import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from claims import exporting

_WHAT = {"quotes": exporting.quotes, "conflicts": exporting.conflicts, "rulings": exporting.judgements}


class Command(BaseCommand):
    """One JSON object a line, in UTF-8."""

    help = (
        "Writes all quotes, all conflicts, or what people ruled on these, as JSON Lines: one object a line. Rulings "
        "come as pairs of claims that the judge of conflicts can be taught with."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which of these."""
        parser.add_argument("what", choices=sorted(_WHAT))

    def handle(self, *args: Any, **options: Any) -> None:
        """Ends quietly where the reader of the pipe has had enough."""
        try:
            for row in _WHAT[options["what"]]():
                self.stdout.write(json.dumps(row, ensure_ascii=False))
            self.stdout.flush()
        except BrokenPipeError:
            # the flush at exit goes nowhere
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
