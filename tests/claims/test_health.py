"""What a load balancer asks."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time

import pytest
from celery import current_app
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client
from kombu import Connection

from claims import health
from extraction.antecedents import scorer
from extraction.reader import model as reader


@pytest.fixture
def well(db, fresh_broker):
    """All parts are well: a worker answered just now."""
    cache.set("canary", time.time(), timeout=None)


def ready():
    answer = Client().get("/readyz")
    return answer.status_code, {key: part["well"] for key, part in answer.json()["checks"].items()}


def test_the_process_lives_whatever_else_does_not(monkeypatch):
    monkeypatch.setattr(health, "database", lambda: pytest.fail("nothing else is asked"))
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_ready_when_every_part_answers(well):
    assert ready() == (200, {"database": True, "broker": True, "worker": True, "model": True})


def test_not_ready_before_any_worker_has_answered(db, fresh_broker):
    code, parts = ready()
    assert code == 503
    assert [key for key, is_well in parts.items() if not is_well] == ["worker"]


def test_not_ready_when_the_last_canary_is_old(well, settings):
    cache.set("canary", time.time() - settings.CANARY_LATE_SECONDS - 5, timeout=None)
    assert ready()[1]["worker"] is False


def test_not_ready_without_the_database(well, monkeypatch):
    def away():
        raise OperationalError("connection to secret-host failed")

    monkeypatch.setattr(connection, "cursor", away)
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()["checks"]["database"]["well"]) == (503, False)
    assert "secret" not in answer.content.decode()


def test_not_ready_without_the_broker_and_told_at_once(well, monkeypatch, settings):
    def link(**options):
        return Connection("redis://127.0.0.1:1/0", transport_options=settings.CELERY_BROKER_TRANSPORT_OPTIONS)

    monkeypatch.setattr(current_app, "connection_for_write", link)
    began = time.monotonic()
    assert health.broker().well is False
    assert time.monotonic() - began < 5


def test_not_ready_without_a_model(well, monkeypatch):
    monkeypatch.setenv("SPACY_PIPELINE", "no_such_pipeline")
    code, parts = ready()
    assert (code, parts["model"]) == (503, False)
    assert "spaCy" in health.model().detail


def test_not_ready_with_a_damaged_reader(well, monkeypatch, tmp_path):
    shutil.copytree(reader.FOLDER, tmp_path / "reader")
    monkeypatch.setattr(reader, "FOLDER", tmp_path / "reader")
    assert health.model().well
    with (tmp_path / "reader" / "upper.onnx").open("ab") as file:
        file.write(b"more")
    code, parts = ready()
    assert (code, parts["model"]) == (503, False)
    assert "upper.onnx is damaged" in health.model().detail
    (tmp_path / "reader" / "upper.onnx").unlink()
    assert "upper.onnx can't be read" in health.model().detail


def test_not_ready_with_a_damaged_scorer_of_pronouns(well, monkeypatch, tmp_path):
    shutil.copytree(scorer.FOLDER, tmp_path / "antecedents")
    monkeypatch.setattr(scorer, "FOLDER", tmp_path / "antecedents")
    assert health.model().well
    (tmp_path / "antecedents" / "weights.npz").write_bytes(b"")
    code, parts = ready()
    assert (code, parts["model"]) == (503, False)
    assert "weights.npz is damaged" in health.model().detail


def test_asking_loads_neither_parser_nor_encoder():
    script = (
        "import django, sys; django.setup()\n"
        "from claims import health; assert health.model().well\n"
        "print([name for name in ('spacy', 'onnxruntime', 'torch') if name in sys.modules])"
    )
    asked = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert asked.stdout.strip().splitlines()[-1] == "[]"


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_nothing_is_changed_by_asking(path, well):
    assert Client().post(path).status_code == 405
    assert "no-store" in Client().get(path)["Cache-Control"]
