"""An article is erased for good: nothing of its words is left anywhere, only who did it, when and why."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as conf
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import TestCase

from accounts.models import Act
from articles import erasing as tombs
from articles import originals
from articles.actions import appearances
from articles.actions.appearances import AppearanceFields
from articles.claiming import Claimed
from articles.intake import Refused, Upload, receive
from articles.models import Appearance, Article, Job, Outlet, Text, Tombstone
from articles.states import JobKind, JobState
from articles.tasks import extract
from claims import comparing, integrity, twins
from claims.actions import conflicts, quotes
from claims.actions.erasing import erase, lift
from claims.actions.undo import CannotUndo, undo
from claims.models import Conflict, Quote
from claims.tasks import compare, read
from config.backups import content
from speakers.actions import identity
from speakers.models import Decision, Speaker, Voice
from speakers.states import SpeakerKind
from tests import record

MARKER = "zanzibar"
"""Stands in every field that an article's words come to."""
BODY = 'Zanzibar: Mayor Zanzibar Ruiz said: "The zanzibar fire hurt 12 people."'
WHY = "A court order of 3 March."


def places() -> list[str]:
    """Every table with a row that holds the marker in any column, of whatever type, and every file of the store."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT count(*) FROM "{table}" AS rows WHERE rows::text ILIKE %s', [f"%{MARKER}%"])
            found += [table] * (cursor.fetchone()[0] > 0)
    files = (file for file in Path(conf.ORIGINALS_DIR).rglob("*") if file.is_file())
    return [*found, *(str(file) for file in files if MARKER.encode() in file.read_bytes().lower())]


@pytest.fixture(autouse=True)
def store(settings, tmp_path, fresh_broker):
    settings.ORIGINALS_DIR = tmp_path / "originals"


@pytest.fixture
def scene(editor, fact_checker, curator):
    """An article whose words went everywhere, in conflict with one that stays."""
    gone = record.article(
        BODY,
        by=editor,
        headline="Zanzibar burns",
        outlet="Zanzibar Times",
        url="https://example.org/zanzibar-burns",
        filename="zanzibar.txt",
    )
    stays = record.article('Chief Tom Bell said: "The fire hurt 40 people."', by=editor, headline="Bell")
    voice = record.voice(gone, "Zanzibar Ruiz", speaker=record.speaker("Zanzibar Ruiz"))
    bell = record.voice(stays, "Tom Bell", speaker=record.speaker("Tom Bell"))
    mine = record.quote(gone, "The zanzibar fire hurt 12 people.", voice=voice, cue="said")
    theirs = record.quote(stays, "The fire hurt 40 people.", voice=bell, cue="said")
    clash = record.conflict(
        record.claim(mine, "The zanzibar fire hurt 12 people"),
        record.claim(theirs, "The fire hurt 40 people"),
        ("12 people", "40 people"),
        "{left} says 12 people in zanzibar; {right} says 40 people.",
    )
    record.preview(gone, gained=1, examples=[{"what": "gained", "words": "The zanzibar fire"}])
    Job.objects.filter(kind=JobKind.READ, target_id=gone.current_text_id).update(error="zanzibar")
    received = gone.appearances.get()
    fields = AppearanceFields(headline="Zanzibar mended", byline="Zanzibar Ott", url=received.url)
    appearances.save(received, fields, seen=1, by=editor)
    quotes.accept(mine, seen=1, by=editor)
    quotes.accept(theirs, seen=1, by=editor)
    conflicts.dismiss(clash, seen=1, by=fact_checker, reason="“The zanzibar fire” is another one.")
    identity.give(voice, "Zanzibar Ruiz-Ott", SpeakerKind.PERSON, seen=1, by=curator)
    assert {"accounts_act", "articles_text", "claims_conflictevent", "claims_claim"} <= set(places())
    return gone


def erased(article, by):
    """Erase it as a request does: what is to happen after the commit happens."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        return erase(article, reason=WHY, by=by)


