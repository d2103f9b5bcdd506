"""`manage.py ingest PATH…`: many articles at once, through the same door as any other."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser, BooleanOptionalAction
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

import documents
from accounts.models import User
from accounts.permissions import may
from accounts.roles import Verb
from articles.following import Outcome, fates
from articles.intake import Refused, Upload, receive_all
from articles.metadata import BadMetadata, Metadata, read_metadata
from articles.sending import canary_age

TAKEN = documents.ENDINGS
"""What is taken out of a folder. A file that is named itself is tried whatever its name."""
LOOK_EVERY = 0.5
SILENCE = 30.0
"""Seconds without a change after which it is said that no worker seems to answer."""


@dataclass(slots=True)
class _Tally:
    """What became of every file."""

    received: dict[int, str] = field(default_factory=dict)
    refused: list[tuple[str, str]] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    read: int = 0
    known: int = 0


class Command(BaseCommand):
    """Takes files in, follows the work on them, and says what became of each."""

    help = f"Takes articles in: files, or folders with what of them can be read ({', '.join(TAKEN)}) in order of name."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What, with which metadata, in whose name, and whether to wait."""
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file or a folder")
        parser.add_argument(
            "--metadata", type=Path, metavar="CSV", help="columns: file, outlet, published, url, headline"
        )
        parser.add_argument("--user", metavar="NAME", help="who hands them in; the first administrator if left out")
        parser.add_argument(
            "--wait", action=BooleanOptionalAction, default=True, help="follow the work until all is done"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Exits with 1 where the work on any file failed. Raises `CommandError` where nothing can be begun."""
        files = _files(options["paths"])
        metadata = _metadata(options["metadata"])
        by = _sender(options["user"])
        console = Console(file=options.get("stdout") or sys.stdout, highlight=False)
        tally = _taken(files, metadata, by)
        for name in sorted(metadata.keys() - tally.seen):
            console.print(f"The metadata tell of {escape(name)}, which is not among the files.")
        if options["wait"] and tally.received:
            _follow(tally, Console(file=options.get("stderr") or sys.stderr, highlight=False))
        _print_summary(tally, console, waited=options["wait"])
        if tally.failed:
            sys.exit(1)


def _files(paths: Sequence[Path]) -> list[Path]:
    """All files, in order, each once. Raises `CommandError` for a path that is nothing."""
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            inside = (one for one in path.iterdir() if one.suffix.lower() in TAKEN and one.is_file())
            found |= dict.fromkeys(sorted(inside, key=lambda one: one.name))
        elif path.is_file():
            found[path] = None
        else:
            raise CommandError(f"There is no {path}.")
    if not found:
        raise CommandError(f"There is nothing to read: no file whose name ends in {', '.join(TAKEN)}.")
    return list(found)


def _metadata(path: Path | None) -> dict[str, Metadata]:
    if path is None:
        return {}
    try:
        return read_metadata(path)
    except BadMetadata as bad:
        raise CommandError(str(bad)) from bad


def _sender(name: str | None) -> User:
    """In whose name the files come in. Raises `CommandError` where there is none, or they may not."""
    people = User.objects.filter(is_active=True).order_by("pk")
    user = people.filter(username=name).first() if name else people.filter(is_superuser=True).first()
    if user is None:
        raise CommandError(
            f"There is no active user {name}." if name else "There is no administrator: use --user NAME."
        )
    if not may(user, Verb.UPLOAD):
        raise CommandError(f"{user.username} may not upload articles.")
    return user


def _taken(files: Sequence[Path], metadata: dict[str, Metadata], by: User) -> _Tally:
    """Hand every file in at the one door."""
    tally = _Tally()

    def told(upload: Upload) -> Upload:
        name = upload.filename.rsplit("/", 1)[-1]
        tally.seen.add(name)
        known = metadata.get(name)
        if known is None:
            return upload
        return replace(upload, outlet=known.outlet, url=known.url, headline=known.headline, published=known.published)

    for path in files:
        try:
            tally.seen.add(path.name)
            receipt = receive_all(Upload(data=path.read_bytes(), filename=path.name), by=by, told=told)
            inside = f"{path.name}: " if receipt.is_archive else ""
            tally.received |= {row.pk: f"{inside}{row.filename}" for row in receipt.kept}
            tally.refused += [(f"{inside}{name}", reason.sentence) for name, reason in receipt.refused]
        except Refused as refused:
            tally.refused.append((path.name, refused.sentence))
        except OSError as error:
            tally.refused.append((path.name, error.strerror or str(error)))
        except PermissionDenied as denied:  # the role was taken away meanwhile
            raise CommandError(str(denied)) from denied
    return tally


def _follow(tally: _Tally, console: Console) -> None:
    """Wait until the work on every file is settled, with a bar that shows how far it is."""
    columns = (TextColumn("Reading"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    pending, changed_at, told = set(tally.received), time.monotonic(), False
    with Progress(*columns, console=console) as progress:
        bar = progress.add_task("Reading", total=len(pending))
        while pending:
            settled = [fate for fate in fates(pending) if fate.outcome is not Outcome.WAITING]
            for fate in settled:
                tally.read += fate.outcome is Outcome.READ
                tally.known += fate.outcome is Outcome.KNOWN
                if fate.outcome is Outcome.FAILED:
                    tally.failed.append((tally.received[fate.appearance], fate.why))
                pending.remove(fate.appearance)
            progress.advance(bar, len(settled))
            if settled:
                changed_at = time.monotonic()
            elif not told and time.monotonic() - changed_at > SILENCE and canary_age() is None:
                progress.console.print("No worker answers. Start one, or stop waiting with Ctrl-C: nothing is lost.")
                told = True
            if pending:
                time.sleep(LOOK_EVERY)


def _print_summary(tally: _Tally, console: Console, *, waited: bool) -> None:
    """How many of each, and every file that was refused or failed, with the cause."""
    counts = Table(show_header=False, box=None, pad_edge=False)
    rows = [("read", tally.read), ("already known", tally.known)] if waited else [("received", len(tally.received))]
    for name, number in [*rows, ("refused", len(tally.refused)), ("failed", len(tally.failed))]:
        counts.add_row(name, str(number))
    console.print(counts)
    for name, listed in (("refused", tally.refused), ("failed", tally.failed)):
        for file, why in listed:
            console.print(f"{name}: {escape(file)}: {escape(why)}", soft_wrap=True)
