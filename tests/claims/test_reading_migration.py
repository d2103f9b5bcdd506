"""Texts that were read before readings were kept: their quotes tell which engine it was."""

from __future__ import annotations

from importlib import import_module

from django.db import connection

from claims.models import Quote, Reading
from claims.states import QuoteState
from tests import record


def test_the_engine_of_the_quotes_that_stand_is_the_one_that_read_the_text_last(editor):
    quoted, silent = (record.article(f"{word} text. It is said.", by=editor) for word in ("One", "No"))
    old, new = record.quote(quoted, "One text"), record.quote(quoted, "It is said")
    Quote.objects.filter(pk=new.pk).update(engine="rules 2")
    Quote.objects.filter(pk=old.pk).update(engine="rules 1", state=QuoteState.SUPERSEDED)
    Reading.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(import_module("claims.migrations.0004_reading").FROM_QUOTES)
    assert list(Reading.objects.values_list("text", "engine")) == [(quoted.current_text_id, "rules 2")]
    assert not Reading.objects.filter(text=silent.current_text).exists()
