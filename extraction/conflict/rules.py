"""What rules alone tell of two claims: do they clash, say the same, speak of the same thing, or of nothing in common?

Each kind of conflict is one function in a file of its own; it gives the words that prove the clash on both sides, or
None.
"""

from __future__ import annotations

from dataclasses import replace

from extraction.conflict.alignment import (
    Side,
    is_scoped,
    likeness,
    names_clash,
    owners_clash,
    roles_swapped,
    shared_weight,
    side,
    things_clash,
)
from extraction.conflict.denial import compare_denial
from extraction.conflict.negation import compare_negation
from extraction.conflict.quantity import MOVED_ON, compare_quantity, compare_update, figures_match, moved_on
from extraction.conflict.timing import times_clash
from extraction.types import Claim, Comparison, Modality, Relation, Stance

KINDS = (compare_denial, compare_negation, compare_quantity)
SAME = 0.8
"""The least likeness of two claims that say the same."""
RELATED = 0.22
"""The least likeness of two claims about the same thing."""
UNPROVEN = 0.35
"""The highest score of a pair in which no kind of conflict is proven."""


def ruled(left: Claim, right: Claim) -> Comparison:
    """What the rules say that two claims have to do with each other.

    A conflict has its kind, a sentence, and words that prove it on both sides (offsets into each claim's own
    text); nothing else is called one. `score` is the probability of a conflict whatever the relation is.
    """
    found = [result for result in (judge(left, right) for judge in KINDS) if result is not None]
    proven = [result for result in found if result.left and result.right]
    if proven:
        return max(proven, key=lambda result: result.score)
    mine, theirs = side(left), side(right)
    like = likeness(mine, theirs)
    opposed = _affirms(left) != _affirms(right)
    score = min(UNPROVEN, 0.01 + like * (0.34 if opposed else 0.12))
    if like >= SAME and not opposed and _same_terms(left, right) and not _apart(left, right, mine, theirs):
        return Comparison(Relation.SAME, score / 2, reason="the same words, the same stand")
    if moved_on(left, right):
        shown = compare_update(left, right) or Comparison(Relation.UPDATE, score, reason=MOVED_ON)
        return replace(shown, score=score)
    if like >= RELATED or shared_weight(mine, theirs) >= 2 or _shared_name(mine, theirs):
        return Comparison(Relation.RELATED, score, reason="words in common")
    return Comparison(Relation.UNRELATED, score, reason="too little in common")


def _affirms(claim: Claim) -> bool:
    """Whether a claim says that it is so, rather than that it isn't: an even number of negations."""
    return len(claim.frame.negations) % 2 == 0


def _same_terms(left: Claim, right: Claim) -> bool:
    """Whether both are put alike: as a fact, a forecast, a demand."""
    doubtful = {Stance.DOUBTS, Stance.ASKS}
    alike = left.stance is right.stance or {left.stance, right.stance} == {Stance.ASSERTS, Stance.DENIES}
    if is_scoped(left) != is_scoped(right):
        return False
    return alike and left.modality is right.modality and not {left.stance, right.stance} & doubtful


def _apart(left: Claim, right: Claim, mine: Side, theirs: Side) -> bool:
    """Whether something shows that they don't say the same."""
    return (
        names_clash(mine, theirs)
        or things_clash(mine, theirs)
        or owners_clash(mine, theirs)
        or roles_swapped(mine, theirs)
        or times_clash(left, right)
        or not figures_match(left, right)
        or left.modality is not Modality.FACT is right.modality
    )


def _shared_name(left: Side, right: Side) -> bool:
    """Whether both name the same."""
    return any(item.is_name and right.has(item) for item in left.items)
