"""What every answer carries, what is asked of every change, and where a sign-in may lead."""

from __future__ import annotations

import pytest
from django.conf import settings as configured
from django.test import Client
from django.urls import reverse

from claims.models import Quote
from tests import record
from tests.cast import PASSWORD, member
from tests.test_permissions import API, METHODS, PAGES, scene

__all__ = ["scene"]

HEADERS = {
    "Content-Security-Policy": {
        *("default-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'", "object-src 'none'"),
    },
    "X-Content-Type-Options": {"nosniff"},
    "X-Frame-Options": {"DENY"},
    "Referrer-Policy": {"same-origin"},
    "Cross-Origin-Opener-Policy": {"same-origin"},
    "Permissions-Policy": {"camera=()", "geolocation=()", "microphone=()", "payment=()"},
    "Strict-Transport-Security": {"max-age=31536000", "includeSubDomains"},
}
"""What each answer has, by header: words that stand in it."""

ANSWERS = {
    "sign-in": ("/sign-in/", 200),
    "front": ("/", 200),
    "article": ("/articles/{article}/", 200),
    "a redirect": ("/received/{appearance}/", 302),
    "administration": ("/admin/", 200),
    "a list of the administration": ("/admin/claims/quote/", 200),
    "page of the API": ("/api/docs/", 200),
    "API": ("/api/quotes/", 200),
    "API, not found": ("/api/quotes/99999999/", 404),
    "not found": ("/nothing/", 404),
    "refused": ("/status/read-again/queue/", 405),
    "broken": ("/articles/", 500),
    "health": ("/healthz", 200),
}
"""The pages that are looked at: address and what it answers with."""


@pytest.fixture
def over_https(settings):
    """The settings that HTTPS=yes gives."""
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31_536_000, True
    settings.SECURE_SSL_REDIRECT = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True


def signed_in(user) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


@pytest.mark.parametrize("name", ANSWERS)
def test_every_answer_carries_the_headers(name, admin, editor, over_https, monkeypatch):
    row = record.article("Ana Ruiz said: “It is late.”", by=editor)
    address, status = ANSWERS[name]
    if name == "broken":
        monkeypatch.setattr("claims.pages.articles.render", lambda *args, **rest: 1 / 0)
    address = address.format(article=row.pk, appearance=row.appearances.get().pk)
    answer = signed_in(admin).get(address, secure=True)
    assert answer.status_code == status
    lacking = [
        f"{header}: {words}"
        for header, wanted in HEADERS.items()
        for words in wanted
        if words not in answer.get(header, "")
    ]
    assert lacking == []
    assert "unsafe" not in answer["Content-Security-Policy"]


def test_cookies_are_for_this_site_over_https_and_the_session_for_no_script(db, over_https):
    member("Ann", password=PASSWORD)
    client = Client()
    client.get("/sign-in/", secure=True)
    client.post("/sign-in/", {"username": "Ann", "password": PASSWORD}, secure=True)
    session, token = client.cookies[configured.SESSION_COOKIE_NAME], client.cookies[configured.CSRF_COOKIE_NAME]
    assert session["httponly"]
    assert all(cookie["secure"] and cookie["samesite"] in ("Lax", "Strict") for cookie in (session, token))


def test_http_is_sent_to_https(db, over_https):
    answer = Client().get("/sign-in/")
    assert (answer.status_code, answer["Location"]) == (301, "https://testserver/sign-in/")


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "localhost@evil.example", "[::2]", "a b", ""]
)
def test_another_host_is_refused(db, settings, host):
    settings.ALLOWED_HOSTS = ["localhost"]
    assert Client().get("/sign-in/", headers={"host": host}).status_code == 400


AWAY = [
    *("https://evil.example", "http://evil.example/", "//evil.example", "///evil.example", "////evil.example/x"),
    *("/\\evil.example", "\\\\evil.example", "\\/evil.example", "/\\/evil.example", "https:evil.example"),
    *(
        "https:/evil.example",
        "https:///evil.example",
        "http:\\\\evil.example",
        "HTTPS://EVIL.EXAMPLE",
        "//evil.example:80",
    ),
    *("//testserver@evil.example", "https://testserver@evil.example", "https://testserver.evil.example"),
    *("https://evil.example/testserver", "https://evil.example?testserver", "https://evil.example#testserver"),
    *(
        "//evil%2eexample",
        "//%65vil.example",
        "https://[::1]",
        "//3232235521",
        "ftp://evil.example",
        "javascript:alert(1)",
    ),
    *("JaVaScRiPt:alert(1)", "java\tscript:alert(1)", " javascript:alert(1)", "data:text/html,<p>x", "vbscript:x"),
    *(
        "\t//evil.example",
        " //evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "//\nevil.example",
        "\x00//evil.example",
    ),
    *(
        "//evil.example\\@testserver",
        "https://evil.example\\@testserver",
        "//evil。example",
        "//evil.example/\u202e",
        "/%09/evil.example",
    ),
]
"""Spellings of an address that a browser may take for one elsewhere."""


def leads_home(location: str) -> bool:
    """Whether a browser that gets this as `Location` stays: one slash, nothing that is dropped or turned about."""
    return (
        location.startswith("/") and location[1:2] not in ("/", "\\") and location.isascii() and location.isprintable()
    )


@pytest.mark.parametrize("away", AWAY)
def test_a_sign_in_leads_nowhere_else(db, admin, away):
    user = member("Ann", "viewer", password=PASSWORD)
    asked = Client().post("/sign-in/", {"username": "Ann", "password": PASSWORD, "next": away})
    assert asked.status_code == 302
    assert leads_home(asked["Location"]), asked["Location"]
    for address in ("/sign-in/", "/admin/login/"):
        for client in (signed_in(user), signed_in(admin), Client()):
            answer = client.get(address, {"next": away})
            assert answer.status_code != 302 or leads_home(answer["Location"]), answer["Location"]


@pytest.mark.parametrize("away", [*AWAY, "http://testserver//evil.example/", "http://testserver/\\evil.example/"])
def test_an_act_leads_nowhere_else(editor, away):
    quote = record.clash(by=editor).left.quote
    headers = {"referer": away.encode("ascii", "ignore").decode()}
    answer = signed_in(editor).post(reverse("quote-accept", args=[quote.pk]), {"seen": 1}, headers=headers)
    assert answer.status_code == 302
    assert leads_home(answer["Location"]), answer["Location"]


def test_what_changes_something_needs_the_token_of_a_form(scene, admin):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(admin)
    taken, before = [], Quote.objects.order_by("pk").values_list("pk", "version", "state")
    stood = list(before)
    for name, row in {**PAGES, **API}.items():
        for method in set(METHODS) - {"GET"}:
            wanted = row.by.get(method, row.others)[-1]
            if wanted == 405 or name == "api-token":  # which takes the password itself
                continue
            sent = (
                {"data": row.sends(scene), "content_type": "application/json"}
                if row.json
                else {"data": row.sends(scene)}
            )
            answer = client.generic(method, reverse(name, args=row.args(scene)), **_body(sent))
            if answer.status_code != 403:
                taken.append(f"{method} {name}: {answer.status_code}")
    assert taken == []
    assert list(before.all()) == stood


def _body(sent):
    """The arguments of `generic`: a form's or a program's body, as bytes."""
    from urllib.parse import urlencode

    if "content_type" in sent:
        from json import dumps

        return {"data": dumps(sent["data"]), "content_type": sent["content_type"]}
    return {"data": urlencode(sent["data"]), "content_type": "application/x-www-form-urlencoded"}
