"""Who else says the same: on a quote's card, beside a conflict, by the API; and what people rule on it there."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Act
from claims.models import GroupMember, Quote
from tests import record

HURT = "A dozen people came to harm in hall 0"
AS_MANY = "Twelve were injured when hall 0 burned"


def said(by, words, who, paper, day=None):
    published = day and datetime(2026, 3, day, tzinfo=UTC)
    article = record.article(f'{paper}: {who} said: "{words}."', by=by, outlet=paper, published=published)
    speaker = record.speaker(who) if who else None
    return record.claim(record.quote(article, words, voice=record.voice(article, who, speaker=speaker)), words)


@pytest.fixture
def conflict(editor):
    """The mayor's twelve against the chief's forty; a doctor in the Times and a nurse in the Herald say twelve too."""
    found = record.clash(by=editor)
    doctor = said(editor, HURT, "Eva Kern", "Times", day=13)
    nurse = said(editor, AS_MANY, "Ilya Brandt", "Herald", day=12)
    record.group(found.left, doctor, nurse)
    return found


def client(person):
    found = Client()
    found.force_login(person)
    return found


def page(person, name, *args):
    answer = client(person).get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def told(html):
    """By the number that is told, who says the same."""
    parts = re.findall(r'<details class="why printed alike">.*?</details>', html, re.S)
    return [
        (re.search(r"Said alike in (\d+) other quote", part)[1], re.findall(r'/speakers/\d+/">([^<]+)</a>', part))
        for part in parts
    ]


def test_the_conflict_tells_who_says_the_same_as_a_side_the_earliest_first_with_words_outlet_and_link(viewer, conflict):
    shown = page(viewer, "conflict", conflict.pk)
    assert told(shown) == [("2", ["Ilya Brandt", "Eva Kern"])]
    for words, paper, day in ((HURT, "Times", "13 Mar 2026"), (AS_MANY, "Herald", "12 Mar 2026")):
        quote = Quote.objects.get(words=words)
        assert f'<a href="{reverse("article", args=[quote.text.article_id])}#quote-{quote.pk}">{words}</a>' in shown
        assert paper in shown
        assert day in shown
    assert "take-out" not in shown


def test_the_card_on_every_members_article_tells_of_the_others(viewer, conflict):
    expected = {
        conflict.left.quote: ["Ilya Brandt", "Eva Kern"],
        Quote.objects.get(words=HURT): ["Ilya Brandt", "Ana Ruiz"],
        Quote.objects.get(words=AS_MANY): ["Eva Kern", "Ana Ruiz"],
    }
    for quote, names in expected.items():
        assert told(page(viewer, "article", quote.text.article_id)) == [("2", names)]
    assert told(page(viewer, "article", conflict.right.quote.text.article_id)) == []


def test_a_copy_tells_of_its_originals_group_and_is_no_other_beside_it(viewer, editor, conflict):
    copy = said(editor, f"{HURT}, yes", "Eva Kern", "Echo").quote
    Quote.objects.filter(pk=copy.pk).update(twin_of=Quote.objects.get(words=HURT))
    GroupMember.objects.create(group=GroupMember.objects.first().group, claim=copy.claims.get(), state="confirmed")
    assert told(page(viewer, "article", copy.text.article_id)) == [("2", ["Ilya Brandt", "Ana Ruiz"])]
    assert told(page(viewer, "conflict", conflict.pk)) == [("2", ["Ilya Brandt", "Eva Kern"])]


def test_a_fact_checker_takes_one_out_and_it_is_told_to_no_reader_until_it_is_put_back(fact_checker, viewer, conflict):
    doctor = GroupMember.objects.get(claim__words=HURT)
    ask = client(fact_checker)
    shown = reverse("conflict", args=[conflict.pk])
    answer = ask.post(reverse("member-take-out", args=[doctor.pk]), {"seen": 1}, headers={"referer": shown})
    assert answer.status_code == 302
    assert told(page(viewer, "conflict", conflict.pk)) == [("1", ["Ilya Brandt"])]
    assert "Put back" not in page(viewer, "conflict", conflict.pk)
    assert "Put back" in ask.get(shown).content.decode()
    answer = ask.post(reverse("act-undo", args=[Act.objects.live().get().pk]), headers={"hx-request": "true"})
    assert answer["HX-Refresh"] == "true"
    assert told(page(viewer, "conflict", conflict.pk)) == [("2", ["Ilya Brandt", "Eva Kern"])]
    answer = ask.post(reverse("member-confirm", args=[doctor.pk]), {"seen": 3}, headers={"hx-request": "true"})
    assert answer["HX-Refresh"] == "true"
    assert GroupMember.objects.get(pk=doctor.pk).state == "confirmed"
    assert ask.post(reverse("member-take-out", args=[doctor.pk]), {"seen": 1}).status_code == 409


def test_the_api_names_the_group_of_a_side_and_its_members(viewer, fact_checker, conflict):
    group = GroupMember.objects.first().group_id
    shown = client(viewer).get(f"/api/conflicts/{conflict.pk}/").json()
    assert (shown["left"]["group"], shown["right"]["group"]) == (group, None)
    listed = client(viewer).get(f"/api/members/?group={group}").json()["results"]
    assert {(row["words"], row["quote"]["speaker"], row["state"]) for row in listed} == {
        (HURT, "Eva Kern", "suggested"),
        (AS_MANY, "Ilya Brandt", "suggested"),
        (conflict.left.words, "Ana Ruiz", "suggested"),
    }
    doctor = next(row for row in listed if row["words"] == HURT)
    assert client(viewer).get(f"/api/members/?quote={doctor['quote']['id']}").json()["results"] == [doctor]
    path, ask = f"/api/members/{doctor['id']}", client(fact_checker)
    sent = {"content_type": "application/json"}
    assert ask.post(f"{path}/take-out/", {}, headers={"if-match": '"1"'}, **sent).json()["member"]["state"] == (
        "taken_out"
    )
    assert len(client(viewer).get(f"/api/members/?group={group}").json()["results"]) == 2
    assert ask.post(f"{path}/undo/", {}, headers={"if-match": '"2"'}, **sent).json()["member"]["state"] == "suggested"


def test_pages_and_api_cost_the_same_however_many_say_it(viewer, editor, conflict):
    asks = [
        reverse("conflict", args=[conflict.pk]),
        reverse("article", args=[conflict.left.quote.text.article_id]),
        "/api/members/",
        "/api/conflicts/",
    ]
    ask = client(viewer)

    def cost():
        with CaptureQueriesContext(connection) as captured:
            for address in asks:
                assert ask.get(address).status_code == 200
        return len(captured)

    cost()  # the session, and whatever is asked once a process
    few = cost()
    group = GroupMember.objects.first().group
    for number in range(10):
        claim = said(editor, f"{HURT}, says {number}", f"Speaker {number}", f"Paper {number}")
        GroupMember.objects.create(group=group, claim=claim)
    assert cost() == few
    assert told(page(viewer, "conflict", conflict.pk))[0][0] == "12"
