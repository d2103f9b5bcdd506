"""What is on record, row by row, as plain values for JSON Lines. Memory stays flat however much there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Prefetch

from articles.models import Article
from claims import rulings
from claims.models import Conflict, Quote

CHUNK = 500
"""How many rows are held at once."""


def quotes() -> Iterator[dict[str, Any]]:
    """Every quote on record, in the order in which they came."""
    rows = (
        Quote.objects.on_record().with_copies().select_related("voice__speaker", "text").defer("search", "text__body")
    )
    rows = rows.prefetch_related(_heading("text__article")).order_by("id")
    quote: Any
    for quote in rows.iterator(chunk_size=CHUNK):
        yield {**_quote(quote, quote.copies), "words": quote.words, "state": quote.state, "score": quote.found_score}


def conflicts() -> Iterator[dict[str, Any]]:
    """Every conflict that is shown, with both its sides. `words` of a side are those that prove the clash."""
    sides = ("left", "right")
    joined = [f"{side}__quote__{what}" for side in sides for what in ("voice__speaker", "text")]
    unused = [f"{side}__{what}" for side in sides for what in ("vector", "plain", "search", "quote__search")]
    rows = Conflict.objects.shown().with_copies().select_related(*joined).defer(*unused)
    rows = rows.prefetch_related(*(_heading(f"{side}__quote__text__article") for side in sides)).order_by("id")
    for conflict in rows.iterator(chunk_size=CHUNK):
        yield {
            "id": conflict.pk,
            "relation": conflict.relation,
            "kind": conflict.kind,
            "sentence": conflict.sentence,
            "score": conflict.score,
            "state": conflict.state,
            **{side: _side(conflict, side) for side in sides},
        }


def judgements() -> Iterator[dict[str, Any]]:
    """What people ruled on conflicts, as pairs that the judge can be taught with."""
    yield from (ruling.plain for ruling in rulings.rulings())


def _side(conflict: Conflict, side: str) -> dict[str, Any]:
    claim, evidence = getattr(conflict, side), getattr(conflict, f"{side}_evidence")
    quote = claim.quote
    return {
        **_quote(quote, getattr(conflict, f"{side}_copies")),
        "score": quote.found_score,
        "quoted": quote.words,
        "claim": claim.words,
        "stance": claim.stance,
        "evidence": evidence,
        "words": quote.text.words(evidence),
    }


def _quote(quote: Quote, copies: Sequence[dict[str, int]]) -> dict[str, Any]:
    """What quotes and sides share. Offsets are code points of the stored text.

    `also_in` tells where else the same is printed, `twin_of` which of these is the original.
    """
    article, voice = quote.text.article, quote.voice
    speaker = None
    if voice is not None:
        name = voice.speaker.name if voice.speaker else voice.name
        speaker = {"name": name, "printed": voice.name, "kind": voice.kind, "score": voice.score}
    return {
        "quote": quote.pk,
        "article": {
            "id": article.pk,
            **{name: getattr(article, name) or None for name in ("filename", "url", "headline")},
            "outlet": article.outlet_name,  # type: ignore[attr-defined]  # added by with_heading
            "published": article.published_at and article.published_at.isoformat(),  # type: ignore[attr-defined]  # too
        },
        "text": quote.text_id,
        "source": quote.source,
        "cue": quote.cue,
        "content": quote.content,
        "kind": quote.kind,
        "cue_class": quote.cue_class,
        "speaker": speaker,
        "parent": quote.parent_id,
        "twin_of": quote.twin_of_id,
        "also_in": copies,
    }


def _heading(path: str) -> Prefetch:
    return Prefetch(path, queryset=Article.objects.with_heading())
