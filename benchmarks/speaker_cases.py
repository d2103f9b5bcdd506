"""The cases kept in `benchmarks/cases/speakers`: short news texts, with who speaks each quote, or that nobody can say.

A file for each kind of difficulty; `speakers-aside` has the same kinds and other texts. A line is one case: its text,
who speaks, and whether it comes from what style guides prescribe ("guide"), from imagination ("imagined") or from
forms seen in news pages ("seen"). Each one who speaks has

- "content": the words said, as they stand in the text; in the order of the text;
- "speaker": the fullest proper name that the text gives, or null for nobody: an unnamed source, a group without a
  name, several who speak at once, or one who can't be told;
- "kind": what speaks: person, organisation, government, group, or unnamed;
- "source": the words that stand for the speaker at the quote; null for a floating quote;
- "also": other answers that are as right, such as the country beside its capital.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.case_files import CASES, PieceNotFound
from extraction.types import Span

SPEAKERS, SPEAKERS_ASIDE = "speakers", "speakers-aside"
REPORTS = (
    "long-reports",
    "reports-abroad",
    "reports-agency",
    "reports-american",
    "reports-daily",
    "reports-english",
    "reports-world",
)
"""The kinds that are whole reports of some 450 words, in which quotes are as frequent as they come."""
ORDINARY = ("reports-agency", "reports-daily", "reports-english", "reports-world")
"""The reports that are as papers print them; the others were written to be hard."""
KINDS = ("person", "organisation", "government", "group", "unnamed")


@dataclass(frozen=True, slots=True)
class Said:
    """What one speaker says: where its words stand, the name that is right (None: nobody), and others as right."""

    content: Span
    speaker: str | None
    also: tuple[str, ...]
    kind: str
    source: str | None


@dataclass(frozen=True, slots=True)
class SpeakerCase:
    """One text and who speaks in it. `origin` is "guide", "imagined" or "seen"."""

    text: str
    who: tuple[Said, ...]
    origin: str


def load_speakers(folder: str) -> dict[str, list[SpeakerCase]]:
    """The cases of SPEAKERS or SPEAKERS_ASIDE by kind, in the order of the names.

    Raises PieceNotFound, with the file and the line, for a case whose stretches don't stand in its text.
    """
    return {path.stem: _file(path) for path in sorted((CASES / folder).glob("*.jsonl"))}


def speaker_case(row: dict[str, Any]) -> SpeakerCase:
    """One case from its line. Raises PieceNotFound where a content or a source doesn't stand in the text, in order."""
    text: str = row["text"]
    after = -1
    who = []
    for said in row["who"]:
        content, source = said["content"], said["source"]
        after = text.find(content, after + 1)  # a quote inside another begins after it, but before its end
        if after < 0 or not content.strip():
            raise PieceNotFound(repr(content))
        if source is not None and (not source.strip() or source not in text):
            raise PieceNotFound(repr(source))
        place = (after, after + len(content))
        who.append(Said(place, said["speaker"], tuple(said.get("also", ())), said["kind"], source))
    return SpeakerCase(text, tuple(who), row["from"])


def _file(path: Path) -> list[SpeakerCase]:
    cases = []
    for number, line in enumerate(path.read_text(encoding="utf-8").rstrip("\n").split("\n"), 1):
        try:
            cases.append(speaker_case(json.loads(line)))
        except PieceNotFound as reason:
            raise PieceNotFound(f"{path.name}#{number}: {reason}") from reason
    return cases
