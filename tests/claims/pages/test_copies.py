"""Where else a quote is printed: on its card, beside a conflict, by the API and in the export."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims import twins
from claims.models import Conflict, Quote
from claims.querysets import QuoteQuerySet
from claims.states import QuoteState
from speakers.models import Speaker
from tests import record

WORDS = "The fire in hall 0 hurt 12 people"


@pytest.fixture
def conflict(editor):
    """Of a quote that the Gazette has first, and three others print too: Times, Herald, and one without a name."""
    found = record.clash(by=editor)
    ruiz = Speaker.objects.get(name="Ana Ruiz")
    days = {"Times": 13, "Herald": 12, "": None}
    published = {paper: day and datetime(2026, 3, day, tzinfo=UTC) for paper, day in days.items()}
    found.left.quote.text.article.appearances.update(published_at=datetime(2026, 3, 11, tzinfo=UTC))
    for paper, day in published.items():
        body = f'{paper or "Nobody"} has it: Ana Ruiz said: "{WORDS}."'
        article = record.article(body, by=editor, headline=f"Fire {paper}".strip(), outlet=paper, published=day)
        quote = record.quote(article, WORDS, voice=record.voice(article, "Ana Ruiz", speaker=ruiz))
        record.claim(quote, WORDS)
    with transaction.atomic():
        twins.derive(found.left.quote.text)
    assert Quote.objects.filter(twin_of=found.left.quote).count() == 3
    return found


def page(person, name, *args, **asked):
    client = Client()
    client.force_login(person)
    answer = client.get(reverse(name, args=args), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def printed(html):
    """By the number that is told, the names of the articles that are linked."""
    return [
        (re.search(r"Also printed in (\d+) other article", part)[1], re.findall(r"#quote-\d+\">([^<]+)</a>", part))
        for part in re.findall(r"<details class=\"why printed\">.*?</details>", html, re.S)
    ]


def test_the_conflict_tells_where_else_a_side_is_printed_the_earliest_first(viewer, conflict):
    told = [("3", ["Herald", "Times", "Fire"])]
    assert printed(page(viewer, "conflict", conflict.pk)) == told
    assert printed(page(viewer, "conflicts")) == told


def test_the_card_of_a_copy_tells_of_the_others_and_shows_the_conflict_of_the_original(viewer, conflict):
    for copy in Quote.objects.filter(twin_of=conflict.left.quote):
        shown = page(viewer, "article", copy.text.article_id)
        [(number, where)] = printed(shown)
        assert number == "3"
        assert "Gazette" in where
        assert reverse("conflict", args=[conflict.pk]) in shown
        assert 'class="quote-card quote-card--conflict"' in shown
    listed = page(viewer, "articles", conflicts="on")
    assert {int(pk) for pk in re.findall(r'id="article-(\d+)"', listed)} == set(
        Quote.objects.values_list("text__article", flat=True)
    )


def test_the_queue_shows_where_else_it_is_printed_and_finds_the_conflict_by_a_copys_article(fact_checker, conflict):
    copy = Quote.objects.filter(twin_of=conflict.left.quote).first()
    shown = page(fact_checker, "queue", kind="conflicts", article=copy.text.article_id)
    assert conflict.sentence in shown
    assert [number for number, _where in printed(shown)] == ["3"]


def test_a_card_fetched_by_itself_is_the_same(editor, conflict):
    copy = Quote.objects.filter(twin_of=conflict.left.quote).first()
    client = Client()
    client.force_login(editor)
    answer = client.post(
        reverse("quote-accept", args=[copy.pk]), {"seen": copy.version}, HTTP_HX_REQUEST="true"
    ).content.decode()
    assert [number for number, _where in printed(answer)] == ["3"]
    assert reverse("conflict", args=[conflict.pk]) in answer


def test_what_a_person_may_not_see_is_not_counted(viewer, conflict, monkeypatch):
    hidden = Quote.objects.filter(twin_of=conflict.left.quote).first()
    seen = QuoteQuerySet.viewable_by
    monkeypatch.setattr(QuoteQuerySet, "viewable_by", lambda self, person: seen(self, person).exclude(pk=hidden.pk))
    assert [number for number, _where in printed(page(viewer, "conflict", conflict.pk))] == ["2"]
    client = Client()
    client.force_login(viewer)
    shown = client.get(f"/api/conflicts/{conflict.pk}/").json()
    assert hidden.pk not in {row["quote"] for row in shown["left"]["quote"]["also_in"]}
    assert len(shown["left"]["quote"]["also_in"]) == 2


def test_what_was_rejected_is_not_counted_even_before_copies_are_derived_anew(viewer, conflict):
    Quote.objects.filter(
        twin_of=conflict.left.quote, text__article__appearances__headline="Fire Times"
    ).first().move_to(QuoteState.REJECTED)
    assert printed(page(viewer, "conflict", conflict.pk)) == [("2", ["Herald", "Fire"])]


def test_the_api_and_the_export_name_the_original_and_the_others(viewer, conflict):
    client = Client()
    client.force_login(viewer)
    left = conflict.left.quote
    copies = list(Quote.objects.filter(twin_of=left).order_by("pk"))
    rows = [{"quote": copy.pk, "article": copy.text.article_id} for copy in copies]
    shown = client.get(f"/api/quotes/{left.pk}/").json()
    assert (shown["twin_of"], shown["also_in"]) == (None, rows)
    shown = client.get(f"/api/quotes/{copies[0].pk}/").json()
    first = {"quote": left.pk, "article": left.text.article_id}
    assert (shown["twin_of"], shown["also_in"]) == (left.pk, [first, *rows[1:]])
    shown = client.get(f"/api/conflicts/{conflict.pk}/").json()
    assert [shown[side]["quote"]["also_in"] for side in ("left", "right")] == [rows, []]
    shown = client.get("/api/conflicts/", {"article": copies[0].text.article_id}).json()
    assert [row["id"] for row in shown["results"]] == [conflict.pk]
    out = StringIO()
    call_command("export", "quotes", stdout=out)
    exported = {row["quote"]: row for row in map(json.loads, out.getvalue().splitlines())}
    assert (exported[copies[0].pk]["twin_of"], exported[copies[0].pk]["also_in"]) == (left.pk, [first, *rows[1:]])
    out = StringIO()
    call_command("export", "conflicts", stdout=out)
    row = json.loads(out.getvalue())
    assert (row["left"]["also_in"], row["right"]["also_in"]) == (rows, [])


def test_copies_cost_a_page_one_query_however_many_there_are(viewer, editor, conflict):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            page(viewer, "conflict", conflict.pk)
            page(viewer, "article", conflict.left.quote.text.article_id)
        return len(captured)

    few = cost()
    ruiz = Speaker.objects.get(name="Ana Ruiz")
    for number in range(10):
        article = record.article(f'Paper {number}: Ana Ruiz said: "{WORDS}."', by=editor, outlet=f"Paper {number}")
        copy = record.quote(article, WORDS, voice=record.voice(article, "Ana Ruiz", speaker=ruiz))
        Quote.objects.filter(pk=copy.pk).update(twin_of=conflict.left.quote)
    assert cost() == few
    assert Conflict.objects.count() == 1
