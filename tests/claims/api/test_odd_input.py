"""Whatever is sent, the answer is a problem that says what is wrong, never a failure of ours."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from tests import record

JSON = "application/json"
VALUES = [None, True, -1, 0, 1.5, 2**63, 10**30, "", " ", "!!!", "\x00", "\ud800", "x" * 5000, [], [1], {}, {"a": 1}]
ACTS = {
    "quotes": {"accept": ["seen"], "give": ["voice", "seen"], "name": ["name", "kind"], "undo": ["seen"]},
    "conflicts": {"confirm": ["seen"], "dismiss": ["reason"]},
    "voices": {"decide": ["speaker", "answer"], "give": ["name", "kind"]},
}
CASES = [(noun, act, field) for noun, acts in ACTS.items() for act, fields in acts.items() for field in fields]


@pytest.fixture
def conflict(editor):
    return record.clash(by=editor)


def client(user):
    found = Client(raise_request_exception=False)
    found.force_login(user)
    return found


def asked(answer):
    """The answer, after a look at its form."""
    assert answer.status_code < 500
    if answer.status_code >= 400:
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json()["detail"]
    return answer


@pytest.mark.parametrize(("noun", "act", "field"), CASES)
def test_odd_values_of_every_field(admin, conflict, noun, act, field):
    sender = client(admin)
    row = {"quotes": conflict.left.quote, "conflicts": conflict, "voices": conflict.left.quote.voice}[noun]
    for value in VALUES:
        sent = json.dumps({"name": "Lena", "speaker": 1, "voice": None, field: value})
        headers = {} if field == "seen" else {"if-match": '"1"'}
        asked(sender.post(f"/api/{noun}/{row.pk}/{act}/", sent, content_type=JSON, headers=headers))


@pytest.mark.parametrize("body", ["", "[]", "1", "null", '"text"', "{", "[" * 100_000, "NaN", "\x00"])
def test_odd_bodies(admin, conflict, body):
    for path in (f"quotes/{conflict.left.quote.pk}/name", "articles", "token"):
        answer = client(admin).post(f"/api/{path}/", body, content_type=JSON, headers={"if-match": '"1"'})
        asked(answer)


def test_what_is_sent_or_wanted_in_another_form(admin, conflict):
    path = f"/api/quotes/{conflict.left.quote.pk}/"
    assert asked(client(admin).post(path + "accept/", "<x/>", content_type="text/xml")).status_code == 415
    assert asked(client(admin).get(path, headers={"accept": "text/html"})).status_code == 406
    assert asked(client(admin).get(path, headers={"accept": "text/html, */*;q=0.1"})).status_code == 200
