"""Whoever waits is told why: not queued, no worker, since when, and how long the oldest has waited."""

from __future__ import annotations

import re
import time
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db.models.functions import Now
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import outages, sending
from articles.intake import Upload, receive
from articles.models import Job
from articles.states import JobState
from tests import record


@pytest.fixture
def page(editor):
    """`page(name, …)` is what the editor sees there."""
    client = Client()
    client.force_login(editor)
    return lambda name, *args: client.get(reverse(name, args=args)).content.decode()


@pytest.fixture
def no_broker(monkeypatch):
    """Nobody is where the broker was."""
    gone = outages.broker().clone(hostname="/nowhere/valkey.sock")
    for module in (sending, outages):
        monkeypatch.setattr(module, "broker", lambda: gone)
    yield
    monkeypatch.setattr(outages, "_away_until", 0.0)


def test_what_the_broker_did_not_take_is_said_to_be_kept_and_not_queued(editor, page, fresh_broker, no_broker):
    taken = receive(Upload(data=b"Ana Ruiz said it rained.", filename="rain.txt"), by=editor)
    told = page("appearance", taken.pk)
    assert "not queued yet" in told
    assert "It is kept, and not queued yet" in told
    client = Client()
    client.force_login(editor)
    sent = client.post("/api/articles/", {"text": "Tom Bell said it snowed."}, content_type="application/json")
    assert (sent.status_code, "not queued yet" in sent.json()["notice"]) == (202, True)


def test_what_the_broker_took_is_waiting(editor, page, fresh_broker):
    cache.set("canary", time.time(), timeout=None)
    taken = receive(Upload(data=b"Ana Ruiz said it rained.", filename="rain.txt"), by=editor)
    told = page("appearance", taken.pk)
    assert "waiting" in told
    assert "queued" not in told
    assert 'class="failure"' not in told


@pytest.mark.parametrize("name", ["front", "articles", "appearance"])
def test_whoever_waits_is_told_since_when_no_worker_answers(editor, page, fresh_broker, name):
    taken = receive(Upload(data=b"Ana Ruiz said it rained.", filename="rain.txt"), by=editor)
    cache.set("canary", time.time() - 7200, timeout=None)
    at = timezone.localtime() - timedelta(hours=2)
    which = [taken.pk] if name == "appearance" else []
    assert re.search(rf"No worker is answering since [\w ]*{at:%H}:", page(name, *which))
    cache.set("canary", time.time(), timeout=None)
    assert "No worker" not in page(name, *which)


def test_where_nothing_moves_nobody_is_told_of_workers(editor, page, fresh_broker):
    cache.set("canary", time.time() - 7200, timeout=None)
    record.article("Ana Ruiz spoke.", by=editor)
    assert "No worker" not in page("articles")
    assert "No worker is answering since" in page("status")


def test_the_oldest_wait_is_on_the_status_page_and_in_the_metrics(editor, page, fresh_broker):
    cache.set("canary", time.time() - 30, timeout=None)
    assert "Nothing waits." in page("status")
    record.appearance(None, by=editor)
    Job.objects.update(queued_at=Now() - timedelta(minutes=42))
    record.appearance(None, by=editor)
    assert "42 minutes." in page("status")
    told = Client().get("/metrics").content.decode()
    assert 'on_record_jobs{state="queued"} 2' in told
    seconds = {name: float(value) for name, value in re.findall(r"^(\w+) ([\d.]+)$", told, re.MULTILINE)}
    assert 2520 <= seconds["on_record_oldest_wait_seconds"] < 2550
    assert 30 <= seconds["on_record_canary_age_seconds"] < 60


def test_what_is_done_in_the_background_is_no_wait(editor, fresh_broker):
    record.appearance(None, by=editor)
    Job.objects.update(in_background=True)
    assert Job.objects.oldest_wait() is None
    Job.objects.update(in_background=False, state=JobState.DONE)
    assert Job.objects.oldest_wait() is None
