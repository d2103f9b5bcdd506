"""Every list of the administration, as those who use it see it: what is searched for is found, rows open, none lies."""

from __future__ import annotations

import re

import pytest
from django.contrib import admin as django_admin
from django.test import Client
from django.urls import reverse

from accounts.models import Act, Membership
from accounts.permissions import may
from articles.models import Article, Tombstone
from speakers.actions import identity
from speakers.states import SpeakerKind
from tests import record

MODELS = {model._meta.label_lower: model for model in django_admin.site._registry}
FOUND_BY = {
    "accounts.user": "fact",
    "accounts.desk": "news",
    "accounts.membership": "curator",
    "accounts.act": "curator",
    "articles.outlet": "gazette",
    "articles.article": "bell-0.txt",
    "articles.text": "fire",
    "articles.appearance": "bell-0",
    "articles.job": "",  # by the key of what it works on
    "speakers.speaker": "ana maria",
    "speakers.alias": "ruiz",
    "speakers.voice": "bell",
    "speakers.decision": "ana",
    "claims.reading": "tests",
    "claims.preview": "tests",
    "claims.quote": "fire 12",
    "claims.claim": "hurt 12",
    "claims.conflict": "40 people",
    "claims.alike": "hurt 12",
    "claims.claimgroup": "hurt 12",
    "claims.groupmember": "hurt 12",
    "articles.tombstone": "order",
}


@pytest.fixture
def rows(editor, curator, fact_checker, viewer):
    """At least one row of each model."""
    conflict = record.clash(by=editor)
    record.preview(conflict.left.quote.text.article)
    record.group(conflict.left, conflict.right)
    Tombstone.objects.create(article=10**6, by=editor, reason="An order.")
    record.article("“The siren was silent,” he said.\n\nNobody knows why.", by=editor)
    identity.give(conflict.left.quote.voice, "Ana Maria Ruiz", SpeakerKind.PERSON, seen=1, by=curator)
    return {label: list(model._default_manager.all()) for label, model in MODELS.items()}


def client(user):
    found = Client()
    found.force_login(user)
    return found


def path(label, page, *args):
    return reverse(f"admin:{label.replace('.', '_')}_{page}", args=args)


def test_a_word_to_search_by_is_known_for_every_model():
    assert FOUND_BY.keys() == MODELS.keys()


@pytest.mark.parametrize("role", ["curator", "admin"])
@pytest.mark.parametrize("label", MODELS)
def test_who_may_look_finds_a_row_and_opens_it(cast, rows, label, role):
    user, page = cast[role], django_admin.site._registry[MODELS[label]]
    browser = client(user)
    if not may(user, page.sees):
        assert browser.get(path(label, "changelist")).status_code == 403
        return
    sought = FOUND_BY[label] or str(rows[label][0].target_id)
    answer = browser.get(path(label, "changelist"), {"q": sought})
    found = answer.context["cl"].result_list
    assert 0 < len(found) <= len(rows[label])
    assert browser.get(path(label, "changelist"), {"q": "zzqq no such row"}).context["cl"].result_list.count() == 0
    opened = browser.get(path(label, "change", found[0].pk))
    assert opened.status_code == 200
    writes = page.changes is not None and may(user, page.changes)
    shown = opened.context["adminform"].form.visible_fields()
    assert bool(shown) == writes
    assert ('name="_save"' in opened.content.decode()) == writes


@pytest.mark.parametrize(
    ("model", "field", "term", "name"),
    [("speakers.voice", "speaker", "maria", "Ana Maria Ruiz"), ("articles.appearance", "outlet", "gaz", "Gazette")],
)
def test_what_is_chosen_from_is_searched_and_not_listed_whole(curator, rows, model, field, term, name):
    app, _, noun = model.partition(".")
    asked = {"term": term, "app_label": app, "model_name": noun, "field_name": field}
    found = client(curator).get(reverse("admin:autocomplete"), asked).json()["results"]
    assert [row["text"] for row in found] == [name]
    assert "admin-autocomplete" in client(curator).get(path(model, "change", rows[model][0].pk)).content.decode()


@pytest.mark.parametrize("label", [label for label, model in MODELS.items() if model not in (Act, Membership)])
def test_a_form_saved_as_it_is_changes_no_row_behind_the_ledgers_back(admin, rows, label):
    """Where a form may be sent at all, what it changes is in the ledger."""
    row, browser = rows[label][0], client(admin)
    before, acts = as_stored(row), Act.objects.count()
    form = browser.get(path(label, "change", row.pk)).context["adminform"].form
    sent = {}
    for field in form:
        if field.value() not in (None, False):
            sent[field.html_name] = field.value()
    answer = browser.post(path(label, "change", row.pk), sent)
    assert answer.status_code in (200, 302, 403)
    after = as_stored(type(row)._default_manager.get(pk=row.pk))
    assert after == before or Act.objects.count() > acts


def as_stored(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_an_article_without_a_headline_is_listed_by_its_first_line(curator, rows):
    page = client(curator).get(path("articles.article", "changelist")).content.decode()
    article = Article.objects.order_by("id").last()
    link = re.search(rf'/admin/articles/article/{article.pk}/change/[^"]*">“The siren was silent', page)
    assert link
