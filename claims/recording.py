"""The one place that writes a reading: an upsert that a person's decisions stand above.

The same reading twice changes nothing. Rows that people have ruled on are left as they are; rows
that a new reading lacks become superseded, never deleted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import count
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pgvector import HalfVector

import extraction
from articles.models import Text
from articles.spans import Spans
from claims.models import Claim, Quote, Reading
from claims.pairing import common, paired, pinned_quotes
from claims.states import QuoteState
from extraction.claims import to_plain
from speakers.locking import among_others
from speakers.matching import derive
from speakers.models import Decision, Voice


def store(
    text: Text, reading: extraction.Reading, vectors: NDArray[np.float32], lead: NDArray[np.float32] | None = None
) -> None:
    """Write a reading of this text, the vectors of its claims (one row a claim, 384 wide) and that of its beginning.

    Inside a transaction.
    """
    among_others()
    known = list(Quote.objects.filter(text=text).select_for_update(of=("self",)))
    speaking = list(Voice.objects.filter(text=text).select_for_update(of=("self",)))  # nobody decides on one meanwhile
    pinned = pinned_quotes(text, known)
    voices = _store_voices(text, reading.voices, speaking, _settled_voices(text, speaking, known, pinned))
    quotes = _store_quotes(text, reading, voices, known, pinned)
    _store_claims(reading, vectors, quotes, pinned)
    _store_reading(text, reading, lead)
    kept = {quote.pk for quote in quotes} | pinned
    for quote in known:
        if quote.pk not in kept and quote.state == QuoteState.SUGGESTED:
            quote.state = QuoteState.SUPERSEDED
            quote.version += 1
            quote.save(update_fields=["state", "version"])


def _store_reading(text: Text, reading: extraction.Reading, lead: NDArray[np.float32] | None) -> None:
    fields = {"engine": reading.engine, "language": reading.language, "names": list(reading.names)}
    Reading.objects.update_or_create(
        text=text, defaults={**fields, "lead": None if lead is None else HalfVector(lead)}
    )  # fmt: skip


def _settled_voices(text: Text, speaking: Sequence[Voice], known: Sequence[Quote], pinned: set[int]) -> set[int]:
    """Voices that people named, decided on, or left standing beside a quote that they ruled on and didn't reject."""
    decided = set(Decision.objects.live().filter(voice__text=text).values_list("voice_id", flat=True))
    upheld = {quote.voice_id for quote in known if quote.pk in pinned and quote.state != QuoteState.REJECTED}
    return {voice.pk for voice in speaking if voice.by_person or voice.pk in decided or voice.pk in upheld}


def _store_voices(
    text: Text, found: Sequence[extraction.Voice], speaking: Sequence[Voice], settled: set[int]
) -> list[Voice]:
    """Rows of the voices, in the reading's order; the settled ones keep what they say.

    What a person decided of one namesake goes with its mentions, not with its number: numbers shift.
    """
    known = {(voice.name, voice.kind, voice.number): voice for voice in speaking}
    held = _held_voices([row for row in known.values() if row.pk in settled], found)
    taken = {key for key, row in known.items() if row.pk in settled}
    rows = []
    for at, voice in enumerate(found):
        key = (voice.name[:300], str(voice.kind))
        row = held.get(at)
        if row is None:
            number = next(n for n in count() if (*key, n) not in taken)
            taken.add((*key, number))
            row = known.get((*key, number)) or Voice(text=text, name=key[0], kind=key[1], number=number)
        if row.pk not in settled:
            _write(row, _voice_fields(voice))
        rows.append(row)
    derive(rows)
    return rows


def _held_voices(rows: Sequence[Voice], found: Sequence[extraction.Voice]) -> dict[int, Voice]:
    """By its place in the reading, the voice of the same name and kind that shares most mentions with each of these.

    One whose mentions are gone from the reading stands for nobody there, unless it never had any: then the name does.
    """
    held: dict[int, Voice] = {}
    for row in sorted(rows, key=lambda row: row.number):
        alike = [
            (common(row.mentions, voice.mentions), -at)
            for at, voice in enumerate(found)
            if at not in held and (voice.name[:300], str(voice.kind)) == (row.name, row.kind)
        ]
        most, place = max(alike, default=(0, 0))
        if alike and (most or not row.mentions):
            held[-place] = row
    return held


