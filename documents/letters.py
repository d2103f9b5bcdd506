"""The words of an e-mail written as plain text: its paragraphs, without signature, marks of quoting and forwarding."""

from __future__ import annotations

import re
from collections.abc import Sequence

from documents.unwrapping import unwrapped

_OWN_LETTERS = 250
"""With as many letters of its own, a mail is no mere cover for what it quotes."""

_QUOTED = re.compile(r"(?:> ?)+")
_FORWARDED = re.compile(r"-{2,20} ?(?:forwarded|original) message ?-{2,20}$|begin forwarded message:$", re.I)
_HEADER = re.compile(r"\*?(?:from|to|cc|date|sent|subject|reply-to|organization)\*?:", re.I)
_ANSWERED = re.compile(r"on [^\n]{5,200} wrote:$", re.I)
_SIGNATURE = "-- "


def read_letter(text: str, *, flowed: bool = False, space_deleted: bool = False) -> list[str]:
    """Give the paragraphs of a mail's plain text.

    `flowed` and `space_deleted` are what its header says of soft line breaks (RFC 3676). Lines that quote an earlier
    mail are left out, unless they are nearly all there is: then it was sent on for their sake.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if _SIGNATURE in lines:
        lines = lines[: lines.index(_SIGNATURE)]
    own = [line for line in lines if not line.startswith(">") and not _ANSWERED.match(line.strip())]
    if sum(map(str.isalpha, "".join(own))) < _OWN_LETTERS:
        own = [_QUOTED.sub("", line, count=1) if line.startswith(">") else line for line in lines]
    if flowed:
        own = _unflowed(own, space_deleted=space_deleted)
        return [" ".join(line.split()) for line in _without_forwarding(own) if line.strip()]
    return unwrapped(_without_forwarding(own))


def _unflowed(lines: Sequence[str], *, space_deleted: bool) -> list[str]:
    """Join lines that end in a blank with the next, as RFC 3676 says; a blank before a line is stuffing."""
    found: list[str] = []
    is_soft = False
    for line in lines:
        line = line[1:] if line.startswith(" ") else line
        if is_soft:
            found[-1] += line
        else:
            found.append(line)
        is_soft = line.endswith(" ")
        if is_soft and space_deleted:
            found[-1] = found[-1][:-1]
    return found


def _without_forwarding(lines: Sequence[str]) -> list[str]:
    """Leave out the line that says that a mail was sent on, and the header that stands below it."""
    found: list[str] = []
    in_header = False
    for line in lines:
        bare = line.strip()
        if _FORWARDED.match(bare):
            in_header = True
            found.append("")
        elif not in_header or (bare and not _HEADER.match(bare)):
            in_header = False
            found.append(line)
    return found
