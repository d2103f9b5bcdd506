"""Every kind of file comes in by every way, is kept byte for byte, and its text is bound to an article."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from accounts.models import User
from articles import originals, tasks
from articles.models import Appearance, Job
from tests.documents.making import paragraph, word
from tests.documents.making_pdf import Set, column, pdf

WORDS = "The harbour will close on Monday, the mayor of Kettleby said."


def markdown() -> bytes:
    return f"# Harbour to close\n\n*By Ann Lee*\n\n{WORDS}\n".encode()


def mail() -> bytes:
    header = "From: Ann Lee <ann@courier.example>\nSubject: Harbour to close\nMIME-Version: 1.0\nMessage-ID: <1@x>\n"
    return f"{header}Content-Type: text/plain; charset=utf-8\n\n{WORDS}\n".encode()


def release() -> bytes:
    return word(paragraph("Harbour to close", "Titel"), "By Ann Lee", WORDS)


def proof() -> bytes:
    return pdf([Set(40, 540, "Harbour to close", 20), *column(f"By Ann Lee\n\n{WORDS}")])


KINDS: dict[str, Callable[[], bytes]] = {
    "story.md": markdown,
    "story.docx": release,
    "story.eml": mail,
    "story.pdf": proof,
}


def by_page(client, name: str, data: bytes) -> None:
    answer = client.post(reverse("upload"), {"attached": [SimpleUploadedFile(name, data)]})
    assert answer.status_code == 302


def by_api(client, name: str, data: bytes) -> None:
    assert client.post("/api/articles/", {"file": SimpleUploadedFile(name, data)}).status_code == 202


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("way", [by_page, by_api])
def test_it_is_taken_by_page_and_by_api(client, editor, fresh_broker, way, name):
    data = KINDS[name]()
    client.force_login(editor)
    way(client, name, data)
    tasks.extract(Job.objects.get().pk)
    appearance = Appearance.objects.get()
    assert (appearance.filename, originals.read(appearance.original)) == (name, data)
    assert (appearance.headline, appearance.byline) == ("Harbour to close", "Ann Lee")
    assert appearance.text.body == WORDS


def test_what_is_attached_is_named_to_members_and_not_to_visitors(client, editor, fresh_broker, settings):
    attached = b'\n--b\nContent-Disposition: attachment; filename="plan.md"\n\n# Plan\n--b--\n'
    head, _, body = mail().partition(b"Content-Type")
    data = head + b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type" + body + attached
    client.force_login(editor)
    by_page(client, "story.eml", data)
    tasks.extract(Job.objects.get().pk)
    appearance = Appearance.objects.get()
    assert appearance.unread == ["plan.md"]
    assert (
        "Attached and not read: plan.md"
        in client.get(reverse("article", args=[appearance.article_id])).content.decode()
    )
    assert client.get(f"/api/appearances/{appearance.pk}/").json()["unread"] == ["plan.md"]
    client.logout()
    settings.SIGNED_OUT_SEES = "record"
    assert client.get(f"/api/appearances/{appearance.pk}/").json()["unread"] is None
    assert "plan.md" not in client.get(reverse("article", args=[appearance.article_id])).content.decode()


def test_a_folder_gives_all_of_them_to_ingest(tmp_path, db, fresh_broker):
    User.objects.create_superuser("root", password=None)
    for name, made in KINDS.items():
        (tmp_path / name).write_bytes(made())
    (tmp_path / "notes.csv").write_text("no article")
    call_command("ingest", str(tmp_path), "--no-wait", stdout=StringIO())
    assert set(Appearance.objects.values_list("filename", flat=True)) == set(KINDS)


def test_the_page_offers_to_choose_them(client, editor):
    client.force_login(editor)
    page = client.get(reverse("front")).content.decode()
    offered = page.partition('accept="')[2].partition('"')[0].split(",")
    assert {f".{name.rpartition('.')[2]}" for name in KINDS} <= set(offered)