def test_nothing_of_its_words_is_left_in_any_table_or_file(scene, admin):
    stays = Quote.objects.exclude(text__article=scene).get()
    erased(scene, admin)
    assert places() == []
    assert not Article.objects.filter(pk=scene.pk).exists()
    assert not Conflict.objects.exists()
    stays.refresh_from_db()
    assert (stays.state, stays.voice.speaker.name) == ("accepted", "Tom Bell")
    connection.check_constraints()


def test_who_did_it_when_and_why_is_left_and_who_did_what_before(scene, admin):
    before = list(Act.objects.order_by("at").values_list("pk", "verb", "by", "at", "object_type", "object_id"))
    tombstone = erased(scene, admin)
    assert (tombstone.article, tombstone.by, tombstone.reason) == (scene.pk, admin, WHY)
    acts = Act.objects.order_by("at").values_list("pk", "verb", "by", "at", "object_type", "object_id")
    assert list(acts)[:-1] == before
    last = Act.objects.get(verb="erase_article")
    assert (last.by, last.reason, last.object_id) == (admin, WHY, scene.pk)


def test_acts_on_other_articles_keep_what_they_say(scene, admin):
    kept = Act.objects.get(verb="accept_quote", object_id=Quote.objects.exclude(text__article=scene).get().pk)
    redacted = Act.objects.get(verb="dismiss_conflict")
    erased(scene, admin)
    kept.refresh_from_db()
    redacted.refresh_from_db()
    assert kept.after["state"] == "accepted"
    assert (redacted.reason, redacted.before, redacted.after) == ("", {}, {})


@pytest.mark.parametrize("verb", ["dismiss_conflict", "decide_identity", "accept_quote", "erase_article"])
def test_no_act_on_it_can_be_taken_back(scene, admin, verb):
    erased(scene, admin)
    act = Act.objects.filter(verb=verb).order_by("at").first()
    with pytest.raises(CannotUndo):
        undo(act, by=admin)


def test_only_an_administrator_may_and_a_reason_is_needed(scene, cast):
    for name in ("stranger", "viewer", "editor", "fact_checker", "curator"):
        with pytest.raises(PermissionDenied):
            erase(scene, reason=WHY, by=cast[name])
    with pytest.raises(ValueError, match="Say why"):
        erase(scene, reason="  ", by=cast["admin"])
    assert Article.objects.filter(pk=scene.pk).exists()


def test_it_happens_wholly_or_not_at_all(scene, admin, monkeypatch):
    before = [str(part) for part in content.tables()]
    monkeypatch.setattr("claims.actions.erasing.compare_all_again", _dies)
    with pytest.raises(RuntimeError, match="killed"), transaction.atomic():
        erased(scene, admin)
    assert [str(part) for part in content.tables()] == before
    assert originals.path(scene.appearances.get().original).exists()


def _dies(*args):
    raise RuntimeError("killed")


def test_an_original_that_outlived_the_erasure_goes_with_the_next_sweep(scene, admin):
    original = scene.appearances.get().original
    erase(scene, reason=WHY, by=admin)  # its process is killed before it comes to the files
    assert originals.path(original).exists()
    half = originals.path(original).with_name(originals.path(original).name + ".1.ab.part")
    half.write_bytes(b"Zanzibar")
    call_command("sweep", once=True)
    assert places() == []


def test_the_same_file_and_the_same_address_are_refused_until_an_administrator_lifts_that(scene, admin, editor):
    data = b"A story of zanzibar, told by nobody."
    article = bound(data, editor)
    tombstone = erased(article, admin)
    for upload in (Upload(data=data), Upload(data=b"Another text.", url="https://example.org/zanzibar-burns")):
        if upload.url:
            tombstone = erased(scene, admin)
        with pytest.raises(Refused, match=f"article {tombstone.article}, erased for good on .* by admin") as refused:
            receive(upload, by=editor)
        assert refused.value.code == "erased"
        assert len(refused.value.sentence) <= 200
    assert not originals.path(sha256(data).hexdigest()).exists()
    with pytest.raises(PermissionDenied):
        lift(tombstone, by=editor)
    for one in Tombstone.objects.all():
        lift(one, by=admin)
        assert lift(one, by=admin) is None
    again = bound(data, editor)
    assert again.pk != article.pk


