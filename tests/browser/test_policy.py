"""The stock administration and the API's page work in a real browser under the policy that every page is sent with."""

from __future__ import annotations

import shutil
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse
from playwright.sync_api import sync_playwright

from tests import record

pytestmark = pytest.mark.slow


def signed_in(user):
    """The cookie of a session of this user."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key


@contextmanager
def browsing(url, session):
    """A page of a signed-in browser, and what the browser complained of."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        context = browser.new_context(base_url=url)
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": url}])
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield page, complaints
        browser.close()


def test_a_curator_gives_a_voice_to_another_speaker_in_the_administration(live_server, curator, editor):
    voice = record.clash(by=editor).left.quote.voice
    record.speaker("Ana Maria Ruiz")
    with browsing(live_server.url, signed_in(curator)) as (page, complaints):
        page.goto(reverse("admin:speakers_voice_change", args=[voice.pk]))
        page.click(".select2-selection")
        page.keyboard.type("maria")
        page.click("li.select2-results__option--highlighted:has-text('Ana Maria Ruiz')")
        page.click("input[name=_save]")
        page.wait_for_url("**/admin/speakers/voice/")
    voice.refresh_from_db()
    assert voice.speaker.name == "Ana Maria Ruiz"
    assert complaints == []


def test_the_page_of_the_api_shows_every_operation(live_server, viewer):
    with browsing(live_server.url, signed_in(viewer)) as (page, complaints):
        page.goto("/api/docs/")
        page.wait_for_selector("text=/api/quotes/{id}/accept/")
    assert complaints == []
