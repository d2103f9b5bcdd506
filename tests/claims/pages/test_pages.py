"""What each page costs, shows and answers."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html
from pgvector import HalfVector

from articles.models import Job
from articles.states import JobKind, JobState
from claims.actions import conflicts, quotes
from extraction import vectors
from speakers.models import Speaker
from tests import record

MOST = 12
LISTS = ("front", "articles", "speakers", "conflicts", "queue", "status")
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def as_admin(admin):
    client = Client()
    client.force_login(admin)
    return client


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    assert answer.status_code == 200
    return len(captured)


def addresses():
    ruiz = Speaker.objects.get(name="Ana Ruiz")
    return [
        *(reverse(name) for name in LISTS),
        reverse("queue") + "?kind=unattributed",
        reverse("queue") + "?kind=conflicts",
        reverse("search") + "?q=fire",
        reverse("speaker", args=[ruiz.pk]),
    ]


def test_a_page_asks_as_often_for_twenty_rows_as_for_two_and_never_more_than_twelve_times(as_admin, editor):
    for number in range(2):
        record.clash(by=editor, number=number)
    few = {address: queries(as_admin, address) for address in addresses()}
    for number in range(2, 20):
        record.clash(by=editor, number=number)
    many = {address: queries(as_admin, address) for address in few}
    assert {address: n for address, n in many.items() if n > MOST} == {}
    allowed = {address: few[address] + (1 if "queue" in address else 0) for address in few}
    assert {address: (few[address], n) for address, n in many.items() if n > allowed[address]} == {}


def test_an_article_asks_as_often_for_twenty_quotes_as_for_two(as_admin, editor):
    def read(count):
        body = "\n\n".join(f"Ana Ruiz said: “Gate {number} fell.”" for number in range(count))
        row = record.article(body, by=editor, headline="Gates")
        ruiz = record.voice(row, "Ana Ruiz")
        for number in range(count):
            record.quote(row, f"Gate {number} fell.", voice=ruiz)
        return queries(as_admin, reverse("article", args=[row.pk]))

    assert read(2) == read(20) <= MOST


def test_the_article_shows_its_quotes_speakers_and_the_conflict_on_the_card(as_admin, editor):
    conflict = record.clash(by=editor)
    page = as_admin.get(reverse("article", args=[conflict.left.quote.text.article_id])).content.decode()
    assert re.search(r'<a class="mark mark--conflict" [^>]*>The fire in hall 0 hurt 12 people\.</a>', page)
    assert "Ana Ruiz" in page
    assert conflict.sentence in page
    assert "stands in quotation marks" in page


def test_words_of_an_article_are_never_read_as_html(as_admin, editor):
    row = record.article("Bell said: “<script>alert(1)</script>”", by=editor, headline="<b>Bold</b>")
    record.quote(row, "<script>alert(1)</script>", voice=record.voice(row, "Bell"))
    page = as_admin.get(reverse("article", args=[row.pk])).content.decode()
    assert "<script>alert" not in page
    assert "<b>Bold" not in page


@pytest.mark.parametrize("verb", ["accept", "reject"])
def test_an_act_without_scripts_leads_back_to_its_quote_and_offers_undo(as_admin, editor, verb):
    quote = record.clash(by=editor).left.quote
    came_from = f"http://testserver{reverse('article', args=[quote.text.article_id])}"
    answer = as_admin.post(reverse(f"quote-{verb}", args=[quote.pk]), {"seen": 1}, headers={"referer": came_from})
    assert answer.status_code == 302
    assert answer.url.endswith(f"/articles/{quote.text.article_id}/#quote-{quote.pk}")
    assert (
        reverse("act-undo", args=["00000000-0000-0000-0000-000000000000"])[:6]
        in as_admin.get(answer.url).content.decode()
    )


def test_undo_brings_back_what_stood(as_admin, editor):
    quote = record.clash(by=editor).left.quote
    act = quotes.accept(quote, seen=1, by=editor)
    as_admin.post(reverse("act-undo", args=[act.pk]))
    quote.refresh_from_db()
    assert quote.state == "suggested"
    assert as_admin.post(reverse("act-undo", args=[act.pk])).status_code == 409


def test_a_stale_act_is_409_with_both_sides_on_the_page_and_for_htmx(as_admin, editor):
    quote = record.clash(by=editor).left.quote
    quotes.reject(quote, seen=1, by=editor)
    for sent in ({}, HTMX):
        answer = as_admin.post(reverse("quote-accept", args=[quote.pk]), {"seen": 1}, **sent)
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "accepted a quote" in page
        assert "rejected" in page
        assert "editor" in page


def test_accepting_in_the_queue_shows_the_next_of_the_same_filtered_list(as_admin, editor):
    first, other = record.clash(by=editor), record.clash(by=editor, number=1)
    of = first.left.quote.text.article
    asked = f"kind=quotes&article={of.pk}"
    answer = as_admin.post(reverse("quote-accept", args=[first.left.quote.pk]), {"seen": 1, "queue": asked}, **HTMX)
    assert answer["HX-Retarget"] == "#desk"
    assert "Nothing to review here" in answer.content.decode()
    later = as_admin.post(
        reverse("quote-accept", args=[first.right.quote.pk]), {"seen": 1, "queue": "kind=quotes"}, **HTMX
    )
    assert f"quote-{other.left.quote.pk}" in later.content.decode()


def test_the_card_after_an_act_is_the_card_of_the_page(as_admin, editor):
    """The fragment rule: what htmx puts in place is what the page, fetched afresh, has there."""
    quote = record.clash(by=editor).left.quote
    sent = as_admin.post(reverse("quote-accept", args=[quote.pk]), {"seen": 1}, **HTMX).content.decode()
    page = as_admin.get(reverse("article", args=[quote.text.article_id])).content.decode()
    assert card(sent, quote.pk) == card(page, quote.pk)


def test_the_conflict_after_a_ruling_is_the_conflict_of_the_page(as_admin, editor):
    conflict = record.clash(by=editor)
    sent = as_admin.post(reverse("conflict-confirm", args=[conflict.pk]), {"seen": 1}, **HTMX).content.decode()
    page = as_admin.get(reverse("conflicts")).content.decode()
    assert card(sent, conflict.pk, "conflict") == card(page, conflict.pk, "conflict")


def card(page, pk, noun="quote"):
    found = re.search(rf'<article id="{noun}-{pk}".*?</article>', page, re.S)[0]
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"| aria-current="true"', "", found)


def test_a_dismissed_conflict_leaves_the_list_and_can_be_found_by_its_state(as_admin, fact_checker, editor):
    conflict = record.clash(by=editor)
    conflicts.dismiss(conflict, seen=1, by=fact_checker)
    assert conflict.sentence not in as_admin.get(reverse("conflicts")).content.decode()
    assert conflict.sentence in as_admin.get(reverse("conflicts") + "?state=dismissed").content.decode()


def test_the_clashing_words_and_only_they_are_marked(as_admin, editor):
    page = as_admin.get(reverse("conflict", args=[record.clash(by=editor).pk])).content.decode()
    assert re.findall(r'<mark class="clash">(.*?)</mark>', page) == ["12 people", "40 people"]


def test_a_speaker_is_shown_with_whom_they_contradict_themselves_first(as_admin, editor):
    record.clash(by=editor)
    bell = Speaker.objects.get(name="Tom Bell")
    row = record.article("Tom Bell said: “It hurt 40 people. It hurt 41 people.”", by=editor)
    one, two = (
        record.quote(row, words, voice=voice)
        for voice in [record.voice(row, "Tom Bell", speaker=bell)]
        for words in ("It hurt 40 people.", "It hurt 41 people.")
    )
    record.conflict(
        record.claim(one, "It hurt 40 people"),
        record.claim(two, "It hurt 41 people"),
        ("40", "41"),
        "Tom Bell says 40, then 41.",
    )
    page = as_admin.get(reverse("speaker", args=[bell.pk])).content.decode()
    assert page.index("Tom Bell says 40, then 41.") < page.index("Ana Ruiz says 12 people")


def test_a_search_marks_the_words_it_found(as_admin, editor):
    record.clash(by=editor)
    page = as_admin.get(reverse("search") + "?q=hurts+-40").content.decode()
    assert page.count('<mark class="hit">hurt</mark>') == 1


def test_what_means_the_same_is_found_after_what_has_the_words_and_each_says_why(as_admin, editor):
    clash = record.clash(by=editor)
    for claim in (clash.left, clash.right):
        claim.vector = HalfVector(vectors.embed([claim.words])[0])
        claim.save()
    words = clash.left.quote.words

    def hits(asked):
        page = html.fromstring(as_admin.get(reverse("search"), {"q": asked}).content)
        return [" ".join(one.text_content().split()) for one in page.xpath("//li[contains(@class, 'said')]")]

    both = hits(words)
    assert [("by its words" in one, "by its meaning" in one) for one in both] == [(True, False), (False, True)]
    assert all("by its meaning" in one for one in hits("people were injured"))
    assert len(hits("people were injured")) == 2
    assert hits('"people were injured"') == [], "a phrase is looked for as it stands"
    assert hits("dolphins sleep with one eye open") == []


@pytest.mark.parametrize("q", ["\x00", '"', "-", "fire & !", "(" * 300, "🔥"])
def test_any_words_can_be_searched(as_admin, q):
    assert as_admin.get(reverse("search"), {"q": q}).status_code == 200


def test_a_page_that_is_polled_stops_when_the_work_is_done(as_admin, editor):
    row = record.article("Nobody speaks.", by=editor, headline="Quiet", read=False)
    address = reverse("article", args=[row.pk])
    assert 'hx-trigger="every 1s"' in as_admin.get(address, **HTMX).content.decode()
    Job.objects.filter(target_id=row.current_text_id, kind=JobKind.READ).update(state=JobState.DONE)
    Job.objects.create(kind=JobKind.COMPARE, target_id=row.current_text_id, state=JobState.DONE)
    answer = as_admin.get(address, **HTMX)
    assert answer["HX-Retarget"] == "#article"
    assert "every 1s" not in answer.content.decode()


def test_the_quotes_are_shown_as_soon_as_they_are_read_before_they_are_compared(as_admin, editor):
    row = record.article("Bell said: “It fell.”", by=editor, headline="Gate", read=False)
    polled = re.search(r'hx-get="([^"]+)"', as_admin.get(reverse("article", args=[row.pk])).content.decode())[1]
    assert 'id="article"' not in as_admin.get(polled, **HTMX).content.decode()
    Job.objects.filter(target_id=row.current_text_id, kind=JobKind.READ).update(state=JobState.DONE)
    Job.objects.create(kind=JobKind.COMPARE, target_id=row.current_text_id, state=JobState.QUEUED)
    record.quote(row, "It fell.", voice=record.voice(row, "Bell"))
    answer = as_admin.get(polled, **HTMX)
    assert answer["HX-Retarget"] == "#article"
    page = answer.content.decode()
    assert "quote-card" in page
    polled = re.search(r'hx-get="([^"]+)" hx-trigger="every', page)[1]
    assert 'id="article"' not in as_admin.get(polled, **HTMX).content.decode()


def test_a_receipt_asks_again_until_its_article_opens(as_admin, editor):
    receipt = record.appearance(None, by=editor, filename="late.txt")
    address = reverse("appearance", args=[receipt.pk])
    assert f'hx-get="{address}" hx-trigger="every 1s"' in as_admin.get(address).content.decode()
    receipt.article = record.article("It is read.", by=editor)
    receipt.save()
    assert as_admin.get(address, **HTMX)["HX-Redirect"] == reverse("article", args=[receipt.article.pk])


def test_an_article_without_a_headline_goes_by_its_first_line_which_is_not_shown_twice(as_admin, editor):
    row = record.article("  Gate  fails at dam\n\nIt fell at noon.", by=editor, filename="0017_a.txt")
    page = as_admin.get(reverse("article", args=[row.pk])).content.decode()
    assert page.count("Gate fails at dam") == 2  # the title of the window, the heading
    assert "<h1>Gate fails at dam</h1>" in page
    assert "It fell at noon." in page
    for asked in ("fails at", "0017"):
        assert ">Gate fails at dam</a>" in as_admin.get(reverse("articles"), {"q": asked}).content.decode()


def test_failed_work_says_why_and_can_be_tried_again(as_admin, editor, fresh_broker):
    receipt = record.appearance(None, by=editor, filename="menu.html", state=JobState.FAILED, error="It is a menu.")
    page = as_admin.get(reverse("front")).content.decode()
    assert "It is a menu." in page
    job = Job.objects.get(target_id=receipt.pk, kind=JobKind.EXTRACT)
    as_admin.post(reverse("job-retry", args=[job.pk]))
    assert Job.objects.of(JobKind.EXTRACT, receipt).first().state == JobState.QUEUED


def test_a_pasted_article_is_received_with_what_is_known_of_it(as_admin, fresh_broker):
    from articles.models import Appearance

    sent = {"pasted": "“Yes,” she said.\r\nEnd.", "outlet": "Gazette", "published": "2026-11-03", "headline": "Yes"}
    answer = as_admin.post(reverse("upload"), sent)
    receipt = Appearance.objects.get()
    assert answer.url == reverse("appearance", args=[receipt.pk])
    assert (receipt.headline, receipt.outlet.name) == ("Yes", "Gazette")
    assert receipt.published_at == datetime(2026, 11, 3, tzinfo=UTC)


def test_an_upload_of_nothing_is_refused_on_the_form(as_admin):
    answer = as_admin.post(reverse("upload"), {"headline": "kept"})
    assert answer.status_code == 422
    assert 'value="kept"' in answer.content.decode()


def test_an_unattributed_quote_is_named_and_a_voice_is_made(as_admin, editor):
    row = record.article("“It is over,” she said.", by=editor)
    quote = record.quote(row, "It is over,")
    as_admin.post(reverse("quote-name", args=[quote.pk]), {"seen": 1, "name": "Lena Ott", "kind": "person"})
    quote.refresh_from_db()
    assert quote.voice.name == "Lena Ott"


def test_who_speaks_says_how_many_quotes_follow_the_voice(as_admin, editor):
    row = record.article("Lavrov said: “One.” He said: “Two.”", by=editor)
    voice = record.voice(row, "Lavrov")
    quote, _other = record.quote(row, "One.", voice=voice), record.quote(row, "Two.", voice=voice)
    page = as_admin.get(reverse("quote-choose", args=[quote.pk])).content.decode()
    assert "All 2 quotes of “Lavrov” in this article" in page
    as_admin.post(reverse("voice-give", args=[voice.pk]), {"seen_voice": voice.version, "name": "Sergei Lavrov"})
    voice.refresh_from_db()
    assert voice.speaker.name == "Sergei Lavrov"


def test_lists_are_paged_by_key_without_a_count(as_admin, editor):
    for number in range(30):
        record.article(f"Text {number}.", by=editor, headline=f"Title {number}")
    with CaptureQueriesContext(connection) as captured:
        first = as_admin.get(reverse("articles")).content.decode()
    assert not any("COUNT(" in query["sql"] or "OFFSET" in query["sql"] for query in captured)
    older = re.search(r'href="(\?before=\d+)" rel="next"', first)[1]
    second = as_admin.get(reverse("articles") + older).content.decode()
    assert "Title 29" in first
    assert "Title 0<" in second
    assert "Title 29" not in second


def test_a_viewer_is_shown_no_button_that_would_refuse(viewer, editor):
    conflict = record.clash(by=editor)
    client = Client()
    client.force_login(viewer)
    for address in (reverse("conflicts"), reverse("article", args=[conflict.left.quote.text.article_id]), "/"):
        page = client.get(address).content.decode()
        assert 'method="post"' not in page.replace(reverse("sign-out"), "").split("<main")[1].split("</main>")[0]


@pytest.mark.parametrize("sent", [{}, {"voice": "abc"}])
def test_a_quote_is_nobodys_only_where_that_was_said(as_admin, editor, sent):
    quote = record.clash(by=editor).left.quote
    address = reverse("quote-give", args=[quote.pk])
    answer = as_admin.post(address, {"seen": quote.version, **sent})
    assert answer.status_code == 400
    assert "nobody" in answer.content.decode()
    quote.refresh_from_db()
    assert quote.voice.name == "Ana Ruiz"
    as_admin.post(address, {"seen": quote.version, "voice": ""})
    quote.refresh_from_db()
    assert quote.voice is None
