"""A zip comes in as its files: one appearance each, and by name why others were refused."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from accounts.models import User
from articles import originals
from articles.intake import Refused, Upload, receive, receive_all
from articles.models import Appearance, Job
from tests.documents.making import archive

GOOD = {"one.txt": b"The mayor said one.", "desk/two.md": b"# Two\n\nThe mayor said two."}
BAD = {"a.png": b"\x89PNG\r\n\x1a\n" + bytes(50), "b.png": b"\x89PNG\r\n\x1a\n" + bytes(60), "empty.txt": b" "}
INNER = archive({"c.txt": b"words"})
MIXED = archive({**BAD, **GOOD, "inner.zip": INNER})


def test_each_file_is_an_appearance_with_its_own_bytes(editor, fresh_broker):
    receipt = receive_all(Upload(data=MIXED, filename="all.zip", outlet="Gazette", url="https://x.example"), by=editor)
    rows = Appearance.objects.order_by("pk")
    assert list(rows) == receipt.kept
    assert [(row.filename, originals.read(row.original)) for row in rows] == [
        ("one.txt", GOOD["one.txt"]),
        ("two.md", GOOD["desk/two.md"]),
    ]
    assert {(row.outlet.name, row.url) for row in rows} == {("Gazette", "")}
    assert Job.objects.count() == 2
    assert [(name, reason.code) for name, reason in receipt.refused] == [
        ("a.png", "unreadable_type"),
        ("b.png", "unreadable_type"),
        ("empty.txt", "empty"),
        ("inner.zip", "nested_archive"),
    ]


def test_an_archive_that_is_refused_as_a_whole_leaves_nothing(editor, settings):
    settings.MAX_ARCHIVE_FILES = 3
    with pytest.raises(Refused, match="3 files"):
        receive_all(Upload(data=MIXED), by=editor)
    with pytest.raises(Refused):
        receive(Upload(data=INNER), by=editor)
    assert not Appearance.objects.exists()


def test_an_archive_may_be_larger_than_a_file(editor, settings, fresh_broker):
    settings.MAX_UPLOAD_BYTES = 100
    assert len(receive_all(Upload(data=archive(GOOD)), by=editor).kept) == 2
    settings.MAX_ARCHIVE_BYTES = 50
    with pytest.raises(Refused, match="50 bytes"):
        receive_all(Upload(data=archive(GOOD)), by=editor)


def test_by_page_every_refusal_stands_beside_its_name(client, editor, fresh_broker):
    client.force_login(editor)
    answer = client.post(reverse("upload"), {"attached": [SimpleUploadedFile("all.zip", MIXED)]}, follow=True)
    page = answer.content.decode()
    assert Appearance.objects.count() == 2
    assert "all.zip: a.png, b.png: A picture can" in page
    assert "all.zip: empty.txt: The" in page
    assert "all.zip: inner.zip: An archive inside" in page
    answer = client.post(reverse("upload"), {"attached": [SimpleUploadedFile("bad.zip", archive(BAD))]})
    assert answer.status_code == 422
    assert "bad.zip: a.png, b.png: A picture can" in answer.content.decode()


def test_by_api_the_answer_lists_both(client, editor, fresh_broker):
    client.force_login(editor)
    answer = client.post("/api/articles/", {"file": SimpleUploadedFile("all.zip", MIXED)})
    assert answer.status_code == 202
    told = answer.json()
    assert [row["filename"] for row in told["kept"]] == ["one.txt", "two.md"]
    assert [(row["name"], row["code"]) for row in told["refused"]][-1] == ("inner.zip", "nested_archive")
    assert client.post("/api/articles/", {"file": SimpleUploadedFile("a.zip", MIXED[:-9])}).status_code == 422


def test_by_ingest_metadata_go_with_the_files_inside(tmp_path, db, fresh_broker):
    User.objects.create_superuser("root", password=None)
    (tmp_path / "all.zip").write_bytes(MIXED)
    (tmp_path / "about.csv").write_text("file,outlet\ntwo.md,The Gazette\nthree.md,None\n")
    out = StringIO()
    call_command("ingest", str(tmp_path), "--metadata", str(tmp_path / "about.csv"), "--no-wait", stdout=out)
    said = " ".join(out.getvalue().split())
    assert "received 2 refused 4" in said
    assert "refused: all.zip: a.png: A picture can" in said
    assert "three.md, which is not among the files" in said
    assert "two.md, which" not in said
    assert [row.outlet and row.outlet.name for row in Appearance.objects.order_by("pk")] == [None, "The Gazette"]
