"""`manage.py check_store`: is every original and every file of a model still what it was?"""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand
from rich.console import Console

from articles import originals
from claims.integrity import damaged_models, damaged_originals, originals_named, unchecked_models


class Command(BaseCommand):
    """Reads all that is kept in files and names what is damaged or missing. Changes nothing."""

    help = "Checks every original against its hash and every file of a model against its checksum."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Exits with 1 where anything is damaged or missing."""
        console = Console(file=options.get("stdout") or sys.stdout, highlight=False, markup=False, soft_wrap=True)
        named = originals_named()
        bad = 0
        for damage in damaged_originals(named):
            bad += 1
            where = f"article {damage.article}" if damage.article else "no article yet"
            console.print(f"{damage.sentence} {originals.path(damage.original)} ({where})")
        models = damaged_models()
        for sentence in models:
            console.print(sentence)
        for name in unchecked_models():
            console.print(f"Not checked: {name} comes without checksums.")
        spare = sum(one not in named for one in originals.kept())
        if spare:
            console.print(f"Files in the store that no receipt names: {spare}. They do no harm.")
        told = "all are whole" if not bad else f"{bad} damaged or missing"
        console.print(f"Originals: {len(named)} checked, {told}.")
        console.print(f"Models: {'all are whole' if not models else f'{len(models)} files damaged or missing'}.")
        if bad or models:
            sys.exit(1)
