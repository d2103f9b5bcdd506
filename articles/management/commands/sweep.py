"""`manage.py sweep`: the process that moves work which stands still, and sends canaries to the workers."""

from __future__ import annotations

import signal
import threading
import time
from argparse import ArgumentParser
from types import FrameType
from typing import Any

import structlog
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError, connection

from articles.erasing import remove_originals
from articles.sending import send_canary, sweep

log = structlog.get_logger(__name__)

LONGEST_PAUSE = 10.0
"""Seconds between tries, at most, while the database is away."""


class Command(BaseCommand):
    """Sweeps until SIGTERM or Ctrl-C. More than one may run: a message too many does no harm."""

    help = "Sends work again that stands still, and canaries to the workers. Runs until it is asked to stop."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One round or many."""
        parser.add_argument("--once", action="store_true", help="one round, then end")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises `CommandError` where the one round that was asked for fails."""
        if options["once"]:
            if not _swept() or not send_canary():
                raise CommandError("The database or the broker is away.")
            return
        _sweep_until(_asked_to_stop())


def _sweep_until(stop: threading.Event) -> None:
    """Rounds, each a pause apart; longer pauses while the database is away."""
    pause, sweep_at, canary_at = float(settings.SWEEP_SECONDS), 0.0, 0.0
    log.info("sweeper started", every=settings.SWEEP_SECONDS)
    while not stop.is_set():
        if time.monotonic() >= canary_at:
            send_canary()
            canary_at = time.monotonic() + settings.CANARY_SECONDS
        if time.monotonic() >= sweep_at:
            pause = float(settings.SWEEP_SECONDS) if _swept() else min(pause * 2, LONGEST_PAUSE)
            sweep_at = time.monotonic() + pause
        stop.wait(max(0.1, min(sweep_at, canary_at) - time.monotonic()))
    log.info("sweeper ended")


def _swept() -> bool:
    """One sweep. False where the database is away: the connection is dropped, the next round makes a new one."""
    try:
        sent = sweep()
        remove_originals()
    except (OperationalError, InterfaceError) as error:
        log.warning("the database is away", error=str(error).strip())
        connection.close()
        return False
    if sent:
        log.info("work sent again", jobs=sent)
    return True


def _asked_to_stop() -> threading.Event:
    """An event that SIGTERM, SIGINT and SIGHUP set."""
    stop = threading.Event()

    def ask(number: int, frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, ask)
    return stop
