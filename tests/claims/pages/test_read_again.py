"""The page on which articles are chosen to be read again, and what an article says of its language."""

from __future__ import annotations

import subprocess
import sys

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import extraction
from accounts.models import Act
from articles.models import Job, Outlet
from articles.states import JobKind, JobState
from claims.actions import quotes
from claims.languages import language_name
from claims.models import Reading
from extraction.language import LANGUAGES
from tests import record

MOST = 12


@pytest.fixture
def as_admin(admin, fresh_broker):
    client = Client()
    client.force_login(admin)
    return client


def waiting():
    return Job.objects.filter(kind=JobKind.READ, state=JobState.QUEUED).count()


def page(client, query=""):
    answer = client.get(reverse("read-again") + query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_the_page_tells_who_read_what_and_its_button_has_it_read_again(as_admin, editor):
    clash = record.clash(by=editor)
    quotes.accept(clash.left.quote, seen=1, by=editor)
    Reading.objects.filter(text=clash.right.quote.text).update(engine=extraction.engine())
    shown = page(as_admin)
    assert "1 article would be read again" in shown
    assert "1 decided by people" in shown
    assert extraction.engine() in shown
    assert "manage.py reread --dry-run" in shown
    answer = as_admin.post(reverse("read-again-queue"), follow=True)
    assert "1 article will be read again." in answer.content.decode()
    assert "0 articles would be read again" in page(as_admin)
    assert "to be read again already" in page(as_admin)
    assert waiting() == 1
    assert Act.objects.get(verb="read_again").after["jobs"] == 1


def test_the_button_does_what_the_page_showed(as_admin, editor):
    record.clash(by=editor)
    gazette = Outlet.objects.get(name="Gazette")
    shown = page(as_admin, f"?outlet={gazette.pk}")
    assert "1 article would be read again" in shown
    assert f'<input type="hidden" name="outlet" value="{gazette.pk}"' in shown
    as_admin.post(reverse("read-again-queue"), {"outlet": gazette.pk, "since": "", "until": ""})
    assert waiting() == 1
    as_admin.post(reverse("read-again-queue"), {"until": "2026-11-19"})
    assert waiting() == 1


def test_an_article_that_waits_to_be_read_again_is_as_well_read_as_before(as_admin, editor):
    conflict = record.clash(by=editor)
    as_admin.post(reverse("read-again-queue"))
    address = reverse("article", args=[conflict.left.quote.text.article_id])
    shown = as_admin.get(address).content.decode()
    assert "1 quote<" in shown
    assert "has=" not in shown
    Job.objects.filter(in_background=True).update(state=JobState.FAILED, error="It broke.")
    assert "It broke." in as_admin.get(address).content.decode()


@pytest.mark.parametrize("sent", [{"outlet": "999"}, {"since": "yesterday"}])
def test_a_choice_that_makes_no_sense_does_nothing(as_admin, editor, sent):
    record.clash(by=editor)
    for name in ("read-again-queue", "read-again-preview"):
        answer = as_admin.post(reverse(name), sent, follow=True)
        assert "Nothing was done" in answer.content.decode()
    assert not Job.objects.filter(state=JobState.QUEUED).exists()
    assert as_admin.get(reverse("read-again"), sent).status_code == 200


def test_without_an_engine_the_page_says_so(as_admin, monkeypatch, editor):
    record.clash(by=editor)
    monkeypatch.setenv("SPACY_PIPELINE", "no_such_pipeline")
    assert "Nothing can be read." in page(as_admin)
    for name in ("read-again-queue", "read-again-preview"):
        assert "no_such_pipeline" in as_admin.post(reverse(name), follow=True).content.decode()
    assert not Job.objects.filter(state=JobState.QUEUED).exists()


def test_it_costs_as_much_for_many_articles_as_for_few(as_admin, editor):
    def asked():
        with CaptureQueriesContext(connection) as captured:
            page(as_admin)
        return len(captured)

    def found(conflict):
        record.preview(conflict.left.quote.text.article, engine=extraction.engine(), gained=1)

    found(record.clash(by=editor))
    few = asked()
    for number in range(1, 12):
        found(record.clash(by=editor, number=number))
    assert asked() == few <= MOST


def test_the_status_page_leads_there_who_may(as_admin, curator):
    assert reverse("read-again") in as_admin.get(reverse("status")).content.decode()
    other = Client()
    other.force_login(curator)
    assert reverse("read-again") not in other.get(reverse("status")).content.decode()


def test_showing_it_loads_neither_parser_nor_detector():
    script = (
        "import django, sys; django.setup()\n"
        "import claims.pages.rereading, extraction; extraction.engine()\n"
        "print([name for name in ('spacy', 'onnxruntime', 'py3langid') if name in sys.modules])"
    )
    asked = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert asked.stdout.strip().splitlines()[-1] == "[]"


# ── What would change ───────────────────────────────────────────────────────────────────────────


@pytest.fixture
def clash(editor):
    return record.clash(by=editor)


def tries():
    """The texts that wait to be tried."""
    rows = Job.objects.filter(kind=JobKind.PREVIEW, state=JobState.QUEUED)
    return sorted(rows.values_list("target_id", flat=True))


def test_the_button_has_the_chosen_articles_tried_and_its_page_asks_again_until_they_are(as_admin, clash):
    left, right = clash.left.quote.text, clash.right.quote.text
    gazette = Outlet.objects.get(name="Gazette")
    assert "Show what would change" in page(as_admin)
    answer = as_admin.post(reverse("read-again-preview"), {"outlet": gazette.pk, "since": "", "until": ""})
    assert answer["Location"] == f"{reverse('read-again')}?outlet={gazette.pk}#newest"
    assert len(tries()) == 1
    assert waiting() == 0
    shown = page(as_admin, f"?outlet={gazette.pk}")
    assert "0 of 1 tried" in shown
    assert f'hx-get="{reverse("read-again")}?outlet={gazette.pk}&amp;finished=0"' in shown
    as_admin.post(reverse("read-again-preview"))
    assert tries() == [left.pk, right.pk]
    assert not Act.objects.exists()


def test_while_nothing_came_the_page_stands_and_what_came_is_the_same_as_on_the_page(as_admin, clash):
    as_admin.post(reverse("read-again-preview"))

    def asked(finished):
        address = f"{reverse('read-again')}?finished={finished}"
        return as_admin.get(address, headers={"HX-Request": "true"})

    assert asked(0).status_code == 204
    one = clash.left.quote.text
    Job.objects.filter(kind=JobKind.PREVIEW, target_id=one.pk).update(state=JobState.DONE)
    record.preview(one.article, engine=extraction.engine(), gained=2)
    answer = " ".join(asked(0).content.decode().split())
    assert "1 of 2 tried" in answer
    assert answer.startswith('<section id="newest"')
    assert answer in page(as_admin)
    Job.objects.filter(kind=JobKind.PREVIEW).update(state=JobState.DONE)
    assert "hx-get" not in asked(1).content.decode()


def test_what_would_change_is_told_in_numbers_and_with_examples_at_each_article(as_admin, clash):
    examples = [
        {"what": "gained", "words": "Nobody <called> us", "before": "", "after": ""},
        {"what": "lost", "words": "the fire", "before": "", "after": ""},
        {"what": "speakers", "words": "It is over", "before": "", "after": "Tom Bell"},
        {"what": "ends", "words": "", "before": "the fire hurt", "after": "the fire hurt 12"},
    ]
    one, other = clash.left.quote.text.article, clash.right.quote.text.article
    found = record.preview(one, engine=extraction.engine(), gained=1, lost=1, examples=examples)
    found.ends, found.speakers, found.kept, found.decided = 1, 1, 1, 2
    found.save()
    record.preview(other, engine=extraction.engine())
    shown = page(as_admin)
    assert (
        "Of 2 articles that were tried 1 would change: 1 quote gained, 1 lost, 1 with other ends, "
        "1 with another speaker." in shown
    )
    assert "1 kept as people decided." in shown
    assert "Nobody &lt;called&gt; us" in shown
    assert "nobody <span" in shown
    assert "nothing changes" in shown
    for article in (one, other):
        assert reverse("article", args=[article.pk]) in shown


def test_what_another_engine_would_have_changed_is_not_shown(as_admin, clash):
    record.preview(clash.left.quote.text.article, engine="reader 0", gained=7)
    assert "7 quotes gained" not in page(as_admin)


def test_one_that_failed_says_why_and_the_button_tries_it_again(as_admin, clash):
    as_admin.post(reverse("read-again-preview"))
    Job.objects.filter(kind=JobKind.PREVIEW).update(state=JobState.FAILED, error="The reader is missing.")
    shown = page(as_admin)
    assert "2 could not be tried." in shown
    assert "The reader is missing." in shown
    as_admin.post(reverse("read-again-preview"))
    assert len(tries()) == 2


def test_an_article_is_as_well_read_as_before_while_it_is_tried(as_admin, clash):
    as_admin.post(reverse("read-again-preview"))
    address = reverse("article", args=[clash.left.quote.text.article_id])
    assert "has=" not in as_admin.get(address).content.decode()
    Job.objects.filter(kind=JobKind.PREVIEW).update(state=JobState.FAILED, error="It broke.")
    assert "It broke." not in as_admin.get(address).content.decode()


def test_only_who_may_have_articles_read_again_tries_a_failed_one_again(as_admin, clash, editor):
    job = Job.objects.create(
        kind=JobKind.PREVIEW, target_id=clash.left.quote.text_id, state=JobState.FAILED, error="It broke."
    )
    other = Client()
    other.force_login(editor)
    assert other.post(reverse("job-retry", args=[job.pk])).status_code == 403
    assert as_admin.post(reverse("job-retry", args=[job.pk])).status_code == 302
    assert tries() == [clash.left.quote.text_id]


# ── Languages ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("code", "told"), [("de", True), ("en", False)])
def test_an_article_in_another_language_says_so(as_admin, editor, code, told):
    row = record.article("Der Kanzler sagte am Montag nichts.", by=editor)
    Reading.objects.filter(text=row.current_text).update(language=code)
    shown = as_admin.get(reverse("article", args=[row.pk])).content.decode()
    assert ("This text seems to be in German." in shown) == told
    assert ("No quote was found" in shown) != told


def test_an_article_that_is_not_read_yet_says_nothing_of_its_language(as_admin, editor):
    row = record.article("Der Kanzler sagte am Montag nichts.", by=editor, read=False)
    assert "seems to be" not in as_admin.get(reverse("article", args=[row.pk])).content.decode()


def test_every_language_that_is_told_apart_has_a_name():
    assert [code for code in LANGUAGES if language_name(code) == code] == []
