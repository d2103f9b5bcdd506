"""`manage.py reread`: have the present engine read what an older one read."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections import Counter
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet
from rich.console import Console
from rich.markup import escape
from rich.table import Table

import extraction
from articles.models import Article, Outlet, Text
from articles.titles import title_of
from claims.actions.reading import queue_again
from claims.differing import Difference, Moved, difference
from claims.rereading import Scope, present_engine, read_now, to_read

WIDEST = 100
"""So many characters of a quote are printed."""


class Command(BaseCommand):
    """Queues the work, or tells what it would change. What people decided stays either way."""

    help = "Has articles read again that another engine than the present one read. What people decided stays."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which texts, and whether to do it or to tell what it would do."""
        parser.add_argument("--outlet", metavar="NAME", help="only what appeared there")
        parser.add_argument("--since", type=date.fromisoformat, metavar="DATE", help="only since then: YYYY-MM-DD")
        parser.add_argument("--until", type=date.fromisoformat, metavar="DATE", help="only up to this day")
        parser.add_argument("--all-engines", action="store_true", help="also what the present engine read")
        parser.add_argument("--dry-run", action="store_true", help="write nothing, print what would change")
        parser.add_argument("--sample", type=int, default=20, metavar="N", help="with --dry-run: the newest N (20)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises `CommandError` for an outlet that isn't known, and where no engine is installed."""
        scope = Scope(_outlet(options["outlet"]), options["since"], options["until"])
        console = Console(file=options.get("stdout") or sys.stdout, highlight=False, soft_wrap=True)
        try:
            texts = to_read(scope, None if options["all_engines"] else present_engine())
            if options["dry_run"]:
                _tell(texts, max(0, options["sample"]), console)
                return
        except extraction.ModelMissing as missing:
            raise CommandError(str(missing)) from missing
        queued = len(queue_again(texts))
        console.print(f"{queued} text{'' if queued == 1 else 's'} will be read again by {present_engine()}.")


def _outlet(name: str | None) -> Outlet | None:
    if name is None:
        return None
    found = Outlet.objects.filter(name__iexact=" ".join(name.split())).first()
    if found is None:
        raise CommandError(f"There is no outlet {name}.")
    return found


def _tell(texts: QuerySet[Text], sample: int, console: Console) -> None:
    """Read some of these texts and print what recording that would change: by article, then in total."""
    total, changed = Counter[str](), 0
    chosen = list(texts[:sample])
    for text in chosen:
        reading = read_now(text)
        told = difference(text, reading)
        changed += not told.nothing
        total.update(_counts(told))
        title = title_of(Article.objects.with_heading().get(pk=text.article_id)) or f"Article {text.article_id}"
        language = "" if reading.language == "en" else f" (not English: {reading.language})"
        console.print(f"[bold]{escape(title)}[/bold]{language}: {_in_a_line(told)}")
        _print_lines(told, console)
    console.print(f"\nOf {texts.count()} texts that would be read again the newest {len(chosen)} were read here.")
    console.print(f"{changed} of these would change; nothing was written.")
    table = Table(show_header=False, box=None, pad_edge=False)
    for name, number in total.items():
        table.add_row(name, str(number))
    console.print(table)


def _counts(told: Difference) -> dict[str, int]:
    return {
        "gained": len(told.gained),
        "lost": len(told.lost),
        "other ends": len(told.ends),
        "other speaker": len(told.speakers),
        "decided by people": told.decided,
        "of these kept against the reading": len(told.kept),
    }


def _in_a_line(told: Difference) -> str:
    said = [f"{number} {name}" for name, number in list(_counts(told).items())[:4] if number]
    said += [f"{len(told.kept)} kept as decided"] if told.kept else []
    return ", ".join(said) or "nothing changes"


def _print_lines(told: Difference, console: Console) -> None:
    """Each change: + gained, - lost, ~ ends or speaker, = kept."""
    lines = [("+", words) for words in told.gained] + [("-", words) for words in told.lost]
    lines += [("~", f"{_short(each.before)} → {_short(each.after)}") for each in told.ends]
    lines += [("~", _spoken(each)) for each in told.speakers] + [("=", words) for words in told.kept]
    for sign, words in lines:
        console.print(f"  {sign} {escape(words if sign == '~' else _short(words))}")


def _spoken(each: Moved) -> str:
    return f"{each.before or 'nobody'} → {each.after or 'nobody'}: {_short(each.words)}"


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= WIDEST else f"{words[: WIDEST - 1]}…"
