"""What people do with keys and buttons: review, rule, take back; and what happens when somebody was faster."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import Act
from claims.states import ConflictState, QuoteState
from speakers.models import Speaker
from tests import record

pytestmark = pytest.mark.slow


@pytest.fixture
def article(editor):
    """Three quotes of two voices, and one that nobody is known to have said."""
    body = 'Ana Ruiz said: "Gate one fell." Tom Bell said: "Gate two held."\n\n"It is over." Ruiz added: "We rebuild."'
    row = record.article(body, by=editor, headline="Gates", outlet="Gazette")
    ruiz, bell = record.voice(row, "Ana Ruiz"), record.voice(row, "Tom Bell")
    quotes = [record.quote(row, "Gate one fell.", voice=ruiz), record.quote(row, "Gate two held.", voice=bell)]
    quotes += [record.quote(row, "It is over."), record.quote(row, "We rebuild.", voice=ruiz)]
    return row, quotes


def at(row):
    return reverse("article", args=[row.pk])


def card(page, quote):
    return page.locator(f"#quote-{quote.pk}")


def state(quote):
    quote.refresh_from_db()
    return quote.state


def test_keys_do_on_the_chosen_card_what_its_buttons_say(opened, editor, article):
    row, (first, second, *_rest) = article
    page = opened(editor, at(row)).page
    shown = card(page, first)
    page.keyboard.press("j")
    expect(shown).to_have_attribute("aria-current", "true")
    for key, label in {"a": "Accept", "x": "Reject", "v": "Who speaks"}.items():
        expect(shown.locator(f'[aria-keyshortcuts="{key}"]')).to_have_text(f"{label} {key}")
    page.keyboard.press("a")
    expect(shown.locator(".state")).to_have_text("accepted")
    assert state(first) == QuoteState.ACCEPTED
    page.keyboard.press("u")
    expect(shown.locator(".state")).to_have_text("unreviewed")
    assert state(first) == QuoteState.SUGGESTED
    page.keyboard.press("x")
    expect(shown.locator(".state")).to_have_text("rejected")
    page.keyboard.press("u")
    expect(shown.locator(".state")).to_have_text("unreviewed")
    page.keyboard.press("j")
    expect(card(page, second)).to_have_attribute("aria-current", "true")
    expect(page.locator('[data-card][aria-current="true"]')).to_have_count(1)
    page.keyboard.press("k")
    expect(shown).to_have_attribute("aria-current", "true")
    assert state(second) == QuoteState.SUGGESTED


def test_who_speaks_is_chosen_by_a_key_closed_by_escape_and_taken_back(opened, editor, article):
    row, (first, *_rest) = article
    page = opened(editor, at(row)).page
    page.locator(".mark", has_text="Gate one fell.").click()
    page.keyboard.press("v")
    chooser = page.locator(f"#chooser-{first.pk}.chooser")
    expect(chooser).to_be_visible()
    page.keyboard.press("Escape")
    expect(chooser).to_be_hidden()
    expect(page.locator("details.menu")).not_to_have_attribute("open", "")
    page.keyboard.press("v")
    expect(chooser).to_be_visible()
    page.keyboard.press("1")
    expect(card(page, first).locator(".quote-card__who")).to_contain_text("Tom Bell")
    page.keyboard.press("u")
    expect(card(page, first).locator(".quote-card__who")).to_contain_text("Ana Ruiz")


def test_a_quote_without_a_speaker_is_named_by_typing(opened, editor, article):
    row, (*_others, nobodys, _last) = article
    record.speaker("Lena Ott")
    page = opened(editor, f"{at(row)}#quote-{nobodys.pk}").page
    expect(card(page, nobodys)).to_have_attribute("aria-current", "true")
    page.keyboard.press("v")
    expect(page.locator(f"#chooser-{nobodys.pk}.chooser")).to_be_visible()
    page.keyboard.type("Ott")
    known = page.locator(f"#known-{nobodys.pk} button")
    expect(known).to_have_text(["Lena Ott person", "New speaker “Ott”"], use_inner_text=True)
    page.keyboard.press("Enter")
    expect(card(page, nobodys).locator(".quote-card__who")).to_contain_text("Lena Ott")
    nobodys.refresh_from_db()
    assert nobodys.voice.speaker.name == "Lena Ott"
    assert Speaker.objects.count() == 1


def test_letters_of_a_name_are_no_commands_even_before_the_field_is_there(opened, editor, article):
    row, (first, second, *_rest) = article
    page = opened(editor, at(row)).page
    page.keyboard.press("j")
    page.keyboard.press("v")
    page.keyboard.type("Haske kara")
    field = page.get_by_label("Who said this?")
    expect(field).to_have_value("Haske kara")
    expect(field).to_be_focused()
    page.locator("h1").click()  # the focus is nowhere, and the chooser is still open
    page.keyboard.type("xa")
    expect(field).to_have_value("Haske karaxa")
    expect(card(page, first)).to_have_attribute("aria-current", "true")
    assert Act.objects.count() == 0
    page.keyboard.press("Escape")
    expect(field).to_have_count(0)
    page.keyboard.press("x")
    expect(card(page, first).locator(".state")).to_have_text("rejected")
    assert state(second) == QuoteState.SUGGESTED


def test_the_open_chooser_is_on_the_screen_and_offers_each_voice_once(opened, editor):
    names = [f"Speaker Number{letter}" for letter in "ABCDEFGHIJ"]
    row = record.article("\n\n".join(f'{name} said: "{name} was there."' for name in names), by=editor)
    quotes = [record.quote(row, f"{name} was there.", voice=record.voice(row, name)) for name in names]
    page = opened(editor, f"{at(row)}#quote-{quotes[8].pk}").page
    page.keyboard.press("v")
    chooser = page.locator(".chooser")
    expect(chooser.get_by_label("Who said this?")).to_be_focused()
    shown = chooser.locator(".chooser__choices button")
    expect(shown).to_have_count(6)
    for part in (chooser.get_by_label("Who said this?"), shown.last, chooser.get_by_text("Cancel")):
        expect(part).to_be_in_viewport(ratio=1)
    expect(
        page.locator("[data-card][aria-current] button", has_text="Speaker NumberJ").locator("visible=true")
    ).to_have_count(1)


def test_the_queue_goes_on_by_itself_and_undo_leads_back(opened, editor, article):
    row, (first, second, *_rest) = article
    page = opened(editor, f"{reverse('queue')}?kind=quotes&article={row.pk}").page
    expect(card(page, first)).to_be_visible()
    page.keyboard.press("a")
    expect(card(page, second)).to_be_visible()
    expect(card(page, first)).to_have_count(0)
    page.keyboard.press("u")
    expect(card(page, first)).to_be_visible()
    assert state(first) == QuoteState.SUGGESTED
    page.keyboard.press("j")
    expect(card(page, second)).to_be_visible()
    page.keyboard.press("k")
    expect(card(page, first)).to_be_visible()
    page.get_by_role("link", name="Without a speaker").click()
    expect(page.locator(".quote-card__who")).to_contain_text("Unattributed")


def test_a_fact_checker_rules_by_key_and_an_editor_is_offered_no_ruling(opened, editor, fact_checker):
    conflict = record.clash(by=editor)
    address = reverse("conflict", args=[conflict.pk])
    page = opened(fact_checker, address).page
    shown = page.locator(f"#conflict-{conflict.pk} .conflict__head .state")
    for key, said in (("c", "confirmed"), ("u", "unconfirmed"), ("d", "dismissed"), ("u", "unconfirmed")):
        page.keyboard.press(key)
        expect(shown).to_have_text(said)
    page.get_by_role("button", name="Confirm").click()
    expect(shown).to_have_text("confirmed")
    conflict.refresh_from_db()
    assert conflict.state == ConflictState.CONFIRMED

    looking = opened(editor, address).page
    expect(looking.locator(".conflict__sentence")).to_be_visible()
    expect(looking.locator("main button")).to_have_count(0)
    looking.keyboard.press("d")
    conflict.refresh_from_db()
    assert conflict.state == ConflictState.CONFIRMED


def test_who_was_slower_is_shown_both_sides_and_loses_nothing(opened, editor, curator, article):
    row, (first, *_rest) = article
    quick, slow = opened(editor, at(row)), opened(curator, at(row))
    for window in (quick, slow):
        window.page.locator(".mark", has_text="Gate one fell.").click()
    slow.page.keyboard.press("v")
    slow.page.get_by_label("Who said this?").fill("Lena Ott")
    quick.page.keyboard.press("a")
    expect(card(quick.page, first).locator(".state")).to_have_text("accepted")

    with slow.page.expect_response(lambda answer: answer.request.method == "POST") as answered:
        slow.page.get_by_role("button", name="This quote only").click()
    assert answered.value.status == 409
    told = slow.page.locator(".notice--error")
    expect(told).to_contain_text("This was changed while you looked at it")
    expect(told).to_contain_text("What you meant")
    expect(told).to_contain_text("accepted")
    expect(told).to_contain_text("editor")
    expect(slow.page.get_by_label("Who said this?")).to_have_value("Lena Ott")  # what was typed is still there
    slow.forgive(409)
    assert Act.objects.on(first).count() == 1

    slow.page.reload()
    slow.page.locator(".mark", has_text="Gate one fell.").click()
    slow.page.keyboard.press("x")
    expect(card(slow.page, first).locator(".state")).to_have_text("rejected")


def test_all_of_it_can_be_done_without_a_mouse_and_the_focus_is_seen(opened, editor, article):
    row, (first, *_rest) = article
    page = opened(editor, at(row)).page
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    mark = page.locator(".mark", has_text="Gate one fell.")
    unseen = []
    for _ in range(12):
        page.keyboard.press("Tab")
        unseen += page.evaluate(UNSEEN_FOCUS)
        if mark.evaluate("mark => mark === document.activeElement"):
            break
    expect(mark).to_be_focused()
    page.keyboard.press("Enter")
    expect(card(page, first)).to_have_attribute("aria-current", "true")
    for _ in range(60):  # to the last stop, and no farther: the next round would begin in the field for a search
        page.keyboard.press("Tab")
        unseen += page.evaluate(UNSEEN_FOCUS)
        if page.evaluate("document.activeElement === document.body"):
            break
    assert page.evaluate("document.activeElement === document.body")
    assert unseen == []
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("rebuild")
    page.keyboard.press("Enter")
    expect(page.locator(".hit")).to_have_text("rebuild")


UNSEEN_FOCUS = """() => {
  const focused = document.activeElement;
  if (focused === document.body) return [];  // past the last stop, the browser's own buttons follow
  const look = getComputedStyle(focused);
  const marked = look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2 || look.boxShadow !== "none";
  const box = focused.getBoundingClientRect();
  const inside = box.bottom > 0 && box.top < innerHeight && box.width > 0;
  return marked && inside ? [] : [focused.outerHTML.slice(0, 120)];
}"""
