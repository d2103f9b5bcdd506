"""`manage.py recalibrate`: fit the judge of conflicts to what people confirmed and dismissed, where that is better."""

from __future__ import annotations

import shutil
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.recalibrating import FEWEST, TooFew, tried
from claims.rulings import rulings
from extraction import ModelMissing
from extraction.conflict import encoder


class Command(BaseCommand):
    """Nothing on record changes, and nothing is used before the operator says so."""

    help = (
        "Fits the judge of conflicts to half of what people confirmed and dismissed, tries it on the other half, and "
        "writes it to a folder only where it does better there than the one in use."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to, and which network."""
        parser.add_argument("out", type=Path, help="a folder that isn't there yet")
        parser.add_argument("--judge", type=Path, help="the folder of another network than the one in use")

    def handle(self, *args: Any, out: Path, judge: Path | None, **options: Any) -> None:
        """Print both losses, and where the offer is, if there is one."""
        if out.exists():
            raise CommandError(f"{out} is there already.")
        used = encoder.FOLDER
        candidate = judge or used
        try:
            trial = tried(list(rulings()), candidate, used)
        except TooFew as few:
            raise CommandError(f"Too few rulings: {few} Each half needs {FEWEST}, some of either kind.") from few
        except (ModelMissing, OSError, ValueError, KeyError) as error:
            raise CommandError(f"The judge in {candidate} can't be used: {error}") from error
        self.stdout.write(
            f"Fitted to {trial.fitted} rulings, tried on {trial.tried}. "
            f"Log loss there: {trial.before:.3f} in use, {trial.after:.3f} fitted; "
            f"better in {trial.better:.1%} of the draws."
        )
        if not trial.wins:
            self.stdout.write("It isn't surely better: nothing is offered.")
            return
        shutil.copytree(candidate, out)
        encoder.sign(out, encoder.curves(candidate) | {encoder.ARTICLES: trial.curve})
        self.stdout.write(f"Written to {out}. It is used once JUDGE_FOLDER names it and the app has started again.")
