"""What a newsroom expects of the pages at first sight."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from lxml import html

from articles.models import Appearance, Job
from articles.states import JobState
from claims.actions import quotes as actions
from claims.models import Reading
from claims.pages import queue
from claims.pages.cues import cue
from speakers.models import Speaker
from speakers.states import SpeakerKind, VoiceKind
from tests import record


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def words_of(client, address):
    return " ".join(html.fromstring(client.get(address).content).text_content().split())


@pytest.fixture
def quote(editor):
    row = record.article("“It is over,” she said.", by=editor, headline="Over")
    return record.quote(row, "It is over,")


def name(client, quote, typed, **more):
    sent = {"seen": quote.version, "name": typed, "kind": "person", **more}
    answer = client.post(reverse("quote-name", args=[quote.pk]), sent)
    quote.refresh_from_db()
    return answer


def test_a_typed_surname_means_the_only_speaker_who_has_it(editor, quote):
    haske = record.speaker("Jorun Haske")
    name(client_of(editor), quote, "haske")
    assert quote.voice.speaker == haske
    assert Speaker.objects.count() == 1


def test_an_organisation_is_meant_by_its_name_whatever_kind_the_form_says(editor, quote):
    council = record.speaker("Harbour Council", SpeakerKind.ORGANISATION)
    name(client_of(editor), quote, "Harbour Council")
    assert quote.voice.speaker == council


@pytest.mark.parametrize("typed", ["Haske", "Hask"])
def test_where_several_may_be_meant_nobody_is_chosen_and_what_was_typed_stays(editor, quote, typed):
    for whole in ("Jorun Haske", "Mette Haske"):
        record.speaker(whole)
    client = client_of(editor)
    answer = name(client, quote, typed)
    assert quote.voice is None
    page = client.get(answer.url).content.decode()
    assert f'value="{typed}"' in page
    assert all(part in page for part in ("Jorun Haske", "Mette Haske", f"New speaker “{typed}”"))


def test_a_new_speaker_of_a_known_surname_is_made_by_saying_so(editor, quote):
    record.speaker("Jorun Haske")
    name(client_of(editor), quote, "Haske", new="1")
    assert quote.voice.name == "Haske"
    assert quote.voice.speaker is None


def test_a_voice_of_the_article_is_meant_first(editor):
    row = record.article("Jorun Haske came. “It is over,” he said.", by=editor)
    voice = record.voice(row, "Jorun Haske", speaker=record.speaker("Jorun Haske"))
    said = record.quote(row, "It is over,")
    name(client_of(editor), said, "Haske")
    assert said.voice == voice


def test_a_curator_moves_the_whole_voice_to_the_speaker_who_is_meant(curator, editor):
    row = record.article("Haske said: “One.” He said: “Two.”", by=editor)
    voice, haske = record.voice(row, "Haske"), record.speaker("Jorun Haske")
    said = record.quote(row, "One.", voice=voice)
    record.quote(row, "Two.", voice=voice)
    sent = {"seen_voice": voice.version, "name": "Haske", "kind": "person", "quote": said.pk}
    answer = client_of(curator).post(reverse("voice-give", args=[voice.pk]), sent, headers={"HX-Request": "true"})
    assert answer["HX-Refresh"] == "true"
    voice.refresh_from_db()
    assert voice.speaker == haske


def test_what_a_person_said_is_not_told_in_per_cent(editor, quote):
    actions.name(quote, "Lena Ott", VoiceKind.PERSON, seen=quote.version, by=editor)
    page = words_of(client_of(editor), reverse("article", args=[quote.text.article_id]))
    assert "named by a person" in page
    assert "this speaker:" not in page


def test_the_headline_that_was_typed_goes_with_the_pasted_text_when_a_file_is_refused(editor, fresh_broker):
    client = client_of(editor)
    sent = {"pasted": "“Yes,” said Lena Ott.", "headline": "Ott says yes", "outlet": "Gazette"}
    answer = client.post(reverse("upload"), {**sent, "attached": SimpleUploadedFile("menu.rtf", b"{\\rtf1 menu}")})
    receipt = Appearance.objects.get()
    assert (receipt.headline, receipt.outlet.name, receipt.filename) == ("Ott says yes", "Gazette", "")
    page = words_of(client, answer.url)
    assert "Not received: menu.rtf" in page
    assert "Received: Ott says yes" in page


def test_the_form_says_what_may_be_sent(editor, settings):
    settings.MAX_TEXT_CHARACTERS = 600_000
    assert "At most 600,000 characters a text" in words_of(client_of(editor), reverse("front"))


@pytest.mark.parametrize(("code", "again"), [("too_long", False), ("unexpected", True)])
def test_only_what_may_succeed_is_offered_again(editor, code, again):
    receipt = record.appearance(None, by=editor, filename="long.txt", state=JobState.FAILED, error="No.")
    Job.objects.filter(target_id=receipt.pk).update(error_code=code)
    assert ("Try again" in words_of(client_of(editor), reverse("appearance", args=[receipt.pk]))) is again


def test_a_search_for_a_name_leads_to_the_speaker_and_a_phrase_is_one(editor):
    record.clash(by=editor)
    client = client_of(editor)
    page = html.fromstring(client.get(reverse("search") + "?q=ruiz").content)
    assert page.xpath("//main//a[.='Ana Ruiz']/@href") == [
        reverse("speaker", args=[Speaker.objects.get(name="Ana Ruiz").pk])
    ]
    for marks in ('"{}"', "“{}”"):
        assert "hurt 12" in words_of(client, reverse("search") + "?q=" + marks.format("hurt 12"))
        assert "No quote with these words" in words_of(client, reverse("search") + "?q=" + marks.format("12 hurt"))


@pytest.mark.parametrize("ruling", ["conflict-dismiss", "conflict-confirm"])
def test_why_a_conflict_was_ruled_on_is_shown_with_who_said_so(fact_checker, editor, ruling):
    conflict = record.clash(by=editor)
    client = client_of(fact_checker)
    client.post(reverse(ruling, args=[conflict.pk]), {"seen": 1, "reason": "Two fires."})
    page = words_of(client, reverse("conflict", args=[conflict.pk]))
    assert "Two fires." in page
    assert "fact_checker" in page


BEGINNINGS = ["Gate fails\n\nIt fell at noon.", "Gate  fails\nIt fell at noon.", "GATE FAILS\n\nIt fell at noon."]


@pytest.mark.parametrize("body", BEGINNINGS)
def test_a_headline_that_the_text_begins_with_is_told_once(editor, body):
    row = record.article(body, by=editor, headline="Gate fails")
    page = html.fromstring(client_of(editor).get(reverse("article", args=[row.pk])).content)
    told = " ".join(page.xpath("//div[@id='article']")[0].text_content().split())
    assert told.casefold().count("gate fails") == 1
    assert "It fell at noon." in told


def test_a_mark_in_the_headline_stays_within_reach(editor):
    row = record.article("Ott: it fell\nGate four fell at noon.\n\nMore.", by=editor, headline="Ott: it fell")
    quote = record.quote(row, "it fell", voice=record.voice(row, "Ott"))
    page = html.fromstring(client_of(editor).get(reverse("article", args=[row.pk])).content)
    assert page.xpath("//h1/@class") == ["unseen"]
    [mark] = page.xpath("//*[contains(@class, 'block--title')]//a[contains(@class, 'mark')]")
    assert mark.get("href") == f"#quote-{quote.pk}"
    assert page.get_element_by_id(f"quote-{quote.pk}") is not None


def test_who_may_mend_is_led_there(curator, viewer, editor):
    conflict = record.clash(by=editor)
    quote = conflict.left.quote
    curator.is_staff = True
    curator.save()
    article, speaker = (
        reverse("article", args=[quote.text.article_id]),
        reverse("speaker", args=[quote.voice.speaker_id]),
    )
    assert "Add date or outlet" in words_of(client_of(curator), article)
    assert "Rename, merge or split" in words_of(client_of(curator), speaker)
    assert "Add date or outlet" not in words_of(client_of(viewer), article)
    assert "Rename, merge" not in words_of(client_of(viewer), speaker)


def test_a_quote_in_another_says_who_tells_it_until_that_one_is_rejected(editor):
    row = record.article("“Bell told us that the gate fell,” said Ana Ruiz.", by=editor, headline="Over")
    outer = record.quote(row, "Bell told us that the gate fell,", voice=record.voice(row, "Ana Ruiz"))
    inner = record.quote(row, "the gate fell", voice=record.voice(row, "Bell"))
    inner.parent = outer
    inner.save()
    client, address = client_of(editor), reverse("article", args=[row.pk])
    assert words_of(client, address).count("as told by Ana Ruiz") == 1
    assert words_of(client, reverse("search") + "?q=gate").count("as told by Ana Ruiz") == 1
    actions.reject(outer, seen=1, by=editor)
    assert "as told by" not in words_of(client, address)


def test_the_queue_says_how_many_wait(editor, quote, monkeypatch):
    client = client_of(editor)
    for words in ("It", "over"):
        record.quote(quote.text.article, words, voice=record.voice(quote.text.article, words))
    shown = words_of(client, reverse("queue"))
    for told in ("Quotes 3", "Without a speaker 1", "Conflicts 0"):
        assert told in shown
    monkeypatch.setattr(queue, "COUNTED", 2)
    assert "Quotes 2+" in words_of(client, reverse("queue"))


def test_an_article_that_is_not_english_is_not_said_to_be_read(editor):
    row = record.article("Der Kanzler sagte nichts.", by=editor, headline="Kanzler")
    Reading.objects.filter(text=row.current_text).update(language="de")
    client = client_of(editor)
    for address in (reverse("article", args=[row.pk]), reverse("articles"), reverse("front")):
        assert "not English" in words_of(client, address)
    assert "0 quotes" not in words_of(client, reverse("article", args=[row.pk]))


def test_a_colon_alone_is_not_told_as_how_it_was_said():
    assert cue(":") is None
    assert cue("—", "denied").words == "denied"
