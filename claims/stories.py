"""Which texts on record tell of one story."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from django.db import connection
from pgvector.django import CosineDistance

from claims.models import Claim, Reading
from extraction.story import NAMES, NEAR, Story, one_story

TOLD = 50
"""How many texts of one story are looked at, those whose beginnings are nearest."""
NEWEST, OFTEN, SHARE = 2000, 20, 0.05
"""A name that so many, and such a share, of the newest articles have tells of no story: presidents, parties, towns."""
CLAIMS = 1000
"""How many claims of one story are looked at, those of the nearest texts."""


class Told:
    """What is claimed in a text and in others that tell of one story with it: keys of claims on record, and vectors.

    It takes four queries, once for a text; what is near to a claim is then found without any.
    """

    def __init__(self, text: int) -> None:
        self.common = everybodys()
        texts = told_with(text, self.common)
        place = {pk: at for at, pk in enumerate(texts)}
        claims = Claim.objects.standing().of_originals().filter(quote__text__in=texts).exclude(vector=None)
        rows = claims.values_list("pk", "quote", "quote__text", "vector")
        found = sorted(rows, key=lambda row: (place[row[2]], row[0]))[:CLAIMS]
        self.keys = [row[0] for row in found]
        self._quotes = [row[1] for row in found]
        self._vectors = np.array([row[3] for row in found], np.float32)

    def nearest(self, claim: Claim, limit: int) -> dict[int, float]:
        """The keys of those of other quotes that are nearest to a claim, the nearest first, and the cosine of each."""
        if claim.vector is None or not self.keys:
            return {}
        cosines = self._vectors @ np.asarray(claim.vector, np.float32)
        order = np.argsort(-cosines, kind="stable")
        others = [at for at in order if self._quotes[at] != claim.quote_id]
        return {self.keys[at]: float(cosines[at]) for at in others[:limit]}


def told_with(text: int, common: frozenset[str]) -> list[int]:
    """This text, and the keys of others that tell of one story with it, the nearest first; at most `TOLD` of those."""
    mine = Reading.objects.filter(text=text).exclude(lead=None).values_list("names", "lead").first()
    if mine is None:
        return [text]
    lead = mine[1]
    names = set(mine[0]) - common
    rows = (
        Reading.objects.filter(names__overlap=sorted(names))
        .exclude(text=text)
        .alias(apart=CosineDistance("lead", lead))
    )
    near = rows.filter(apart__lte=1 - NEAR).order_by("apart").values_list("text", "names")
    told = [other for other, theirs in near if len(names & set(theirs)) >= NAMES]
    return [text, *told[:TOLD]]


def everybodys() -> frozenset[str]:
    """The names that so many of the newest articles have that sharing them says nothing. One query, of bounded cost."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH newest AS (SELECT names FROM claims_reading ORDER BY id DESC LIMIT %(newest)s)
            SELECT name FROM newest, unnest(names) AS name GROUP BY name
            HAVING count(*) >= greatest(%(often)s, %(share)s * (SELECT count(*) FROM newest))
            """,
            {"newest": NEWEST, "often": OFTEN, "share": SHARE},
        )
        return frozenset(name for (name,) in cursor.fetchall())


class Stories:
    """What some texts are about, by key, in one query. A text that was read before this was kept is of no story.

    `common` are the names that sharing says nothing (`everybodys`).
    """

    def __init__(self, texts: Iterable[int], common: frozenset[str]) -> None:
        rows = Reading.objects.filter(text__in=set(texts)).exclude(lead=None).values_list("text", "names", "lead")
        self._of = {text: Story(frozenset(names) - common, np.asarray(lead, np.float32)) for text, names, lead in rows}
        self._told: dict[tuple[int, int], bool] = {}

    def one(self, left: int, right: int) -> bool:
        """Whether two texts tell of one story; a text and itself always do."""
        if left == right:
            return True
        pair = min(left, right), max(left, right)
        if pair not in self._told:
            self._told[pair] = one_story(self._of.get(left), self._of.get(right))
        return self._told[pair]
