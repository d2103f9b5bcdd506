"""VOICE_THRESHOLD holds from reading to page: below it the answer is nobody, and one key gives the likeliest."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from lxml import html

from claims import recording
from claims.models import Quote, Reading
from claims.rereading import Scope, present_engine, read_now, to_read
from extraction import vectors
from speakers.models import Speaker
from tests import record

pytestmark = pytest.mark.parser

BODY = "Mira Toldan met Anna Reyes on Monday. “It went well,” she said."


@pytest.fixture
def read(editor, settings):
    """`read(threshold)` reads and records the article, and gives its only quote."""
    text = record.article(BODY, by=editor).current_text

    def done(threshold):
        settings.VOICE_THRESHOLD = threshold
        reading = read_now(text)
        with transaction.atomic():
            recording.store(text, reading, vectors.embed([claim.text for claim in reading.claims]))
        return Quote.objects.get()

    return done


def test_below_it_the_page_says_nobody_and_one_key_gives_the_likeliest(read, editor):
    quote = read(0.95)
    assert quote.voice is None
    assert not Speaker.objects.exists()
    client = Client()
    client.force_login(editor)
    page = html.fromstring(client.get(reverse("article", args=[quote.text.article_id])).content)
    card = page.get_element_by_id(f"quote-{quote.pk}")
    told = " ".join(card.text_content().split())
    assert "Unattributed" in told
    assert "Nobody: Mira Toldan is likeliest" in told
    [first, *_] = card.xpath(f'.//*[@id="choices-{quote.pk}"]//button')
    assert (first.get("aria-keyshortcuts"), first.get("value")) == ("1", "Mira Toldan")


def test_above_it_the_name_stands_and_reading_again_under_another_changes_it(read):
    quote = read(0.5)
    assert quote.voice.name == "Mira Toldan"
    assert Reading.objects.get().engine == present_engine()
    assert list(to_read(Scope(), present_engine())) == []
    assert read(quote.voice_score + 0.01).voice is None
    assert read(quote.voice_score).voice.name == "Mira Toldan"


def test_a_text_read_under_another_threshold_waits_to_be_read_again(read, settings):
    quote = read(0.5)
    settings.VOICE_THRESHOLD = 0.9
    assert list(to_read(Scope(), present_engine())) == [quote.text]
