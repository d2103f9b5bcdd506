"""What holds of any text that is shown, and of any row of acts that is taken back."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Act
from articles.spans import SpansField
from articles.versions import likeness
from claims.actions import quotes
from claims.actions.undo import CannotUndo, undo
from claims.marking import blocks, paragraphs
from claims.models import Quote
from claims.states import IllegalMove
from tests import record

quick = settings(max_examples=100, deadline=None, derandomize=True, database=None)

TEXTS = st.lists(st.sampled_from(["\n", "\n\n", " \n", "a", "é", "🔥", "word ", "\t"]), min_size=1, max_size=40).map(
    "".join
)


@st.composite
def marked(draw):
    """A text with quotes anywhere in it, inside each other too."""
    text = draw(TEXTS)
    ends = (
        st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
        .map(sorted)
        .filter(lambda pair: pair[0] < pair[1])
    )
    pieces = [((start, end),) for start, end in draw(st.lists(ends, max_size=6))]
    return text, [
        SimpleNamespace(pk=pk, content=content, source=draw(st.sampled_from([(), *pieces])), cue=())
        for pk, content in enumerate(pieces)
    ]


@quick
@given(marked())
def test_every_character_of_a_paragraph_is_shown_once_and_each_quote_where_it_stands(case):
    text, found = case
    for block in blocks(text, found, {quote.pk: "plain" for quote in found}):
        assert "".join(segment.text for segment in block.segments) == text[block.start : block.end]
        at = block.start
        for segment in block.segments:
            over = {quote.pk for quote in found if quote.content[0][0] <= at < quote.content[0][1]}
            assert set(segment.quotes) == over
            at += len(segment.text)


@quick
@given(TEXTS)
def test_between_the_paragraphs_that_are_shown_stand_blanks_alone(text):
    shown = "".join(text[start:end] for start, end in paragraphs(text))
    assert "".join(shown.split()) == "".join(text.split())


@quick
@given(st.lists(st.integers(0, 2**31 - 1), unique=True, max_size=12))
def test_spans_come_back_from_their_written_form(ends):
    ends = sorted(ends)[: len(ends) // 2 * 2]
    spans = tuple(zip(ends[::2], ends[1::2], strict=True))
    field = SpansField()
    field.attname = "spans"
    assert field.to_python(field.value_to_string(SimpleNamespace(spans=spans))) == spans


@quick
@given(*[st.lists(st.sampled_from(["the", "bridge", "is", "closed", "open", "12"]), max_size=30).map(" ".join)] * 2)
def test_how_alike_two_texts_are_goes_both_ways(one, other):
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, one) == bool(one)


@pytest.mark.django_db
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.sampled_from(["accept", "reject", "give", "nobody"]), min_size=1, max_size=6))
def test_taking_back_the_last_act_on_a_quote_leaves_what_stood_before_it(editor, steps):
    with transaction.atomic():
        row = record.article("Ana Ruiz and Tom Bell said: “The gate fell.”", by=editor)
        ana, tom = (record.voice(row, name) for name in ("Ana Ruiz", "Tom Bell"))
        quote = record.quote(row, "The gate fell.", voice=ana, cue="said")
        acts, stood = [], []
        for step in steps:
            before = standing(quote)
            for act in done(step, quote, tom, editor):
                acts.append(act)
                stood.append(before)
        if acts:
            undo(acts[-1], by=editor)
            assert standing(quote) == stood[-1]
            with pytest.raises(CannotUndo):
                undo(acts[-1], by=editor)
        transaction.set_rollback(True)


def standing(quote):
    """All that is on record of a quote but for its version, which only grows."""
    row = Quote.objects.filter(pk=quote.pk).values().get()
    return {key: value for key, value in row.items() if key not in ("version", "modified", "updated_at")}


def done(step, quote, other, by):
    """Do one thing. Gives its act in a list, [] where it can't be done to the quote as it stands, or was done."""
    seen = Quote.objects.get(pk=quote.pk).version
    known = Act.objects.count()
    acts = {
        "accept": lambda: quotes.accept(quote, seen=seen, by=by),
        "reject": lambda: quotes.reject(quote, seen=seen, by=by),
        "give": lambda: quotes.give(quote, other, seen=seen, by=by),
        "nobody": lambda: quotes.give(quote, None, seen=seen, by=by),
    }
    try:
        act = acts[step]()
    except IllegalMove:
        return []
    return [act] if Act.objects.count() > known else []
