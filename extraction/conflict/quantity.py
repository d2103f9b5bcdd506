"""Quantity: two figures for the same thing that can't both be right."""

from __future__ import annotations

from collections.abc import Iterator
from math import floor, inf, log10

from extraction.claims.lexicon import word_set
from extraction.conflict.alignment import (
    Item,
    Side,
    evidence,
    is_scoped,
    names_clash,
    owners_clash,
    shared_weight,
    side,
    things_clash,
)
from extraction.conflict.families import CUMULATIVE, PEOPLE, keys, measure_key
from extraction.conflict.sentence import sentence
from extraction.conflict.timing import days_apart, times_clash
from extraction.types import Bound, Claim, Comparison, ConflictKind, Modality, Quantity, Relation, Spans, Stance

SHARED = 1.0
"""The least weight of shared words, beside what is counted and its verb, that makes two events one."""
POLLS = word_set("poll polls survey surveys pollster pollsters")
TALLY = frozenset({"kill", "number", "total", "figure", "count"})
"""Keys of words that only say that something was counted."""
BASES = {
    "minute": ("second", 60), "hour": ("second", 3600), "day": ("second", 86_400), "week": ("second", 604_800),
    "year": ("month", 12), "km": ("metre", 1000), "mile": ("metre", 1609.344), "foot": ("metre", 0.3048),
    "tonne": ("kg", 1000), "gallon": ("litre", 3.785), "acre": ("hectare", 0.4047),
}  # fmt: skip
"""Units that are told in others, and by what a figure is multiplied then."""
MOVED_ON = "a figure that moved on"
STALE = 31
"""Days between two articles after which an undated figure may have moved on."""


def compare_quantity(left: Claim, right: Claim) -> Comparison | None:
    """A clash of figures, or None.

    Both state as fact how much or how many of the same thing, for the same event. Bounds and rounding that
    leave room for both, a toll that rose from one day to the next, a part beside its whole: None.
    """
    for one, other, shared in _apart(left, right):
        if not _moved_on(one, other, left, right):
            return _clash(left, right, one, other, shared)
    return None


def compare_update(left: Claim, right: Claim) -> Comparison | None:
    """A figure that moved on from one article to a later one, with the words of both sides; or None."""
    for one, other, _ in _apart(left, right):
        if _moved_on(one, other, left, right):
            proof = _words(one, left), _words(other, right)
            return Comparison(Relation.UPDATE, 0.0, None, *proof, sentence(left, right), MOVED_ON)
    return None


def _apart(left: Claim, right: Claim) -> Iterator[tuple[Quantity, Quantity, float]]:
    """The figures that both state as fact of the same thing and event and that differ, with the weight shared."""
    if not left.quantities or not right.quantities or not _possible(left, right):
        return
    mine, theirs = side(left), side(right)
    if names_clash(mine, theirs) or owners_clash(mine, theirs) or times_clash(left, right):
        return
    for one in left.quantities:
        for other in right.quantities:
            if not _same_measure(one, other, mine, theirs) or agree(one, other):
                continue
            apart = TALLY | _verbs(one, other) | (_counted(one) & _counted(other))
            shared = min(shared_weight(mine, theirs, apart), shared_weight(theirs, mine, apart))
            if shared >= SHARED and not things_clash(mine, theirs, without=apart):
                yield one, other, shared


def figures_differ(left: Claim, right: Claim) -> bool:
    """Whether both give figures of the same kind of thing, and they don't agree."""
    mine, theirs = side(left), side(right)
    return any(
        _same_measure(one, other, mine, theirs) and not agree(one, other)
        for one in left.quantities
        for other in right.quantities
    )


def figures_match(left: Claim, right: Claim) -> bool:
    """Whether each figure of the one is in the other, the same to two parts in a hundred."""
    if len(left.quantities) != len(right.quantities):
        return False
    mine, theirs = side(left), side(right)
    return all(
        any(
            _same_measure(one, other, mine, theirs) and abs(_value(one) - _value(other)) <= 0.02 * abs(_value(one))
            for other in right.quantities
        )
        for one in left.quantities
    )


def moved_on(left: Claim, right: Claim) -> bool:
    """Whether a figure of the one moved on in the other: a later article with a higher toll."""
    mine, theirs = side(left), side(right)
    return any(
        _same_measure(one, other, mine, theirs) and not agree(one, other) and _moved_on(one, other, left, right)
        for one in left.quantities
        for other in right.quantities
    )


def agree(left: Quantity, right: Quantity) -> bool:
    """Whether two figures can both be right, given their bounds and usual rounding."""
    low, high = _interval(left)
    floor_, ceiling = _interval(right)
    return max(low, floor_) <= min(high, ceiling)


def _possible(left: Claim, right: Claim) -> bool:
    for claim in (left, right):
        if (
            is_scoped(claim)
            or _is_polled(claim)
            or claim.stance is not Stance.ASSERTS
            or claim.modality is not Modality.FACT
            or claim.frame.negations
        ):
            return False
    return True


