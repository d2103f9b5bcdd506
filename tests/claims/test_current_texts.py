"""Only what a current text says is on record, and asking that doesn't read the whole record."""

from __future__ import annotations

import pytest

from articles.models import Text
from claims.models import Claim, Conflict, Quote
from tests import record


@pytest.fixture
def corrected(editor):
    """A conflict of which the left side's article has a newer text since."""
    conflict = record.clash(by=editor)
    article = conflict.left.quote.text.article
    body = "Mayor Ana Ruiz said nothing."
    article.current_text = Text.objects.create(
        article=article, number=2, body=body, characters=len(body), fingerprint=b"2"
    )
    article.save()
    return conflict


def test_what_an_earlier_text_says_is_off_record(corrected):
    left, right = corrected.left, corrected.right
    assert list(Quote.objects.on_record()) == [right.quote]
    assert list(Claim.objects.standing()) == [right]
    assert not Conflict.objects.standing().exists()
    assert not Conflict.objects.shown_or_moved_on().exists()
    assert Conflict.objects.of_text(left.quote.text_id).get() == corrected


def test_what_current_texts_say_is_on_record(editor):
    conflict = record.clash(by=editor)
    assert Quote.objects.on_record().count() == 2
    assert Conflict.objects.standing().of_text(conflict.right.quote.text_id).get() == conflict


def test_whether_a_claims_text_is_current_is_asked_without_a_join(db):
    """PostgreSQL takes "the text's article's current text is the text" to be rare, and would begin with it."""
    assert "articles_text" not in str(Claim.objects.standing().query)
