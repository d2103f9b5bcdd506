"""What becomes of one hostile file: it goes the way of any file, in a process of its own that is measured."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from benchmarks.hostile.kind import ARTICLE
from documents import MediaType, Refused, extract, sniff, unpack

CPU_SECONDS, MEMORY_BYTES, SENTENCE_CHARACTERS = 60.0, 1_500_000_000, 200
"""What one file may cost, and how long a sentence of refusal may be."""

_READ_OF_ARCHIVE = 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: how many characters were read, or why not; what it cost; whether the next was read."""

    size: int
    code: str
    sentence: str
    characters: int
    cpu_seconds: float
    memory_bytes: int
    control_read: bool

    def faults(self) -> list[str]:
        """What is wrong with it: [] for a reading or a refusal as they should be."""
        told = set(self.sentence)
        found = {
            "neither a reading nor a refusal": not self.code and not self.characters,
            "no sentence": bool(self.code) and not 10 < len(self.sentence) <= SENTENCE_CHARACTERS,
            "program text in the sentence": bool(told & set("/\\\n<>{}")) or "Traceback" in self.sentence,
            "no reason": self.code in {"bad_answer", "crashed", "killed", "out_of_time"},
            "too much CPU": self.cpu_seconds > CPU_SECONDS,
            "too much memory": self.memory_bytes > MEMORY_BYTES,
            "the next file was not read": not self.control_read,
        }
        return [fault for fault, is_so in found.items() if is_so]


@contextmanager
def trials() -> Iterator[ProcessPoolExecutor]:
    """One process after another, each fresh: what it cost at most is then the file's doing."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        yield pool


def read(filename: str, path: Path) -> Outcome:
    """Read a file as the app does, then an ordinary one; what both cost this process and its children."""
    data = path.read_bytes()
    began = _cpu_seconds()
    code, sentence, characters = "", "", 0
    try:
        characters = _characters(data, filename)
    except Refused as refusal:
        code, sentence = refusal.code, refusal.sentence
    took = _cpu_seconds() - began
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    is_well = extract(ARTICLE.encode(), filename="control.txt").text == ARTICLE
    return Outcome(len(data), code, sentence, characters, took, peak * 1024, is_well)


def _characters(data: bytes, filename: str) -> int:
    """How many characters are read of a file; of an archive of its first files. Raises `Refused`."""
    if sniff(data, filename) is not MediaType.ZIP:
        return len(extract(data, filename=filename).text)
    whole, last = 0, None
    for member in unpack(data)[:_READ_OF_ARCHIVE]:
        try:
            whole += 0 if member.refused else len(extract(member.data, filename=member.name).text)
            last = member.refused or last
        except Refused as refusal:
            last = refusal
    if not whole and last is not None:
        raise last
    return whole


def _cpu_seconds() -> float:
    """The processor time that this process and its children that have ended took."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime
