"""The connection of this backend."""

from __future__ import annotations

import socket
import struct
import time
from typing import Any

import psycopg
from django.db import OperationalError
from django.db.backends.postgresql import base
from psycopg import generators

PATIENCE = 1.0
"""Seconds in which a server must answer, on a connection that was kept open or on a new one. A frozen one never does,
and psycopg itself waits for two seconds at least."""

LEFT_ALONE = 1.0
"""Seconds for which this thread doesn't ask a server again that said nothing: a request that failed asks once more on
its way out, and must not wait twice."""

_SSL_REQUEST = struct.pack("!II", 8, 80877103)
"""A question that every server answers at once, by one letter, before it knows who asks
(https://www.postgresql.org/docs/current/protocol-message-formats.html)."""


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, but that it waits for a silent server no longer than a second."""

    silent_until = 0.0

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
            if kept.pgconn.status != psycopg.pq.ConnStatus.OK:
                return False
            kept.close()
            self.connection = None
            raise self._silence() from error
        return all(answer.status == psycopg.pq.ExecStatus.TUPLES_OK for answer in answers)

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Raises OperationalError, soon, where nobody is there or the server says nothing."""
        if time.monotonic() < self.silent_until:
            raise OperationalError("the server said nothing just now")
        try:
            _ask(str(conn_params.get("host", "")), str(conn_params.get("port", "") or 5432))
        except TimeoutError as error:
            raise self._silence() from error
        except OSError:
            pass  # nobody listens: psycopg says so better, and as soon
        return super().get_new_connection(conn_params)

    def _silence(self) -> OperationalError:
        self.silent_until = time.monotonic() + LEFT_ALONE
        return OperationalError("the server says nothing")


def _ask(host: str, port: str) -> None:
    """Wait until the server answers. One of several hosts, or of none named, isn't asked.

    Raises TimeoutError where it says nothing, another OSError where there is none.
    """
    if not host or "," in host + port:
        return
    local = host.startswith("/")
    until = time.monotonic() + PATIENCE
    with socket.socket(socket.AF_UNIX) if local else socket.create_connection((host, int(port)), PATIENCE) as asking:
        asking.settimeout(max(0.1, until - time.monotonic()))
        if local:
            asking.connect(f"{host}/.s.PGSQL.{port}")
        asking.sendall(_SSL_REQUEST)
        asking.recv(1)
