"""Every page in light and dark, on a desk and in a hand: nothing sticks out, is unreadable, or complains."""

from __future__ import annotations

from itertools import pairwise

import pytest
from django.contrib import admin as django_admin
from django.urls import reverse

import extraction
from articles.models import Job
from articles.states import JobKind, JobState
from claims.models import Reading
from claims.states import MemberState
from speakers.models import Speaker
from tests import record

pytestmark = pytest.mark.slow

WIDTHS = (1440, 390)
SCHEMES = ("light", "dark")

STICKS_OUT = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll("body *")].filter((part) => part.getBoundingClientRect().right > width + 1)
    .map((part) => part.outerHTML.slice(0, 100)).slice(0, 3);
}"""
"""What makes the page wider than its window."""

UNREADABLE = """() => {
  const parsed = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
  const linear = (part) => (part /= 255) <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const ground = (part) => {
    for (let at = part; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      const [r, g, b, alpha = 1] = parsed(colour);
      if (colour.startsWith("rgb") && alpha === 1) return [r, g, b];
    }
    return [255, 255, 255];
  };
  const bad = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const part = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !part.checkVisibility() || part.closest(".unseen, option, script")) continue;
    const look = getComputedStyle(part);
    if (!look.color.startsWith("rgb(")) continue;
    const [one, other] = [light(parsed(look.color)), light(ground(part))];
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    const size = parseFloat(look.fontSize);
    const needed = size >= 24 || (size >= 18.66 && look.fontWeight >= 700) ? 3 : 4.5;
    if (ratio < needed) bad.add(`${ratio.toFixed(1)} ${part.outerHTML.slice(0, 90)}`);
  }
  return [...bad].slice(0, 3);
}"""
"""Words with less contrast than WCAG 2.2, 1.4.3 asks for."""


@pytest.fixture
def pages(editor):
    """The address of every page, with something on each, long names and words without a blank too."""
    conflict = record.clash(by=editor)
    other = record.clash(by=editor, number=1)
    long = "The Interprovincial Commission for Reservoirs, Spillways, Dams and the Safety of Those who Live below Them"
    body = f'{long} said: "Seehttps://www.example.com/{"a-very-long-address/" * 8}."\n\n"It is over." 🔥 مرحبا'
    row = record.article(body, by=editor, filename=f"{'long-name-' * 12}.txt", url=f"https://x.example/{'y' * 150}")
    voice = record.voice(row, long, speaker=record.speaker(long))
    see = f"Seehttps://www.example.com/{'a-very-long-address/' * 8}."
    seen = record.claim(record.quote(row, see, voice=voice), see)
    record.group(conflict.left, seen, other.left, other.right)[3].move_to(MemberState.TAKEN_OUT)
    record.speaker("Аna Ruiz")  # its first letter is Cyrillic
    record.quote(row, "🔥", voice=record.voice(row, "Ruiz"))
    unattributed = record.quote(row, "It is over.")
    quiet = record.article("Nobody speaks here.", by=editor, headline="Quiet")
    foreign = record.article("Der Kanzler sagte nichts.", by=editor, headline="Kanzler")
    Reading.objects.filter(text=foreign.current_text).update(language="de")
    address = f"https://www.example.com/{'a-very-long-address/' * 6}"
    changes = [
        {"what": what, "words": address, "before": long, "after": long} for what in ("gained", "speakers", "kept")
    ]
    record.preview(row, engine=extraction.engine(), gained=1, examples=changes)
    Job.objects.create(kind=JobKind.PREVIEW, target_id=quiet.current_text_id, state=JobState.FAILED, error="It broke.")
    Job.objects.create(kind=JobKind.PREVIEW, target_id=foreign.current_text_id)
    failed = record.appearance(None, by=editor, filename="menu.html", state=JobState.FAILED, error="It is a menu.")
    lists = ("front", "articles", "speakers", "conflicts", "queue", "search", "status")
    return [
        *(reverse(name) for name in lists),
        *(reverse("article", args=[pk]) for pk in (row.pk, conflict.left.quote.text.article_id, quiet.pk)),
        reverse("appearance", args=[failed.pk]),
        reverse("articles") + "?q=nothing-has-this-name",
        *(reverse("queue") + f"?kind={kind}" for kind in ("unattributed", "conflicts")),
        reverse("queue") + f"?article={quiet.pk}",
        reverse("conflict", args=[conflict.pk]),
        reverse("conflicts") + "?state=dismissed",
        *(reverse("speaker", args=[pk]) for pk in Speaker.objects.values_list("pk", flat=True)),
        *(reverse("speaker-identity", args=[pk]) for pk in Speaker.objects.values_list("pk", flat=True)),
        reverse("speakers") + "?q=nobody-has-this-name",
        *(reverse("search") + f"?q={words}" for words in ("fire", "never-said")),
        reverse("quote-choose", args=[unattributed.pk]),
        reverse("read-again"),
        reverse("article", args=[foreign.pk]),
    ]


def faults(page, *, whose):
    """What is wrong with the page as it stands, at both widths and in both schemes."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            found += [f"{whose} {width} {scheme} sticks out: {part}" for part in page.evaluate(STICKS_OUT)]
            found += [f"{whose} {width} {scheme} unreadable: {part}" for part in page.evaluate(UNREADABLE)]
    return found


