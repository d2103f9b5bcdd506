"""The rules' word and the trained judge's, joined into one: what is a conflict, of which kind, and what proves it.

Without words that prove it on both sides nothing is a conflict.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from math import exp, log

from extraction import vectors
from extraction.conflict import encoder
from extraction.conflict.alignment import likeness, shared_weight, side
from extraction.conflict.encoder import Opinion, Statements
from extraction.conflict.gates import but_a_verb, silence
from extraction.conflict.proof import located
from extraction.conflict.rules import UNPROVEN, ruled
from extraction.conflict.sentence import sentence, spoken
from extraction.conflict.timing import days_apart
from extraction.types import Claim, Comparison, Relation

CONFLICT = 0.5
"""The least score of a conflict."""
SURE = 0.9
"""The least score of a conflict between claims that no rule proves: on record far fewer pairs clash than in the pairs
that the score was fitted on."""
RULE = 1.5
"""What a conflict that a rule proves adds to the log-odds of the trained judge's; never below the rule's own score."""
MOST = 4
"""How many pairs of one claim the trained judge sees, of those with the most in common."""
NEAR, COMMON = 0.4, 2.0
"""The least cosine of two sentence vectors, and the least weight of shared words, that make a pair worth judging."""
WORDS = 0.5
"""What likeness in words counts beside nearness in meaning where a claim has more such pairs than MOST."""


def compare(left: Claim, right: Claim) -> Comparison:
    """What two claims have to do with each other. Raises ModelMissing.

    A conflict has its kind, a sentence, and words that prove it on both sides (offsets into each claim's own
    text); nothing else is called one. `score` is the probability of a conflict whatever the relation is.
    """
    return compare_all([(left, right)])[0]


def compare_all(pairs: Sequence[tuple[Claim, Claim]], near: Sequence[float] | None = None) -> list[Comparison]:
    """`compare` for many pairs, each judged as it would be alone, at most MOST of one claim by the network.

    A pair beyond that is judged by the rules only. `near` is the cosine of each pair's sentence vectors where they are
    known; else it is worked out. Raises ModelMissing.
    """
    found = [ruled(left, right) for left, right in pairs]
    chosen = _chosen(pairs, found, _nearness(pairs) if near is None else near)
    asked = [_statements(*pairs[at]) for at in chosen]
    for at, opinion in zip(chosen, encoder.opinions(asked), strict=True):
        found[at] = _joined(*pairs[at], found[at], opinion)
    return found


def _nearness(pairs: Sequence[tuple[Claim, Claim]]) -> list[float]:
    """The cosine of the sentence vectors of each pair, -1 to 1. Raises ModelMissing."""
    rows = {text: row for row, text in enumerate(dict.fromkeys(claim.text for pair in pairs for claim in pair))}
    drawn = vectors.embed(list(rows))
    return [float(drawn[rows[left.text]] @ drawn[rows[right.text]]) for left, right in pairs]


def joined_score(rules: Comparison, opinion: Opinion, *, silent: bool) -> float:
    """One probability of a conflict from both. `silent` says that a gate lets no clash of the network's through."""
    if rules.relation is not Relation.CONFLICT:
        return min(UNPROVEN, opinion.score) if silent else opinion.score
    chance = min(max(opinion.score, 1e-4), 1 - 1e-4)
    return max(rules.score, 1 / (1 + exp(-(log(chance / (1 - chance)) + RULE))))


def _chosen(pairs: Sequence[tuple[Claim, Claim]], found: Sequence[Comparison], near: Sequence[float]) -> list[int]:
    """Which pairs the network sees: those near in meaning or with enough words in common, the nearest of each claim."""
    worth = []
    for at, (left, right) in enumerate(pairs):
        mine, theirs = side(left), side(right)
        proven = found[at].relation is Relation.CONFLICT
        if proven or near[at] >= NEAR or max(shared_weight(mine, theirs), shared_weight(theirs, mine)) >= COMMON:
            worth.append((proven, near[at] + WORDS * likeness(mine, theirs), -at))
    seen: Counter[int] = Counter()
    chosen = []
    for _, _, back in sorted(worth, reverse=True):
        ends = {id(claim) for claim in pairs[-back]}
        if all(seen[end] < MOST for end in ends):
            seen.update(ends)
            chosen.append(-back)
    return chosen


def _statements(left: Claim, right: Claim) -> Statements:
    return Statements(spoken(left)[0], spoken(right)[0], days_apart(left, right))


def _joined(left: Claim, right: Claim, rules: Comparison, opinion: Opinion) -> Comparison:
    likeliest = opinion.likeliest_kind
    why = silence(left, right, likeliest, opinion.score) or but_a_verb(left, right, likeliest)
    score = joined_score(rules, opinion, silent=bool(why))
    proof = (rules.left, rules.right)
    if rules.relation is not Relation.CONFLICT:
        proof = located(left, opinion.left, spoken(left)[1]), located(right, opinion.right, spoken(right)[1])
    if score >= (CONFLICT if rules.kind else SURE) and all(proof):
        kind = rules.kind or likeliest
        reason = rules.reason if rules.kind else f"the trained judge: {kind}"
        return Comparison(Relation.CONFLICT, score, kind, *proof, sentence(left, right), reason)
    found = unproven(rules, opinion, score)
    return replace(found, reason=why) if why else found


def unproven(rules: Comparison, opinion: Opinion, score: float) -> Comparison:
    """What a pair is that is no conflict: what the judge thinks likeliest of the rest, or what the rules said."""
    score = min(score, CONFLICT - 0.01)
    if rules.relation in (Relation.SAME, Relation.UPDATE):
        return replace(rules, score=score)
    rest = {name: chance for name, chance in opinion.relation.items() if name != Relation.CONFLICT}
    relation = Relation(max(rest, key=lambda name: rest[name]))
    return Comparison(relation, score, reason=f"the trained judge: {relation}")
