"""The disk is full: whoever hands something in is told so in a sentence, and all goes on once there is space again.

    python -m benchmarks.faults disk          (as root: it mounts a small tmpfs)

All that the app keeps lies on a tmpfs. It is filled up while articles are read, articles are handed in, and space is
made again. Prints the answers, what was marked as done without its original, and what was read in the end.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from benchmarks.faults.broker import read
from benchmarks.faults.house import Answer, House, fresh_folder, until
from benchmarks.faults.mounts import tmpfs, why_not
from benchmarks.faults.stories import story

MEGABYTES = 500
BEFORE = 6


@dataclass(frozen=True, slots=True)
class Full:
    """What was answered while the disk was full, done jobs without their original, and articles taken and read."""

    answers: list[Answer]
    without_original: int
    taken: int
    read: int


def filled(home: House, seconds: float) -> Full:
    """Fill the disk for so long while articles wait, hand in more, make space. The house lies on a small tmpfs."""
    home.token()
    taken = len(home.send_all(map(story, range(BEFORE))))
    ballast = home.folder / "var" / "ballast"
    answers: list[Answer] = []
    _fill(ballast)
    over = time.monotonic() + seconds
    while time.monotonic() < over:
        answers.append(home.send(story(100 + len(answers))))
        _fill(ballast)  # what was freed meanwhile, too
        time.sleep(0.5)
    ballast.unlink()
    assert until(lambda: home.send(story(50)).status == 202, 120, every=1) < 120, "nothing is taken any more"
    taken += 1 + sum(answer.status == 202 for answer in answers)
    home.settle(300)
    return Full(answers, _without_original(home), taken, read(home))


def _fill(ballast: Path) -> None:
    """Write until there is no space."""
    try:
        with ballast.open("ab", buffering=0) as file:
            for size in (1 << 20, 1 << 12):
                _write_all(file.fileno(), b"x" * size)
    except OSError:
        return


def _write_all(descriptor: int, block: bytes) -> None:
    try:
        while os.write(descriptor, block):
            pass
    except OSError:
        return


def _without_original(home: House) -> int:
    """How many jobs that took a file apart are done although its original isn't there, or isn't what was received."""
    names = home.sql(
        "SELECT a.original FROM articles_appearance a JOIN articles_job j ON j.target_id = a.id AND j.kind = 'extract' "
        "WHERE j.state = 'done'"
    )
    return sum(not is_whole(home, name) for (name,) in names)


def is_whole(home: House, original: str) -> bool:
    """Whether the original of this hash is in the store, and is what was received."""
    file = home.folder / "var" / "originals" / original[:2] / original[2:]
    return file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() == original


def main(_arguments: list[str]) -> None:
    """Run and print."""
    if reason := why_not("tmpfs"):
        sys.exit(f"Not run: {reason}.")
    with fresh_folder() as folder, tmpfs(folder / "var", MEGABYTES):
        home = House(folder)
        try:
            home.start()
            found = filled(home, 10)
        finally:
            home.stop()
    for (status, said), times in Counter((one.status, _sentence(one)) for one in found.answers).items():
        print(f"{times} answered {status}: {said}")
    print(f"{found.without_original} done without original; {found.read} of {found.taken} taken are read")


def _sentence(answer: Answer) -> str:
    return str(answer.json().get("detail", "")) if answer.status else answer.body.decode()
