"""Quotes by the API: who reads them, what an act needs, and what refuses it."""

from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from accounts.models import Act
from claims.states import QuoteState
from tests import record


@pytest.fixture
def conflict(editor):
    return record.clash(by=editor)


@pytest.fixture
def quote(conflict):
    return conflict.left.quote


def client(user):
    found = APIClient()
    if user is not None:
        found.force_login(user)
    return found


def act(user, quote, verb, /, version=1, **asked):
    headers = {} if version is None else {"if-match": f'"{version}"'}
    return client(user).post(f"/api/quotes/{quote.pk}/{verb}/", asked, headers=headers)


def test_a_quote_is_shown_with_its_speaker_article_and_offsets_into_the_stored_text(viewer, quote):
    answer = client(viewer).get(f"/api/quotes/{quote.pk}/")
    assert answer.status_code == 200
    assert answer["ETag"] == '"1"'
    shown = answer.json()
    assert (shown["speaker"], shown["article"]["headline"], shown["article"]["outlet"]) == (
        "Ana Ruiz",
        "Fire",
        "Gazette",
    )
    [[start, end]] = shown["content"]
    assert quote.text.body[start:end] == shown["words"]


def test_nobody_is_null(viewer, editor):
    article = record.article('"It was bad," a voice called.', by=editor)
    record.quote(article, "It was bad,")
    [shown] = client(viewer).get("/api/quotes/?unattributed=true").json()["results"]
    assert (shown["speaker"], shown["voice"]) == (None, None)


def test_a_visitor_is_asked_to_sign_in_and_a_stranger_is_refused(stranger, quote):
    answer = client(None).get("/api/quotes/")
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Token")
    assert answer["Content-Type"] == "application/problem+json"
    assert client(stranger).get("/api/quotes/").status_code == 403


def test_visitors_read_and_change_nothing_where_the_record_is_open(settings, quote):
    settings.SIGNED_OUT_SEES = "record"
    assert client(None).get("/api/quotes/").status_code == 200
    assert act(None, quote, "accept").status_code == 401


def test_an_editor_accepts_and_the_ledger_has_it(editor, quote):
    answer = act(editor, quote, "accept")
    assert (answer.status_code, answer["ETag"]) == (200, '"2"')
    assert answer.json()["quote"]["state"] == "accepted"
    assert answer.json()["act"]["by"] == "editor"
    assert Act.objects.on(quote).get().verb == "accept_quote"


def test_a_viewer_is_refused_by_the_same_act(viewer, quote):
    answer = act(viewer, quote, "accept")
    assert (answer.status_code, answer.json()["code"]) == (403, "permission_denied")
    quote.refresh_from_db()
    assert quote.state == QuoteState.SUGGESTED


def test_a_write_that_names_no_version_is_told_how(editor, quote):
    answer = act(editor, quote, "accept", version=None)
    assert (answer.status_code, answer.json()["code"]) == (428, "version_missing")
    assert "If-Match" in answer.json()["detail"]


def test_the_version_may_stand_in_the_body(editor, quote):
    assert act(editor, quote, "accept", version=None, seen=1).status_code == 200


@pytest.mark.parametrize("said", ["one", "-1", "1.5", "*", "²"])
def test_a_version_that_is_none_is_refused(editor, quote, said):
    assert act(editor, quote, "accept", version=None, unseen=said).status_code == 428
    answer = client(editor).post(f"/api/quotes/{quote.pk}/accept/", {"seen": said})
    assert answer.status_code == 400


def test_a_stale_write_gets_both_sides(editor, curator, quote):
    act(curator, quote, "reject")
    answer = act(editor, quote, "accept")
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (409, "stale")
    assert problem["yours"] == {"seen": 1, "act": "accept", "asked": {}}
    assert (problem["current"]["state"], problem["current"]["version"]) == ("rejected", 2)


def test_two_who_decide_the_same_have_decided_once(editor, curator, quote):
    first, second = act(curator, quote, "accept"), act(editor, quote, "accept")
    assert second.status_code == 200
    assert first.json()["act"]["id"] == second.json()["act"]["id"]


