"""Lines that a program broke at its margin, joined to paragraphs again; lines that somebody broke on purpose stay."""

from __future__ import annotations

import re
from collections.abc import Sequence

NARROWEST, WIDEST = 40, 100
"""In characters. Shorter lines are verse, lists, addresses; longer ones were not broken at a margin."""

_SLACK = 0.92
_BEGINS_ITEM = re.compile(r"(?:[-*•–]|\d{1,3}[.)])\s")


def unwrapped(lines: Sequence[str]) -> list[str]:
    """Give the paragraphs of some lines, an empty one being a blank line.

    A line was broken at the margin if the next one's first word had no room on it (filled greedily, as mail programs
    do). Others end their paragraph's line: they are a paragraph of their own, or its last.
    """
    margin = _margin(lines)
    found: list[str] = []
    after_blank = True
    last_line = ""
    for line in (" ".join(line.split()) for line in lines):
        if line and not after_blank and _goes_on(last_line, line, margin):
            found[-1] += line if found[-1].endswith("-") else f" {line}"
        elif line:
            found.append(line)
        after_blank, last_line = not line, line
    return found


def _margin(lines: Sequence[str]) -> int:
    """Give the width to which these lines are filled: what nine in ten don't exceed."""
    lengths = sorted(len(line) for line in lines if line.strip())
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _goes_on(last_line: str, line: str, margin: int) -> bool:
    """Say whether a line goes on with the paragraph of the one before it."""
    if not NARROWEST <= margin <= WIDEST or _BEGINS_ITEM.match(line):
        return False
    return len(last_line) + 1 + len(line.split(" ", 1)[0]) > margin * _SLACK
