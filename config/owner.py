"""The two roles of the database: the owner, who migrates, and the app's own, who may do less.

What the app's role may do is granted here and nowhere else: rows of every table, but of the ledger only new ones,
and of the list of migrations none.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import environ
from django.conf import settings
from django.db import connection, connections, transaction
from psycopg import sql

from accounts.models import Act

WHO = ("USER", "PASSWORD", "HOST", "PORT")
"""What tells a connection as one role from one as another."""

_GRANTS = (
    "GRANT USAGE ON SCHEMA public TO {app}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {app}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {app}",
    "REVOKE UPDATE, DELETE ON {ledger} FROM {app}",
    "REVOKE DELETE ON articles_tombstone FROM {app}",
    "REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {app}",
    "REVOKE EXECUTE ON FUNCTION redact_acts(bigint) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION redact_acts(bigint) TO {app}",
)


@contextmanager
def as_owner() -> Iterator[str]:
    """Work on the same database by `MIGRATION_DATABASE_URL`, for as long as the block lasts.

    Gives the name of the app's role, "" where that is the owner itself. No transaction may be open.
    """
    own = environ.Env.db_url_config(settings.MIGRATION_DATABASE_URL)
    stands = connection.settings_dict
    kept = {key: stands[key] for key in (*WHO, "OPTIONS")}
    if all(str(own.get(key, "")) == str(kept[key]) for key in WHO):
        yield ""
        return
    place = {key: own.get(key, "") for key in WHO}
    connection.close()
    stands.update(place, OPTIONS={**kept["OPTIONS"], **own.get("OPTIONS", {})})
    try:
        yield kept["USER"] if kept["USER"] != place["USER"] else ""
    finally:
        connections["default"].close()
        stands.update(kept)


def grant(app: str) -> None:
    """Give the app's role what it needs, and take from it what it must not have. Done by the owner.

    Raises ProgrammingError where the connection's role isn't the owner.
    """
    names = {"app": sql.Identifier(app), "ledger": sql.Identifier(Act._meta.db_table)}
    with transaction.atomic(), connection.cursor() as cursor:
        for line in _GRANTS:
            cursor.execute(sql.SQL(line).format(**names))
