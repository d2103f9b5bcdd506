"""The start is killed while it migrates, and later while it starts for the first time: the next start comes up.

    python -m benchmarks.faults startup [--migration 10] [--first 10]

A kill is a SIGKILL to the supervisor and to all it started. Prints how many of the starts after it came up, with
accounts that sign in.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import time
from contextlib import suppress
from functools import partial

from benchmarks.faults.house import House, children, fresh_folder, until

SEED = 5
MIGRATING, SERVED = "Valkey (data in", "Database up to date"
"""What the supervisor has said when it migrates, and when it goes on to accounts and processes."""
LONGEST = {MIGRATING: 4.0, SERVED: 8.0}
"""Seconds after those words, at most, until the kill."""


def comes_up_after(home: House, words: str, kills: int, rng: random.Random) -> bool:
    """Kill so many starts, one after the other, at random moments after these words; then start once more.

    Gives whether that start serves and an account made at the first start signs in.
    """
    for _ in range(kills):
        since = len(home.said())
        home.begin()
        assert until(partial(_said, home, words, since), 120, every=0.02) < 120, home.said()[since:]
        time.sleep(rng.uniform(0, LONGEST[words]))
        kill_all(home)
    try:
        home.start()
        return bool(home.token())
    finally:
        home.stop()


def _said(home: House, words: str, since: int) -> bool:
    return words in home.said()[since:]


def kill_all(home: House) -> None:
    """SIGKILL to the supervisor and, as where the machine dies, to all it started."""
    assert home.process is not None
    started = children(home.process.pid)
    for pid in (home.process.pid, *started):
        with suppress(ProcessLookupError):
            (os.kill if pid == home.process.pid else os.killpg)(pid, signal.SIGKILL)
    home.process.wait()
    home.process = None


def main(arguments: list[str]) -> None:
    """Run, each time in a fresh folder, and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--migration", type=int, default=10)
    options.add_argument("--first", type=int, default=10)
    chosen = options.parse_args(arguments)
    rng = random.Random(SEED)
    for name, words, times in (("migration", MIGRATING, chosen.migration), ("first start", SERVED, chosen.first)):
        up = 0
        for _ in range(times):
            with fresh_folder() as folder:
                up += comes_up_after(House(folder), words, 1, rng)
        print(f"killed in the {name} {times} times: {up} of the next starts came up", flush=True)
