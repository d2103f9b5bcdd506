"""What a CSV file says of the articles beside it: file, outlet, published, url, headline."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.utils.dateparse import parse_date, parse_datetime

COLUMNS = ("file", "outlet", "published", "url", "headline")


class BadMetadata(Exception):
    """The file can't be used. The message names the line."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of one article before it is read."""

    outlet: str = ""
    published: date | datetime | None = None
    url: str = ""
    headline: str = ""


def read_metadata(path: Path) -> dict[str, Metadata]:
    """What the CSV says, by file name. Raises `BadMetadata`.

    The first line names the columns; only `file` must be there. A date is 2026-11-25 or an ISO instant.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            names = set(reader.fieldnames or ())
            if "file" not in names or names - set(COLUMNS):
                raise BadMetadata(f"The first line must name columns among {', '.join(COLUMNS)}, and 'file' is needed.")
            return {Path(row["file"]).name: _of(row, reader.line_num) for row in reader if row["file"]}
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadMetadata(f"{path}: {error}") from error


def _of(row: dict[str, str | None], line: int) -> Metadata:
    said = {name: (row.get(name) or "").strip() for name in COLUMNS}
    try:
        published = parse_date(said["published"]) or parse_datetime(said["published"])
    except ValueError:  # well formed, and no day of any calendar
        published = None
    if said["published"] and published is None:
        raise BadMetadata(f"Line {line}: {said['published']!r} is no date. Write it as 2026-11-25.")
    return Metadata(said["outlet"], published, said["url"], said["headline"])
