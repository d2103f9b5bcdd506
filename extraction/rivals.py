"""Of two who are said to have spoken one quotation, the one whose cue stands nearer has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from extraction.edges import tokens
from extraction.marks import Marks
from extraction.reader.attributions import Attribution


def parted(kept: Mapping[int, Attribution], marks: Marks) -> dict[int, Attribution]:
    """The attributions that stand alone, each without the whole quotations that another's cue is nearer to.

    "“It is cold,” Ames said. “It is late,” Bell said.": the network now and then gives Bell both. One that would be
    left with nothing keeps what it has.
    """
    owners: dict[int, list[int]] = {}
    for at, one in kept.items():
        for quotation in _quotations(one, marks) if one.inside is None else ():
            owners.setdefault(quotation, []).append(at)
    lost: dict[int, set[int]] = {}
    for quotation, claiming in owners.items():
        nearest = min(claiming, key=lambda at: (_away(kept[at], marks, quotation), at))
        for at in claiming:
            if at != nearest:
                lost.setdefault(at, set()).add(quotation)
    return {at: _without(one, lost[at], marks) if at in lost else one for at, one in kept.items()}


def _quotations(one: Attribution, marks: Marks) -> set[int]:
    return {marks.of[i] for i in tokens(one.content)} - {-1}


def _away(one: Attribution, marks: Marks, quotation: int) -> int:
    """Tokens between a cue and a quotation."""
    start, end = marks.ranges[quotation]
    return max(0, one.cue[0][0] - end, start - one.cue[-1][1])


def _without(one: Attribution, lost: set[int], marks: Marks) -> Attribution:
    content = tuple(
        piece for piece in one.content if marks.of[piece[0]] not in lost or marks.of[piece[1] - 1] not in lost
    )
    return replace(one, content=content) if content else one
