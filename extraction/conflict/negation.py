"""Negation: one says that it was so, the other, in the same words, that it was not."""

from __future__ import annotations

import re

from extraction.conflict.alignment import (
    Item,
    Side,
    agents_agree,
    coverage,
    evidence,
    heavy,
    is_scoped,
    names_clash,
    owners_clash,
    roles_swapped,
    side,
    substance,
    things_clash,
    who_is_open,
)
from extraction.conflict.quantity import figures_differ
from extraction.conflict.sentence import sentence
from extraction.conflict.timing import times_clash
from extraction.types import Claim, Comparison, ConflictKind, Modality, Relation, Stance

NEGATED_COVERED = 0.84
"""How much of the negated claim the other must say: "did not pay the builders" is no denial of "paid the cooks"."""
AFFIRMED_COVERED = 0.55
"""How much of the affirming claim the negated one must speak of: who says more still says it."""

SUBSTANCE = 1.0
"""The least weight of names and nouns in common: "they don't go there" and "they go home" have none."""


def compare_negation(left: Claim, right: Claim) -> Comparison | None:
    """A clash of negation, or None.

    Both state a fact about the same doer, deed and thing, and just one of them negates it. Where the one who
    negates speaks of what they did themselves ("we never fired"), its kind is denial.
    """
    if not _possible(left, right):
        return None
    mine, theirs = side(left), side(right)
    left_negates = len(left.frame.negations) % 2 == 1
    negated, affirmed = (mine, theirs) if left_negates else (theirs, mine)
    plain = left.quote is None and right.quote is None
    if substance(mine, theirs) < SUBSTANCE or (not plain and (who_is_open(mine) or who_is_open(theirs))):
        return None
    known = _known_things(left.text if not left_negates else right.text, affirmed)
    covered = coverage([item for item in negated.items if not _describes(item, negated, known)], affirmed)
    back = coverage(affirmed.items, negated)
    if covered < NEGATED_COVERED or back < AFFIRMED_COVERED or not _same_predicate(mine, theirs):
        return None
    if not _same_doer(mine, theirs) or _apart(left, right, mine, theirs):
        return None
    left_proof, right_proof = _proof(left, mine, theirs), _proof(right, theirs, mine)
    score = 0.4 + 0.3 * covered + 0.25 * back
    denies = _denies_own(left if left_negates else right)
    kind = ConflictKind.DENIAL if denies else ConflictKind.NEGATION
    return Comparison(
        Relation.CONFLICT, score, kind, left_proof, right_proof, sentence(left, right), "affirmed and negated"
    )


def _possible(left: Claim, right: Claim) -> bool:
    if left.stance is not Stance.ASSERTS or right.stance is not Stance.ASSERTS:
        return False
    if is_scoped(left) or is_scoped(right):
        return False
    if left.modality is not Modality.FACT or right.modality is not Modality.FACT:
        return False
    return len(left.frame.negations) % 2 != len(right.frame.negations) % 2


def _apart(left: Claim, right: Claim, mine: Side, theirs: Side) -> bool:
    """Whether something shows that they speak of two different things."""
    return (
        names_clash(mine, theirs)
        or things_clash(mine, theirs)
        or owners_clash(mine, theirs)
        or roles_swapped(mine, theirs)
        or times_clash(left, right)
        or figures_differ(left, right)
    )


def _known_things(text: str, one: Side) -> frozenset[str]:
    """The keys of what a claim speaks of as known, without describing it: "*the letter* came"."""
    described = {item.head for item in one.items if item.role != "predicate"}
    return frozenset(
        key
        for at, item in enumerate(one.items)
        if item.word.pos == "NOUN"
        and at not in described
        and re.search(rf"\b(?:the|that|this) {re.escape(item.word.lemma)}s?\b", text, re.I)
        for key in item.keys
    )


def _describes(item: Item, one: Side, known: frozenset[str]) -> bool:
    """Whether a word only tells which of a kind is meant, where the other side speaks of the one that is known."""
    return item.role == "" and item.head >= 0 and not one.items[item.head].keys.isdisjoint(known)


def _same_predicate(left: Side, right: Side) -> bool:
    """Whether the deed is the same."""
    mine, theirs = left.having("predicate"), right.having("predicate")
    verbs = {key for item in theirs for key in item.keys}
    return any(not item.keys.isdisjoint(verbs) for item in mine)


def _same_doer(left: Side, right: Side) -> bool:
    mine = [item for item in left.having("agent") if item.weight]
    theirs = [item for item in right.having("agent") if item.weight]
    if not mine or not theirs:
        named = mine or theirs
        return not named or all(left.has(item) and right.has(item) for item in named if item.weight > 0.5)
    return agents_agree(mine, theirs)


def _proof(claim: Claim, one: Side, other: Side) -> tuple[tuple[int, int], ...]:
    predicates = [item for item in one.items if item.role == "predicate"]
    return evidence(claim, [*heavy(one.items, other), *predicates], claim.frame.negations)


def _denies_own(claim: Claim) -> bool:
    """Whether the doer is the speaker themselves."""
    name = claim.speaker.lower()
    return bool(name) and any(word.role == "agent" and name in word.lemma for word in claim.frame.words)
