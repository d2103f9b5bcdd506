"""Quotes: a cue, its source and its content put together, each word in one quote or in one inside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from benchmarks.rules.forms import Cue, Form
from benchmarks.rules.reasons import reason
from benchmarks.rules.scores import score
from extraction.acts import DENIALS
from extraction.edges import characters, kind_of, size, tokens
from extraction.marks import Marks
from extraction.types import CueClass, Quote, Spans

if TYPE_CHECKING:
    from spacy.tokens import Doc

THRESHOLD = 0.38
"""The least score of a quote that is kept: F1 is flat from 0.28 to 0.4, so the higher precision is taken."""
NESTED = 0.6
"""The least score of a quote inside another's content: the model was fitted on those that stand alone."""
_PROPOSITIONS = {
    Form.QUOTED,
    Form.CLAUSE,
    Form.QUESTION,
    Form.NOUN_CLAUSE,
    Form.ADJECTIVE_CLAUSE,
    Form.ASIDE,
    Form.ACCORDING,
}
_SELF = frozenset({"i", "we", "you"})
SAME = 0.5
"""Contents that share this part of their words tell the same thing: the likelier cue is kept."""
DEEPEST = 20
"""Contents that may hold one cue: sentences have a few; a broken parse of one endless line has thousands."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A quote in ranges of tokens."""

    cue: Cue
    source: Spans
    content: Spans
    score: float


def assemble(
    doc: Doc, cues: Sequence[Cue], sources: Sequence[Spans], contents: Sequence[Spans], marks: Marks
) -> tuple[Quote, ...]:
    """The quotes of a text in order, without voices. A quote inside another's content has it as parent."""
    depths = _depths(doc, contents)
    drafts = [
        Draft(cue, source, content, score(doc, cue, source, content, marks))
        for cue, source, content in zip(cues, sources, contents, strict=True)
        if content and depths[cue.head] <= DEEPEST
    ]
    kept = distinct([draft for draft in drafts if draft.score >= _least(draft)])
    kept = [
        draft
        for draft, parent in zip(kept, parents_of(kept), strict=True)
        if (_is_retold(doc, draft) if parent is not None else _is_ours(draft, marks))
    ]
    parents = parents_of(kept)
    return tuple(_quote(doc, draft, marks, parent) for draft, parent in zip(kept, parents, strict=True))


def _depths(doc: Doc, contents: Sequence[Spans]) -> list[int]:
    """For each token how many contents hold it."""
    steps = [0] * (len(doc) + 1)
    for start, end in (span for content in contents for span in content):
        steps[start] += 1
        steps[end] -= 1
    return list(accumulate(steps))


def distinct(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts in order of the text, less those whose content a likelier one tells as well."""
    owners: dict[int, list[int]] = {}
    kept: dict[int, Draft] = {}
    for number, draft in sorted(enumerate(drafts), key=lambda pair: (-pair[1].score, pair[0])):
        told = tokens(draft.content)
        shared: dict[int, int] = {}
        for word in told:
            for other in owners.get(word, ()):
                shared[other] = shared.get(other, 0) + 1
        if any(_tell_the_same(draft, kept[other], n) for other, n in shared.items()):
            continue
        kept[number] = draft
        for word in told:
            owners.setdefault(word, []).append(number)
    return sorted(kept.values(), key=lambda draft: (draft.content[0], draft.cue.head))


def _tell_the_same(draft: Draft, other: Draft, shared: int) -> bool:
    """Whether two contents are one. Where one holds the other's cue they are not: one is reported inside the other."""
    if shared / (size(draft.content) + size(other.content) - shared) < SAME:
        return False
    return not (_holds(draft, other) or _holds(other, draft))


def _holds(outer: Draft, inner: Draft) -> bool:
    return any(start <= inner.cue.head < end for start, end in outer.content)


def parents_of(drafts: Sequence[Draft]) -> list[int | None]:
    """For each draft the index of the smallest other one whose content holds its cue."""
    holders: dict[int, int] = {}
    order = sorted(range(len(drafts)), key=lambda i: -size(drafts[i].content))
    parents: list[int | None] = [None] * len(drafts)
    for i in order:
        draft = drafts[i]
        anchor = draft.cue.head
        parents[i] = holders.get(anchor)
        for word in tokens(draft.content):
            holders[word] = i
    return parents


def _least(draft: Draft) -> float:
    """The least score of a draft: a denial is what a record of claims can't miss, so half will do for it."""
    return THRESHOLD / 2 if draft.cue.key.split(" ")[0] in DENIALS else THRESHOLD


def _is_ours(draft: Draft, marks: Marks) -> bool:
    """Whether the text itself attributes: a cue in a quotation that nobody says is the quotation's own."""
    return draft.cue.form is Form.FLOATING or marks.of[draft.cue.head] < 0


def _is_retold(doc: Doc, draft: Draft) -> bool:
    """Whether a quote inside another's content tells what somebody else said or thought.

    It must hold a proposition; what the speaker thinks or sees ("I think it was late") is what they say.
    """
    if draft.score < NESTED or draft.cue.form not in _PROPOSITIONS:
        return False
    own = any(doc[i].lower_ in _SELF for start, end in draft.source for i in range(start, end))
    return not own or draft.cue.cue_class is CueClass.SPEECH


def _quote(doc: Doc, draft: Draft, marks: Marks, parent: int | None) -> Quote:
    return Quote(
        source=characters(doc, draft.source),
        cue=characters(doc, draft.cue.words),
        content=characters(doc, draft.content),
        kind=kind_of(doc, draft.content, marks),
        cue_class=draft.cue.cue_class,
        found_score=round(draft.score, 3),
        reason=reason(doc, draft.cue, draft.source, draft.content),
        parent=parent,
    )
