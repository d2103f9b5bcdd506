"""Whatever htmx asks for works without it too: a link leads to a whole page, a form leads back to one."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import resolve, reverse
from lxml import html

from articles.models import Job, Tombstone
from articles.states import JobState
from claims.actions import quotes
from claims.urls import urlpatterns
from tests import record

HTMX = {"HX-Request": "true"}
NOT_PAGES = {"healthz", "metrics", "readyz"}  # for machines
VERBS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True)
class Asked:
    """An address that htmx asks for, on which page and how; `plain` is where the same element leads without."""

    page: str
    method: str
    address: str
    plain: str
    polls: bool


@pytest.fixture
def as_admin(admin):
    client = Client()
    client.force_login(admin)
    return client


@pytest.fixture
def addresses(editor, fresh_broker):
    """Every page on which something can be asked for, by GET."""
    conflict = record.clash(by=editor)
    quote, other = conflict.left.quote, record.clash(by=editor, number=1).left.quote
    quotes.accept(other, seen=1, by=editor)
    unread = record.article("Nobody speaks.", by=editor, headline="Quiet", read=False)
    receipt = record.appearance(None, by=editor, filename="late.txt")
    record.appearance(None, by=editor, filename="menu.html", state=JobState.FAILED, error="It is a menu.")
    lists = ("front", "articles", "speakers", "conflicts", "queue", "search", "status")
    return [
        *(reverse(name) for name in lists),
        *(reverse("article", args=[pk]) for pk in (quote.text.article_id, other.text.article_id, unread.pk)),
        reverse("appearance", args=[receipt.pk]),
        *(reverse("queue") + f"?kind={kind}" for kind in ("unattributed", "conflicts")),
        reverse("conflict", args=[conflict.pk]),
        reverse("speaker", args=[quote.voice.speaker_id]),
        reverse("search") + "?q=fire",
        reverse("quote-choose", args=[quote.pk]),
    ]


def tree(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return html.fromstring(answer.content)


def asked(page, found):
    """All that htmx would ask for from this page."""
    for method in VERBS:
        for part in found.xpath(f"//*[@hx-{method}]"):
            form = part if part.tag == "form" else next(part.iterancestors("form"), None)
            plain = part.get("href") or part.get("formaction") or ""
            if not plain and form is not None and part.tag in ("button", "form"):
                plain = form.get("action") or page
            address = urljoin(page, part.get(f"hx-{method}"))
            polls = "every" in part.get("hx-trigger", "") or "input" in part.get("hx-trigger", "")
            yield Asked(page, method, address, urljoin(page, plain) if plain else "", polls)


def test_each_element_leads_without_htmx_where_it_leads_with(as_admin, addresses):
    wrong = []
    for page in addresses:
        for one in asked(page, tree(as_admin, page)):
            same = urlsplit(one.plain).path == urlsplit(one.address).path
            closes = resolve(urlsplit(one.address).path).url_name == "quote"  # Cancel: the card again, or its page
            if not (one.polls or same or closes):
                wrong.append(one)
    assert not wrong, wrong


def test_what_htmx_gets_is_a_part_and_what_a_browser_gets_is_a_page(as_admin, addresses):
    seen = set()
    for page in addresses:
        for one in asked(page, tree(as_admin, page)):
            if one.method != "get" or one.address in seen:
                continue
            seen.add(one.address)
            part = as_admin.get(one.address, headers=HTMX)
            assert part.status_code == 200
            assert b"<html" not in part.content, one
            whole = as_admin.get(one.address, follow=True)
            assert whole.status_code == 200
            assert b"<html" in whole.content, one
    assert {resolve(urlsplit(address).path).url_name for address in seen} >= {
        *("front", "articles", "article", "appearance", "quote", "quote-choose"),
    }


def sendings(page, found):
    """What a browser without scripts sends from this page: the address and the data of each button of each form."""
    buttons = [
        (form, button) for form in found.xpath("//main//form[@method='post']") for button in form.xpath(".//button")
    ]
    for form, button in buttons:
        data = {part.get("name"): part.get("value", "") for part in form.xpath(".//input[@name][@type!='file']")}
        data |= {"name": "Lena Ott", "kind": "person", "pasted": "“Yes,” said Lena Ott."}
        if button.get("name"):
            data[button.get("name")] = button.get("value", "")
        yield urljoin(page, button.get("formaction") or form.get("action") or page), data


def test_every_form_of_every_page_leads_back_to_a_page(as_admin, addresses):
    sent = set()
    for page in addresses:
        for address, data in sendings(page, tree(as_admin, page)):
            name = resolve(urlsplit(address).path).url_name
            if name in sent:
                continue
            sent.add(name)
            answer = as_admin.post(address, data, headers={"referer": urljoin("http://testserver", page)})
            assert answer.status_code in (302, 409), (name, answer.status_code)
            landed = as_admin.get(answer.url, follow=True) if answer.status_code == 302 else answer
            assert b"<html" in landed.content, name
    acts = {"quote-accept", "quote-reject", "quote-give", "quote-name", "voice-give", "act-undo", "job-retry", "upload"}
    assert sent >= acts | {"conflict-confirm", "conflict-dismiss"}
    assert Job.objects.live().exists()


def test_every_address_of_the_pages_answers_with_a_page_or_the_way_to_one(as_admin, editor):
    conflict = record.clash(by=editor)
    members = record.group(conflict.left, conflict.right)
    keys = {
        "members": members[0].pk,
        "tombstones": Tombstone.objects.create(article=10**6, by=editor, reason="An order.").pk,
        "quotes": conflict.left.quote.pk,
        "voices": conflict.left.quote.voice_id,
        "conflicts": conflict.pk,
        "speakers": conflict.left.quote.voice.speaker_id,
        "articles": conflict.left.quote.text.article_id,
        "received": conflict.left.quote.text.article.appearances.get().pk,
    }
    for pattern in urlpatterns:
        if pattern.name in NOT_PAGES:
            continue
        noun = str(pattern.pattern).split("/")[0]
        takes_key = "<int:pk>" in str(pattern.pattern)
        if "<uuid" in str(pattern.pattern) or noun == "jobs":
            continue  # by POST alone, and sent above
        answer = as_admin.get(reverse(pattern.name, args=[keys[noun]] if takes_key else []), follow=True)
        assert answer.status_code in (200, 405), pattern.name
        assert answer.status_code == 405 or b"<html" in answer.content, pattern.name
