"""Two claims as the judge's encoder reads them: word pieces, their sides, and how each stands to the other side."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extraction.types import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

LONGEST = 96
"""Word pieces read of one side; what a claim says is said by then."""

GAPS = (0, 2, 14)
"""Days between two dates of publication up to which a gap counts as none, as a few days, and as two weeks."""
NO_DATES, GAP_KINDS = 0, 5
"""The gap of two claims without dates, and how many gaps are told apart: no dates, then what `GAPS` parts."""

SPECIAL, SHARED, OTHER, NUMBER, NAME, NEGATION = range(6)
"""How a piece stands: no word; a word of both sides; a word, a number, a name of its side alone; a negation."""
STANDINGS = 6

NEGATIONS = frozenset({"cannot", "neither", "never", "no", "nobody", "none", "nor", "not", "nothing", "without"})
_WORD = re.compile(r"[\w'’]+")


@dataclass(frozen=True, slots=True)
class Pieces:
    """One pair: `ids`, `sides` (0 or 1) and `standings`, one number a piece; `spans` of both sides' pieces.

    `places` holds for each piece of a word its side and its characters in that side's text; None for the marks that
    part the sides.
    """

    ids: tuple[int, ...]
    sides: tuple[int, ...]
    standings: tuple[int, ...]
    places: tuple[tuple[int, Span] | None, ...]


def gap(days: int | None) -> int:
    """Which of the GAP_KINDS the days between two publications are (None: not known)."""
    if days is None:
        return NO_DATES
    return 1 + sum(abs(days) > most for most in GAPS)


def split(tokenizer: Tokenizer, left: str, right: str) -> Pieces:
    """The pieces of a pair: <s> left </s> right </s>, with at most LONGEST pieces a side."""
    ids: list[int] = [tokenizer.token_to_id("<s>") or 0]
    sides, standings = [0], [SPECIAL]
    places: list[tuple[int, Span] | None] = [None]
    for side, (text, other) in enumerate(((left, right), (right, left))):
        encoded = tokenizer.encode(text, add_special_tokens=False)
        known = {word.lower() for word in _WORD.findall(other)}
        told = _standings(text, known)
        for number, (start, end) in list(zip(encoded.ids, encoded.offsets, strict=True))[:LONGEST]:
            ids.append(number)
            sides.append(side)
            standings.append(told.get(start, OTHER))
            places.append((side, (start, end)))
        ids.append(tokenizer.token_to_id("</s>") or 0)
        sides.append(side)
        standings.append(SPECIAL)
        places.append(None)
    return Pieces(tuple(ids), tuple(sides), tuple(standings), tuple(places))


def _standings(text: str, other: set[str]) -> dict[int, int]:
    """How each character's word stands, by the character's place."""
    found: dict[int, int] = {}
    for word in _WORD.finditer(text):
        standing = _standing(word.group(), word.start() == 0, other)
        found.update(dict.fromkeys(range(*word.span()), standing))
    return found


def _standing(word: str, first: bool, other: set[str]) -> int:
    lower = word.lower()
    if lower in NEGATIONS or lower.endswith(("n't", "n’t")):
        return NEGATION
    if lower in other:
        return SHARED
    if any(char.isdigit() for char in word):
        return NUMBER
    return NAME if word[:1].isupper() and not first else OTHER
