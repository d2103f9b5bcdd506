"""An old worker wakes after its lease: it was stopped in mid-work, another did the work, and its own write is refused.

    python -m benchmarks.faults lease [--times 30]

Each time the worker is stopped with SIGSTOP while it reads, its lease of two seconds runs out, a second worker takes
the job over and records; then the first goes on with SIGCONT. Prints how often its write was refused, and how many rows
it changed.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from benchmarks.faults.house import House, content, house, until
from benchmarks.faults.stories import story
from config.embedded.places import CHECKOUT
from config.embedded.processes import kill_group, spawn

SHORT = {"JOB_LEASE_SECONDS": "2", "SWEEP_SECONDS": "1"}
REFUSED = "job lost to another worker"
LONG = "\n\nThe crews worked through the night and the street stayed closed until the morning." * 400
"""Added to a text, so that reading it takes long enough to be stopped at."""
ASKED = 1.5
"""Seconds after which a stopped worker has no question open at the broker any more: it asks for a second at a time."""


@dataclass(frozen=True, slots=True)
class Woken:
    """How often a worker was stopped and woken, how often its write was refused, and how many rows it changed."""

    times: int
    refused: int
    changed: int


@contextmanager
def second_worker(home: House) -> Iterator[int]:
    """One more worker on the house's database and broker. Gives its process."""
    command = [sys.executable, "-m", "celery", "-A", "config", "worker", "--pool", "prefork", "--concurrency", "1"]
    command += ["--hostname", "two@%h", "--loglevel", "INFO", "--without-gossip", "--without-mingle"]
    log = home.folder / "var" / "log" / "two.log"
    process = spawn(command, log, environment=home.settings(), cwd=CHECKOUT)
    try:
        assert until(lambda: " ready." in home.log_of("two"), 120) < 120, home.log_of("two")[-2000:]
        yield process.pid
    finally:
        kill_group(process.pid)
        process.wait()


def woken(home: House, times: int) -> Woken:
    """Stop the first worker in mid-work, let the second do it, wake the first, so often. Raises `AssertionError`."""
    refused = changed = 0
    with second_worker(home) as two:
        one = home.pid("worker")
        for number in range(times):
            before = home.log_of("worker").count(REFUSED)
            os.killpg(two, signal.SIGSTOP)
            time.sleep(ASKED)
            home.send(f"{story(number)}{LONG} {number}.")
            assert until(lambda: _reading(home), 60, every=0.02) < 60, "nothing is read"
            os.killpg(one, signal.SIGSTOP)
            os.killpg(two, signal.SIGCONT)
            try:
                home.settle(120)
            finally:
                known = content(home)
                os.killpg(one, signal.SIGCONT)
            refused += until(partial(_refused_more, home, before), 60) < 60
            now = content(home)
            changed += len(known.lost(now)) + len(now.lost(known))
    return Woken(times, refused, changed)


def _refused_more(home: House, before: int) -> bool:
    return home.log_of("worker").count(REFUSED) > before


def _reading(home: House) -> bool:
    return bool(home.sql("SELECT 1 FROM articles_job WHERE kind = 'read' AND state = 'started'"))


def main(arguments: list[str]) -> None:
    """Run and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--times", type=int, default=30)
    chosen = options.parse_args(arguments)
    with house(**SHORT) as home:
        found = woken(home, chosen.times)
    print(f"woken {found.times} times: {found.refused} writes refused, {found.changed} rows changed")
