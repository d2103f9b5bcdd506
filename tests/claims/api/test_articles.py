"""Articles by the API: sent in as a file or a text, and read back."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles import originals
from articles.models import Appearance, Job
from claims.models import Reading
from tests import record


def client(user):
    found = Client()
    found.force_login(user)
    return found


def send(user, **sent):
    return client(user).post("/api/articles/", sent, content_type="application/json")


def test_a_text_is_kept_and_queued_and_the_answer_says_where_to_ask(editor):
    answer = send(
        editor,
        text="  He said: “Yes.” 🔥\n",
        headline="Yes",
        outlet="Gazette",
        url="https://gazette.example/yes",
        published="2026-11-20",
    )
    assert answer.status_code == 202
    appearance = Appearance.objects.get()
    assert originals.read(appearance.original).decode() == "  He said: “Yes.” 🔥\n"
    assert Job.objects.get().target == appearance
    assert answer["Location"] == f"http://testserver/api/appearances/{appearance.pk}/"
    shown = client(editor).get(answer["Location"]).json()
    assert (shown["state"], shown["article"], shown["outlet"]) == ("queued", None, "Gazette")
    assert shown["published_at"] == "2026-11-20T00:00:00Z"


def test_a_file_is_kept_byte_for_byte_under_its_name(editor):
    data = "Sie sagte: «Ja.»".encode("cp1252")
    answer = client(editor).post("/api/articles/", {"file": SimpleUploadedFile("../ja.txt", data), "outlet": "Bote"})
    assert answer.status_code == 202
    appearance = Appearance.objects.get()
    assert (appearance.filename, originals.read(appearance.original)) == ("ja.txt", data)


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({}, 400),
        ({"text": ""}, 400),
        ({"text": "  \n"}, 422),
        ({"text": "a\x00b"}, 400),
        ({"text": "a\ud800b"}, 400),
        ({"text": "words", "url": "javascript:1"}, 422),
        ({"text": "words", "published": "yesterday"}, 400),
        ({"text": "words", "published": "2026-02-30"}, 400),
        ({"text": "words", "published": 5}, 400),
        ({"text": ["words"]}, 400),
        ([], 400),
    ],
)
def test_what_is_refused_leaves_nothing_behind(editor, sent, code):
    answer = client(editor).post("/api/articles/", json.dumps(sent), content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (code, "application/problem+json")
    assert answer.json()["detail"]
    assert not Appearance.objects.exists()


def test_what_is_too_large_is_refused_before_it_is_read(editor, settings):
    settings.MAX_UPLOAD_BYTES = 100
    answer = send(editor, text="a" * 200)
    assert (answer.status_code, answer.json()["code"]) == (422, "too_large")
    assert send(editor, text="a" * 200_000).json()["code"] == "too_large"
    file = SimpleUploadedFile("a.txt", b"a" * 200_000)
    assert client(editor).post("/api/articles/", {"file": file}).json()["code"] == "too_large"


def test_a_viewer_may_not_send(viewer):
    assert send(viewer, text="Words.").status_code == 403
    assert not Appearance.objects.exists()


def test_an_article_with_its_text_appearances_and_quotes_in_order(viewer, editor):
    article = record.article('"One," said Ana. "Two."', by=editor, headline="Counting", filename="c.txt")
    second = record.quote(article, "Two.")
    first = record.quote(article, "One,", voice=record.voice(article, "Ana"))
    shown = client(viewer).get(f"/api/articles/{article.pk}/").json()
    assert (shown["headline"], shown["step"], shown["state"]) == ("Counting", "compare", "done")
    assert [quote["id"] for quote in shown["quotes"]] == [first.pk, second.pk]
    assert [quote["speaker"] for quote in shown["quotes"]] == ["Ana", None]
    assert shown["texts"][0]["body"] == '"One," said Ana. "Two."'
    assert [row["filename"] for row in shown["appearances"]] == ["c.txt"]


def test_articles_by_where_the_work_stands(viewer, editor):
    record.article("Done.", by=editor)
    waiting = record.article("Waiting.", by=editor, read=False)
    found = client(viewer).get("/api/articles/?state=queued").json()["results"]
    assert [row["id"] for row in found] == [waiting.pk]


@pytest.mark.parametrize(
    ("found", "language", "notice"),
    [
        pytest.param("en", "en", None, id="English"),
        pytest.param("de", "de", "This text seems to be in German. Only English is read here", id="German"),
    ],
)
def test_the_language_that_a_text_was_found_to_be_in_is_told(viewer, editor, found, language, notice):
    article = record.article("Der Kanzler sagte am Montag nichts.", by=editor)
    Reading.objects.filter(text=article.current_text).update(language=found)
    (listed,) = client(viewer).get("/api/articles/").json()["results"]
    whole = client(viewer).get(f"/api/articles/{article.pk}/").json()
    for shown in (listed, whole):
        assert shown["language"] == language
        assert (shown["language_notice"] or "").startswith(notice or "")
        assert (shown["language_notice"] is None) == (notice is None)


def test_before_an_article_is_read_its_language_is_what_the_file_tells(viewer, editor):
    article = record.article("Der Kanzler sagte am Montag nichts.", by=editor, read=False)
    type(article).objects.filter(pk=article.pk).update(language="de")
    shown = client(viewer).get(f"/api/articles/{article.pk}/").json()
    assert (shown["language"], shown["language_notice"]) == ("de", None)


def test_the_schema_tells_what_the_language_is(viewer):
    schema = client(viewer).get("/api/schema/?format=json").json()
    for name in ("ArticleOut", "ArticleWhole"):
        fields = schema["components"]["schemas"][name]["properties"]
        assert "ISO 639-1" in fields["language"]["description"]
        assert fields["language_notice"]["nullable"]
        assert "null where it was" in fields["language_notice"]["description"]
