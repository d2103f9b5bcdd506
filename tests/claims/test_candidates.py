"""Which claims on record a new one is compared with: by meaning, by its rarer words, and of its story."""

from __future__ import annotations

from datetime import UTC, date, datetime

import numpy as np
import pytest
from django.db import connection
from pgvector import HalfVector

from articles.models import Article
from claims import comparing
from claims.models import Claim, Reading
from claims.sharing import HITS, SOUGHT, Word, rarest, sharing, words_of
from claims.stories import Told
from extraction.claims import plain_claim, to_plain
from extraction.pipeline import parse
from tests import record

TOWARDS = np.eye(384, dtype=np.float32)
"""Vectors with nothing in common."""


def said(words, by, *, towards=0, story=None):
    """A claim of an article of its own, near in meaning to those with the same vector; `story` is its article's."""
    article = record.article(words, by=by)
    row = record.claim(record.quote(article, words), words)
    row.plain, row.vector = to_plain(plain_claim(parse(words))), HalfVector(TOWARDS[towards])
    row.save()
    row.refresh_from_db()
    if story is not None:
        lead = HalfVector(TOWARDS[story])
        Reading.objects.filter(text=article.current_text).update(names=["karvel", "kostrel"], lead=lead)
    return row


def analyse():
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE claims_claim")


def test_words_are_sought_from_the_rarest_on_while_they_bring_few_hits():
    rare, usual, everywhere = Word("karvel", 3, 9.0), Word("gate", HITS - 1, 4.0), Word("polic", 20 * HITS, 1.0)
    assert rarest([rare, usual, everywhere]) == [rare]
    assert rarest([rare, Word("dam", 40, 7.0), everywhere]) == [rare, Word("dam", 40, 7.0)]
    assert rarest([everywhere]) == [everywhere]
    assert rarest([]) == []
    assert len(rarest([Word(str(n), 1, 9.0) for n in range(3 * SOUGHT)])) == SOUGHT


@pytest.mark.parser
def test_one_rare_word_in_common_tells_more_than_two_that_all_claims_have(editor):
    usual = [said(f"Police shelled hospital number {n}.", editor) for n in range(40)]
    rare = said("A nurse left Drumsallagh.", editor)
    mine = said("Police shelled the hospital in Drumsallagh.", editor)
    analyse()
    words = words_of(mine)
    assert words[0].lexeme == "drumsallagh"
    assert words[0].weight > words[-1].weight
    found = [pk for pk in sharing(mine, 10) if pk != mine.pk]
    assert found[0] == rare.pk
    assert set(found[1:]) <= {row.pk for row in usual}


@pytest.mark.parser
def test_before_the_table_is_analysed_every_word_counts_alike(editor):
    other = said("The dam at Karvel broke.", editor)
    mine = said("Nobody checked the dam at Karvel.", editor)
    assert other.pk in sharing(mine, 10)


@pytest.mark.parser
def test_an_answer_in_an_article_of_the_same_story_is_a_candidate_without_a_word_in_common(editor, settings):
    settings.CANDIDATES_PER_CLAIM = 3
    mine = said("Irena Kostrel signed a contract with the operator of Karvel.", editor, towards=1, story=0)
    answer = said("None of this ever happened.", editor, towards=2, story=0)
    elsewhere = said("None of it was ever true.", editor, towards=2, story=5)
    for n in range(6):
        said(f"Somebody signed contract {n} with the operator.", editor, towards=1)
    assert answer.pk not in comparing.found(mine)
    story = Told(mine.quote.text_id)
    assert story.keys == [mine.pk, answer.pk]
    assert story.nearest(mine, 5) == {answer.pk: 0.0}
    found = comparing.found(mine, story)
    assert answer.pk in found
    assert elsewhere.pk not in found
    assert len(found) <= 3 * 3
    assert (mine.pk, answer.pk) in comparing.findings(mine.quote.text)


@pytest.mark.parser
def test_a_claim_without_a_vector_finds_by_words_and_is_near_to_nothing(editor):
    other = said("The dam at Karvel broke.", editor)
    mine = said("Nobody checked the dam at Karvel.", editor)
    Claim.objects.filter(pk=mine.pk).update(vector=None)
    mine.refresh_from_db()
    assert comparing.found(mine) == {other.pk: 0.0}


def test_the_dates_of_many_texts_take_one_query(editor, django_assert_num_queries):
    day = datetime(2025, 3, 12, 23, 30, tzinfo=UTC)
    dated, undated = record.article("One.", by=editor, published=day), record.article("Two.", by=editor)
    texts = [dated.current_text_id, undated.current_text_id]
    with django_assert_num_queries(1):
        assert Article.objects.published_by_text(texts) == {texts[0]: date(2025, 3, 12)}
    assert Article.objects.published_on(texts[0]) == date(2025, 3, 12)
    assert Article.objects.published_on(texts[1]) is None
