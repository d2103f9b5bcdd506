"""What keeps two claims from clashing whatever their words: another doer, time or measure, a question, a plan.

Each gate is one function that says in words why nothing clashes, or "" where it knows of nothing.
"""

from __future__ import annotations

import re

from extraction.claims.lexicon import REPORT
from extraction.conflict.alignment import (
    Item,
    Side,
    agents_agree,
    is_scoped,
    names_clash,
    roles_swapped,
    side,
    who_is_open,
)
from extraction.conflict.families import CUMULATIVE, keys, measure_key
from extraction.conflict.quantity import agree, base, moved_on
from extraction.conflict.timing import times_clash
from extraction.types import Claim, ConflictKind, Modality, Quantity, Stance

DENYING = (ConflictKind.DENIAL, ConflictKind.NEGATION)
_NO_LONGER = re.compile(r"\b(?:any ?more|no longer|any longer)\b", re.IGNORECASE)
_RANGE = re.compile(r"\b\d[\d,.]*(?: and | to |–|-)\d")
_NOBODY_DID = re.compile(r"(?:nobody|no one|none)(?: had| has)? \w+", re.IGNORECASE)
_BOTH_TRUE = re.compile(r"\A(?>.*?\bboth\b).*\btrue\b", re.IGNORECASE)
SURE_OF_ITSELF = 0.9
"""The score from which the trained judge is believed against signs that are weak."""
PLACED = (*DENYING, ConflictKind.QUANTITY)


def silence(left: Claim, right: Claim, kind: ConflictKind, score: float = 0.0) -> str:
    """Why a clash of this kind can't be one; "" where nothing speaks against it.

    `score` is the trained judge's: where it reaches SURE_OF_ITSELF, only what can't be otherwise counts against it.
    """
    gates = GATES if score < SURE_OF_ITSELF else STRICT
    return next((why for gate in gates if (why := gate(left, right, kind))), "")


def cut_short(left: Claim, right: Claim, kind: ConflictKind) -> str:
    """Why two claims that were cut out of quotes don't clash, however sure the judge is; "" where nothing says so."""
    return next((why for gate in CUT if (why := gate(left, right, kind))), "")


def _unlike(left: Claim, right: Claim, kind: ConflictKind) -> str:
    """A question, or the one of a fact and the other of what may or will be."""
    if Stance.ASKS in (left.stance, right.stance):
        return "a question"
    facts = left.modality is Modality.FACT, right.modality is Modality.FACT
    if left.modality is right.modality is Modality.NECESSARY:
        return "two wishes"
    return "" if all(facts) or (not any(facts) and left.modality is right.modality) else "no fact beside a fact"


def _part(left: Claim, right: Claim, kind: ConflictKind) -> str:
    """A negation of a part alone: "not all did", "not only"."""
    if kind not in (*DENYING, ConflictKind.OPPOSITE):
        return ""
    only = any("not only" in claim.text.lower() for claim in (left, right))
    return "a part and the whole" if only or is_scoped(left) != is_scoped(right) else ""


def _other_time(left: Claim, right: Claim, kind: ConflictKind) -> str:
    """Each names a time, and the times are different: a clash only of dates."""
    return "another time" if kind is not ConflictKind.DATE and times_clash(left, right) else ""


def _other_doer(left: Claim, right: Claim, kind: ConflictKind) -> str:
    """What is denied of one, or counted of one, is said of another."""
    if kind not in PLACED:
        return ""
    mine, theirs = side(left), side(right)
    if kind in DENYING and (who_is_open(mine) or who_is_open(theirs)):
        return "nobody known did it"
    doers = _named_doers(mine), _named_doers(theirs)
    if all(doers) and names_clash(mine, theirs) and not agents_agree(mine.having("agent"), theirs.having("agent")):
        return "another doer"
    return ""


def _reports(left: Claim, right: Claim, kind: ConflictKind) -> str:
    """One side denies, and the other says that it denies."""
    if kind is not ConflictKind.DENIAL or left.stance is right.stance:
        return ""
    plain = right if left.stance is Stance.DENIES else left
    denies = keys("deny", "VERB")
    told = (word for word in plain.frame.words if word.role == "predicate" and word.lemma in REPORT)
    return "a report of the denial" if any(not keys(w.lemma, w.pos).isdisjoint(denies) for w in told) else ""


def _figures(left: Claim, right: Claim, kind: ConflictKind) -> str:
    """Figures that leave room for each other, that moved on, or that count different things."""
    if kind is not ConflictKind.QUANTITY:
        return ""
    if any(_RANGE.search(claim.text) for claim in (left, right)):
        return "a range"
    if not left.quantities or not right.quantities:
        return ""
    if moved_on(left, right):
        return "a figure that moved on"
    pairs = [(one, other) for one in left.quantities for other in right.quantities]
    return "figures that agree" if all(agree(*pair) or _other_measure(*pair) for pair in pairs) else ""


def _other_measure(one: Quantity, other: Quantity) -> bool:
    """Whether two figures can't be held together: another unit, or the killed and the hurt."""
    first, second = measure_key(one.measure), measure_key(other.measure)
    return base(one.unit) != base(other.unit) or (first != second and first in CUMULATIVE and second in CUMULATIVE)


def _other_place(left: Claim, right: Claim, kind: ConflictKind) -> str:
    """Each names a place that the other doesn't."""
    mine, theirs = side(left), side(right)
    here = any(item.is_name and not theirs.has(item) for item in mine.having("place"))
    there = any(item.is_name and not mine.has(item) for item in theirs.having("place"))
    return "another place" if here and there and kind in PLACED else ""


