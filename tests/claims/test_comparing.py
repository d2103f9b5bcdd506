"""Claims on record compared, and the conflicts among them kept."""

from __future__ import annotations

import importlib
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import extraction
from claims import comparing, recording
from claims.actions import conflicts as acts
from claims.actions import quotes
from claims.models import Claim, Conflict, Quote
from claims.states import ConflictRelation, ConflictState
from extraction import vectors
from extraction.conflict.sentence import composed
from speakers.actions import identity, speakers
from speakers.actions.speakers import SpeakerFields
from speakers.models import Speaker, Voice
from speakers.states import SpeakerKind, VoiceKind
from tests import record

pytestmark = pytest.mark.parser

SHELLED = "Petra Lund said the army shelled the hospital in Tarn. 🔥"
DENIED = "The day was cold. Ilya Brandt said the army had not shelled the hospital in Tarn."


def read(body, by, published=None):
    """An article whose reading is on record; gives its text."""
    text = record.article(body, by=by, published=published).current_text
    found = extraction.read(body, published=published and published.date())
    with transaction.atomic():
        recording.store(text, found, vectors.embed([claim.text for claim in found.claims]))
    return text


def compare(text):
    judged = comparing.findings(text)
    with transaction.atomic():
        comparing.store(judged)
    return judged


@pytest.fixture
def clash(editor):
    read(SHELLED, editor)
    compare(read(DENIED, editor))
    return Conflict.objects.get()


def test_a_clash_with_what_is_on_record_is_kept_with_evidence_inside_both_texts(clash):
    assert (clash.kind, clash.state) == ("negation", ConflictState.SUGGESTED)
    assert clash.left_id < clash.right_id
    for side, evidence in ((clash.left, clash.left_evidence), (clash.right, clash.right_evidence)):
        content = side.quote.content
        assert evidence
        assert all(content[0][0] <= start < end <= content[-1][1] for start, end in evidence)
    assert clash.left.quote.text.words(clash.left_evidence) == "the army shelled the hospital in Tarn"[4:]
    assert "Petra Lund said" in clash.sentence
    assert "Ilya Brandt said" in clash.sentence


def test_comparing_again_changes_nothing(clash):
    before = Conflict.objects.values().get()
    for side in (clash.left, clash.right):
        compare(side.quote.text)
    assert Conflict.objects.values().get() == before


@pytest.mark.parametrize(("act", "state"), [("dismiss", "dismissed"), ("confirm", "confirmed")])
def test_what_a_fact_checker_ruled_no_machine_reopens(clash, fact_checker, act, state):
    getattr(acts, act)(clash, seen=clash.version, by=fact_checker)
    before = Conflict.objects.values().get()
    compare(clash.right.quote.text)
    assert before["state"] == state
    assert Conflict.objects.values().get() == before
    unlike = extraction.Comparison(extraction.types.Relation.RELATED, 0.1)
    with transaction.atomic():
        comparing.store({(clash.left_id, clash.right_id): unlike})
    assert Conflict.objects.values().get() == before


def test_a_suggestion_that_no_longer_holds_is_taken_back(clash):
    unlike = extraction.Comparison(extraction.types.Relation.RELATED, 0.1)
    with transaction.atomic():
        comparing.store({(clash.left_id, clash.right_id): unlike})
    assert not Conflict.objects.exists()


def test_a_report_inside_a_quote_is_no_clash_with_it(editor):
    body = "Petra Lund said Ilya Brandt had denied that the army shelled the hospital in Tarn."
    assert compare(read(body, editor)) is not None
    assert not Conflict.objects.exists()


def test_a_toll_that_rose_later_is_an_update_on_both_articles_pages_and_no_conflict(editor, client):
    days = (datetime(2025, 3, day, tzinfo=UTC) for day in (12, 13))
    bodies = (
        "Petra Lund said the fire in Tarn killed 12 people.",
        "Ilya Brandt said the fire in Tarn killed 40 people.",
    )
    texts = [read(body, editor, day) for body, day in zip(bodies, days, strict=True)]
    for _ in range(2):
        compare(texts[1])
    row = Conflict.objects.get()
    assert row.relation == ConflictRelation.UPDATE
    assert [texts[n].words(spans) for n, spans in enumerate((row.left_evidence, row.right_evidence))] == [
        "12 people", "40 people"
    ]  # fmt: skip
    assert not Conflict.objects.shown().exists()
    client.force_login(editor)
    pages = [client.get(reverse("article", args=[text.article_id])).content.decode() for text in texts]
    assert ["Later figure" in page for page in pages] == [True, False]
    assert ["Earlier figure" in page for page in pages] == [False, True]
    assert not Conflict.objects.awaiting_ruling().exists()
    assert "killed 40 people" not in client.get(reverse("conflicts")).content.decode()
    assert client.get(reverse("conflict", args=[row.pk])).status_code == 404


