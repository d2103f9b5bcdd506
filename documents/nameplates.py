"""What newspapers are called: a line that can only be one's nameplate."""

from __future__ import annotations

import re

_KINDS = (
    "advertiser argus bulletin chronicle citizen courier daily dispatch echo examiner express gazette globe guardian "
    "herald independent inquirer journal ledger mail mercury mirror monitor news observer post press record register "
    "reporter review sentinel standard star telegraph times tribune weekly wire"
)
_NAMEPLATE = re.compile(
    rf"(?:the )?(?:[\w'’&.-]{{1,20}} ){{0,3}}(?:{_KINDS.replace(' ', '|')})(?: [\w'’&.-]{{1,20}})?", re.I
)
_MOST_WORDS = 5


def is_nameplate(line: str) -> bool:
    """Say whether a line is a newspaper's name and nothing else: "The Saltmarsh Courier", "HARBOUR NEWS"."""
    words = line.split()
    capitals = all(word[0].isupper() or word in ("of", "and", "&") for word in words)
    return 2 <= len(words) <= _MOST_WORDS and capitals and _NAMEPLATE.fullmatch(line) is not None
