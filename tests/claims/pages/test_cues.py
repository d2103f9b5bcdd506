"""What was denied or refused doesn't read as said, wherever a quote stands outside its article."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from claims.pages.cues import cue, is_against
from claims.states import QuoteKind
from tests import record


@pytest.fixture
def as_editor(editor):
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def said(editor):
    body = (
        "Ruan Kessel has repeatedly denied that he had taken money. The council refused to release the recording. "
        "Dana Moor did not rule out an arrest, 🔥 and Tom Bell said the gate held."
    )
    row = record.article(body, by=editor, headline="Money")
    of = {
        "Ruan Kessel": ("has repeatedly denied", "that he had taken money"),
        "The council": ("refused", "to release the recording"),
        "Dana Moor": ("did not rule out", "an arrest"),
        "Tom Bell": ("said", "the gate held"),
    }
    for name, (how, words) in of.items():
        voice = record.voice(row, name, speaker=record.speaker(name))
        record.quote(row, words, voice=voice, cue=how, kind=QuoteKind.INDIRECT)
    return of


def test_the_cue_stands_with_the_words_on_every_page(as_editor, said):
    from speakers.models import Speaker

    for name, (how, words) in said.items():
        of = reverse("speaker", args=[Speaker.objects.get(name=name).pk])
        for address in (of, reverse("front"), reverse("search") + f"?q={words.split()[-1]}"):
            page = html.fromstring(as_editor.get(address).content)
            [shown] = [q for q in page.xpath("//blockquote") if words in " ".join(q.text_content().split())]
            assert " ".join(shown.text_content().split()) == f"{how} — {words}", address
            assert bool(shown.xpath(".//*[contains(@class, 'told--against')]")) == (name != "Tom Bell"), address
    queue = html.fromstring(as_editor.get(reverse("queue")).content).text_content()
    assert "has repeatedly denied — that he had taken money" in queue


def test_a_quote_within_a_refusal_is_told_with_it(as_editor, editor):
    row = record.article("The company declined to say whether it had paid.", by=editor)
    voice = record.voice(row, "The company")
    outer = record.quote(row, "to say whether it had paid", voice=voice, cue="declined")
    inner = record.quote(row, "whether it had paid", voice=voice, cue="to say")
    inner.parent = outer
    inner.save()
    page = html.fromstring(as_editor.get(reverse("front")).content)
    shown = [" ".join(quote.text_content().split()) for quote in page.xpath("//blockquote")]
    assert "declined … to say — whether it had paid" in shown


@pytest.mark.parametrize(
    "words",
    [
        *("denied", "has repeatedly denied", "denied claims", "refused", "did not rule out", "never said", "declined"),
        *("rejected the claim", "disputed", "didn't say", "didn’t say", "ruled out", "failed to say", "was denying"),
    ],
)
def test_cues_that_turn_the_meaning(words):
    assert is_against(words)


@pytest.mark.parametrize("words", ["said", "noted", "told the denizens", "announced", "is known to have said", "asked"])
def test_cues_that_do_not(words):
    assert not is_against(words)


def test_without_a_cue_nothing_is_told():
    assert cue("") is None
    assert cue("said", "told").words == "said"
