"""Who speaks, why and how surely: the chain of mentions in the text, its list, and who else it could be."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from claims.actions import quotes as acts
from claims.actions.undo import undo
from claims.models import Quote
from claims.pages.hearing import form, sureness
from speakers.models import Voice
from speakers.states import VoiceKind
from tests import record

BODY = (
    "🔥 Mayor Ana Ruiz spoke. “We have 12 hurt,” Ana Ruiz said.\n\n"
    "Ruiz left. “It goes on,” she said.\n\n"
    "“Nobody called us,” he said."
)


@pytest.fixture
def client(editor):
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def told(editor):
    """An article with two quotes of Ana Ruiz, the second by "she", and one of nobody, with who it could be."""
    of = record.article(BODY, by=editor, headline="Fire")
    ruiz = record.voice(of, "Ana Ruiz", score=0.8)
    ruiz.mentions = record.spans(BODY, "Mayor Ana Ruiz", "Ana Ruiz", "Ruiz", "she")
    ruiz.save()
    first = record.quote(of, "We have 12 hurt", voice=ruiz)
    second = record.quote(of, "It goes on", voice=ruiz)
    third = record.quote(of, "Nobody called us")
    resolved(first, ruiz, record.spans(BODY, "Mayor Ana Ruiz", "Ana Ruiz")[1:], 0.97, "full name")
    resolved(second, ruiz, record.spans(BODY, "she"), 0.8, "“she”: Ana Ruiz, who spoke last", ("Eva Bell", 0.2))
    resolved(
        third, None, record.spans(BODY, "Nobody", "he")[1:], None, "“he” could be Tom Bell or Jo Lee", ("Tom Bell", 0.3)
    )
    return of


def resolved(quote, voice, source, score, reason, *candidates):
    quote.voice, quote.source, quote.voice_score, quote.voice_reason = voice, source, score, reason
    quote.candidates = [{"name": name, "score": score, "reason": "named before it"} for name, score in candidates]
    quote.save()


def page_of(client, article):
    return html.fromstring(client.get(reverse("article", args=[article.pk])).content)


def words_of(element):
    return " ".join(element.text_content().split())


def test_every_mention_stands_in_the_list_with_what_it_is_why_and_how_surely(client, told):
    page = page_of(client, told)
    ruiz = Voice.objects.get()
    [listed] = page.xpath(f'//*[@id="voice-{ruiz.pk}"]//ol')
    assert [words_of(item) for item in listed] == [
        "Mayor Ana Ruiz name with a title",
        "Ana Ruiz full name 97 %",
        "Ruiz surname",
        "she pronoun “she”: Ana Ruiz, who spoke last 80 %",
    ]


def test_each_place_of_the_list_leads_to_those_very_words_in_the_text(client, told):
    page = page_of(client, told)
    places = page.xpath('//ol[@class="mentions"]//a')
    assert len(places) == 4
    for place in places:
        [anchor] = page.xpath(f'//*[@id="{place.get("href")[1:]}"]')
        meant = anchor.getnext()
        assert meant.get("data-voices") == str(Voice.objects.get().pk)
        assert meant.text == place.text  # after an emoji too


def test_the_marks_lose_and_double_no_character(client, told):
    page = page_of(client, told)
    shown = [block.text_content() for block in page.xpath('//p[@class="block__text"]')]
    assert shown == BODY.split("\n\n")


def test_the_card_says_who_why_and_how_surely(client, told):
    page = page_of(client, told)
    first, second, third = [page.get_element_by_id(f"quote-{quote.pk}") for quote in Quote.objects.order_by("pk")]
    assert "sure, 97 %" in words_of(first)
    assert "4 mentions in the text" in words_of(first)
    assert "likely, 80 %" in words_of(second)
    assert "“she”: Ana Ruiz, who spoke last" in words_of(second)
    assert "Eva Bell named before it 20 %" in " ".join(second.xpath('string(.//ul[@class="rivals"])').split())
    assert "Nobody: “he” could be Tom Bell or Jo Lee" in words_of(third)


def test_who_it_could_be_comes_first_and_one_key_chooses_them(client, told):
    nobodys = Quote.objects.get(voice=None)
    card = page_of(client, told).get_element_by_id(f"quote-{nobodys.pk}")
    choices = card.xpath(f'.//*[@id="choices-{nobodys.pk}"]//button')
    assert [(each.get("aria-keyshortcuts"), each.text_content().split(" ", 1)[1]) for each in choices] == [
        ("1", "Tom Bell"),
        ("2", "Ana Ruiz"),
    ]
    first = choices[0]
    sent = {first.get("name"): first.get("value"), "seen": nobodys.version}
    assert client.post(first.get("formaction"), sent).status_code == 302
    nobodys.refresh_from_db()
    assert (nobodys.voice.name, nobodys.voice.by_person) == ("Tom Bell", True)


def test_a_candidate_that_is_chosen_is_that_name_whoever_else_is_on_record(client, told):
    record.speaker("Tom Bell Smith")
    quote = Quote.objects.get(voice=None)
    client.post(reverse("quote-name", args=[quote.pk]), {"likely": "Tom Bell", "seen": quote.version})
    quote.refresh_from_db()
    assert quote.voice.name == quote.voice.speaker.name == "Tom Bell"


def test_what_a_person_says_stands_in_the_place_of_the_readers_reasons(client, told, editor):
    quote = Quote.objects.get(voice=None)
    act = acts.give(quote, Voice.objects.get(), seen=quote.version, by=editor)
    card = page_of(client, told).get_element_by_id(f"quote-{quote.pk}")
    assert "named by a person" in words_of(card)
    assert "could be" not in words_of(card)
    undo(act, by=editor)
    card = page_of(client, told).get_element_by_id(f"quote-{quote.pk}")
    assert "Nobody: “he” could be Tom Bell or Jo Lee" in words_of(card)


def test_names_that_are_markup_stay_words(client, editor):
    of = record.article("<b>Ana</b> said: “Fire.”", by=editor)
    voice = record.voice(of, "<b>Ana</b>")
    quote = record.quote(of, "Fire.", voice=voice)
    bad = "<script>alert(1)</script>"
    resolved(quote, voice, voice.mentions, 0.9, bad, (bad, 0.2))
    page = client.get(reverse("article", args=[of.pk])).content.decode()
    assert bad not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_seventy_marks_ask_the_database_no_more_than_one(client, editor):
    def asked(number):
        body = "\n\n".join(f"“Gate {at} fell,” Ana{at} Ruiz{at} said." for at in range(number))
        of = record.article(body, by=editor)
        for at in range(number):
            record.quote(of, f"Gate {at} fell,", voice=record.voice(of, f"Ana{at} Ruiz{at}"))
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(reverse("article", args=[of.pk]))
        assert answer.content.decode().count('class="mentions"') == number
        return len(captured)

    assert asked(1) == asked(70)


@pytest.mark.parametrize(
    ("name", "kind", "flag"),
    [
        ("Johnson", VoiceKind.PERSON, "surname only"),
        ("a senior diplomat", VoiceKind.UNNAMED, "unnamed source"),
        ("critics", VoiceKind.COLLECTIVE, "several people"),
    ],
)
def test_a_source_without_a_full_name_is_told_as_such(client, editor, name, kind, flag):
    of = record.article(f"“It is late,” {name} said.", by=editor)
    record.quote(of, "It is late,", voice=record.voice(of, name, kind))
    page = page_of(client, of)
    [card] = page.xpath('//*[contains(@class, "quote-card ")]')
    assert flag in words_of(card)
    assert flag in words_of(page.get_element_by_id("voices"))
    listed = html.fromstring(client.get(reverse("search") + "?q=late").content)
    assert flag in words_of(listed.xpath('//*[@class="said__who"]')[0])


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("Ana Maria Ruiz", "full name"),
        ("Mayor Ana Maria Ruiz", "name with a title"),
        ("Ruiz", "surname"),
        ("Ruiz’s", "surname"),
        ("Ms. Ruiz", "title and surname"),
        ("Ana", "part of the name"),
        ("She", "pronoun"),
        ("the mayor", "description"),
        ("—", "description"),
    ],
)
def test_what_the_words_of_a_mention_are(words, what):
    assert form(words, Voice(name="Ana Maria Ruiz", kind=VoiceKind.PERSON)) == what


def test_more_sure_is_told_as_more_sure():
    told = [sureness(score / 100) for score in range(101)]
    assert list(dict.fromkeys(told)) == ["perhaps", "likely", "very likely", "sure"]
    assert sureness(settings.VOICE_THRESHOLD) == "perhaps"
    assert re.match("sure", sureness(1.0))
