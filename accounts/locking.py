"""Rows that people change carry a version; a write says which one it saw."""

from __future__ import annotations

from typing import Any

from django.db import models


class Stale(Exception):
    """The row has changed since the writer saw it. `row` is how it stands now, `seen` the version that was seen."""

    def __init__(self, row: Any, seen: int) -> None:
        super().__init__(f"{row._meta.label_lower} {row.pk} has changed since version {seen}")
        self.row, self.seen = row, seen


def locked(rows: models.QuerySet[Any], pk: int, seen: int | None) -> Any:
    """The row, locked to the end of the transaction. Raises `Stale` where its version is not the one seen.

    `seen=None` is for rows fetched in the same transaction.
    """
    row = rows.select_for_update(of=("self",)).get(pk=pk)
    if seen is not None and row.version != seen:
        raise Stale(row, seen)
    return row
