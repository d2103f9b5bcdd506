"""Two texts compared, as the command line does it: the trained judge reads both whole, the rules their claims."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from extraction import read
from extraction.claims import plain_claim
from extraction.conflict import encoder
from extraction.conflict.gates import silence
from extraction.conflict.judging import CONFLICT, joined_score, unproven
from extraction.conflict.rules import ruled
from extraction.conflict.timing import days_between
from extraction.pipeline import parse
from extraction.types import Claim, Comparison, Relation, Spans

ORDER = (Relation.CONFLICT, Relation.SAME, Relation.UPDATE, Relation.RELATED, Relation.UNRELATED)


def compare_texts(a: str, b: str, *, published: tuple[date | None, date | None] = (None, None)) -> dict[str, Any]:
    """What two texts have to do with each other, in plain values that JSON can hold.

    `published` are the dates of the two, where they are known.
    A text with an attribution is taken as what its speaker claims, any other one as one plain claim. Gives
    `relation`, `kind` and `evidence` (spans in code points of each text; both None unless the relation is
    conflict), and `score`, the probability of a conflict. Raises extraction.ModelMissing.
    """
    left, right = claims_of(a, published[0]), claims_of(b, published[1])
    if not left or not right:
        return {"relation": str(Relation.UNRELATED), "kind": None, "score": 0.0, "evidence": None}
    there, back = days_between(*published), days_between(*published[::-1])
    opinion = encoder.both_ways(*encoder.opinions([encoder.Statements(a, b, there), encoder.Statements(b, a, back)]))
    best = together(left, right, opinion)
    conflict = best.relation is Relation.CONFLICT
    return {
        "relation": str(best.relation),
        "kind": str(best.kind) if conflict and best.kind else None,
        "score": round(best.score, 4),
        "evidence": {"a": _plain(best.left), "b": _plain(best.right)} if conflict else None,
    }


def together(left: Sequence[Claim], right: Sequence[Claim], opinion: encoder.Opinion) -> Comparison:
    """The judge's word on two texts joined with the rules' on the closest two of their claims."""
    pairs = [(one, other) for one in left for other in right]
    rules = max((ruled(*pair) for pair in pairs), key=_rank)
    silent = all(silence(*pair, opinion.likeliest_kind, opinion.score) for pair in pairs)
    score = joined_score(rules, opinion.score, silent=silent)
    proof = (rules.left, rules.right) if rules.kind else (opinion.left, opinion.right)
    if score < CONFLICT or not all(proof):
        return unproven(rules, opinion, score)
    return Comparison(Relation.CONFLICT, score, rules.kind or opinion.likeliest_kind, *proof)


def claims_of(text: str, published: date | None = None) -> tuple[Claim, ...]:
    """The claims of a text's quotes; where it has none, the text itself as one claim (none without words)."""
    if not any(char.isalnum() for char in text):
        return ()
    quoted = read(text, published=published).claims
    if quoted:
        return quoted
    return (plain_claim(parse(text), published),)


def _rank(comparison: Comparison) -> tuple[int, float]:
    return -ORDER.index(comparison.relation), comparison.score


def _plain(spans: Spans) -> list[list[int]]:
    return [[start, end] for start, end in spans]
