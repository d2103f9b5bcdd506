"""The measure of candidates: what is made, how it comes on record, and what counts as found."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from benchmarks.scale import keeping
from benchmarks.scale.buried import Wanted
from benchmarks.scale.filling import fill
from benchmarks.scale.keeping import Read
from benchmarks.scale.made import FEWEST, LONG, LONG_QUOTES, MOST, reading, written
from benchmarks.scale.measuring import articles_of_thirty, cost, looked
from benchmarks.scale.words import filled
from claims.models import Claim, Quote
from extraction import vectors


@pytest.fixture
def made():
    return [written(number) for number in range(1, 120)]


def said(article):
    return [article.body[slice(*quote.content[0])] for quote in article.quotes]


def test_an_article_of_a_number_is_the_same_on_every_run(made):
    assert written(7) == made[6]
    assert written(8) != made[6]


def test_quotes_say_who_says_what_and_how(made):
    for article in made:
        for quote in article.quotes:
            name = article.voices[quote.voice].name
            assert article.body[slice(*quote.source[0])] == name
            assert article.body[slice(*quote.cue[0])].split()[0] in {
                "said", "told", "added", "insisted", "claimed", "announced", "explained"
            }  # fmt: skip
            assert all(mark not in article.body for mark in "{}[]/")


def test_hardly_a_sentence_is_told_twice(made):
    sentences = [words for article in made for words in said(article)]
    assert len(set(sentences)) > 0.98 * len(sentences)
    assert all(FEWEST <= len(article.quotes) <= MOST for article in made)
    assert len(written(LONG).quotes) == LONG_QUOTES


def test_what_is_known_is_used_once_and_the_next_one_is_another():
    text = filled(Random(1), "from {town} to {town} [by bus/by bus]", {"town": "Kelburg"})
    assert text.startswith("from Kelburg to ")
    assert text.endswith(" by bus")
    assert "{" not in text


@pytest.fixture
def small(monkeypatch, tmp_path):
    monkeypatch.setattr(keeping, "FOLDER", tmp_path)
    monkeypatch.setattr(keeping, "SHARD", 2)
    return tmp_path


@pytest.mark.parser
def test_what_is_made_is_kept_and_read_again(small, monkeypatch):
    keeping._keep(3)
    first = list(keeping._kept(3))
    monkeypatch.setattr(keeping, "reading", None)  # nothing is read a second time
    keeping._keep(3)
    again = list(keeping._kept(3))
    assert [read.reading for read in again] == [read.reading for read in first]
    assert first[0].reading == reading(written(6))
    words = [claim.text for claim in first[1].reading.claims]
    assert np.allclose(first[1].vectors, vectors.embed(words), atol=1e-3)
    assert len(list(small.iterdir())) == 3


@pytest.mark.parser
def test_what_is_made_comes_on_record_and_is_found_and_compared(editor):
    articles = [written(number) for number in (LONG, 1, 2)]
    readings = [reading(article) for article in articles]
    # three articles of one story, and every claim as near to all others
    same = np.full(384, 384**-0.5, np.float16)
    records = [
        Read(article, found, np.tile(same, (len(found.claims), 1)), same)
        for article, found in zip(articles, readings, strict=True)
    ]
    keys = fill(records, by=editor)
    distinct = {claim.text for found in readings for claim in found.claims}
    assert Claim.objects.standing().count() == len(distinct)
    assert Quote.objects.on_record().filter(text=keys[0]).count() == LONG_QUOTES
    (whole,) = articles_of_thirty(keys, 5)
    assert whole.pk == keys[0]
    spent = cost(whole)
    assert spent.pairs > spent.claims
    assert 0 < sum(spent.parts.values()) <= spent.app


@pytest.mark.parser
def test_a_partner_counts_as_found_where_one_of_its_claims_is_a_candidate(editor):
    article = written(1)
    found = reading(article)
    drawn = vectors.embed([claim.text for claim in found.claims]).astype(np.float16)
    fill([Read(article, found, drawn, drawn[0])], by=editor)
    one, other, *_ = Claim.objects.standing().order_by("pk")
    hit = Wanted("conflict", frozenset({other.pk}), frozenset({one.pk, 0}))
    miss = Wanted("same", frozenset({other.pk}), frozenset({other.pk}))  # none is its own candidate
    unsaid = Wanted("update", frozenset({other.pk}), frozenset({0}))
    told = looked([hit, miss, unsaid])
    assert told.of == {"conflict": 1, "same": 1}
    assert told.found == {"conflict": 1, "same": 0}
    assert len(told.seconds) == 1
