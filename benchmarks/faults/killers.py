"""Files that kill the process that reads them, among others: they are given up with the cause, and block nobody.

    python -m benchmarks.faults killers [--articles 50] [--killers 5]

No text is known that kills the reader, so one who watches does it, as the kernel does where memory is short: whenever a
marked text is being read, the process at it gets SIGKILL. Prints what became of the marked ones, and how fast the
others were read beside a run in which nobody was killed.
"""

from __future__ import annotations

import argparse
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from benchmarks.faults.house import House, children, house
from benchmarks.faults.stories import story

MARK = "This text kills whoever reads it."
LONG = "\n\nThe crews worked through the night and the street stayed closed until the morning." * 300
"""Added to a marked text, so that it is seen being read."""


@dataclass(frozen=True, slots=True)
class Killed:
    """What became of the marked texts, as (state, tries, error code, sentence) each, and seconds for all the others."""

    fates: list[tuple[str, int, str, str]]
    others_read: int
    undisturbed: float
    seconds: float

    @property
    def throughput(self) -> float:
        """How fast the others were read, as a share of how fast they are read undisturbed."""
        return self.undisturbed / self.seconds


def among_others(home: House, articles: int, killers: int) -> Killed:
    """Read so many articles, some of them killers; the others are read once before by themselves."""
    others = articles - killers
    home.empty()
    home.send_all([story(10_000)])
    home.settle(120)  # whatever is loaded at the first reading is loaded
    undisturbed = _seconds(home, [story(number) for number in range(others)], others)
    home.empty()
    every = max(1, articles // killers)
    texts = [story(number) for number in range(others)]
    for number in range(killers):
        texts.insert(number * every, f"{MARK} It is number {number}, Mayor Ana Ruiz said.{LONG}")
    with _killing(home):
        seconds = _seconds(home, texts, others)
        home.settle(300)
    return Killed(_fates(home), _read(home), undisturbed, seconds)


def _seconds(home: House, texts: list[str], others: int) -> float:
    began = time.monotonic()
    home.send_all(texts)
    while _read(home) < others:
        assert time.monotonic() - began < 1800, "the others are not read"
        time.sleep(0.2)
    return time.monotonic() - began


def _read(home: House) -> int:
    statement = """
        SELECT count(*) FROM articles_job j JOIN articles_text t ON t.id = j.target_id
        WHERE j.kind = 'compare' AND j.state = 'done' AND NOT starts_with(t.body, %s)
    """
    return int(home.sql(statement, MARK)[0][0])


def _fates(home: House) -> list[tuple[str, int, str, str]]:
    statement = """
        SELECT j.state, j.tries, j.error_code, j.error FROM articles_job j JOIN articles_text t ON t.id = j.target_id
        WHERE j.kind = 'read' AND starts_with(t.body, %s)
    """
    return home.sql(statement, MARK)  # type: ignore[return-value]  # of these types, by the table


@contextmanager
def _killing(home: House) -> Iterator[None]:
    """For as long as the block lasts, whatever process reads a marked text is killed."""
    over = threading.Event()
    statement = """
        SELECT 1 FROM articles_job j JOIN articles_text t ON t.id = j.target_id
        WHERE j.kind = 'read' AND j.state = 'started' AND j.lease_until > now() AND starts_with(t.body, %s)
    """
    killed: set[int] = set()

    def watch() -> None:
        while not over.wait(0.05):
            if not home.sql(statement, MARK):
                killed.clear()
                continue
            for child in set(children(home.pid("worker"))) - killed if not killed else ():
                with suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL)
                killed.add(child)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()


def main(arguments: list[str]) -> None:
    """Run and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, default=50)
    options.add_argument("--killers", type=int, default=5)
    chosen = options.parse_args(arguments)
    with house(JOB_LEASE_SECONDS="5") as home:
        found = among_others(home, chosen.articles, chosen.killers)
    for state, tries, code, sentence in found.fates:
        print(f"{state} after {tries} tries: {code}: {sentence}")
    print(f"{found.others_read} others read at {found.throughput:.0%} of the undisturbed throughput")
