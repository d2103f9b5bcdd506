"""When the database or the broker is away: how that is known, and that nobody waits long for the broker."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from celery import current_app
from django.conf import settings
from django.db import InterfaceError, OperationalError
from kombu import Connection
from kombu import exceptions as kombu_exceptions
from redis.exceptions import RedisError

BROKER_AWAY = (kombu_exceptions.OperationalError, kombu_exceptions.LimitExceeded, RedisError, OSError)
"""What is raised where the broker doesn't answer."""

PROMPT = {"socket_connect_timeout": 0.5, "socket_timeout": 0.5}
"""Seconds within which the broker must answer whoever hands in or looks. A worker that waits for work has longer."""

LEFT_ALONE = 2.0
"""Seconds for which a broker that didn't answer isn't asked again by this process: many files wait only once."""

_away_until = 0.0


def is_away(error: BaseException | None) -> bool:
    """Whether an error says that the database doesn't answer, or can't just now, and that asking again may help."""
    return isinstance(error, (OperationalError, InterfaceError))


def broker() -> Connection:
    """A connection to the broker for whoever can't wait. It isn't opened yet."""
    options = settings.CELERY_BROKER_TRANSPORT_OPTIONS | PROMPT
    return current_app.connection_for_write(transport_options=options)


def broker_is_away() -> bool:
    """Whether the broker didn't answer this process just now."""
    return time.monotonic() < _away_until


@contextmanager
def noting() -> Iterator[None]:
    """Remembers, for a moment, that the broker didn't answer. Raises what was raised."""
    global _away_until
    try:
        yield
    except BROKER_AWAY:
        _away_until = time.monotonic() + LEFT_ALONE
        raise
