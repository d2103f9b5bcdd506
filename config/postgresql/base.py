"""The connection of this backend."""

from __future__ import annotations

import psycopg
from django.db import OperationalError
from django.db.backends.postgresql import base
from psycopg import generators

PATIENCE = 1.0
"""Seconds in which a server answers on a connection that was kept open; a frozen one never does."""


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, but for the question whether a kept connection still serves."""

    def is_usable(self) -> bool:
        """Whether the server answers on the connection kept.

        Raises OperationalError where it says nothing at all: to connect anew would take as long again.
        """
        kept = self.connection
        if kept is None:
            return False
        try:
            kept.pgconn.send_query(b"SELECT 1")
            answers = kept.wait(generators.fetch_many(kept.pgconn), timeout=PATIENCE)
        except psycopg.Error as error:
            silent = kept.pgconn.status == psycopg.pq.ConnStatus.OK
            if silent:
                kept.close()
                self.connection = None
                raise OperationalError("the server says nothing") from error
            return False
        return all(answer.status == psycopg.pq.ExecStatus.TUPLES_OK for answer in answers)