def bound(data, by, **fields):
    """Received and taken apart; gives its article."""
    appearance = receive(Upload(data=data, **fields), by=by)
    extract(Job.objects.get(kind=JobKind.EXTRACT, target_id=appearance.pk).pk)
    appearance.refresh_from_db()
    return appearance.article


def test_the_same_text_in_another_file_fails_with_the_sentence_and_its_file_goes_too(admin, editor):
    article = bound(b"A story of zanzibar, told by nobody.", editor)
    tombstone = erased(article, admin)
    other = b"A story of zanzibar,  told by nobody.\n\n"
    assert bound(other, editor) is None
    failed = Job.objects.get(kind=JobKind.EXTRACT)
    assert (failed.state, failed.error_code, failed.error) == (JobState.FAILED, "erased", tombstone.sentence)
    assert places() == []
    assert not Article.objects.exists()
    with pytest.raises(Refused):
        receive(Upload(data=other), by=editor)


def test_a_file_that_waits_while_its_twin_is_erased_goes_with_it(admin, editor):
    data = b"A story of zanzibar, told by nobody."
    article = bound(data, editor)
    waiting = receive(Upload(data=data), by=editor)
    job = Job.objects.get(kind=JobKind.EXTRACT, target_id=waiting.pk)
    erased(article, admin)
    extract(job.pk)
    assert not Appearance.objects.exists()
    assert not Job.objects.filter(kind=JobKind.EXTRACT).exists()
    assert places() == []


def test_bytes_that_another_article_has_too_stay(admin, editor):
    gone, stays = (record.article(f"Text {n}.", by=editor, filename="same.txt", url="https://e.org/") for n in range(2))
    original = stays.appearances.get().original
    tombstone = erased(gone, admin)
    assert (tombstone.originals, tombstone.addresses) == ([], [])
    assert originals.problem(original) == ""
    receive(Upload(data=b"same.txthttps://e.org/", url="https://e.org/"), by=editor)


def test_a_worker_that_was_at_it_ends_and_writes_nothing(scene, admin):
    job = Job.objects.get(kind=JobKind.COMPARE, target_id=scene.current_text_id, state=JobState.QUEUED)
    with Claimed(job.pk) as claim:
        erased(scene, admin)
        with claim.recording():
            record.article("This is never written.", by=admin)
    assert not Text.objects.filter(body__contains="never written").exists()
    with Claimed(job.pk) as claim:
        assert claim is None
    assert not Job.objects.filter(target_id=scene.current_text_id, kind=JobKind.COMPARE).exists()


def test_what_another_article_was_found_to_contradict_in_it_is_not_recorded(scene, admin):
    [mine] = Quote.objects.filter(text__article=scene)
    [theirs] = Quote.objects.exclude(text__article=scene)
    pair = (mine.claims.get().pk, theirs.claims.get().pk)
    erased(scene, admin)
    with transaction.atomic():
        comparing.store({pair: None})
    assert not Conflict.objects.exists()


def test_a_job_whose_text_is_gone_ends_quietly(db):
    orphan = Job.objects.create(kind=JobKind.READ, target_id=10**6)
    with Claimed(orphan.pk) as claim:
        assert claim is None


