"""The page that erases an article for good, and the one that is left of it."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from articles.models import Article, Tombstone
from tests import record


def client_of(person) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


@pytest.fixture
def article(editor, fresh_broker):
    return record.article("Ana Ruiz spoke of the harbour.", by=editor, headline="Fire", filename="fire.txt")


@pytest.fixture
def gone(article, admin):
    call_command("erase", str(article.pk), by="admin", reason="A court order.", sure=article.pk)
    return article.pk


def test_the_article_leads_an_administrator_and_nobody_else_there(article, admin, editor):
    address = reverse("article-erase", args=[article.pk])
    page = reverse("article", args=[article.pk])
    assert address in client_of(admin).get(page).content.decode()
    assert address not in client_of(editor).get(page).content.decode()


def test_the_page_says_before_that_it_cant_be_undone_and_wants_number_and_reason(article, admin):
    client, address = client_of(admin), reverse("article-erase", args=[article.pk])
    assert "This can&#x27;t be undone" in client.get(address).content.decode().replace("can't", "can&#x27;t")
    for sent in ({}, {"typed": article.pk}, {"typed": "Fire", "reason": "x"}, {"typed": article.pk, "reason": " "}):
        assert client.post(address, sent).status_code == 400
    assert Article.objects.filter(pk=article.pk).exists()
    answer = client.post(address, {"typed": f" {article.pk} ", "reason": "A court order."}, follow=True)
    assert answer.status_code == 410
    assert not Article.objects.filter(pk=article.pk).exists()


@pytest.mark.parametrize("role", ["viewer", "editor", "admin"])
def test_members_are_told_who_erased_it_when_and_why(gone, cast, role):
    answer = client_of(cast[role]).get(reverse("article", args=[gone]))
    shown = answer.content.decode()
    assert answer.status_code == 410
    assert "A court order." in shown
    assert "<dd>admin</dd>" in shown
    assert Tombstone.objects.get().at.strftime("%Y") in shown
    assert ("tombstones/" in shown) == (role == "admin")
    api = client_of(cast[role]).get(reverse("api-article-detail", args=[gone]))
    assert (api.status_code, api.json()["code"]) == (410, "erased")
    assert "by admin: A court order." in api.json()["detail"]


def test_a_visitor_of_an_open_record_finds_nothing_there(gone, settings):
    settings.SIGNED_OUT_SEES = "record"
    for name in ("article", "api-article-detail"):
        assert client_of(None).get(reverse(name, args=[gone])).status_code == 404
    assert client_of(None).get(reverse("article", args=[10**9])).status_code == 404


def test_an_administrator_lifts_it_on_the_page(gone, admin):
    tombstone = Tombstone.objects.get()
    client_of(admin).post(reverse("tombstone-lift", args=[tombstone.pk]))
    assert "may be sent in again" in client_of(admin).get(reverse("article", args=[gone])).content.decode()


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"sure": 10**6}, "not its number"),
        ({"by": "nobody"}, "Nobody is called nobody"),
        ({"by": "editor"}, "Your role does not let you erase"),
        ({"reason": " "}, "Say why"),
    ],
)
def test_the_command_erases_nothing_by_a_slip(article, admin, changed, told):
    asked = {"by": "admin", "reason": "A court order.", "sure": article.pk, **changed}
    with pytest.raises(CommandError, match=told):
        call_command("erase", str(article.pk), **asked)
    assert Article.objects.filter(pk=article.pk).exists()
