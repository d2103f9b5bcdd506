"""The rules' word and the trained judge's, joined into one: what is a conflict, of which kind, and what proves it.

Without words that prove it on both sides nothing is a conflict.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from extraction import vectors
from extraction.conflict import encoder
from extraction.conflict.alignment import likeness, shared_weight, side
from extraction.conflict.curve import log_odds, probability
from extraction.conflict.encoder import Opinion, Statements
from extraction.conflict.gates import but_a_verb, cut_short, silence
from extraction.conflict.proof import located
from extraction.conflict.rules import UNPROVEN, ruled
from extraction.conflict.sentence import sentence, spoken
from extraction.conflict.timing import days_apart
from extraction.types import Claim, Comparison, Relation

CONFLICT = 0.5
"""The least score of a conflict."""
SURE, SURE_OF_ANOTHER_STORY = 0.45, 0.6
"""The least score of a conflict that no rule proves between claims of whole articles, in one story and across
stories. It is the score for such claims (`Opinion.in_articles`): far fewer of them clash than of statements that were
written as a pair."""
RULE = 1.5
"""What a conflict that a rule proves adds to the log-odds of the trained judge's; never below the rule's own score."""
GATE = 2.2
"""What a gate takes from them where whole statements are compared: as much as a judge that is sure of itself has. What
was cut out of quotes lacks what such statements say, and there a gate silences the judge."""
MOST = 4
"""How many pairs of one new claim the trained judge sees, of those with the most in common."""
NEAR = 0.4
"""The least cosine of two sentence vectors that makes a pair worth judging that is of no articles."""
LEAST, LEAST_OF_ANOTHER_STORY = 0.3, 0.7
"""The least cosine of two claims of whole articles, in one story and across stories: below it their words clash by
chance, and from it on they are worth judging."""
LONG = 60
"""Days after which an article is of another story, whatever names it shares."""
AGREED = 0.3
"""The least that the judge must give a conflict that a rule proves between claims of whole articles."""
COMMON = 2.0
"""The least weight of shared words that makes one worth judging too."""
WORDS = 0.5
"""What likeness in words counts beside nearness in meaning where a claim has more such pairs than MOST."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims to compare, and what is known of them besides.

    `near` is the cosine of their sentence vectors, -1 to 1 (None: it is worked out); `one_story` says whether their
    articles tell of one (None: they are of no articles); `new` which of both, the left (0) or the right (1), is the one
    that partners are sought for.
    """

    left: Claim
    right: Claim
    near: float | None = None
    one_story: bool | None = None
    new: Literal[0, 1] = 1

    @property
    def sides(self) -> tuple[Claim, Claim]:
        """Both claims."""
        return self.left, self.right


def compare(left: Claim, right: Claim) -> Comparison:
    """What two claims have to do with each other. Raises ModelMissing.

    A conflict has its kind, a sentence, and words that prove it on both sides (offsets into each claim's own
    text); nothing else is called one. `score` is the probability of a conflict whatever the relation is.
    """
    return compare_all([Pair(left, right)])[0]


def compare_all(pairs: Sequence[Pair]) -> list[Comparison]:
    """`compare` for many pairs, each judged as it would be alone, at most MOST of a new claim by the network.

    A pair beyond that is judged by the rules only. Raises ModelMissing.
    """
    pairs = _measured(pairs)
    found = [_TOO_UNLIKE if _is_far(pair) else ruled(*pair.sides) for pair in pairs]
    chosen = _chosen(pairs, found)
    asked = [statements(*pairs[at].sides) for at in chosen]
    for at, opinion in zip(chosen, encoder.opinions(asked), strict=True):
        found[at] = _joined(pairs[at], found[at], opinion)
    return found


_TOO_UNLIKE = Comparison(Relation.UNRELATED, 0.0, reason="too unlike")


def _tells_one(pair: Pair) -> bool:
    """Whether two claims are of one story, and were printed within LONG days."""
    return bool(pair.one_story) and abs(days_apart(*pair.sides) or 0) <= LONG


def _is_far(pair: Pair) -> bool:
    """Whether two claims of articles are too unlike to clash."""
    least = LEAST if _tells_one(pair) else LEAST_OF_ANOTHER_STORY
    return pair.one_story is not None and (pair.near or 0.0) < least


def _measured(pairs: Sequence[Pair]) -> Sequence[Pair]:
    """The pairs with the cosine of each. Raises ModelMissing."""
    bare = [pair for pair in pairs if pair.near is None]
    rows = {text: row for row, text in enumerate(dict.fromkeys(claim.text for pair in bare for claim in pair.sides))}
    drawn = vectors.embed(list(rows))
    return [
        pair if pair.near is not None else replace(
            pair, near=float(drawn[rows[pair.left.text]] @ drawn[rows[pair.right.text]])
        )
        for pair in pairs
    ]  # fmt: skip


def joined_score(rules: Comparison, judged: float, *, silent: bool) -> float:
    """One probability of a conflict from the rules' word and the network's (0 to 1).

    `silent` says that a gate speaks against a clash of the network's.
    """
    odds = log_odds(judged)
    if rules.relation is Relation.CONFLICT:
        return max(rules.score, probability(odds + RULE))
    return probability(odds - GATE) if silent else judged


def _chosen(pairs: Sequence[Pair], found: Sequence[Comparison]) -> list[int]:
    """Which pairs the network sees: near in meaning or with enough words in common, the nearest of each new claim."""
    worth = []
    for at, pair in enumerate(pairs):
        if found[at] is _TOO_UNLIKE:
            continue
        mine, theirs = side(pair.left), side(pair.right)
        proven, near = found[at].relation is Relation.CONFLICT, pair.near or 0.0
        close = pair.one_story is not None or near >= NEAR
        if proven or close or max(shared_weight(mine, theirs), shared_weight(theirs, mine)) >= COMMON:
            worth.append((proven, near + WORDS * likeness(mine, theirs), -at))
    seen: Counter[int] = Counter()
    chosen = []
    for _, _, back in sorted(worth, reverse=True):
        new = id(pairs[-back].sides[pairs[-back].new])
        seen[new] += 1
        if seen[new] <= MOST:
            chosen.append(-back)
    return chosen


def statements(left: Claim, right: Claim) -> Statements:
    """Two claims as the network reads them."""
    return Statements(spoken(left)[0], spoken(right)[0], days_apart(left, right))


def _joined(pair: Pair, rules: Comparison, opinion: Opinion) -> Comparison:
    left, right = pair.sides
    likeliest = opinion.likeliest_kind
    sure = SURE if _tells_one(pair) else SURE_OF_ANOTHER_STORY
    judged = opinion.score if pair.one_story is None else opinion.in_articles
    why = silence(left, right, likeliest, opinion.score) or cut_short(left, right, likeliest)
    if not (_tells_one(pair) and judged >= sure):
        why = why or but_a_verb(left, right, likeliest)
    score = joined_score(rules, judged, silent=bool(why))
    if pair.one_story is not None and rules.kind and opinion.score < AGREED:
        why = why or "the trained judge sees no clash"
        score = min(UNPROVEN, score)
    if why and not rules.kind:
        score = min(UNPROVEN, score)
    proof = (rules.left, rules.right)
    if rules.relation is not Relation.CONFLICT:
        proof = located(left, opinion.left, spoken(left)[1]), located(right, opinion.right, spoken(right)[1])
    if score >= (CONFLICT if rules.kind else sure) and all(proof):
        kind = rules.kind or likeliest
        reason = rules.reason if rules.kind else f"the trained judge: {kind}"
        return Comparison(Relation.CONFLICT, score, kind, *proof, sentence(left, right), reason, same=0.0)
    found = unproven(rules, opinion, score)
    return replace(found, reason=why) if why else found


def unproven(rules: Comparison, opinion: Opinion, score: float) -> Comparison:
    """What a pair is that is no conflict: what the judge thinks likeliest of the rest, or what the rules said."""
    score = min(score, CONFLICT - 0.01)
    if rules.relation is Relation.SAME:
        return replace(rules, score=score, same=opinion.relation[Relation.SAME])
    if rules.relation is Relation.UPDATE:
        return replace(rules, score=score, same=0.0)
    rest = {name: chance for name, chance in opinion.relation.items() if name != Relation.CONFLICT}
    relation = Relation(max(rest, key=lambda name: rest[name]))
    same = rest[Relation.SAME] if relation is Relation.SAME else 0.0
    return Comparison(relation, score, reason=f"the trained judge: {relation}", same=same)