def _negated(left: Claim, right: Claim, kind: ConflictKind) -> str:
    """A clash by negation has one side negated, and a clash of dates both or neither."""
    one_alone = _one_negates(left, right)
    if kind is ConflictKind.NEGATION and not one_alone:
        return "negated alike"
    return "negated of one day" if kind is ConflictKind.DATE and one_alone else ""


def _one_negates(left: Claim, right: Claim) -> bool:
    """Whether one of two claims is negated and the other isn't."""
    return len(left.frame.negations) % 2 != len(right.frame.negations) % 2


def _names_alone(left: Claim, right: Claim, kind: ConflictKind) -> str:
    """Nothing in common but whom they speak of: who did a thing, or whether, is asked of one thing."""
    if kind not in (*DENYING, ConflictKind.AGENT, ConflictKind.OTHER):
        return ""
    common = _common(left, right)
    return "only names in common" if common and all(item.is_name for item in common) else ""


def _swapped(left: Claim, right: Claim, kind: ConflictKind) -> str:
    """Who is denied to have done it is who suffered it on the other side: "Orlen did not attack Marovia"."""
    swapped = kind in DENYING and roles_swapped(side(left), side(right))
    return "who did it and who suffered it have changed places" if swapped else ""


def _another_act(left: Claim, right: Claim, kind: ConflictKind) -> str:
    """What one denies is another act than what he owns to: "denied firing", "used water cannon"."""
    if kind is not ConflictKind.DENIAL or left.stance is right.stance:
        return ""
    mine, theirs = _acts(left), _acts(right)
    own = bool(left.speaker) and left.speaker == right.speaker
    return "a denial of another act" if own and mine and theirs and mine.isdisjoint(theirs) else ""


def _acts(claim: Claim) -> set[str]:
    return {key for word in claim.frame.words if word.role == "predicate" for key in keys(word.lemma, word.pos)}


def _nothing_named(left: Claim, right: Claim, kind: ConflictKind) -> str:
    """Nothing in common but a verb: "I am not going there", "I am going home"."""
    return but_a_verb(left, right, kind) if kind is ConflictKind.OPPOSITE else ""


def but_a_verb(left: Claim, right: Claim, kind: ConflictKind) -> str:
    """The same, of a denial or a date too, for claims of two stories: "they resigned", "he had not resigned"."""
    known = kind not in (*DENYING, ConflictKind.OPPOSITE, ConflictKind.DATE) or _names_a_thing(left, right)
    return "" if known else "nothing named in common"


def _denied_alike(left: Claim, right: Claim, kind: ConflictKind) -> str:
    """What one denies is the opposite of what the other says: "denied that it was rotten", "it was firm"."""
    one_denies = (left.stance is Stance.DENIES) != (right.stance is Stance.DENIES)
    return "a denial of the opposite" if kind is ConflictKind.OPPOSITE and one_denies else ""


def _not_that_day(left: Claim, right: Claim, kind: ConflictKind) -> str:
    """Somebody who names a day, and says that it was not another."""
    own = bool(left.speaker) and left.speaker == right.speaker
    return "not on another day" if kind is ConflictKind.DATE and own and _one_negates(left, right) else ""


def _no_cause(left: Claim, right: Claim, kind: ConflictKind) -> str:
    """A clash of causes of which one side gives none: "the lamp went out", "both accounts are true"."""
    if kind is not ConflictKind.CAUSE:
        return ""
    bare = any(all(word.role in ("agent", "predicate") for word in claim.frame.words) for claim in (left, right))
    return "no cause given" if bare or any(_BOTH_TRUE.search(claim.text) for claim in (left, right)) else ""


def _nobody(left: Claim, right: Claim, kind: ConflictKind) -> str:
    """ "Nobody rang" beside "the bell rang": of whom or what it is said, nothing tells."""
    bare = any(_NOBODY_DID.fullmatch(claim.text) for claim in (left, right))
    return "nobody did some such thing" if bare and kind in DENYING and not _names_a_thing(left, right) else ""


def _names_a_thing(left: Claim, right: Claim) -> bool:
    """Whether both have a noun, a name or a figure in common that is no speaker's."""
    speakers = f"{left.speaker} {right.speaker}".lower().split()
    words = (item.word for item in _common(left, right) if item.word.pos in ("NOUN", "PROPN", "NUM"))
    return any(word.lemma.lower() not in (*speakers, "one") for word in words)


def _ended(left: Claim, right: Claim, kind: ConflictKind) -> str:
    """What one says was so, and the other that it is so no longer, of another day."""
    if kind not in (*DENYING, ConflictKind.OPPOSITE) or left.published == right.published:
        return ""
    return "no longer so" if bool(_NO_LONGER.search(left.text)) != bool(_NO_LONGER.search(right.text)) else ""


def _common(left: Claim, right: Claim) -> list[Item]:
    """What both sides speak of."""
    theirs = side(right)
    return [item for item in side(left).items if theirs.has(item)]


def _named_doers(one: Side) -> bool:
    return any(item.is_name for item in one.having("agent"))


STRICT = (
    _unlike,
    _part,
    _other_time,
    _other_place,
    _reports,
    _figures,
    _swapped,
    _another_act,
    _ended,
)
"""What keeps two claims from clashing however sure the judge is."""
GATES = (*STRICT, _other_doer, _negated, _names_alone, _nothing_named)
"""All of them; the last ones go by single words, and are as often wrong as a judge that is sure of itself."""
CUT = (_denied_alike, _no_cause, _nobody, _not_that_day)
"""What keeps two claims that were cut out of quotes from clashing besides: they lack what a statement written to stand
alone says, and a clash of such statements may be silenced by these."""
