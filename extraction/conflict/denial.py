"""Denial: one denies what the other says was so."""

from __future__ import annotations

from extraction.claims.lexicon import REPORT
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
    side,
    things_clash,
)
from extraction.conflict.families import keys
from extraction.conflict.sentence import sentence
from extraction.conflict.timing import times_clash
from extraction.types import Claim, Comparison, ConflictKind, Modality, Relation, Stance, Word

COVERED = 0.7
"""How much of what is denied the assertion must speak of."""


def compare_denial(left: Claim, right: Claim) -> Comparison | None:
    """A clash of denial, or None.

    One side denies, the other asserts as fact that the denied thing was done, and by the one of whom it is
    denied (or by what acts for them: a government's forces). A denied request, a denial of another
    thing, and one who merely reports the denial give None.
    """
    if left.stance is Stance.DENIES and right.stance is Stance.ASSERTS:
        return _compare(left, right, denier_first=True)
    if right.stance is Stance.DENIES and left.stance is Stance.ASSERTS:
        return _compare(right, left, denier_first=False)
    return None


def _compare(denial: Claim, assertion: Claim, *, denier_first: bool) -> Comparison | None:
    denied, asserted = side(denial), side(assertion)
    if not _possible(denial, assertion) or not _same_doer(denial, denied, asserted):
        return None
    core = [item for item in denied.items if item.role != "agent"]
    covered = coverage(core, asserted)
    proof = list(heavy(core, asserted))
    if covered < COVERED or not any(item.word.pos != "ADJ" for item in proof) or not denial.frame.negations:
        return None
    if names_clash(denied, asserted) and _core_names_clash(denied, asserted):
        return None
    if things_clash(denied, asserted) or owners_clash(denied, asserted) or times_clash(denial, assertion):
        return None
    here = evidence(denial, proof, denial.frame.negations)
    there = evidence(assertion, _asserting(asserted, denied))
    left, right = (denial, assertion) if denier_first else (assertion, denial)
    left_proof, right_proof = (here, there) if denier_first else (there, here)
    score = 0.55 + 0.4 * covered * min(1.0, sum(item.weight for item in proof) / 2.5)
    return Comparison(
        Relation.CONFLICT,
        score,
        ConflictKind.DENIAL,
        left_proof,
        right_proof,
        sentence(left, right),
        "denied and asserted",
    )


def _asserting(asserted: Side, denied: Side) -> list[Item]:
    """What of the assertion clashes: who did it, the deed, its object, and what the denial speaks of too."""
    deed = [at for at, item in enumerate(asserted.items) if item.role == "predicate"]
    objects = [item for item in asserted.items if item.role == "patient" and item.head in deed]
    return [
        *heavy(asserted.items, denied),
        *(asserted.items[at] for at in deed),
        *asserted.having("agent"),
        *objects,
    ]


def _possible(denial: Claim, assertion: Claim) -> bool:
    """Whether both speak of a fact, the one denying it and the other affirming it."""
    if is_scoped(denial) or is_scoped(assertion):
        return False
    if denial.modality is not Modality.FACT or assertion.modality is not Modality.FACT:
        return False
    inner = max(0, len(denial.frame.negations) - 1)
    if inner % 2 != len(assertion.frame.negations) % 2:
        return False
    denied = {key for word in denial.frame.words if word.role == "predicate" for key in keys(word.lemma, word.pos)}
    for word in assertion.frame.words:
        if word.role == "predicate" and word.lemma in REPORT and denied.isdisjoint(keys(word.lemma, word.pos)):
            return False
    return True


def _same_doer(denial: Claim, denied: Side, asserted: Side) -> bool:
    """Whether the assertion says it of the one of whom it is denied.

    Where it names no doer ("oil leaked from ..."), the words for them must stand elsewhere in it. A denial that
    names only who suffered it ("three clerks had been robbed") is of the deed, whoever did it.
    """
    if not denied.having("agent") and denied.having("patient"):
        return agents_agree(denied.having("patient"), [*asserted.having("patient"), *asserted.having("agent")])
    doers = [item for item in denied.having("agent") if item.word.pos != "PRON"]
    if not doers:
        doers = _named(denial)
    theirs = [item for item in asserted.having("agent") if item.word.pos != "PRON"]
    if doers and theirs and agents_agree(doers, theirs):
        return True
    suffering = {key for item in denied.items if item.role != "agent" for key in item.keys}
    passive = all(not item.keys.isdisjoint(suffering) for item in theirs)
    named = [item for item in doers if item.is_name] or doers
    return passive and bool(named) and any(asserted.has(item) and item.weight > 0.5 for item in named)


def _named(denial: Claim) -> list[Item]:
    """The denier's name as items, where the denied clause has only a pronoun as its doer."""
    words = denial.speaker.split()
    return [
        Item(word, keys(word.lemma, word.pos), 1.3 if word.pos == "PROPN" else 0.2, -1)
        for word in (_as_word(text) for text in words)
    ]


def _as_word(text: str) -> Word:
    return Word(text.lower(), "PROPN" if text[:1].isupper() else "NOUN", (0, 1), "agent")


def _core_names_clash(denied: Side, asserted: Side) -> bool:
    """Whether what is denied names what the assertion doesn't, the doers apart."""
    return any(item.is_name and item.role != "agent" and not asserted.has(item) for item in denied.items)
