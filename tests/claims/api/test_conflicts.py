"""Conflicts, voices and speakers by the API."""

from __future__ import annotations

import pytest
from django.test import Client

from claims.states import ConflictState
from tests import record


@pytest.fixture
def conflict(editor):
    return record.clash(by=editor)


def client(user):
    found = Client()
    found.force_login(user)
    return found


def post(user, path, version=1, **asked):
    return client(user).post(path, asked, content_type="application/json", headers={"if-match": f'"{version}"'})


def test_a_conflict_shows_both_sides_with_the_words_that_prove_it(viewer, conflict):
    shown = client(viewer).get(f"/api/conflicts/{conflict.pk}/").json()
    assert shown["sentence"] == "Ana Ruiz says 12 people; Tom Bell says 40 people."
    assert [shown[side]["evidence_words"] for side in ("left", "right")] == ["12 people", "40 people"]
    assert [shown[side]["quote"]["speaker"] for side in ("left", "right")] == ["Ana Ruiz", "Tom Bell"]
    assert shown["right"]["quote"]["article"]["filename"] == "bell-0.txt"


def test_a_list_of_conflicts_costs_the_same_for_two_and_for_twelve(
    viewer, editor, django_assert_max_num_queries, conflict
):
    reader = client(viewer)
    for rows in (2, 12):
        for number in range(1, rows):
            record.clash(by=editor, number=number * 100 + rows)
        with django_assert_max_num_queries(7):
            assert reader.get("/api/conflicts/").status_code == 200


def test_a_fact_checker_confirms_and_takes_it_back(fact_checker, conflict):
    path = f"/api/conflicts/{conflict.pk}"
    assert post(fact_checker, f"{path}/confirm/").json()["conflict"]["state"] == "confirmed"
    assert post(fact_checker, f"{path}/undo/", version=2).json()["conflict"]["state"] == "suggested"


def test_a_dismissed_conflict_leaves_the_list_and_keeps_its_reason(fact_checker, conflict):
    answer = post(fact_checker, f"/api/conflicts/{conflict.pk}/dismiss/", reason="Two different fires.")
    assert answer.json()["act"]["reason"] == "Two different fires."
    get = client(fact_checker).get
    assert get("/api/conflicts/").json()["results"] == []
    assert len(get("/api/conflicts/?state=dismissed").json()["results"]) == 1


def test_an_editor_may_not_rule(editor, conflict):
    assert post(editor, f"/api/conflicts/{conflict.pk}/dismiss/").status_code == 403
    conflict.refresh_from_db()
    assert conflict.state == ConflictState.SUGGESTED


def test_conflicts_are_narrowed_by_article_and_speaker(viewer, editor, conflict):
    other = record.clash(by=editor, number=1)
    quote = conflict.left.quote

    def found(query):
        return [row["id"] for row in client(viewer).get(f"/api/conflicts/?{query}").json()["results"]]

    assert found(f"article={quote.text.article_id}") == [conflict.pk]
    assert found(f"speaker={quote.voice.speaker_id}") == [other.pk, conflict.pk]
    assert found("article=999") == []
    assert found("kind=denial") == []


def test_a_curator_decides_who_a_voice_is_and_its_quotes_follow(curator, conflict):
    voice = conflict.left.quote.voice
    other = record.speaker("Ana Maria Ruiz")
    answer = post(curator, f"/api/voices/{voice.pk}/decide/", speaker=other.pk, answer="same")
    assert answer.json()["voice"]["speaker"]["name"] == "Ana Maria Ruiz"
    quote = client(curator).get(f"/api/quotes/{conflict.left.quote.pk}/").json()
    assert quote["speaker"] == "Ana Maria Ruiz"
    back = post(curator, f"/api/voices/{voice.pk}/undo/", version=2)
    assert back.json()["voice"]["speaker"]["name"] == "Ana Ruiz"


def test_a_curator_gives_a_voice_to_a_speaker_by_name(curator, conflict):
    voice = conflict.left.quote.voice
    answer = post(curator, f"/api/voices/{voice.pk}/give/", name="Anna Ruiz", kind="person")
    assert answer.json()["voice"]["speaker"]["name"] == "Anna Ruiz"


def test_a_speaker_that_is_not_on_record_is_refused_by_name_of_the_field(curator, conflict):
    answer = post(curator, f"/api/voices/{conflict.left.quote.voice.pk}/decide/", speaker=999)
    assert (answer.status_code, answer.json()["errors"][0]["attr"]) == (400, "speaker")


def test_an_editor_may_not_decide_identity(editor, conflict):
    voice = conflict.left.quote.voice
    assert post(editor, f"/api/voices/{voice.pk}/give/", name="Anna Ruiz").status_code == 403


def test_a_speaker_and_all_that_speaker_said(viewer, conflict):
    speaker = conflict.right.quote.voice.speaker
    shown = client(viewer).get(f"/api/speakers/{speaker.pk}/").json()
    assert (shown["name"], shown["aliases"]) == ("Tom Bell", ["Tom Bell"])
    said = client(viewer).get(f"/api/speakers/{speaker.pk}/quotes/").json()["results"]
    assert [row["words"] for row in said] == ["The fire in hall 0 hurt 40 people."]
    assert [row["name"] for row in client(viewer).get("/api/speakers/?q=bel").json()["results"]] == ["Tom Bell"]


def test_voices_of_nobody_on_record(viewer, editor, conflict):
    record.voice(conflict.left.quote.text.article, "A neighbour", "unnamed")
    found = client(viewer).get("/api/voices/?unmatched=true").json()["results"]
    assert [row["name"] for row in found] == ["A neighbour"]