def test_superseded_and_rejected_claims_are_no_candidates(clash):
    other = clash.left if clash.left.quote.text.body == SHELLED else clash.right
    mine = clash.right if other == clash.left else clash.left
    assert [row.pk for row in comparing.candidates(mine)] == [other.pk]
    Claim.objects.filter(pk=other.pk).update(superseded=True)
    assert comparing.candidates(mine) == []


def test_candidates_and_queries_are_bounded_however_much_is_on_record(editor, settings):
    settings.CANDIDATES_PER_CLAIM = 3
    for number in range(12):
        read(f"Petra Lund said the army shelled hospital {number} in Tarn.", editor)
    claim = Claim.objects.latest("pk")
    with CaptureQueriesContext(
        connection,
    ) as few:
        found = comparing.candidates(claim)
    assert 3 <= len(found) <= 6
    assert claim.quote_id not in {row.quote_id for row in found}
    for number in range(12, 24):
        read(f"Petra Lund said the army shelled hospital {number} in Tarn.", editor)
    with CaptureQueriesContext(connection) as many:
        comparing.candidates(claim)
    assert len(many) == len(few) <= 8


def test_the_sentence_carries_the_names_that_stand_beside_the_sides_now(clash, curator, fact_checker):
    acts.confirm(clash, seen=clash.version, by=fact_checker)
    voice = Voice.objects.get(name="Petra Lund")
    identity.give(voice, "Rosa Klein", SpeakerKind.PERSON, seen=voice.version, by=curator)
    sentence = Conflict.objects.get().sentence
    assert "Rosa Klein said the army shelled" in sentence
    assert "Lund" not in sentence
    ilya = Quote.objects.get(voice__name="Ilya Brandt")
    quotes.give(ilya, None, seen=ilya.version, by=curator)
    sentence = Conflict.objects.get().sentence
    assert "another statement was that the army had not" in sentence.lower()
    assert "Brandt" not in sentence
    klein = Speaker.objects.get(name="Rosa Klein")
    speakers.save(klein, SpeakerFields(name="Rosa Kline", kind=SpeakerKind.PERSON), seen=klein.version, by=curator)
    assert "Rosa Kline said" in Conflict.objects.get().sentence


def test_a_name_that_stands_for_a_pronoun_goes_with_the_speaker_and_a_printed_one_stays(editor, curator):
    read("Norvik Energy denied that it dumped waste in the Sarn river.", editor)
    compare(read("Ilya Brandt said Norvik Energy had dumped waste in the Sarn river.", editor))
    quote = Quote.objects.get(voice__name="Norvik Energy")
    quotes.name(quote, "Rosa Klein", VoiceKind.PERSON, seen=quote.version, by=curator)
    row = Conflict.objects.get()
    assert "Rosa Klein denied that Rosa Klein dumped waste" in row.sentence
    assert "Ilya Brandt said Norvik Energy had dumped waste" in row.sentence


def test_a_sentence_costs_no_query_on_rows_with_both_sides(clash, django_assert_num_queries):
    expected = clash.sentence
    [row] = Conflict.objects.with_sides()
    with django_assert_num_queries(0):
        assert row.sentence == expected


def test_conflicts_from_before_are_worded_anew(clash):
    worded = importlib.import_module("claims.migrations.0003_wording").worded
    assert worded(clash.left, clash.right) == clash.wording
    clash.left.plain = {}
    assert composed(worded(clash.left, clash.right), "Ana Ruiz", "", same=False).startswith("Ana Ruiz said: ")


@pytest.mark.parametrize("cue_class", ["thought", "perception"])
def test_only_what_was_said_or_written_clashes_as_only_that_is_on_the_articles_page(clash, cue_class):
    mine, other = clash.left, clash.right
    Quote.objects.filter(pk=other.quote_id).update(cue_class=cue_class)
    assert comparing.candidates(mine) == []
    assert comparing.findings(other.quote.text) == {}
    assert not Conflict.objects.standing().exists()
