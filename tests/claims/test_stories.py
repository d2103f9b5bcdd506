"""Which texts on record tell of one story."""

from __future__ import annotations

import numpy as np
import pytest
from pgvector import HalfVector

from claims import stories as module
from claims.models import Reading
from claims.stories import Stories, everybodys, told_with
from tests import record

NORTH, EAST = np.eye(2, 384, dtype=np.float32)


@pytest.fixture
def told(editor):
    """A function that gives an article's text, and keeps what it is about."""

    def keep(number, names, lead):
        text = record.article(f"Article {number} of the day.", by=editor).current_text
        lead = None if lead is None else HalfVector(lead)
        Reading.objects.filter(text=text).update(names=names, lead=lead)
        return text.pk

    return keep


def test_texts_are_of_one_story_with_names_and_matter_in_common(told, django_assert_num_queries):
    one = told(1, ["goran", "petrak", "velmora"], NORTH)
    two = told(2, ["petrak", "velmora"], NORTH)
    others = told(3, ["petrak", "velmora"], EAST), told(4, ["berta", "velmora"], NORTH)
    with django_assert_num_queries(1):
        stories = Stories([one, two, *others], frozenset())
        assert stories.one(one, two)
        assert stories.one(two, one)
        assert not any(stories.one(one, other) for other in others)


def test_a_text_of_an_earlier_reading_is_of_one_story_with_itself_alone(told):
    one, two = told(1, [], None), told(2, ["petrak", "velmora"], NORTH)
    stories = Stories([one, two], frozenset())
    assert stories.one(one, one)
    assert not stories.one(one, two)


def test_names_that_most_articles_have_make_no_story(told, monkeypatch):
    monkeypatch.setattr(module, "OFTEN", 4)
    one, two = (told(n, ["kerr", "petrak", "velmora"], NORTH) for n in (1, 2))
    for n in (3, 4):
        told(n, ["kerr", "velmora"], EAST)
    assert not Stories([one, two], everybodys()).one(one, two), "but for Petrak they share what everybody has"
    assert told_with(one, everybodys()) == [one]
    three = told(5, ["goran", "kerr", "mira", "velmora"], NORTH)
    four = told(6, ["goran", "mira"], NORTH)
    assert told_with(three, everybodys()) == [three, four]
