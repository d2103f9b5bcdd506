"""What is kept, as one hash: the same before a backup and after its restore, whatever the order of rows on disk."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from psycopg import sql

from articles import originals
from articles.models import Appearance

_PRINTED = (
    "SET LOCAL timezone = 'UTC'",
    "SET LOCAL datestyle = 'ISO, MDY'",
    "SET LOCAL intervalstyle = 'postgres'",
    "SET LOCAL bytea_output = 'hex'",
    "SET LOCAL extra_float_digits = 1",
)
"""How values are printed, whatever the server's settings."""

_TABLES = """
    SELECT c.relname, array_agg(a.attname ORDER BY a.attname)
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
      AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
    GROUP BY c.relname ORDER BY c.relname COLLATE "C"
"""

_ROWS = """
    SELECT count(*), encode(sha256(coalesce(string_agg(row, ''::bytea ORDER BY row), ''::bytea)), 'hex')
    FROM (SELECT sha256(convert_to(ROW({columns})::text, 'UTF8')) AS row FROM public.{table}) AS rows
"""


@dataclass(frozen=True, slots=True)
class Part:
    """One table, or the originals: its name, how many rows or files it has, and the SHA-256 of all, in hex."""

    name: str
    count: int
    sha256: str

    def __str__(self) -> str:
        return f"{self.name} {self.count} {self.sha256}"


def tables() -> Iterator[Part]:
    """Every table, by name. Columns that the database works out from others are left out.

    In a transaction: it is that transaction's snapshot that is told of.
    """
    with connection.cursor() as cursor:
        for line in _PRINTED:
            cursor.execute(line)
        cursor.execute(_TABLES)
        for table, columns in cursor.fetchall():
            listed = sql.SQL(", ").join(map(sql.Identifier, columns))
            cursor.execute(sql.SQL(_ROWS).format(columns=listed, table=sql.Identifier(table)))
            yield Part(table, *cursor.fetchone())


def files(named: list[str]) -> Part:
    """The originals of these hashes, read whole: one that is missing or damaged changes what is told."""
    told = hashlib.sha256()
    for name in sorted(named):
        told.update(f"{name} {originals.problem(name) and 'damaged'}\n".encode())
    return Part("originals", len(named), told.hexdigest())


def originals_named() -> list[str]:
    """The hashes of all originals that receipts name, sorted."""
    return sorted(Appearance.objects.with_original().order_by().values_list("original", flat=True).distinct())


def total(parts: list[Part]) -> str:
    """The one hash of all these."""
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()