def _voice_fields(voice: extraction.Voice) -> dict[str, Any]:
    return {
        "mentions": voice.mentions,
        "score": round(voice.score, 4),
        "reason": voice.reason,
        "candidates": _plain(voice.candidates),
    }


def _plain(candidates: Sequence[extraction.types.Candidate]) -> list[dict[str, Any]]:
    return [{"name": c.name, "score": round(c.score, 4), "reason": c.reason} for c in candidates]


def _store_quotes(
    text: Text, reading: extraction.Reading, voices: Sequence[Voice], known: Sequence[Quote], pinned: set[int]
) -> list[Quote]:
    """Rows of the quotes, in the reading's order."""
    counted: Counter[Spans] = Counter()
    rows: list[Quote] = []
    for quote, standing in zip(reading.quotes, paired(known, pinned, reading.quotes), strict=True):
        row = standing or Quote(text=text, content=quote.content, order=counted[quote.content])
        counted[quote.content] += 1
        if row.pk is None or row.pk not in pinned:
            _write(row, _quote_fields(text, quote, voices, reading.engine))
        rows.append(row)
    for row, quote in zip(rows, reading.quotes, strict=True):
        parent = None if quote.parent is None else _parent(rows[quote.parent], reading.quotes[quote.parent], row)
        if row.pk not in pinned and row.parent_id != (parent.pk if parent else None):
            row.parent = parent
            row.save(update_fields=["parent"])
    return rows


def _parent(row: Quote, found: extraction.Quote, child: Quote) -> Quote | None:
    """The row as the parent of a quote; None where it stands for the parent with other ends, and doesn't hold it."""
    holds = row.content == found.content or common(row.content, child.content) == common(child.content, child.content)
    return row if holds and row is not child else None


def _quote_fields(text: Text, quote: extraction.Quote, voices: Sequence[Voice], engine: str) -> dict[str, Any]:
    return {
        "voice_id": None if quote.voice is None else voices[quote.voice].pk,
        "kind": str(quote.kind),
        "cue_class": str(quote.cue_class),
        "source": quote.source,
        "cue": quote.cue,
        "words": text.words(quote.content),
        "found_score": round(quote.found_score, 4),
        "reason": quote.reason,
        "voice_score": None if quote.voice is None else round(quote.voice_score, 4),
        "voice_reason": quote.voice_reason,
        "candidates": _plain(quote.candidates),
        "engine": engine,
        "state": QuoteState.SUGGESTED,
    }


def _store_claims(
    reading: extraction.Reading, vectors: NDArray[np.float32], quotes: Sequence[Quote], pinned: set[int]
) -> None:
    """Rows of the claims of quotes that no person has ruled on (or that have none yet)."""
    known: dict[int, dict[tuple[Spans, str], Claim]] = {}
    for row in Claim.objects.filter(quote__in=quotes).defer("vector"):
        known.setdefault(row.quote_id, {})[row.span, row.words] = row
    kept: set[int] = set()
    for claim, vector in zip(reading.claims, vectors, strict=True):
        assert claim.quote is not None  # a reading's claims are of its quotes; plain statements have none
        quote = quotes[claim.quote]
        theirs = known.get(quote.pk, {})
        if quote.pk in pinned and not all(row.superseded for row in theirs.values()):
            continue
        row = theirs.get((claim.span, claim.text)) or Claim(quote=quote, span=claim.span, words=claim.text)
        _write(row, {**_claim_fields(claim), "vector": HalfVector(vector)} if row.pk is None else _claim_fields(claim))
        kept.add(row.pk)
    stale = [row for quote_id, rows in known.items() if quote_id not in pinned for row in rows.values()]
    Claim.objects.filter(pk__in=[row.pk for row in stale if row.pk not in kept]).update(superseded=True)


def _claim_fields(claim: extraction.Claim) -> dict[str, Any]:
    return {
        "stance": str(claim.stance),
        "modality": str(claim.modality),
        "plain": to_plain(claim),
        "superseded": False,
    }


def _write(row: Any, fields: dict[str, Any]) -> None:
    """Save a new row, or the fields that differ; a row that people see moves to its next version."""
    changed = [name for name, value in fields.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, fields[name])
    if row.pk is None:
        row.save()
    elif changed:
        if hasattr(row, "version"):
            row.version += 1
            changed.append("version")
        row.save(update_fields=changed)
