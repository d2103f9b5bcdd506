"""Signing in by token, and the description of the API."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.cast import PASSWORD, member

JSON = "application/json"


def token(**sent):
    return Client().post("/api/token/", sent, content_type=JSON)


@pytest.fixture
def reader(db):
    return member("reader", "viewer", password=PASSWORD)


def test_a_password_gets_a_token_that_reads_until_it_is_ended(reader):
    answer = token(username="reader", password=PASSWORD)
    assert answer.status_code == 200
    headers = {"authorization": f"Token {answer.json()['token']}"}
    assert Client().get("/api/quotes/", headers=headers).status_code == 200
    assert Client().delete("/api/token/", headers=headers).status_code == 204
    ended = Client().get("/api/quotes/", headers=headers)
    assert (ended.status_code, ended.json()["code"]) == (401, "authentication_failed")


def test_a_session_gets_a_token_without_a_password(viewer):
    signed_in = Client()
    signed_in.force_login(viewer)
    assert signed_in.post("/api/token/", content_type=JSON).json()["token"]


def test_a_session_needs_the_csrf_token_and_a_token_does_not(viewer):
    signed_in = Client(enforce_csrf_checks=True)
    signed_in.force_login(viewer)
    assert signed_in.post("/api/token/", content_type=JSON).status_code == 403


@pytest.mark.parametrize("sent", [{"username": "reader", "password": "wrong"}, {"username": "x", "password": "y"}])
def test_a_wrong_password_and_an_unknown_name_are_told_alike(reader, sent):
    answer = token(**sent)
    assert (answer.status_code, answer.json()["detail"]) == (400, "This name and password don't go together.")


def test_nobody_gets_nothing(db):
    answer = token()
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Token")


def test_too_many_wrong_passwords_lock_out(reader, settings):
    settings.AXES_FAILURE_LIMIT = 3
    for _ in range(3):
        token(username="reader", password="wrong")
    assert token(username="reader", password=PASSWORD).status_code in {400, 403, 429}


def test_a_member_who_left_is_locked_out_with_the_token(reader):
    headers = {"authorization": f"Token {token(username='reader', password=PASSWORD).json()['token']}"}
    reader.is_active = False
    reader.save()
    assert Client().get("/api/quotes/", headers=headers).status_code == 401


def test_the_schema_names_every_act_and_the_shape_of_problems(viewer):
    signed_in = Client()
    signed_in.force_login(viewer)
    schema = signed_in.get("/api/schema/").json()
    assert {f"/api/quotes/{{id}}/{act}/" for act in ("accept", "reject", "give", "name", "undo")} <= set(
        schema["paths"]
    )
    accept = schema["paths"]["/api/quotes/{id}/accept/"]["post"]
    assert "application/problem+json" in accept["responses"]["default"]["content"]
    assert "Problem" in schema["components"]["schemas"]
    assert any(parameter["name"] == "If-Match" for parameter in accept["parameters"])


def test_the_schema_is_made_without_a_warning(viewer, capsys):
    from drf_spectacular.drainage import GENERATOR_STATS
    from drf_spectacular.generators import SchemaGenerator

    GENERATOR_STATS.reset()
    SchemaGenerator().get_schema(request=None, public=True)
    assert (dict(GENERATOR_STATS._warn_cache), dict(GENERATOR_STATS._error_cache)) == ({}, {}), capsys.readouterr().err


def test_the_page_needs_nothing_that_the_policy_forbids(viewer):
    signed_in = Client()
    signed_in.force_login(viewer)
    page = signed_in.get("/api/docs/")
    assert page.status_code == 200
    html = page.content.decode()
    assert "unsafe" not in page["Content-Security-Policy"]
    assert not re.search(r"<style|style=|<script(?![^>]*src=)|\son\w+=|https?://", html)
    script = signed_in.get(re.findall(r'<script src="(/api/docs/[^"]*)"', html)[0])
    assert script["Content-Type"].startswith("application/javascript")


def test_a_visitor_who_opens_the_page_is_sent_to_sign_in(db):
    answer = Client().get("/api/docs/")
    assert (answer.status_code, answer["Location"].partition("?")[2]) == (302, "next=/api/docs/")
