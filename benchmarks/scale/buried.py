"""The true pairs that are put on record among the made claims, and whose claims a claim's candidates should hold."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

import documents
import extraction
from accounts.models import User
from articles.models import Text
from benchmarks.pair_cases import load_pairs
from benchmarks.scale.filling import new_texts
from claims import recording
from claims.models import Claim
from demo import key
from extraction import story, vectors
from extraction.claims import plain_claim
from extraction.pipeline import parse
from extraction.types import CueClass, Kind

RELATIONS = ("conflict", "same", "update")
INSIDE = 0.5
"""How much of a claim must lie in a quote of the demonstration's key to be a claim of it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Keys of claims: among the candidates of one of `mine` should be one of `theirs`, which were on record before."""

    relation: str
    mine: frozenset[int]
    theirs: frozenset[int]


def bury_pairs(*, by: User) -> list[Wanted]:
    """Put the pairs of the tuning half on record, each text as an article of its own: the left first, then the right.

    Raises ModelMissing.
    """
    pairs = [pair for pair in load_pairs("tuning") if pair.relation in RELATIONS]
    dates: dict[str, date | None] = {}
    for pair in pairs:
        dates.setdefault(pair.a.strip(), pair.a_date)
    for pair in pairs:
        dates.setdefault(pair.b.strip(), pair.b_date)
    claims = {body: _on_record(_read(body, day), body, day, by=by) for body, day in dates.items()}
    keys = {body: frozenset(row.pk for row in rows) for body, rows in claims.items()}
    return [Wanted(pair.relation, keys[pair.b.strip()], keys[pair.a.strip()]) for pair in pairs]


def bury_demo(*, by: User) -> tuple[list[Wanted], list[int]]:
    """Put the demonstration's articles on record. Gives the conflicts of the key, and the keys of the texts.

    A conflict of whose sides one has no claim is left out: that is the reader's fault. Raises ModelMissing.
    """
    rows: dict[str, list[Claim]] = {}
    bodies: dict[str, str] = {}
    for row in key.metadata():
        name, published = row["file"], datetime.fromisoformat(row["published"])
        document = documents.extract((key.ARTICLES / name).read_bytes(), filename=name)
        bodies[name] = document.text
        reading = extraction.read(document.text, published=published.date(), threshold=settings.VOICE_THRESHOLD)
        rows[name] = _on_record(reading, document.text, published, by=by)
    wanted = []
    for conflict in key.conflicts():
        left, right = (
            _claims_of(rows[side.file], key.load(side.file, bodies[side.file]).quotes[side.quote].content)
            for side in (conflict.left, conflict.right)
        )
        if left and right:
            wanted.append(Wanted("demonstration", right, left))
    return wanted, [claims[0].quote.text_id for claims in rows.values()]


def _on_record(reading: extraction.Reading, body: str, published: datetime | date | None, *, by: User) -> list[Claim]:
    """The claims of a reading, stored as a worker stores them."""
    (text,) = new_texts([body], [published], by=by)
    with transaction.atomic():
        recording.store(text, reading, vectors.embed([claim.text for claim in reading.claims]), story.lead(body))
    return _rows(text)


def _rows(text: Text) -> list[Claim]:
    return list(Claim.objects.filter(quote__text=text).select_related("quote"))


def _read(body: str, published: date | None) -> extraction.Reading:
    """What is read in a text; where that is no quote, the text itself as one of nobody's."""
    found = extraction.read(body, published=published, threshold=settings.VOICE_THRESHOLD)
    if found.claims:
        return found
    quote = extraction.Quote((), (), ((0, len(body)),), Kind.INDIRECT, CueClass.SPEECH, 0.9, "a statement")
    claim = replace(plain_claim(parse(body), published), quote=0)
    return replace(found, quotes=(quote,), voices=(), claims=(claim,))


def _claims_of(rows: list[Claim], content: extraction.types.Spans) -> frozenset[int]:
    """The claims that lie in a quote of the key."""
    inside = {at for start, end in content for at in range(start, end)}
    return frozenset(
        row.pk
        for row in rows
        if sum(at in inside for start, end in row.span for at in range(start, end))
        >= INSIDE * sum(end - start for start, end in row.span)
    )
