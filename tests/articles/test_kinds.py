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

WORDS = "The harbour will close on Monday, the mayor of Kettleby said."


def markdown() -> bytes:
    return f"# Harbour to close\n\n*By Ann Lee*\n\n{WORDS}\n".encode()


KINDS: dict[str, Callable[[], bytes]] = {"story.md": markdown}


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
