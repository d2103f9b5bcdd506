"""What a curator does on a speaker's pages, and what becomes of the pages of those who are one with another."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Act
from claims.actions.undo import undo
from speakers.actions import merging
from speakers.matching import derive
from speakers.models import Decision, Speaker, Voice
from tests import record

MOST = 14


@pytest.fixture
def spoke(editor):
    """`spoke(name)` said something in an article of its own; gives the voice."""

    def said(name: str) -> Voice:
        number = Voice.objects.count()
        of = record.article(f"{name} said: “Gate {number} fell.”", by=editor, headline=f"Gates {number}")
        voice = record.voice(of, name)
        derive([voice])
        record.quote(of, f"Gate {number} fell.", voice=voice)
        voice.refresh_from_db()
        return voice

    return said


@pytest.fixture
def window(curator):
    client = Client()
    client.force_login(curator)
    return client


def page(client, view, pk, **query):
    answer = client.get(reverse(view, args=[pk]), query)
    assert answer.status_code == 200
    return answer.content.decode()


def send(client, view, pk, **fields):
    return client.post(reverse(view, args=[pk]), fields, follow=True)


def test_quotes_of_nobody_that_a_name_explains_are_offered_accepted_and_refused_for_good(spoke, window):
    ana = spoke("Ana Ruiz").speaker
    first, second, other = spoke("Ruiz"), spoke("Ruiz"), spoke("Bell")
    shown = page(window, "speaker", ana.pk)
    assert "Could also be Ana Ruiz" in shown
    assert f"offer-{first.pk}" in shown
    assert f"offer-{other.pk}" not in shown
    send(window, "voice-decide", first.pk, speaker=ana.pk, seen=1, answer="same")
    send(window, "voice-decide", second.pk, speaker=ana.pk, seen=1, answer="different")
    assert Voice.objects.get(pk=first.pk).speaker == ana
    assert Voice.objects.get(pk=second.pk).speaker is None
    assert "Could also be" not in page(window, "speaker", ana.pk)
    derive(Voice.objects.all())
    assert "Could also be" not in page(window, "speaker", ana.pk)


def test_a_refused_offer_stays_refused_under_whom_the_speaker_is_merged(spoke, window, curator):
    ana, anna, nobody = spoke("Ana Ruiz").speaker, spoke("Anna Ruiz").speaker, spoke("Ruiz")
    send(window, "voice-decide", nobody.pk, speaker=ana.pk, seen=1, answer="different")
    assert "Could also be" in page(window, "speaker", anna.pk)
    merging.merge(ana, anna, seen=None, by=curator)
    assert "Could also be" not in page(window, "speaker", anna.pk)


def test_what_is_offered_is_for_curators(spoke, client, viewer):
    ana, _ = spoke("Ana Ruiz").speaker, spoke("Ruiz")
    client.force_login(viewer)
    assert "Could also be" not in page(client, "speaker", ana.pk)


def test_a_merged_speakers_page_leads_to_the_canonical_one_until_it_is_undone(spoke, window, client, viewer):
    ana, anna = spoke("Ana Ruiz").speaker, spoke("Anna Ruiz").speaker
    shown = send(window, "speaker-merge", ana.pk, into=anna.pk, seen=ana.version).content.decode()
    assert "“Ana Ruiz” is now under “Anna Ruiz”" in shown
    assert "“Ana Ruiz” is “Anna Ruiz”" in shown
    client.force_login(viewer)
    answer = client.get(reverse("speaker", args=[ana.pk]))
    assert (answer.status_code, answer.url) == (302, reverse("speaker", args=[anna.pk]))
    both = page(client, "speaker", anna.pk)
    assert "Gate 0 fell." in both
    assert "also Ana Ruiz" in both.replace("</span>", " ").replace("\n", " ")
    told = client.get(reverse("api-speaker-detail", args=[ana.pk]))
    assert told.json()["canonical"] == anna.pk
    assert told["Link"] == f'<http://testserver{reverse("api-speaker-detail", args=[anna.pk])}>; rel="canonical"'
    assert client.get(reverse("api-speaker-quotes", args=[ana.pk])).json()["results"]
    send(window, "act-undo", Act.objects.get().pk)
    assert client.get(reverse("speaker", args=[ana.pk])).status_code == 200


def test_a_split_by_what_was_printed(spoke, window, curator):
    ana, anna = spoke("Ana Ruiz"), spoke("Anna Ruiz")
    merging.merge(anna.speaker, ana.speaker, seen=None, by=curator)
    row = Speaker.objects.get(pk=ana.speaker_id)
    shown = page(window, "speaker-identity", row.pk, name="Anna")
    assert f'value="{anna.pk}" checked' in shown
    assert f'value="{ana.pk}"' not in shown
    send(window, "speaker-split", row.pk, voice=anna.pk, name="Anna Ruiz", alias="Anna Ruiz", seen=row.version)
    anna.refresh_from_db()
    assert anna.speaker.name == "Anna Ruiz"
    assert anna.speaker_id != row.pk
    split = Act.objects.get(verb="split_speaker")
    undo(split, by=curator)
    assert window.get(reverse("speaker", args=[anna.speaker_id])).status_code == 404  # put on record by that act
    assert Voice.objects.get(pk=anna.pk).speaker_id == row.pk


def test_a_rename_is_told_and_taken_back(spoke, window):
    ana = spoke("Ana Ruiz").speaker
    shown = send(window, "speaker-rename", ana.pk, name="Ana Ruiz Soto", seen=ana.version).content.decode()
    assert "Who is Ana Ruiz Soto?" in shown
    assert "Called “Ana Ruiz Soto”" in shown
    shown = send(window, "act-undo", Act.objects.get().pk).content.decode()
    assert "Who is Ana Ruiz?" in shown


def test_what_contradicts_is_refused_with_the_path(spoke, window, curator):
    one, two, three = (spoke(name).speaker for name in ("Ana Ruiz", "Anna Ruiz", "Ana R. Ruiz"))
    send(window, "speaker-split", one.pk, voice=one.voices.get().pk, to=three.pk, seen=1)
    merging.merge(three, two, seen=None, by=curator)
    one.refresh_from_db()
    shown = send(window, "speaker-merge", two.pk, into=one.pk, seen=Speaker.objects.get(pk=two.pk).version)
    assert "That contradicts what was decided before" in shown.content.decode()
    asked = window.post(
        reverse("api-speaker-merge", args=[two.pk]),
        {"into": one.pk},
        content_type="application/json",
        headers={"if-match": f'"{Speaker.objects.get(pk=two.pk).version}"'},
    )
    assert (asked.status_code, asked.json()["code"]) in {(409, "contradiction"), (401, "not_authenticated")}
    assert Decision.objects.joining().count() == 1


def test_a_slower_curator_is_told(spoke, window):
    ana = spoke("Ana Ruiz").speaker
    send(window, "speaker-rename", ana.pk, name="Ana Soto", seen=ana.version)
    assert send(window, "speaker-rename", ana.pk, name="Eva Soto", seen=ana.version).status_code == 409


def test_look_alike_letters_are_shown(spoke, window, admin):
    odd, plain = spoke("Аna Ruiz").speaker, spoke("Ana Ruiz").speaker
    assert "“А” is cyrillic capital letter a, not “A”" in page(window, "speaker", odd.pk)
    assert "Look-alike" not in page(window, "speaker", plain.pk)
    assert window.get(reverse("speakers")).content.decode().count("look-alike letters") == 1
    window.force_login(admin)
    listed = window.get(reverse("admin:speakers_speaker_changelist")).content.decode()
    assert "А (cyrillic capital letter a)" in listed


def test_two_chosen_in_the_administration_are_merged(spoke, window, admin):
    ana, anna = spoke("Ana Ruiz").speaker, spoke("Anna Ruiz").speaker
    window.force_login(admin)
    address = reverse("admin:speakers_speaker_changelist")
    chosen = {"action": "merge_chosen", "_selected_action": [ana.pk]}
    assert "Choose two speakers" in window.post(address, chosen, follow=True).content.decode()
    chosen["_selected_action"] = [anna.pk, ana.pk]
    assert "“Anna Ruiz” is now under “Ana Ruiz”" in window.post(address, chosen, follow=True).content.decode()
    assert Speaker.objects.get(pk=anna.pk).canonical == ana


def test_the_pages_ask_as_often_for_twenty_as_for_two(spoke, window, curator):
    def asked(name: str, pk: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            page(window, name, pk)
        return len(captured)

    ana = spoke("Ana Ruiz").speaker
    spoke("Ruiz")
    merging.merge(spoke("Anna Ruiz").speaker, ana, seen=None, by=curator)
    few = {name: asked(name, ana.pk) for name in ("speaker", "speaker-identity")}
    for number in range(20):
        spoke("Ana Ruiz" if number % 2 else "Ruiz")
    merging.merge(spoke("Annika Ruiz").speaker, ana, seen=None, by=curator)
    many = {name: asked(name, ana.pk) for name in few}
    assert many == few
    assert max(many.values()) <= MOST
