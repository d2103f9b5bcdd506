"""The stock administration and the API's page work in a real browser under the policy that every page is sent with."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests import record

pytestmark = pytest.mark.slow


def test_a_curator_gives_a_voice_to_another_speaker_in_the_administration(opened, curator, editor):
    voice = record.clash(by=editor).left.quote.voice
    record.speaker("Ana Maria Ruiz")
    page = opened(curator, reverse("admin:speakers_voice_change", args=[voice.pk])).page
    page.click(".select2-selection")
    page.keyboard.type("maria")
    page.click("li.select2-results__option--highlighted:has-text('Ana Maria Ruiz')")
    page.click("input[name=_save]")
    page.wait_for_url("**/admin/speakers/voice/")
    voice.refresh_from_db()
    assert voice.speaker.name == "Ana Maria Ruiz"


def test_the_page_of_the_api_shows_every_operation(opened, viewer):
    page = opened(viewer, reverse("api-docs")).page
    page.wait_for_selector("text=/api/quotes/{id}/accept/")
