"""Real Chromium before the real web server: what every browser test starts from.

The tests wait for what a person would wait for (words, states, cards), never for a time.
"""

from __future__ import annotations

import os
import shutil
import socket
import sys
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Browser, Page, expect, sync_playwright

from config.embedded.places import CHECKOUT
from config.embedded.processes import Part, end, launch, spawn
from tests.servers import environment_for_children

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PATIENCE = 20_000
"""Milliseconds for which a test waits for a condition; the two cores may be busy."""

AT_WORK = "!document.querySelector('[hx-get], [hx-post]') || document.querySelector('[data-htmx-powered]')"
"""That htmx has taken its links and buttons up, which on a busy machine may be after the page was loaded."""


@dataclass
class Window:
    """A page of a browser of its own, and what the browser complained of."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", lambda said: self._note(said.type, said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _note(self, kind: str, text: str) -> None:
        if kind == "error" or "Content Security Policy" in text:
            self.complaints.append(text)

    def forgive(self, status: int) -> None:
        """A refusal that a test provokes is no complaint; Chromium names its status on the console."""
        self.complaints[:] = [said for said in self.complaints if f"status of {status}" not in said]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser a module. Playwright keeps a loop running, in which Django would refuse every query."""
    was = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield browser
        browser.close()
    if was is None:
        os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE")


@pytest.fixture(scope="module")
def web(chromium: Browser, django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The production server on the tests' database, one a module: it keeps nothing of its own. Gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", "1", "--blocking-threads", "4", "--no-ws", "config.wsgi:application"]
    log = tmp_path_factory.mktemp("web") / "web.log"
    url = f"http://127.0.0.1:{port}"
    part = Part(
        name="web",
        log=log,
        begin=lambda: spawn(command, log, environment=environment_for_children(), cwd=CHECKOUT),
        ready=lambda: _answers(url),
        start_within=60,
    )
    process = launch(part)
    yield url
    end(part, process)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/healthz", timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


@pytest.fixture
def opened(chromium: Browser, web: str, transactional_db: None, fresh_broker: None) -> Iterator[Callable[..., Window]]:
    """`opened(user, path)` opens a page in a browser of this user's own; nobody's without one.

    Whatever any of them complained of fails the test.
    """
    windows: list[Window] = []

    def open_one(user: object = None, path: str = "/", **context: object) -> Window:
        context = {"viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce", **context}
        made = chromium.new_context(base_url=web, **context)
        made.set_default_timeout(PATIENCE)
        if user is not None:
            made.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session_of(user), "url": web}])
        windows.append(Window(made.new_page()))
        windows[-1].page.goto(path)
        if context.get("java_script_enabled", True):
            windows[-1].page.wait_for_function(AT_WORK)
        return windows[-1]

    yield open_one
    complaints = [said for window in windows for said in window.complaints]
    for window in windows:
        window.page.context.close()
    assert complaints == []


def session_of(user: object) -> str:
    """The cookie of a session of this user."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key
