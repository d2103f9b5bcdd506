"""`manage.py ingest`: many articles at once."""

from __future__ import annotations

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from articles import originals
from articles.following import Outcome, fates
from articles.metadata import BadMetadata, read_metadata
from articles.models import Appearance
from articles.states import JobState
from tests import record


@pytest.fixture
def folder(tmp_path):
    """Two articles, a page and a note that is none of them."""
    (tmp_path / "b.txt").write_text("The mayor said: “Two.”", encoding="utf-8")
    (tmp_path / "a.txt").write_text("The mayor said: “One.”", encoding="utf-8")
    (tmp_path / "c.html").write_text("<p>The mayor said: “Three.”</p>", encoding="utf-8")
    (tmp_path / "notes.csv").write_text("not an article", encoding="utf-8")
    return tmp_path


@pytest.fixture
def root(db):
    return User.objects.create_superuser("root", password=None)


def ingest(*arguments, **options):
    out, err = StringIO(), StringIO()
    code = 0
    try:
        call_command("ingest", *map(str, arguments), stdout=out, stderr=err, **options)
    except SystemExit as ended:
        code = ended.code
    return code, " ".join(out.getvalue().split())


def test_a_folder_is_taken_in_order_of_name_and_nothing_else_in_it(folder, root):
    code, said = ingest(folder, "--no-wait")
    assert list(Appearance.objects.order_by("pk").values_list("filename", flat=True)) == ["a.txt", "b.txt", "c.html"]
    assert (code, said) == (0, "received 3 refused 0 failed 0")
    assert originals.read(Appearance.objects.earliest("pk").original) == (folder / "a.txt").read_bytes()
    assert {row.received_by for row in Appearance.objects.all()} == {root}


def test_a_file_named_twice_is_taken_once(folder, root):
    ingest(folder / "b.txt", folder, "--no-wait")
    assert list(Appearance.objects.order_by("pk").values_list("filename", flat=True)) == ["b.txt", "a.txt", "c.html"]


def test_metadata_go_with_their_file(folder, root):
    table = folder / "metadata.csv"
    table.write_text(
        "file,outlet,published,url,headline\n"
        "a.txt,The Gazette,2026-11-20,https://gazette.example/1,One\n"
        "b.txt,,2026-11-21T08:30:00+02:00,,\n"
        "z.txt,,,,\n",
        encoding="utf-8-sig",
    )
    code, said = ingest(folder, "--metadata", table, "--no-wait")
    one, two = Appearance.objects.order_by("pk")[:2]
    assert (one.outlet.name, one.url, one.headline) == ("The Gazette", "https://gazette.example/1", "One")
    assert one.published_at == datetime(2026, 11, 20, tzinfo=UTC)
    assert (two.outlet, two.published_at) == (None, datetime(2026, 11, 21, 6, 30, tzinfo=UTC))
    assert "z.txt, which is not among the files" in said
    assert code == 0


@pytest.mark.parametrize(
    ("table", "names"),
    [
        ("file,published\na.txt,20.11.2026\n", "Line 2"),
        ("file,published\na.txt,2026-02-30\n", "Line 2"),
        ("name,outlet\na.txt,Gazette\n", "'file'"),
        ("file,editor\na.txt,Gazette\n", "columns"),
        ("", "'file'"),
    ],
)
def test_metadata_that_cannot_be_used_stop_it_before_anything_is_taken(folder, root, table, names):
    (folder / "m.csv").write_text(table, encoding="utf-8")
    with pytest.raises(BadMetadata, match=names):
        read_metadata(folder / "m.csv")
    with pytest.raises(CommandError, match=names):
        ingest(folder, "--metadata", folder / "m.csv", "--no-wait")
    assert not Appearance.objects.exists()


def test_a_file_that_is_no_article_is_refused_with_the_cause_and_the_rest_goes_on(folder, root):
    (folder / "a.txt").write_bytes(b"")
    code, said = ingest(folder, "--no-wait")
    assert said == "received 2 refused 1 failed 0 refused: a.txt: The file is empty."
    assert code == 0


def test_markup_in_a_name_is_shown_as_it_is(folder, root):
    (folder / "[red]a.txt").write_bytes(b"")
    assert "refused: [red]a.txt: The file is empty." in ingest(folder, "--no-wait")[1]


def test_whoever_may_upload_can_be_named(folder, editor):
    ingest(folder, "--user", "editor", "--no-wait")
    assert {row.received_by for row in Appearance.objects.all()} == {editor}


@pytest.mark.parametrize(
    ("options", "said"),
    [(["--user", "nobody"], "no active user"), (["--user", "viewer"], "may not upload"), ([], "--user NAME")],
)
def test_whoever_may_not_is_refused(folder, viewer, options, said):
    with pytest.raises(CommandError, match=said):
        ingest(folder, *options, "--no-wait")


def test_a_path_that_is_nothing_and_a_folder_without_articles(tmp_path, root):
    with pytest.raises(CommandError, match="There is no"):
        ingest(tmp_path / "none.txt")
    with pytest.raises(CommandError, match="nothing to read"):
        ingest(tmp_path)


def test_fates_of_what_was_received(editor):
    read = record.article("One.", by=editor)
    waiting = record.article("Two.", by=editor, read=False)
    again = record.appearance(read, by=editor, filename="again.txt")
    refused = record.appearance(None, by=editor, state=JobState.FAILED, error="No text was found.")
    queued = record.appearance(None, by=editor)
    first = read.appearances.earliest("pk")
    found = {
        fate.appearance: (fate.outcome, fate.why) for fate in fates(Appearance.objects.values_list("pk", flat=True))
    }
    assert found == {
        first.pk: (Outcome.READ, ""),
        waiting.appearances.get().pk: (Outcome.WAITING, ""),
        again.pk: (Outcome.KNOWN, ""),
        refused.pk: (Outcome.FAILED, "No text was found."),
        queued.pk: (Outcome.WAITING, ""),
    }


def test_fates_cost_the_same_for_many(editor, django_assert_max_num_queries):
    for number in range(15):
        record.article(f"Number {number}.", by=editor)
    keys = list(Appearance.objects.values_list("pk", flat=True))
    with django_assert_max_num_queries(3):
        assert len(fates(keys)) == 15


@pytest.mark.parser
def test_it_follows_the_work_until_all_is_done(worker, folder):
    """A real worker takes the files apart, reads and compares them; a page without text fails, and the code says so."""
    User.objects.create_superuser("root", password=None)
    (folder / "d.html").write_text("<html><body><script>1</script></body></html>", encoding="utf-8")
    (folder / "e.txt").write_bytes((folder / "a.txt").read_bytes())
    code, said = ingest(folder)
    assert said.startswith("read 3 already known 1 refused 0 failed 1 failed: d.html: ")
    assert code == 1
