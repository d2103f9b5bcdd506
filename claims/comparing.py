"""New claims against all on record: a few candidates by vector and by words, then the engine judges each pair."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
from django.conf import settings
from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import connection
from django.db.models import F

import extraction
from accounts.models import Act
from articles.models import Article, Text
from claims.models import Claim, Conflict
from claims.nearness import nearest
from claims.states import ConflictKind, ConflictState
from claims.stories import Stories
from claims.twins import unwanted
from extraction.claims import from_plain
from extraction.conflict.sentence import wording

type Pair = tuple[int, int]
"""Keys of two claims, the lower first."""

_RANKED = 1000
"""How many of the newest hits by words are ranked: ranking all hits of a frequent word takes seconds."""


def standing(text: Text) -> set[tuple[int, int | None, int | None, int | None]]:
    """What comparing this text rests on: its claims on record, who says them and whose copies they are, by key."""
    rows = Claim.objects.standing().filter(quote__text=text)
    return set(rows.values_list("pk", "quote__voice", "quote__voice__speaker", "quote__twin_of"))


def findings(text: Text) -> dict[Pair, extraction.Comparison]:
    """Every pair of a claim of this text and a candidate on record, judged; none of a copy's. Reads only."""
    rows = Claim.objects.standing().of_originals().filter(quote__text=text)
    mine = list(rows.select_related("quote__voice__speaker"))
    published = Published()
    pairs: dict[Pair, tuple[Claim, Claim]] = {}
    for claim in mine:
        for other in candidates(claim):
            left, right = sorted((claim, other), key=lambda row: row.pk)
            if not _one_holds_the_other(left, right):
                pairs[left.pk, right.pk] = left, right
    sides = {row.pk: row for pair in pairs.values() for row in pair}
    rebuilt = {pk: published.rebuilt(row) for pk, row in sides.items()}
    stories = Stories(row.quote.text_id for row in sides.values())
    judged = extraction.compare_all(
        [
            extraction.Pair(
                rebuilt[left.pk],
                rebuilt[right.pk],
                _cosine(left, right),
                stories.one(left.quote.text_id, right.quote.text_id),
                new=0 if left.quote.text_id == text.pk != right.quote.text_id else 1,
            )
            for left, right in pairs.values()
        ]
    )
    return dict(zip(pairs, judged, strict=True))


def _cosine(left: Claim, right: Claim) -> float:
    """How near two claims are by their vectors, which have unit length; 0 where one has none."""
    if left.vector is None or right.vector is None:
        return 0.0
    return float(np.asarray(left.vector) @ np.asarray(right.vector))


def candidates(claim: Claim) -> list[Claim]:
    """Claims on record that may have to do with this one: nearest by vector, and sharing its rarer words."""
    limit = settings.CANDIDATES_PER_CLAIM
    others = Claim.objects.standing().of_originals().exclude(quote=claim.quote_id)
    others = others.select_related("quote__voice__speaker")
    found: dict[int, Claim] = {}
    if claim.vector is not None:
        found.update({row.pk: row for row in nearest(others, claim.vector, limit)})
    words = _query(claim)
    if words is not None:
        newest = others.filter(search=words).order_by("-id").values("pk")[:_RANKED]
        ranked = others.filter(pk__in=list(newest.values_list("pk", flat=True)))
        ranked = ranked.annotate(rank=SearchRank(F("search"), words)).order_by("-rank", "-id")[:limit]
        found.update({row.pk: row for row in ranked})
    return list(found.values())


def store(judged: dict[Pair, extraction.Comparison]) -> None:
    """Upsert conflicts and updates among these pairs and take back suggestions that no longer hold. In a transaction.

    What a person has ruled on is left as it is. One at a time: two texts compared at once find the same pair.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [2, 0])
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


def _query(claim: Claim) -> SearchQuery | None:
    """The claim's names, nouns and figures, any of which may stand in a candidate."""
    words: Iterable[str] = dict.fromkeys(
        word.lemma for word in from_plain(claim.plain).frame.words if word.pos in {"NOUN", "PROPN", "NUM", "VERB"}
    )
    terms = [SearchQuery(word, config="english") for word in list(words)[:24]]
    if not terms:
        return None
    query = terms[0]
    for term in terms[1:]:
        query = query | term
    return query


def _one_holds_the_other(left: Claim, right: Claim) -> bool:
    """Whether one claim's quote has words of the other's: a report of a claim is no clash with it."""
    if left.quote.text_id != right.quote.text_id:
        return False
    return any(a < d and c < b for a, b in left.quote.content for c, d in right.quote.content)


class Published:
    """Rebuilds the engine's claims from rows, dated by their article and named by their speaker."""

    def __init__(self) -> None:
        self._dates: dict[int, date | None] = {}

    def rebuilt(self, row: Claim) -> extraction.Claim:
        """The engine's claim, as comparing takes it."""
        voice = row.quote.voice
        name = "" if voice is None else (voice.speaker.name if voice.speaker else voice.name)
        return replace(from_plain(row.plain), published=self._date(row.quote.text_id), speaker=name)

    def _date(self, text_id: int) -> date | None:
        if text_id not in self._dates:
            self._dates[text_id] = Article.objects.published_on(text_id)
        return self._dates[text_id]
