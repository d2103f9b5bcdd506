"""`receive`: the one door. Kept byte for byte, queued in the same transaction, refused before the first row."""

from __future__ import annotations

import errno
import hashlib
import stat

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse

from articles import binding, intake, originals, tasks
from articles.intake import Refused, Upload, receive
from articles.models import Appearance, Article, Job, Text
from articles.states import JobKind, JobState
from documents import extract

STORY = b"Harbour to close\n\nThe harbour will close on Monday, the mayor said.\n"


def bound(data: bytes, *, by, **known) -> Appearance:
    """Received and bound to its article, as the worker does it."""
    appearance = receive(Upload(data=data, **known), by=by)
    binding.bind(appearance, extract(data, filename=appearance.filename))
    return appearance


def test_the_original_is_kept_byte_for_byte_and_its_work_is_queued(editor, fresh_broker):
    data = b"\xef\xbb\xbfA story\r\nwith odd ends\r\n\r\n" + "Škoda said so. 🔥".encode()
    appearance = receive(Upload(data=data, filename="C:\\desk\\story.txt"), by=editor)
    assert originals.read(appearance.original) == data
    assert stat.S_IMODE(originals.path(appearance.original).parent.stat().st_mode) == 0o700
    assert (appearance.filename, appearance.received_by, appearance.article) == ("story.txt", editor, None)
    job = Job.objects.get()
    assert (job.kind, job.target_id, job.state) == (JobKind.EXTRACT, appearance.pk, JobState.QUEUED)


def test_an_original_that_was_changed_on_disk_is_not_read(editor, fresh_broker):
    appearance = receive(Upload(data=b"A story that nobody should change."), by=editor)
    originals.path(appearance.original).write_bytes(b"A story that somebody has changed.")
    with pytest.raises(originals.Damaged):
        originals.read(appearance.original)


@pytest.mark.parametrize(
    ("upload", "code"),
    [
        (Upload(data=b""), "empty"),
        (Upload(data=b" \n\t "), "empty"),
        (Upload(data=b"x" * 2001), "too_large"),
        (Upload(data=STORY, headline="a\x00b"), "bad_field"),
        (Upload(data=STORY, url="javascript:alert(1)"), "bad_url"),
        (Upload(data=b"{\\rtf1 The harbour will close.}"), None),
    ],
)
def test_what_can_be_refused_is_refused_before_the_first_row(editor, settings, upload, code):
    settings.MAX_UPLOAD_BYTES = 2000
    with pytest.raises(Refused) as refused:
        receive(upload, by=editor)
    assert code is None or refused.value.code == code
    assert refused.value.sentence.endswith(".")
    assert not Appearance.objects.exists()
    assert not Job.objects.exists()


def test_who_may_not_upload_leaves_no_trace(viewer, stranger):
    for person in (viewer, stranger):
        with pytest.raises(PermissionDenied):
            receive(Upload(data=STORY), by=person)
    assert not Appearance.objects.exists()
    assert not originals.path(hashlib.sha256(STORY).hexdigest()).exists()


@pytest.mark.django_db(transaction=True)
def test_row_and_job_stand_or_fall_together(editor, monkeypatch):
    def broken(*args):
        raise DatabaseError("no room left")

    monkeypatch.setattr(intake.Job.objects, "queue", broken)
    with pytest.raises(DatabaseError):
        receive(Upload(data=STORY), by=editor)
    assert not Appearance.objects.exists()


def test_a_full_disk_is_told_of_and_nothing_is_taken(editor, monkeypatch):
    monkeypatch.setattr(originals, "keep", lambda data: (_ for _ in ()).throw(OSError(errno.ENOSPC, "no space")))
    client = Client(raise_request_exception=False)
    client.force_login(editor)
    sent = client.post("/api/articles/", {"text": STORY.decode()}, content_type="application/json")
    assert (sent.status_code, sent.json()["code"]) == (507, "disk_full")
    assert "no space left on the disk" in sent.json()["detail"]
    pasted = client.post(reverse("upload"), {"pasted": STORY.decode()})
    assert pasted.status_code == 422
    assert "no space left on the disk" in pasted.content.decode()
    assert not Appearance.objects.exists()


def test_taking_a_file_apart_once_more_changes_no_row(editor, fresh_broker):
    appearance = bound(STORY, by=editor)
    before = Appearance.objects.values().get()
    binding.bind(appearance, extract(STORY))
    assert Appearance.objects.values().get() == before


def test_a_broker_that_is_away_loses_nothing(editor, settings, monkeypatch):
    from redis.exceptions import ConnectionError as Away

    def away(*args, **options):
        raise Away("no route")

    monkeypatch.setattr("articles.sending.current_app.send_task", away)
    receive(Upload(data=STORY), by=editor)
    job = Job.objects.get()
    assert (job.state, job.sent_at) == (JobState.QUEUED, None)


def test_the_same_text_twice_is_one_article_with_two_appearances(editor, fresh_broker):
    first = bound(STORY, by=editor, outlet="Gazette")
    again = bound(STORY.replace(b"\n", b"\r\n"), by=editor, outlet="Herald")
    assert first.article == again.article
    assert Text.objects.count() == Article.objects.count() == 1
    assert Article.objects.with_heading().get().outlet_name == "Gazette"


def test_a_corrected_article_at_its_address_is_a_second_text(editor, fresh_broker):
    first = bound(STORY, by=editor, url="https://gazette.example/harbour")
    second = bound(STORY.replace(b"Monday", b"Tuesday"), by=editor, url="https://gazette.example/harbour")
    assert first.article == second.article
    assert [text.number for text in second.article.texts.order_by("number")] == [1, 2]
    second.article.refresh_from_db()
    assert "Tuesday" in second.article.current_text.body


def test_the_stored_text_is_the_decoded_file_but_for_nul(editor, fresh_broker):
    raw = "  Leading blanks\r\n\r\nTwo lines said \u201cso\u201d. 🔥\x00 End \n"
    appearance = bound(raw.encode(), by=editor)
    assert appearance.article.texts.get().body == raw.replace("\x00", "")


def test_a_text_longer_than_the_setting_allows_fails_with_a_sentence(editor, settings, fresh_broker):
    settings.MAX_TEXT_CHARACTERS = 20
    receive(Upload(data=STORY), by=editor)
    tasks.extract(Job.objects.get().pk)
    job = Job.objects.get()
    assert (job.state, job.error_code) == (JobState.FAILED, "too_long")
    assert "20 characters" in job.error


def test_every_limit_of_a_file_is_a_setting_and_is_named_to_the_sender(editor, settings):
    settings.MAX_UPLOAD_BYTES, settings.MAX_HTML_BYTES = 3_000_000, 2_000
    settings.EXTRACT_CPU_SECONDS, settings.EXTRACT_MEMORY_BYTES = 7, 900_000_000
    with pytest.raises(Refused, match="3 MB"):
        receive(Upload(data=b"x" * 3_000_001), by=editor)
    with pytest.raises(Refused, match="2 kB"):
        receive(Upload(data=b"<html>" + b"x" * 2_000), by=editor)
    allowed = intake.limits()
    assert (allowed.cpu_seconds, allowed.memory_bytes) == (7, 900_000_000)


def test_what_a_person_mends_while_the_file_is_taken_apart_stands(editor, fresh_broker):
    appearance = receive(Upload(data=STORY), by=editor)
    Appearance.objects.filter(pk=appearance.pk).update(headline="As mended")  # after the worker has fetched the row
    binding.bind(appearance, extract(STORY))
    appearance.refresh_from_db()
    assert appearance.headline == "As mended"