def _is_polled(claim: Claim) -> bool:
    """Whether the figures are a sample's or a forecaster's, of which another one differs by right."""
    words = {word.lemma for word in claim.frame.words} | set(claim.speaker.lower().split())
    return bool(words & POLLS)


def _clash(left: Claim, right: Claim, one: Quantity, other: Quantity, shared: float) -> Comparison:
    score = min(0.95, 0.6 + 0.1 * shared)
    proof = _words(one, left), _words(other, right)
    reason = f"{one.value:g} and {other.value:g} for the same thing"
    return Comparison(Relation.CONFLICT, score, ConflictKind.QUANTITY, *proof, sentence(left, right), reason)


def _words(quantity: Quantity, claim: Claim) -> Spans:
    """The words of a figure and of what is counted, next to it."""
    return evidence(claim, _about(quantity, claim), [quantity.span])


def _about(quantity: Quantity, claim: Claim) -> list[Item]:
    """The word that says what is counted, next to the figure."""
    wanted = keys(quantity.of, "NOUN") if quantity.of else frozenset()
    return [item for item in side(claim).items if wanted and not wanted.isdisjoint(item.keys)][:1]


def _counted(quantity: Quantity) -> frozenset[str]:
    """The keys of what is counted."""
    return keys(quantity.of, "NOUN") if quantity.of else frozenset()


def _verbs(*quantities: Quantity) -> frozenset[str]:
    """The keys of the verbs that figures belong to."""
    return frozenset(measure_key(quantity.measure).split(" ")[0] for quantity in quantities)


def _same_measure(left: Quantity, right: Quantity, mine: Side, theirs: Side) -> bool:
    """Whether two figures measure the same: unit, what is counted, and the verb."""
    if base(left.unit) != base(right.unit) or measure_key(left.measure) != measure_key(right.measure):
        return False
    people = left.of in PEOPLE and right.of in PEOPLE
    if (
        not people
        and keys(left.of, "NOUN").isdisjoint(keys(right.of, "NOUN"))
        and not _share(left, right, mine, theirs)
    ):
        return False
    roles = _role(left, mine), _role(right, theirs)
    return left.measure != right.measure or roles not in (("agent", "patient"), ("patient", "agent"))


def _share(left: Quantity, right: Quantity, mine: Side, theirs: Side) -> bool:
    """Whether both are shares, and what the one counts in full is what the other side speaks of.

    "The silo holds 90 percent of its grain", "the silo holds 80 percent".
    """
    if not left.unit == right.unit == "%" or not left.of or not right.of:
        return False
    return not (keys(left.of, "NOUN").isdisjoint(theirs.keys) and keys(right.of, "NOUN").isdisjoint(mine.keys))


def _role(quantity: Quantity, one: Side) -> str:
    """The role of what is counted."""
    after = (item for item in one.items if item.word.span[0] >= quantity.span[1] and item.word.lemma == quantity.of)
    return next((item.role for item in after), "")


def base(unit: str) -> str:
    """The unit that a unit is told in: hours in seconds. Any other is its own."""
    return BASES.get(unit, (unit, 1))[0]


def _times(quantity: Quantity) -> float:
    """By what a figure is multiplied to be in its base unit."""
    return BASES.get(quantity.unit, ("", 1))[1]


def _value(quantity: Quantity) -> float:
    """A figure in its base unit."""
    return quantity.value * _times(quantity)


def _interval(quantity: Quantity) -> tuple[float, float]:
    """The true figures that a stated one leaves room for, in its base unit."""
    value, slack = _value(quantity), _slack(quantity) * _times(quantity)
    if quantity.bound is Bound.AT_LEAST:
        return value - slack, inf
    if quantity.bound is Bound.AT_MOST:
        return -inf, value + slack
    if quantity.bound is Bound.ABOUT:
        slack = max(slack, 0.15 * abs(value))
    return value - slack, value + slack


def _slack(quantity: Quantity) -> float:
    """How far the true figure may be off for rounding: half of the last digit that isn't zero, for large figures."""
    value = abs(quantity.value)
    if value != int(value):
        return 0.05
    if value < 20:
        return 0.4 if quantity.unit else 0.0
    step = 1
    while value % (step * 10) == 0:
        step *= 10
    digits = floor(log10(value)) + 1
    return 0.49 * step if step > 1 else (0.02 * value if digits > 3 else 0.0)


def _moved_on(one: Quantity, other: Quantity, left: Claim, right: Claim) -> bool:
    """Whether the later article's figure may simply be newer."""
    apart = days_apart(left, right)
    if not apart:
        return False
    earlier, later = (one, other) if apart > 0 else (other, one)
    if measure_key(one.measure) in CUMULATIVE or one.of in ("death", "toll"):
        return _value(later) > _value(earlier)
    return abs(apart) > STALE and not (left.dates and right.dates)
