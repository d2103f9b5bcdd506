"""The database or the broker is away: pages, API and uploads say so soon, nothing hangs, and all goes on after."""

from __future__ import annotations

import os
import signal
import socket
import time
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse
from kombu import Connection

from articles import outages, sending
from articles.intake import Upload, receive
from articles.models import Job
from claims import health
from tests import record
from tests.cast import PASSWORD

PAGES = ("/", "/articles/", "/queue/", "/conflicts/", "/speakers/", "/search/?q=fire", "/status/", "/admin/")
API = ("/api/quotes/", "/api/articles/", "/api/conflicts/")
SOON = 2.0


@pytest.fixture
def client_of_admin(transactional_db, admin):
    """Signed in, and shown what visitors are shown where an error comes: no traceback is raised here."""
    client = Client(raise_request_exception=False)
    client.force_login(admin)
    return client


@pytest.fixture
def away(client_of_admin, tmp_path):
    """`away(True)`: nobody listens where the database was; `away(False)`: it is back."""
    kept = connection.settings_dict["OPTIONS"]

    def switch(gone: bool) -> None:
        connection.close()
        connection.silent_until = 0.0
        connection.settings_dict["OPTIONS"] = {**kept, "host": str(tmp_path)} if gone else kept

    yield switch
    switch(False)


def told(client, method, path, **more):
    """The answer, which must come soon."""
    began = time.monotonic()
    answer = getattr(client, method)(path, **more)
    assert time.monotonic() - began < SOON
    return answer


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_503_and_when_to_ask_again(client_of_admin, away, path):
    assert client_of_admin.get(path).status_code == 200
    away(True)
    answer = told(client_of_admin, "get", path)
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    words = answer.content.decode()
    assert "The database doesn't answer" in words
    assert "Traceback" not in words
    assert "socket" not in words
    away(False)
    assert client_of_admin.get(path).status_code == 200


@pytest.mark.parametrize("path", API)
def test_the_api_says_503_as_a_problem(client_of_admin, away, path):
    assert client_of_admin.get(path).status_code == 200
    away(True)
    answer = told(client_of_admin, "get", path)
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "database_away"
    assert "socket" not in answer.content.decode()


def test_the_api_says_so_to_a_token_too(client_of_admin, away):
    away(True)
    answer = told(Client(raise_request_exception=False), "get", API[0], headers={"Authorization": "Token abc"})
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")


def test_uploads_and_signing_in_say_503_and_keep_nothing(client_of_admin, away):
    away(True)
    story = {"text": "The mayor spoke.", "pasted": "The mayor spoke."}
    sent = told(client_of_admin, "post", "/api/articles/", data=story, content_type="application/json")
    assert (sent.status_code, sent["Retry-After"]) == (503, "5")
    pasted = told(client_of_admin, "post", reverse("upload"), data=story)
    assert (pasted.status_code, pasted["Retry-After"]) == (503, "5")
    known = {"username": "admin", "password": PASSWORD}
    visitor = Client(raise_request_exception=False)
    assert told(visitor, "post", reverse("sign-in"), data=known).status_code == 503
    away(False)
    assert not Job.objects.exists()


def test_a_visitor_and_a_probe(client_of_admin, away):
    away(True)
    visitor = Client(raise_request_exception=False)
    assert told(visitor, "get", "/healthz").status_code == 200
    assert told(visitor, "get", "/readyz").status_code == 503
    assert told(visitor, "get", reverse("sign-in")).status_code == 200


def test_another_error_is_no_outage(client_of_admin, monkeypatch):
    monkeypatch.setattr("claims.pages.front.render", lambda *_: 1 / 0)
    answer = client_of_admin.get("/")
    assert answer.status_code == 500
    assert "Retry-After" not in answer


def test_a_frozen_database_is_not_waited_for_on_a_kept_connection(transactional_db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    os.kill(pid, signal.SIGSTOP)
    try:
        connection.health_check_done = False  # as at a request's beginning
        began = time.monotonic()
        with pytest.raises(OperationalError):
            connection.cursor()
        assert time.monotonic() - began < SOON
    finally:
        os.kill(pid, signal.SIGCONT)
        connection.silent_until = 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)


@pytest.mark.parametrize("path", ["/articles/", "/api/quotes/", "/admin/"])
def test_a_database_that_takes_connections_and_says_nothing_is_not_waited_for(client_of_admin, away, tmp_path, path):
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(f"{tmp_path}/.s.PGSQL.5432")
        server.listen(50)
        away(True)
        answer = told(client_of_admin, "get", path)
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")


def test_a_kept_connection_that_was_cut_is_made_anew(transactional_db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    os.kill(pid, signal.SIGTERM)
    time.sleep(0.5)
    connection.health_check_done = False
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        assert cursor.fetchone()[0] != pid


def test_a_healthy_kept_connection_is_kept(transactional_db):
    connection.ensure_connection()
    kept = connection.connection
    for _ in range(3):
        connection.health_check_done = False
        with connection.cursor() as cursor:
            cursor.execute("SELECT 7")
            assert cursor.fetchone() == (7,)
    assert connection.connection is kept


@pytest.fixture
def frozen_broker(tmp_path, monkeypatch):
    """A broker that takes connections and never answers, as a stopped process does."""
    path = Path(tmp_path) / "valkey.sock"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        server.listen(50)
        asked = []

        def broker():
            asked.append(path)
            return Connection(f"redis+socket://{path}", transport_options={"max_retries": 0, **outages.PROMPT})

        monkeypatch.setattr(sending, "broker", broker)
        monkeypatch.setattr(outages, "broker", broker)
        monkeypatch.setattr(outages, "_away_until", 0.0)
        yield asked


def test_thirty_files_are_taken_within_a_second_though_the_broker_says_nothing(editor, frozen_broker):
    began = time.monotonic()
    taken = [receive(Upload(data=f"The mayor spoke {n} times.".encode()), by=editor) for n in range(30)]
    assert len(frozen_broker) == 1  # one is waited for, the others go by what it taught
    assert time.monotonic() - began < 1.5 * SOON
    assert Job.objects.filter(target_id__in=[one.pk for one in taken], sent_at=None).count() == 30


def test_one_upload_waits_less_than_a_second(editor, frozen_broker):
    job = record.appearance(None, by=editor)
    began = time.monotonic()
    assert sending.send(Job.objects.get(target_id=job.pk)) is False
    assert time.monotonic() - began < 1.0


def test_nobody_waits_for_a_frozen_broker_to_hear_of_it(frozen_broker):
    began = time.monotonic()
    assert health.broker().well is False
    assert sending.waiting_messages() == 0
    assert time.monotonic() - began < SOON


def test_a_broker_that_is_back_is_asked_again(editor, fresh_broker, monkeypatch):
    monkeypatch.setattr(outages, "_away_until", time.monotonic() + 0.3)
    job = record.appearance(None, by=editor)
    assert sending.send(Job.objects.get(target_id=job.pk)) is False
    time.sleep(0.4)
    assert sending.send(Job.objects.get(target_id=job.pk)) is True