def test_what_is_accepted_cannot_be_accepted_again(editor, quote):
    act(editor, quote, "accept")
    answer = act(editor, quote, "accept", version=2)
    assert (answer.status_code, answer.json()["code"]) == (409, "illegal_move")


def test_one_quote_is_given_to_another_voice_and_to_nobody(editor, quote):
    other = record.voice(quote.text.article, "Mayor")
    assert act(editor, quote, "give", voice=other.pk).json()["quote"]["speaker"] == "Mayor"
    assert act(editor, quote, "give", version=2, voice=None).json()["quote"]["speaker"] is None


def test_a_voice_of_another_article_is_refused(editor, conflict):
    answer = act(editor, conflict.left.quote, "give", voice=conflict.right.quote.voice.pk)
    assert (answer.status_code, answer.json()["errors"][0]["attr"]) == (400, "voice")


def test_the_speaker_of_one_quote_is_named(editor, quote):
    shown = act(editor, quote, "name", name="Lena Holt").json()["quote"]
    assert (shown["speaker"], shown["voice"]["by_person"]) == ("Lena Holt", True)


def test_a_name_of_blanks_is_refused(editor, quote):
    assert act(editor, quote, "name", name="  ").status_code == 400


def test_the_last_act_is_taken_back(editor, quote):
    act(editor, quote, "accept")
    answer = act(editor, quote, "undo", version=2)
    assert (answer.status_code, answer.json()["quote"]["state"]) == (200, "suggested")
    assert act(editor, quote, "undo", version=3).json()["code"] == "cannot_undo"


def test_undo_of_a_version_that_has_passed_is_stale(editor, quote):
    act(editor, quote, "accept")
    assert act(editor, quote, "undo", version=1).json()["code"] == "stale"


def test_lists_are_narrowed(viewer, editor, conflict):
    get = client(viewer).get
    speaker = conflict.left.quote.voice.speaker
    record.quote(conflict.left.quote.text.article, "12 people")

    def found(query):
        return [row["words"] for row in get(f"/api/quotes/?{query}").json()["results"]]

    assert len(found("")) == 3
    assert found(f"speaker={speaker.pk}") == ["The fire in hall 0 hurt 12 people."]
    assert len(found(f"article={conflict.left.quote.text.article_id}")) == 2
    assert found("unattributed=true") == ["12 people"]
    assert len(found("unattributed=false")) == 2
    assert found("q=40") == ["The fire in hall 0 hurt 40 people."]
    assert found("kind=indirect") == []
    act(editor, conflict.left.quote, "reject")
    assert len(found("")) == 2
    assert found("state=rejected") == ["The fire in hall 0 hurt 12 people."]


@pytest.mark.parametrize("query", ["speaker=x", "speaker=99999999999999999999", "state=odd", "q=%00", "article=1.5"])
def test_a_filter_that_means_nothing_is_refused_with_its_name(viewer, query):
    answer = client(viewer).get(f"/api/quotes/?{query}")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["attr"] == query.partition("=")[0]


def test_lists_are_paged_by_key_without_counting(viewer, editor, django_assert_max_num_queries):
    for number in range(5):
        record.clash(by=editor, number=number)
    reader = client(viewer)
    with django_assert_max_num_queries(6) as asked:
        first = reader.get("/api/quotes/?limit=4").json()
    assert not any("COUNT(" in query["sql"].upper() for query in asked.captured_queries)
    ids = [row["id"] for row in first["results"]]
    while first["next"]:
        first = reader.get(first["next"]).json()
        ids += [row["id"] for row in first["results"]]
    assert len(ids) == 10
    assert ids == sorted(ids, reverse=True)


@pytest.mark.parametrize("cursor", ["x", "cD1hYmM=", "bz0tMQ==", "cD0xJTI3"])
def test_a_damaged_page_address_is_refused(viewer, quote, cursor):
    assert client(viewer).get(f"/api/quotes/?cursor={cursor}").status_code in {200, 404}


def test_what_is_no_key_is_not_found(viewer):
    assert client(viewer).get("/api/quotes/0/").status_code == 404
    assert client(viewer).get("/api/quotes/99999999999999999999999/").status_code == 404
