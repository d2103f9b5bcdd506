"""Claims by the words they share, of which the rarer tell more: through the index of words, never by ranking many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from django.db import connection

from claims.models import Claim
from extraction.claims import from_plain

SOUGHT = 10
"""By how many of its words, the rarest, a claim is sought at most."""
HITS = 2000
"""About how many claims may have one of the words sought; a word that would bring more is not sought, only weighed."""
RANKED = 10_000
"""The most hits that are ranked, of those the newest: where the counts below are out of date."""
WEIGHED = 16
"""How many words of a claim count in the ranking."""
_QUERY = "plainto_tsquery('simple', %s)"
_HAS = f"search @@ {_QUERY}"
_SHARING = """
SELECT id
FROM (SELECT id, search FROM claims_claim WHERE NOT superseded AND search @@ ({hits}) ORDER BY id DESC LIMIT %s) AS hit
ORDER BY {worth} DESC, id DESC
LIMIT %s
"""
_COUNTS = """
WITH usual AS (
    SELECT word, share
    FROM pg_stats,
         unnest(most_common_elems::text::text[],
                most_common_elem_freqs[:cardinality(most_common_elems::text::text[])]) AS listed (word, share)
    WHERE schemaname = current_schema() AND tablename = %(table)s AND attname = 'search'
), whole AS (
    SELECT greatest(reltuples, 1)::float8 AS claims FROM pg_class WHERE oid = %(table)s::regclass
)
SELECT lexeme, coalesce(share, (SELECT min(share) FROM usual) / 2, 0) * claims, claims
FROM unnest(to_tsvector('english', %(words)s)) LEFT JOIN usual ON word = lexeme, whole
"""
_READ_OF_SPEECH = {"NOUN", "PROPN", "NUM", "VERB"}


@dataclass(frozen=True, slots=True)
class Word:
    """A word as the index has it, about how many claims have it, and what sharing it is worth."""

    lexeme: str
    hits: float
    weight: float


def sharing(claim: Claim, limit: int) -> list[int]:
    """The keys of claims that share most of a claim's words, the rarer the more, the best first; itself among them.

    They are found by its rarest words alone. Not all are on record: only claims that are superseded are left out.
    """
    found = words_of(claim)
    sought = rarest(found)
    if not sought:
        return []
    statement = _SHARING.format(
        hits=" || ".join([_QUERY] * len(sought)), worth=" + ".join([f"({_HAS})::int * %s::float8"] * len(found))
    )
    weights = [value for word in found for value in (word.lexeme, word.weight)]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*(word.lexeme for word in sought), RANKED, *weights, limit])
        return [key for (key,) in cursor.fetchall()]


def words_of(claim: Claim) -> list[Word]:
    """A claim's names, nouns, figures and verbs, as counted when the table was last analysed; the rarest first."""
    lemmas = [word.lemma for word in from_plain(claim.plain).frame.words if word.pos in _READ_OF_SPEECH]
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, {"table": Claim._meta.db_table, "words": " ".join(lemmas)})
        rows = cursor.fetchall()
    words = [Word(lexeme, hits, log(1 + claims / (1 + hits))) for lexeme, hits, claims in rows]
    return sorted(words, key=lambda word: (word.hits, word.lexeme))[:WEIGHED]


def rarest(words: Sequence[Word]) -> list[Word]:
    """Of words in the order of their rarity those that are sought: the first, and more while they bring few hits."""
    sought: list[Word] = []
    for word in words[:SOUGHT]:
        if sought and sum(one.hits for one in sought) + word.hits > HITS:
            break
        sought.append(word)
    return sought
