"""`manage.py sweep`: moves what stands still, and outlives the servers it needs."""

from __future__ import annotations

import signal
import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from articles.management.commands import sweep as command
from articles.models import Job
from tests import record
from tests.servers import wait_for


def test_one_round_sends_what_stands_still(editor, fresh_broker):
    record.appearance(None, by=editor)
    call_command("sweep", "--once")
    assert Job.objects.get().sent_at is not None


def test_one_round_without_the_database_fails(db, fresh_broker, monkeypatch):
    def away():
        raise OperationalError("away")

    monkeypatch.setattr(command, "sweep", away)
    with pytest.raises(CommandError):
        call_command("sweep", "--once")


def test_it_goes_on_when_the_database_comes_back(db, fresh_broker, monkeypatch, settings):
    settings.SWEEP_SECONDS, settings.CANARY_SECONDS = 0.05, 1000
    stop, rounds = threading.Event(), []

    def sometimes():
        rounds.append(len(rounds))
        if len(rounds) < 3:
            raise OperationalError("away")
        stop.set()
        return 0

    monkeypatch.setattr(command, "sweep", sometimes)
    command._sweep_until(stop)
    assert len(rounds) == 3


def test_it_ends_at_once_when_asked(sweeper):
    assert wait_for(lambda: "sweeper started" in sweeper.log(), 60)
    sweeper.process.send_signal(signal.SIGTERM)
    assert sweeper.process.wait(timeout=5) == 0
    assert "sweeper ended" in sweeper.log()
