"""Who waits for whom: a person's act about identity is alone, readings go side by side.

Both take one lock before any row, so none of them ever waits for a row that another holds while that one waits for it.
What is left (a row that something else has locked) ends in PostgreSQL's own detection, and is tried again.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.db import OperationalError, connection, transaction
from psycopg.errors import DeadlockDetected, SerializationFailure

_CLASS, _KEY = 2, 0
TRIES = 4


def among_others() -> None:
    """To the end of the transaction no act about identity runs. Called before a row is locked."""
    _lock("pg_advisory_xact_lock_shared")


def alone() -> None:
    """To the end of the transaction nothing else derives who is who. Called before a row is locked."""
    _lock("pg_advisory_xact_lock")


def undisturbed[**P, R](act: Callable[P, R]) -> Callable[P, R]:
    """One transaction, alone; done anew, up to `TRIES` times, where PostgreSQL ended it in favour of another.

    That is where two waited for each other, or where one of them had to be first.
    """

    @wraps(act)
    def done(*args: P.args, **kwargs: P.kwargs) -> R:
        for left in reversed(range(TRIES)):
            try:
                with transaction.atomic():
                    alone()
                    return act(*args, **kwargs)
            except OperationalError as error:
                if not left or not isinstance(error.__cause__, DeadlockDetected | SerializationFailure):
                    raise
        raise AssertionError  # the last try returns or raises

    return done


def _lock(function: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s, %s)", [_CLASS, _KEY])
