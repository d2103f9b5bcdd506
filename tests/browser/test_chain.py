"""The chain of places that mean who speaks: drawn for the chosen quote, by keys alone, and there without scripts."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests import record

pytestmark = pytest.mark.slow

BODY = "🔥 Mayor Ana Ruiz spoke.\n\n“We have 12 hurt,” she said.\n\n“It is over,” Tom Bell said. Ruiz left."


@pytest.fixture
def article(editor):
    """Two quotes of two voices, one of which three places mean."""
    of = record.article(BODY, by=editor, headline="Fire")
    ruiz, bell = record.voice(of, "Ana Ruiz"), record.voice(of, "Tom Bell")
    ruiz.mentions = record.spans(BODY, "Mayor Ana Ruiz", "she", "Ruiz")
    ruiz.save()
    first = record.quote(of, "We have 12 hurt,", voice=ruiz)
    first.source = record.spans(BODY, "she")
    first.save()
    return of, ruiz, first, record.quote(of, "It is over,", voice=bell)


def marked(page):
    return page.locator(".is-meant").all_text_contents()


@pytest.mark.parametrize("width", [1440, 390])
def test_the_chosen_quotes_speaker_is_marked_wherever_the_text_means_them(opened, editor, article, width):
    of, ruiz, first, _second = article
    window = opened(editor, reverse("article", args=[of.pk]), viewport={"width": width, "height": 900})
    page = window.page
    assert marked(page) == []
    page.keyboard.press("j")
    expect(page.locator(".thread__knot")).to_have_count(3)
    assert marked(page) == ["Mayor Ana Ruiz", "she", "Ruiz"]
    left = page.evaluate("document.querySelector('.thread__rail').getBoundingClientRect().left")
    assert left > 0
    page.keyboard.press("j")
    expect(page.locator(".thread__knot")).to_have_count(1)
    assert marked(page) == ["Tom Bell"]
    page.keyboard.press("k")
    link = page.locator(f"#quote-{first.pk}").get_by_role("link", name="3 mentions in the text")
    link.focus()
    page.keyboard.press("Enter")
    listed = page.locator(f"#voice-{ruiz.pk}")
    expect(listed).to_be_visible()
    listed.get_by_role("link", name="she").focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"#mention-{ruiz.pk}-2 + [data-voices]")).to_be_in_viewport()
    assert marked(page) == ["Mayor Ana Ruiz", "she", "Ruiz"]


def test_without_scripts_the_list_of_mentions_stands_there(opened, editor, article):
    of, ruiz, _first, _second = article
    page = opened(editor, reverse("article", args=[of.pk]), java_script_enabled=False).page
    page.locator("summary", has_text="Ana Ruiz").click()
    expect(page.locator(f"#voice-{ruiz.pk} ol a")).to_have_text(["Mayor Ana Ruiz", "she", "Ruiz"])
