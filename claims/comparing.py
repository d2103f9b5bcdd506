"""New claims against all on record: a few candidates by vector and by words, then the engine judges each pair."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import FloatField, Value
from pgvector.django import CosineDistance

import extraction
from accounts.models import Act
from articles.models import Article, Text
from claims import grouping
from claims.models import Claim, Conflict
from claims.nearness import nearest
from claims.querysets import ClaimQuerySet
from claims.sharing import sharing
from claims.states import ConflictKind, ConflictState
from claims.stories import Stories, Told
from claims.twins import unwanted
from extraction.claims import from_plain
from extraction.conflict.sentence import wording

type Pair = tuple[int, int]
"""Keys of two claims, the lower first."""

_LOOKED = 2
"""How many times as many hits by words are looked at as are taken: not all are of quotes on record."""
_COMPARED = (
    "plain", "quote__text", "quote__content", "quote__voice__name", "quote__voice__speaker__name"
)  # fmt: skip


def standing(text: Text) -> set[tuple[int, int | None, int | None, int | None]]:
    """What comparing this text rests on: its claims on record, who says them and whose copies they are, by key."""
    rows = Claim.objects.standing().filter(quote__text=text)
    return set(rows.values_list("pk", "quote__voice", "quote__voice__speaker", "quote__twin_of"))


def findings(text: Text) -> dict[Pair, extraction.Comparison]:
    """Every pair of a claim of this text and a candidate on record, judged; none of a copy's. Reads only."""
    rows = Claim.objects.standing().of_originals().filter(quote__text=text)
    mine = list(rows.select_related("quote__voice__speaker"))
    story = Told(text.pk)
    nearby = {claim.pk: found(claim, story) for claim in mine}
    others = _rows({pk for keys in nearby.values() for pk in keys})
    pairs: dict[Pair, tuple[Claim, Claim]] = {}
    near: dict[Pair, float] = {}
    for claim in mine:
        for pk, cosine in nearby[claim.pk].items():
            left, right = sorted((claim, others.get(pk, claim)), key=lambda row: row.pk)
            if left is not right and not _one_holds_the_other(left, right):
                pairs[left.pk, right.pk] = left, right
                near[left.pk, right.pk] = cosine
    sides = {row.pk: row for pair in pairs.values() for row in pair}
    published = Published(row.quote.text_id for row in sides.values())
    rebuilt = {pk: published.rebuilt(row) for pk, row in sides.items()}
    stories = Stories((row.quote.text_id for row in sides.values()), story.common)
    judged = extraction.compare_all(
        [
            extraction.Pair(
                rebuilt[left.pk],
                rebuilt[right.pk],
                near[pair],
                stories.one(left.quote.text_id, right.quote.text_id),
                new=0 if left.quote.text_id == text.pk != right.quote.text_id else 1,
            )
            for pair, (left, right) in pairs.items()
        ]
    )
    return dict(zip(pairs, judged, strict=True))


def candidates(claim: Claim, story: Told | None = None) -> list[Claim]:
    """Claims on record that may have to do with this one, with what comparing needs and not all else."""
    return list(_rows(found(claim, story)).values())


def found(claim: Claim, story: Told | None = None) -> dict[int, float]:
    """The keys of a claim's candidates, and the cosine of each, 0 for those without a vector.

    The nearest by vector and those that share most of its rarer words, `CANDIDATES_PER_CLAIM` of each at most; then,
    up to three times that in all, the nearest of its story: what answers one in an article may share no word with it.
    """
    most = 3 * settings.CANDIDATES_PER_CLAIM
    others = by_meaning(claim) | by_words(claim)
    of_story = story.nearest(claim, most) if story else {}
    return dict(islice((others | of_story).items(), most))


def by_meaning(claim: Claim) -> dict[int, float]:
    """The keys of the claims on record nearest by vector, and the cosine of each."""
    if claim.vector is None:
        return {}
    rows = nearest(_others(claim), claim.vector, settings.CANDIDATES_PER_CLAIM)
    return {row.pk: 1 - row.apart for row in rows}  # type: ignore[attr-defined]  # added there


def by_words(claim: Claim) -> dict[int, float]:
    """The keys of the claims on record that share most of its rarer words, the best first, and the cosine of each."""
    limit = settings.CANDIDATES_PER_CLAIM
    keys = sharing(claim, _LOOKED * limit)
    apart: Any = Value(None, FloatField()) if claim.vector is None else CosineDistance("vector", claim.vector)
    rows = _others(claim).filter(pk__in=keys).values_list("pk", apart)
    cosines = {pk: 0.0 if far is None else 1 - far for pk, far in rows}
    return {pk: cosines[pk] for pk in [pk for pk in keys if pk in cosines][:limit]}


