"""`manage.py settings_page`: writes docs/settings.md from the settings themselves."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

import config.run  # noqa: F401  (imported so that its knobs, and those of the processes it starts, are known)
from config.environment import KNOBS, Knob

_HEAD = """# Settings

Every setting is an environment variable; all may be left unset or empty. `manage.py settings_page` writes this page.

| Variable | Kind | When unset | What it means |
|---|---|---|---|
"""


class Command(BaseCommand):
    """Writes the page, or with --check says whether it is stale."""

    help = "Writes docs/settings.md, the list of all settings. With --check, only says whether it is up to date."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to write or only to look, and where."""
        parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 where the page is stale")
        parser.add_argument("--file", type=Path, help="where the page is, instead of docs/settings.md")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises `CommandError` where the page is stale and only a check was asked for."""
        path: Path = options["file"] or settings.BASE_DIR / "docs" / "settings.md"
        page = settings_page(KNOBS)
        if path.exists() and path.read_text(encoding="utf-8") == page:
            self.stdout.write(f"{path.name} is up to date.")
        elif options["check"]:
            raise CommandError(f"{path.name} is stale: run manage.py settings_page.")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(page, encoding="utf-8")
            self.stdout.write(f"{path.name} is written.")


def settings_page(knobs: Iterable[Knob]) -> str:
    """The page, in the order of the alphabet, each knob once."""
    known = {knob.name: knob for knob in knobs}
    return _HEAD + "".join(_row(known[name]) for name in sorted(known))


def _row(knob: Knob) -> str:
    cells = (f"`{knob.name}`", knob.kind, knob.default or "empty", knob.meaning)
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |\n"
