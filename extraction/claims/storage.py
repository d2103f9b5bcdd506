"""Claims as plain data, for a database or a wire, and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from extraction.types import Bound, Claim, Frame, Modality, Quantity, Span, Stance, When, Word


def to_plain(claim: Claim) -> dict[str, Any]:
    """A claim as a dict that JSON can hold. `from_plain` gives back an equal claim, also after a trip through JSON."""
    return {
        "quote": claim.quote,
        "text": claim.text,
        "span": [list(piece) for piece in claim.span],
        "stance": claim.stance.value,
        "modality": claim.modality.value,
        "words": [[word.lemma, word.pos, *word.span, word.role, word.head] for word in claim.frame.words],
        "negations": [list(piece) for piece in claim.frame.negations],
        "quantities": [
            {
                "value": q.value,
                "unit": q.unit,
                "of": q.of,
                "bound": q.bound.value,
                "span": list(q.span),
                "measure": q.measure,
            }
            for q in claim.quantities
        ],
        "dates": [
            {"text": when.text, "start": _iso(when.start), "end": _iso(when.end), "span": list(when.span)}
            for when in claim.dates
        ],
        "speaker": claim.speaker,
        "published": _iso(claim.published),
    }


def from_plain(plain: Mapping[str, Any]) -> Claim:
    """The claim that `to_plain` wrote. Raises KeyError or ValueError for anything else."""
    return Claim(
        quote=plain["quote"],
        text=plain["text"],
        span=tuple(_span(piece) for piece in plain["span"]),
        stance=Stance(plain["stance"]),
        modality=Modality(plain["modality"]),
        frame=Frame(
            tuple(Word(lemma, pos, (start, end), role, head) for lemma, pos, start, end, role, head in plain["words"]),
            tuple(_span(piece) for piece in plain["negations"]),
        ),
        quantities=tuple(
            Quantity(q["value"], q["unit"], q["of"], Bound(q["bound"]), _span(q["span"]), q["measure"])
            for q in plain["quantities"]
        ),
        dates=tuple(
            When(when["text"], _date(when["start"]), _date(when["end"]), _span(when["span"])) for when in plain["dates"]
        ),
        speaker=plain["speaker"],
        published=_date(plain["published"]),
    )


def _span(piece: list[int]) -> Span:
    start, end = piece
    return start, end


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