def _others(claim: Claim) -> ClaimQuerySet:
    return Claim.objects.standing().of_originals().exclude(quote=claim.quote_id).only("pk")


def _rows(keys: Iterable[int]) -> dict[int, Claim]:
    """The claims of these keys with what comparing needs: reading a vector costs more than all the rest of a row."""
    rows = Claim.objects.select_related("quote__voice__speaker").only(*_COMPARED)
    return rows.in_bulk(list(keys))


def store(judged: dict[Pair, extraction.Comparison]) -> None:
    """Upsert conflicts and updates among these pairs and take back suggestions that no longer hold. In a transaction.

    Then the groups of claims that say the same (`claims.grouping`). What a person has ruled on is left as it is. One at
    a time: two texts compared at once find the same pair.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [2, 0])
    there = set(Claim.objects.filter(pk__in={pk for pair in judged for pk in pair}).values_list("pk", flat=True))
    judged = {pair: one for pair, one in judged.items() if there.issuperset(pair)}  # all but what was erased since
    rows = Conflict.objects.filter(left__in={pair[0] for pair in judged}).select_for_update(of=("self",))
    known = {(row.left_id, row.right_id): row for row in rows}
    ruled = set(Act.objects.on(list(known.values())).live().values_list("object_id", flat=True)) if known else set()
    proven = {pair for pair, comparison in judged.items() if _proven(comparison)}
    proven -= unwanted(proven)
    wordings = _wordings(sorted(proven))
    for pair, comparison in sorted(judged.items()):
        row = known.get(pair)
        if row is not None and (row.pk in ruled or row.state != ConflictState.SUGGESTED):
            continue
        if pair not in proven:
            if row is not None:
                row.delete()
            continue
        row = row or Conflict(left_id=pair[0], right_id=pair[1])
        _save(row, comparison, wordings[pair])
    grouping.store(judged)


def _proven(comparison: extraction.Comparison) -> bool:
    """A conflict, or an update, without words that prove it on both sides is not shown, so it is not stored."""
    told = comparison.kind if comparison.relation == "conflict" else comparison.relation == "update"
    return bool(told and comparison.left and comparison.right)


def _wordings(pairs: Sequence[Pair]) -> dict[Pair, str]:
    """What clashes in each pair, with places for the names: who speaks is looked up when it is shown."""
    wanted = {pk for pair in pairs for pk in pair}
    rows = Claim.objects.filter(pk__in=wanted).select_related("quote").only("plain", "quote__words") if wanted else ()
    claims = {row.pk: from_plain(row.plain) for row in rows}
    # a name that the quote itself doesn't have stands for a pronoun
    inserted = {row.pk: claims[row.pk].speaker not in row.quote.words for row in rows}
    return {
        (left, right): wording(claims[left], claims[right], inserted=(inserted[left], inserted[right]))
        for left, right in pairs
    }


def _save(row: Conflict, comparison: extraction.Comparison, words: str) -> None:
    fields = {
        "relation": str(comparison.relation),
        "kind": str(comparison.kind or ConflictKind.QUANTITY),
        "left_evidence": comparison.left,
        "right_evidence": comparison.right,
        "wording": words,
        "score": round(comparison.score, 4),
        "reason": comparison.reason,
    }
    if row.pk is not None and all(getattr(row, name) == value for name, value in fields.items()):
        return
    row.version += row.pk is not None
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()


def _one_holds_the_other(left: Claim, right: Claim) -> bool:
    """Whether one claim's quote has words of the other's: a report of a claim is no clash with it."""
    if left.quote.text_id != right.quote.text_id:
        return False
    return any(a < d and c < b for a, b in left.quote.content for c, d in right.quote.content)


class Published:
    """Rebuilds the engine's claims from rows of some texts, dated by their article and named by their speaker."""

    def __init__(self, texts: Iterable[int]) -> None:
        self._dates = Article.objects.published_by_text(set(texts))

    def rebuilt(self, row: Claim) -> extraction.Claim:
        """The engine's claim, as comparing takes it."""
        voice = row.quote.voice
        name = "" if voice is None else (voice.speaker.name if voice.speaker else voice.name)
        return replace(from_plain(row.plain), published=self._dates.get(row.quote.text_id), speaker=name)
