"""`manage.py export`: what is on record, one JSON object a line."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from claims.states import QuoteState
from tests import record


def exported(what):
    out = StringIO()
    call_command("export", what, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_quotes_point_into_the_stored_text_and_name_article_and_speaker(editor):
    quote = record.clash(by=editor).right.quote
    rows = exported("quotes")
    assert len(rows) == 2
    row = rows[1]
    assert row["article"]["filename"] == "bell-0.txt"
    assert row["article"]["published"] == "2026-11-20T00:00:00+00:00"
    assert row["speaker"] == {"name": "Tom Bell", "printed": "Tom Bell", "kind": "person", "score": 0.9}
    [[start, end]] = row["content"]
    assert quote.text.body[start:end] == row["words"] == "The fire in hall 0 hurt 40 people."
    assert [quote.text.body[start:end] for start, end in row["cue"]] == ["said"]
    assert (row["kind"], row["score"], row["state"]) == ("direct", 0.8, "suggested")


def test_offsets_after_an_emoji_are_code_points(editor):
    article = record.article("🔥 👩‍🚒 É “Go,” she said.", by=editor)
    record.quote(article, "Go,")
    [row] = exported("quotes")
    [[start, end]] = row["content"]
    assert article.current_text.body[start:end] == "Go,"


def test_a_quote_of_nobody_has_no_speaker(editor):
    record.quote(record.article('"Go."', by=editor), "Go.")
    assert exported("quotes")[0]["speaker"] is None


def test_what_was_rejected_is_not_on_record(editor):
    conflict = record.clash(by=editor)
    conflict.left.quote.move_to(QuoteState.REJECTED)
    assert len(exported("quotes")) == 1
    assert exported("conflicts") == []


def test_conflicts_tell_both_sides(editor):
    record.clash(by=editor)
    [row] = exported("conflicts")
    assert (row["kind"], row["sentence"], row["score"]) == (
        "quantity",
        "Ana Ruiz says 12 people; Tom Bell says 40 people.",
        0.9,
    )
    left, right = row["left"], row["right"]
    assert (left["words"], right["words"]) == ("12 people", "40 people")
    assert (left["speaker"]["name"], right["speaker"]["name"]) == ("Ana Ruiz", "Tom Bell")
    assert (left["article"]["headline"], right["article"]["filename"]) == ("Fire", "bell-0.txt")
    assert left["quoted"] == "The fire in hall 0 hurt 12 people."


def test_many_rows_cost_few_queries(editor, django_assert_max_num_queries):
    for number in range(12):
        record.clash(by=editor, number=number)
    with django_assert_max_num_queries(4):
        assert len(exported("conflicts")) == 12


def test_only_two_things_can_be_exported(db):
    with pytest.raises(CommandError):
        call_command("export", "articles")
