"""Which cue a quotation belongs to, by what stands right before and after its marks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from benchmarks.rules import tree
from benchmarks.rules.forms import Cue, Form
from benchmarks.rules.lexicon import probability
from benchmarks.rules.sources import source_of
from extraction.marks import Marks
from extraction.unclaimed import ends_sentence, is_border, is_sentence, is_stop, unclaimed

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

REACH = 24
"""How many tokens may stand between a quotation and its cue."""
_LIGHT = frozenset({",", ";", "-", "–", "—", "--", "…", "..."})


def quoted_cues(doc: Doc, marks: Marks) -> tuple[Cue, ...]:
    """Verbs that a quotation stands beside, each with the quotations that are its content."""
    held: dict[int, list[int]] = defaultdict(list)
    places: dict[int, str] = {}
    owners: dict[int, int] = {}
    for index in range(len(marks.ranges)):
        found = _verb_beside(doc, marks, index)
        last = next((i for i in (index - 1, index - 2) if i in owners), None)
        if found is None and last is not None and _goes_on(doc, marks, index, last, owners[last]):
            found = owners[last], places[owners[last]]
        if found is not None:
            owners[index] = found[0]
            places.setdefault(found[0], found[1])
            held[found[0]].append(index)
    return tuple(_cue(doc[verb], places[verb], tuple(indices)) for verb, indices in held.items())


def floating_cues(doc: Doc, marks: Marks, taken: frozenset[int]) -> tuple[Cue, ...]:
    """Quotations that are whole sentences and that no cue claims."""
    return tuple(
        Cue(marks.ranges[indices[0]][0], (), Form.FLOATING, "", quotations=indices)
        for indices in unclaimed(doc, marks, taken)
    )


def _cue(verb: Token, place: str, held: tuple[int, ...]) -> Cue:
    clause = tree.child(verb, {"ccomp"})
    content = (clause.i,) if clause is not None else ()
    return Cue(verb.i, (tree.verb_group(verb),), Form.QUOTED, f"{verb.lemma_.lower()} {place}", content, held)


def _verb_beside(doc: Doc, marks: Marks, index: int) -> tuple[int, str] | None:
    """The likeliest verb right after or right before a quotation, and where it stands."""
    options = [*_after(doc, marks, index), *_before(doc, marks, index)]
    scored = [
        (probability(Form.QUOTED, f"{doc[i].lemma_.lower()} {place}") * weight, i, place)
        for i, place, weight in options
    ]
    best = max(scored, default=(0.0, -1, ""))
    return best[1:] if best[0] > 0 else None


def _after(doc: Doc, marks: Marks, index: int) -> Iterator[tuple[int, str, float]]:
    """Verbs whose group opens right behind the quotation: '"...," he said', '"...," said the minister'."""
    start, end = marks.ranges[index]
    if ends_sentence(doc, end):
        return
    at = end
    while at < len(doc) and at < end + 3 and doc[at].text in _LIGHT:
        at += 1
    last = doc[end - 2].text if end - 2 > start else ""
    comma = at > end or last in _LIGHT or last in {"?", "!"}
    for i in range(at, min(at + REACH, len(doc))):
        token = doc[i]
        if marks.of[i] >= 0 or is_stop(token) or is_border(token):
            return
        if token.pos_ != "VERB" or token.dep_ in {"relcl", "amod"} or not tree.is_finite(token):
            continue
        if _group_start(doc, token, marks) <= at + 1:
            yield i, "after" if comma else "bare", 3.0 if comma else 0.3


def _group_start(doc: Doc, verb: Token, marks: Marks) -> int:
    """Where a verb and its source begin."""
    source = source_of(doc, _cue(verb, "", ()), marks)
    start = tree.verb_group(verb)[0]
    return min([start, *(s for s, _ in source)])


def _before(doc: Doc, marks: Marks, index: int) -> Iterator[tuple[int, str, float]]:
    """Verbs before the quotation, with no clause of their own outside it: 'he said: "..."', 'she told him, "..."'."""
    first = marks.ranges[index][0]
    if first and is_border(doc[first - 1]) and first > 1 and doc[first - 2].text == ":":
        first -= 1
    ends = doc[first - 1].text if first else ""
    whole = is_sentence(doc, marks, index, alone=False)
    for i in range(first - 1, max(first - REACH, 0) - 1, -1):
        token = doc[i]
        if marks.of[i] >= 0 or is_stop(token) or is_border(token):
            return
        if token.pos_ != "VERB" or token.dep_ == "amod":
            continue
        clause = tree.child(token, {"ccomp"})
        if clause is not None and marks.of[clause.i] != index and ends != ":":
            continue
        if ends == ":":
            yield i, "colon", 1.0
        elif ends == "," and (whole or tree.child(token, {"dobj", "oprd", "attr", "xcomp"}) is None):
            yield i, "comma" if whole else "bare", 0.9
        elif whole and (clause is not None or i >= first - 2):
            yield i, "bare", 0.8


def _goes_on(doc: Doc, marks: Marks, index: int, last: int, owner: int) -> bool:
    """Whether a quotation without a cue goes on with an earlier one, in the next sentence or paragraph."""
    if marks.quotations[index].continues:
        return last == index - 1
    first = marks.ranges[index][0]
    gap = doc[max(marks.ranges[last][1], owner + 1) : first]
    if len(gap) > 2 * REACH or any(is_border(t) for t in gap):
        return False
    stops = [t.i for t in gap if is_stop(t)]
    if not stops:
        return last == index - 1 and not any(t.pos_ in tree.VERBS for t in gap)
    return stops[0] >= first - 2
