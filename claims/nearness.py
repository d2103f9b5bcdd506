"""Claims by how near they are in meaning: by their vectors, through the index."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import connection, transaction
from pgvector.django import CosineDistance

import extraction
from claims.models import Claim
from extraction import vectors

if TYPE_CHECKING:
    from pgvector import HalfVector

    from claims.querysets import ClaimQuerySet, QuoteQuerySet

ALIKE = 0.25
"""The least cosine of what is searched for and of a claim that is found by its meaning."""
LOOKED = 200
"""How many of the nearest claims are looked at: not all are of quotes that may be seen."""
_SEARCH = """
SELECT set_config('hnsw.ef_search', %s, true), set_config('hnsw.iterative_scan', 'strict_order', true)
"""
_OPERATORS = ('"', " -", " or ")


def nearest(
    claims: ClaimQuerySet, vector: HalfVector | Sequence[float], limit: int, *, least: float | None = None
) -> list[Claim]:
    """The claims nearest to a vector (384,) of unit length, the nearest first, from a cosine of `least` on.

    Each has `apart`, 1 - cosine. The index is approximate: it looks at twice as many, and goes on in it while the
    queryset leaves too many of those out.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_SEARCH, [str(min(1000, 2 * limit))])
        rows = claims.exclude(vector=None).annotate(apart=CosineDistance("vector", vector)).order_by("apart")
        return list((rows if least is None else rows.filter(apart__lte=1 - least))[:limit])


def meaning(quotes: QuoteQuerySet, words: str, limit: int) -> list[int]:
    """The keys of quotes that mean what some words do, whichever words they have; the nearest first.

    None for what is no plain sentence ("a phrase" in quotation marks, -without, or), and where no encoder is installed.
    """
    if any(mark in f" {words.lower()} " for mark in _OPERATORS):
        return []
    try:
        (vector,) = vectors.embed([words])
    except extraction.ModelMissing:
        return []
    near = nearest(Claim.objects.filter(superseded=False).only("quote"), vector.tolist(), LOOKED, least=ALIKE)
    keys = list(dict.fromkeys(row.quote_id for row in near))
    seen = set(quotes.filter(pk__in=keys).values_list("pk", flat=True))
    return [pk for pk in keys if pk in seen][:limit]
