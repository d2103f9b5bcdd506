"""An article goes in; who said what, and where it conflicts, comes out, while the page is looked at."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles import originals
from articles.models import Appearance, Article, Job
from articles.states import JobKind, JobState
from claims.models import Conflict
from tests import record
from tests.cast import PASSWORD, member

pytestmark = pytest.mark.slow

CHIEF = """Fire at the harbour

The fire chief Tom Bell said on Monday that 12 people were hurt in the fire in hall 4.

"We had the flames under control by noon," Bell told reporters at the gate.
"""
MAYOR = """Mayor contradicts fire chief

Mayor Ana Ruiz said on Tuesday that 40 people were hurt in the fire in hall 4.

"The hall will not open again," she added.
"""


def sign_in(page, name):
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()


def put_on_record(page, text):
    page.get_by_label("The article's text").fill(text)
    page.get_by_role("button", name="Read this article").click()


def test_a_pasted_article_is_read_while_one_looks_and_shows_what_it_contradicts(opened, start_worker):
    member("editor", "editor", password=PASSWORD)
    window = opened(path="/")
    page = window.page
    expect(page).to_have_title("Sign in · On Record")
    sign_in(page, "editor")
    expect(page.get_by_role("heading", name="Add an article")).to_be_visible()

    put_on_record(page, CHIEF)
    expect(page.locator("#progress .state--working")).to_be_visible()  # nobody reads yet: it says that it waits
    front = page.context.new_page()
    front.goto("/")
    expect(front.locator("#work .state--working")).to_be_visible()
    front.evaluate("window.neverReloaded = true")

    start_worker()
    expect(page.locator("#article h1")).to_have_text("Fire at the harbour")  # the receipt opened its article
    expect(page.locator("#progress .state--done")).to_be_visible()
    expect(page.locator(".mark", has_text="We had the flames under control")).to_be_visible()
    expect(page.locator(".quote-card__who", has_text="Tom Bell").first).to_be_visible()
    expect(front.locator("#work .state--done")).to_be_visible()
    expect(front.locator("#last-said")).to_contain_text("We had the flames under control")
    assert front.evaluate("window.neverReloaded")

    page.goto("/")
    put_on_record(page, MAYOR)
    expect(page.locator("#article h1")).to_have_text("Mayor contradicts fire chief")
    page.evaluate("window.neverReloaded = true")
    expect(page.locator("#progress .state--done")).to_be_visible()
    card = page.locator(".quote-card--conflict")
    expect(card.locator(".clash-note").first).to_contain_text("Tom Bell")
    expect(page.locator("#conflicts")).to_contain_text("12 people")
    expect(page.locator(".mark--conflict")).to_contain_text("40 people were hurt")
    assert page.evaluate("window.neverReloaded")
    assert Conflict.objects.shown().get().state == "suggested"


def test_the_browser_complains_of_nothing_while_a_read_article_is_compared(opened, editor):
    body = "\n\n".join(f'Ana Ruiz said: "Gate {number} fell."' for number in range(12))
    row = record.article(body, by=editor, headline="Gates", read=False)
    jobs = Job.objects.filter(target_id=row.current_text_id)
    jobs.update(state=JobState.DONE)
    Job.objects.create(kind=JobKind.COMPARE, target_id=row.current_text_id, state=JobState.QUEUED)
    voice = record.voice(row, "Ana Ruiz")
    quotes = [record.quote(row, f"Gate {number} fell.", voice=voice) for number in range(12)]
    window = opened(editor, f"{reverse('article', args=[row.pk])}#quote-{quotes[5].pk}")
    page = window.page
    chosen = page.locator(f"#quote-{quotes[5].pk}")
    expect(chosen).to_have_attribute("aria-current", "true")
    expect(page.locator("#progress .state--working")).to_be_visible()
    beside = chosen.bounding_box()["y"] - page.locator(".mark", has_text="Gate 5 fell.").bounding_box()["y"]
    jobs.filter(kind=JobKind.COMPARE).update(state=JobState.DONE)
    expect(page.locator("#progress .state--done")).to_be_visible()
    expect(chosen).to_have_attribute("aria-current", "true")
    again = chosen.bounding_box()["y"] - page.locator(".mark", has_text="Gate 5 fell.").bounding_box()["y"]
    assert abs(beside) < 20
    assert abs(again - beside) < 2  # each card stands beside its line, before and after
    assert window.complaints == []


def test_files_dropped_on_the_page_are_received(opened, editor, fresh_broker):
    page = opened(editor, "/").page
    carried = page.evaluate_handle(
        """() => { const carried = new DataTransfer();
            for (const name of ["one.txt", "two.txt"]) carried.items.add(new File([`${name} says so.`], name));
            return carried; }"""
    )
    page.dispatch_event("[data-drop]", "drop", {"dataTransfer": carried})
    expect(page.locator("[data-chosen]")).to_have_text("one.txt, two.txt")
    page.get_by_role("button", name="Read this article").click()
    expect(page.locator("#work li")).to_have_count(2)
    assert set(Appearance.objects.values_list("filename", flat=True)) == {"one.txt", "two.txt"}


def test_failed_work_says_why_and_its_button_tries_again(opened, editor, start_worker):
    page = opened(editor, "/").page
    put_on_record(page, CHIEF)
    expect(page.locator("#progress .state--working")).to_be_visible()
    kept = originals.path(Appearance.objects.get().original)
    aside = kept.with_suffix(".aside")
    kept.rename(aside)

    start_worker()
    failure = page.locator(".failure")
    expect(failure).to_contain_text("The original file is missing from the store.")
    aside.rename(kept)
    failure.get_by_role("button", name="Try again").click()
    expect(page.locator("#article h1")).to_have_text("Fire at the harbour")
    expect(page.locator("#progress .state--done")).to_be_visible()
    assert reverse("article", args=[Article.objects.get().pk]) in page.url