def test_copies_elsewhere_get_the_earliest_of_them_as_their_original_and_are_compared(admin, editor):
    found = []
    for day in range(3):
        body = f'Paper {day}: Petra Lund said: "We did not shell the hospital in Tarn."'
        at = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(days=day)
        article = record.article(body, by=editor, filename=f"{day}.txt", published=at)
        voice = record.voice(article, "Petra Lund", speaker=record.speaker("Petra Lund"))
        found.append(record.quote(article, "We did not shell the hospital in Tarn", voice=voice))
    with transaction.atomic():
        twins.derive(found[0].text)
    found[1].refresh_from_db()
    assert found[1].twin_of == found[0]
    erased(found[0].text.article, admin)
    for quote in found[1:]:
        quote.refresh_from_db()
    assert [quote.twin_of for quote in found[1:]] == [None, found[1]]
    waiting = Job.objects.filter(kind=JobKind.COMPARE, state=JobState.QUEUED).values_list("target_id", flat=True)
    assert found[1].text_id in waiting


def test_a_speaker_whom_another_article_quotes_or_a_person_knows_stays(scene, admin, curator, editor):
    other = record.article("Zora Quill spoke.", by=editor, filename="q")
    record.voice(other, "Zora Quill", speaker=record.speaker("Zora Quill"))
    record.voice(scene, "Zora Quill", speaker=record.speaker("Zora Quill"))
    erased(scene, admin)
    assert set(Speaker.objects.values_list("name", flat=True)) == {"Tom Bell", "Zora Quill"}
    assert not Decision.objects.exists()
    assert not Outlet.objects.exists()
    assert Voice.objects.filter(name="Zora Quill").get().speaker.name == "Zora Quill"


def test_the_store_is_whole_and_a_backup_names_only_what_is_there(scene, admin):
    erased(scene, admin)
    bound(b"A story of the harbour.", admin)
    named = integrity.originals_named()
    assert sorted(named) == content.originals_named()
    assert list(integrity.damaged_originals(named)) == []
    out = StringIO()
    call_command("export", "quotes", stdout=out)
    assert MARKER not in out.getvalue().lower()


def test_the_ledger_is_emptied_of_nothing_without_a_tombstone(scene, admin):
    for statement in (
        f"SELECT redact_acts({scene.pk})",
        "UPDATE accounts_act SET reason = '', before = '{}', after = '{}'",
        "DELETE FROM accounts_act",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    tombs.bury(scene, reason=WHY, by=admin)
    for statement in ("UPDATE accounts_act SET reason = 'x'", "UPDATE accounts_act SET reason = '', by_id = 1"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_text_is_deleted_only_beside_its_tombstone_and_a_tombstone_never(scene, admin):
    stays = Text.objects.exclude(article=scene).get()
    tombstone = erased(scene, admin)
    for rows in (Text.objects.filter(pk=stays.pk), Tombstone.objects.filter(pk=tombstone.pk)):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows._raw_delete(rows.db)


def test_it_is_done_once(scene, admin):
    erased(scene, admin)
    with pytest.raises(Article.DoesNotExist):
        erase(scene, reason=WHY, by=admin)
    with pytest.raises(IntegrityError), transaction.atomic():
        Tombstone.objects.create(article=scene.pk, by=admin, reason="again")


@pytest.mark.parser
def test_an_article_that_was_truly_read_leaves_nothing(admin, editor):
    said = "“The zanzibar fire hurt 12 people,” Mayor Zanzibar Ruiz of Zanzibar said. “Zanzibar will rise.”"
    article = bound(said.encode(), editor, outlet="Zanzibar Times", headline="Zanzibar")
    other = bound(b'"The fire in the harbour hurt 12 people," Chief Tom Bell said.', editor)
    for one in (article, other):
        for kind, task in ((JobKind.READ, read), (JobKind.COMPARE, compare)):
            task(Job.objects.get(kind=kind, target_id=one.current_text_id).pk)
    assert {"claims_quote", "claims_claim", "speakers_voice", "claims_reading", "articles_outlet"} <= set(places())
    erased(article, admin)
    assert places() == []
    assert Quote.objects.filter(text__article=other).exists()
    connection.check_constraints()
