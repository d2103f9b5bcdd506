"""Versions of an article: an address is no identity, and the version that appeared latest is the current one."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction
from django.utils.dateparse import parse_date

from articles import binding
from articles.intake import Upload, receive
from articles.models import Appearance, Article, Job, Text
from articles.states import JobKind, JobState
from articles.versions import likeness
from documents import extract

AT = "https://gazette.example/harbour"
FIRST = (
    "Harbour to close\n\nThe harbour will close on Monday, the mayor said. Two ferries will run from the old pier, "
    "and the fish market moves to the square. Work on the new quay takes until spring.\n"
)
SECOND = FIRST.replace("Monday", "Tuesday").replace("Two ferries", "Three ferries")
THIRD = SECOND + "\nThe council met at noon. It wants the quay to be open before Easter, its speaker said.\n"
OTHER = (
    "Dam gate fails\n\nThe upper gate of the dam failed before dawn, the company said. Nobody was hurt. Engineers "
    "shut the second gate by hand, and the valley road is closed until the water is down.\n"
)


def received(words: str, *, by, url: str = AT, published: str = "") -> Appearance:
    return receive(Upload(data=words.encode(), url=url, published=parse_date(published) if published else None), by=by)


def bound(words: str, *, by, url: str = AT, published: str = "") -> Article:
    """Received and bound, as the worker does it."""
    appearance = received(words, by=by, url=url, published=published)
    with transaction.atomic():
        binding.bind(appearance, extract(words.encode()))
    assert appearance.article is not None
    return Article.objects.get(pk=appearance.article_id)


def done_with(text: Text) -> None:
    """All work on the text is done."""
    Job.objects.filter(target_id=text.pk, kind=JobKind.READ).update(state=JobState.DONE)


def shows(article: Article) -> str:
    article.refresh_from_db()
    return article.current_text.body


def test_another_article_at_a_known_address_takes_no_articles_place(editor, fresh_broker):
    first, other = bound(FIRST, by=editor), bound(OTHER, by=editor)
    assert first != other
    assert (shows(first), shows(other)) == (FIRST, OTHER)


def test_among_the_articles_of_a_front_page_the_one_that_is_alike_gets_the_version(editor, fresh_broker):
    first, other = bound(FIRST, by=editor), bound(OTHER, by=editor)
    assert bound(SECOND, by=editor) == first
    assert (shows(first), shows(other)) == (SECOND, OTHER)


def test_a_story_that_grows_is_one_article(editor, fresh_broker):
    first = bound(FIRST, by=editor)
    assert bound(SECOND, by=editor) == first
    assert bound(THIRD, by=editor) == first
    assert [text.number for text in first.texts.order_by("number")] == [1, 2, 3]


def test_an_old_version_that_comes_late_is_kept_and_not_shown(editor, fresh_broker):
    article = bound(SECOND, by=editor, published="2026-11-21")
    assert bound(FIRST, by=editor, published="2026-11-20") == article
    assert shows(article) == SECOND
    assert article.texts.count() == 2


def test_of_two_versions_without_a_date_the_one_received_later_is_shown_whichever_is_bound_first(editor, fresh_broker):
    early, late = received(FIRST, by=editor), received(SECOND, by=editor)
    for appearance, words in ((late, SECOND), (early, FIRST)):
        binding.bind(appearance, extract(words.encode()))
    assert early.article == late.article
    assert shows(late.article) == SECOND


def test_a_version_that_comes_again_is_current_again_and_compared_again(editor, fresh_broker):
    article = bound(FIRST, by=editor)
    text = article.current_text
    done_with(text)
    bound(SECOND, by=editor)
    assert bound(FIRST, by=editor) == article
    assert shows(article) == FIRST
    assert article.texts.count() == 2
    live = Job.objects.live().filter(target_id=text.pk).exclude(kind=JobKind.EXTRACT)
    assert [job.kind for job in live] == [JobKind.COMPARE]


def test_an_old_version_reprinted_elsewhere_takes_nothing_back(editor, fresh_broker):
    article = bound(FIRST, by=editor, published="2026-11-20")
    bound(SECOND, by=editor, published="2026-11-20")
    assert bound(FIRST, by=editor, url="https://herald.example/harbour", published="2026-11-22") == article
    assert shows(article) == SECOND
    bound(THIRD, by=editor, published="2026-11-21")
    assert shows(article) == THIRD


def test_an_appearance_says_which_version_it_showed(editor, fresh_broker):
    article = bound(FIRST, by=editor)
    bound(SECOND, by=editor)
    assert [row.text.body for row in article.appearances.order_by("pk")] == [FIRST, SECOND]


@pytest.mark.django_db(transaction=True)
def test_first_texts_of_one_address_bound_at_once_are_one_article(editor, fresh_broker):
    early, late = received(FIRST, by=editor), received(SECOND, by=editor)

    def other_worker() -> None:
        try:
            with transaction.atomic():
                binding.bind(late, extract(SECOND.encode()))
        finally:
            connection.close()

    worker = threading.Thread(target=other_worker)
    with transaction.atomic():
        binding.bind(early, extract(FIRST.encode()))
        worker.start()
        worker.join(1)  # it waits for this address
    worker.join(20)
    assert not worker.is_alive()
    assert early.article == late.article
    assert shows(early.article) == SECOND


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (FIRST, SECOND, True),
        (FIRST, THIRD, True),
        (FIRST, OTHER, False),
        ("The harbour will close on Monday.", "The harbour will close on Tuesday.", True),
        ("The harbour will close on Monday.", "The mayor will open a school on Friday.", False),
        ("Subscribe to read this article.", FIRST, False),
        ("", "", False),
        ("—", "The harbour", False),
    ],
)
def test_alike(one, other, alike):
    assert (likeness(one, other) > 0) is alike
    assert likeness(one, other) == likeness(other, one)
