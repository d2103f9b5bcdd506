"""What people ruled on conflicts: pairs that the judge of conflicts can be fitted to, measured on and taught with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import batched
from typing import Any

import extraction
from accounts.models import Act
from articles.spans import Spans
from claims.comparing import Published
from claims.models import Claim, Conflict
from claims.states import ConflictRelation, ConflictState
from extraction.conflict.encoder import Statements
from extraction.conflict.judging import statements

CHUNK = 500
"""How many conflicts are held at once."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A conflict that the app showed, and whether a person said that it is one.

    `words` are those of each statement that were shown to clash, `dates` of the two articles (ISO, None where not
    known). About half of all, by the articles that they join, are `held_back`: nothing is fitted to these.
    """

    statements: Statements
    clashes: bool
    kind: str
    words: tuple[tuple[str, ...], tuple[str, ...]]
    dates: tuple[str | None, str | None]
    reason: str
    held_back: bool

    @property
    def plain(self) -> dict[str, Any]:
        """As `python -m training.judge --with FILE` takes it."""
        pair: dict[str, Any] = {"a": self.statements.left, "b": self.statements.right}
        pair["relation"] = "conflict" if self.clashes else "related"
        if self.clashes:
            pair["kind"] = self.kind
            pair |= {side: list(words) for side, words in zip(("left", "right"), self.words, strict=True) if words}
        pair |= {name: day for name, day in zip(("a_date", "b_date"), self.dates, strict=True) if day}
        return pair | {"why": self.reason, "held_back": self.held_back}


def rulings() -> Iterator[Ruling]:
    """All live rulings on clashes, in the order in which these were found."""
    ruled = Conflict.objects.filter(relation=ConflictRelation.CONFLICT).exclude(state=ConflictState.SUGGESTED)
    joined = [f"{side}__quote__{what}" for side in ("left", "right") for what in ("text", "voice__speaker")]
    unused = [f"{side}__{what}" for side in ("left", "right") for what in ("vector", "search", "quote__search")]
    rows = ruled.select_related(*joined).defer(*unused).order_by("pk")
    for chunk in batched(rows.iterator(chunk_size=CHUNK), CHUNK):
        yield from _told(chunk)


def _told(rows: Sequence[Conflict]) -> Iterator[Ruling]:
    reasons = {act.object_id: act.reason for act in Act.objects.on(rows).live().order_by("at")}
    published = Published(text for row in rows for text in (row.left.quote.text_id, row.right.quote.text_id))
    for row in rows:
        claims = published.rebuilt(row.left), published.rebuilt(row.right)
        said = statements(*claims)
        yield Ruling(
            said,
            row.state == ConflictState.CONFIRMED,
            row.kind,
            (_shown(row.left, row.left_evidence, said.left), _shown(row.right, row.right_evidence, said.right)),
            (_day(claims[0]), _day(claims[1])),
            reasons.get(row.pk, ""),
            _is_held_back(row),
        )


def _shown(claim: Claim, evidence: Spans, statement: str) -> tuple[str, ...]:
    """The words of the evidence that stand in the statement as they are."""
    body = claim.quote.text.body
    return tuple(words for start, end in evidence if (words := body[start:end]) in statement)


def _day(claim: extraction.Claim) -> str | None:
    return claim.published.isoformat() if claim.published else None


def _is_held_back(row: Conflict) -> bool:
    """By the fingerprints of both texts: all that two articles say of each other stays together."""
    both = sorted(bytes(side.quote.text.fingerprint) for side in (row.left, row.right))
    return sha256(b"".join(both)).digest()[0] % 2 == 0