def test_no_page_sticks_out_is_unreadable_or_complains(opened, admin, pages):
    window = opened(admin, "/")
    wrong = []
    for address in pages:
        answer = window.page.goto(address)
        assert answer.status == 200, address
        wrong += faults(window.page, whose=address)
        wrong += [f"{address}: {said}" for said in window.complaints]
        window.complaints.clear()
    assert not wrong, "\n".join(wrong)


def test_cards_and_choosers_that_are_open_stick_out_nowhere(opened, admin, pages):
    page = opened(admin, pages[7]).page
    page.locator(".mark").first.click()
    page.keyboard.press("v")
    page.locator(".chooser").wait_for()
    assert faults(page, whose="open card") == []
    page.set_viewport_size({"width": 1440, "height": 900})
    boxes = [box.bounding_box() for box in page.locator(".quote-card").all()]
    boxes.sort(key=lambda box: box["y"])
    assert all(one["y"] + one["height"] <= other["y"] for one, other in pairwise(boxes))


@pytest.mark.parametrize("is_mobile", [False, True])
def test_what_is_said_alike_when_opened_sticks_out_nowhere_and_can_be_touched(opened, admin, pages, is_mobile):
    width = 390 if is_mobile else 1440
    window = opened(admin, "/", viewport={"width": width, "height": 844}, has_touch=is_mobile, is_mobile=is_mobile)
    for address in (pages[15], pages[8]):
        window.page.goto(address)
        if window.page.locator(".mark").count():
            window.page.locator(".mark").first.click()
        alike = window.page.locator("details.alike").first
        alike.locator("summary").click()
        assert alike.get_by_role("link", name="hall 1 hurt 12").is_visible()
        assert alike.get_by_role("button", name="Put back").is_visible()
        assert (window.page.evaluate(SMALL) if is_mobile else []) == []
        for scheme in SCHEMES:
            window.page.emulate_media(color_scheme=scheme)
            assert window.page.evaluate(STICKS_OUT) + window.page.evaluate(UNREADABLE) == []


SMALL = """() => [...document.querySelectorAll("main button, main .button, main input:not([type=hidden]), main select")]
  .filter((part) => part.checkVisibility() && !part.matches("[type=checkbox], .unseen"))
  .filter((part) => part.getBoundingClientRect().height < 44).map((part) => part.outerHTML.slice(0, 100)).slice(0, 3)"""
"""What is too low to be touched with a finger."""


def test_under_a_finger_nothing_is_too_small_and_no_letter_is_cut_off(opened, admin, pages):
    window = opened(admin, "/", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    wrong = []
    for address in pages:
        window.page.goto(address)
        wrong += [f"{address}: {part}" for part in window.page.evaluate(SMALL)]
        cut = window.page.evaluate(CUT)
        wrong += [f"{address} cut off: {part}" for part in cut]
    assert not wrong, "\n".join(wrong)


CUT = """() => {
  const bad = [];
  for (const row of document.querySelectorAll(".dots")) {
    const edge = row.getBoundingClientRect().left + parseFloat(getComputedStyle(row).fontSize) * 0.7 - 1;
    const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      const left = Math.min(...[...range.getClientRects()].filter((box) => box.width).map((box) => box.left));
      if (walker.currentNode.data.trim() && left < edge - 4) bad.push(walker.currentNode.data.trim().slice(0, 60));
    }
  }
  return bad.slice(0, 3);
}"""
"""Words that begin where a row of facts is cut off."""


def test_refusals_and_the_door_look_like_the_rest(opened, viewer, db):
    for user, address, status in ((None, "/sign-in/", 200), (viewer, "/nothing/", 404), (viewer, "/admin/", 403)):
        window = opened(user, address)
        window.forgive(status)
        assert faults(window.page, whose=address) == []
        assert window.page.get_by_role("main").get_by_role("heading").is_visible()


def test_the_administration_complains_of_nothing(opened, admin, pages):
    window = opened(admin, reverse("admin:index"))
    for model in django_admin.site._registry:
        name = f"admin:{model._meta.label_lower.replace('.', '_')}"
        addresses = [reverse(f"{name}_changelist")]
        if (row := model._default_manager.first()) is not None:
            addresses.append(reverse(f"{name}_change", args=[row.pk]))
        for address in addresses:
            assert window.page.goto(address).status == 200
            assert window.complaints == [], address
