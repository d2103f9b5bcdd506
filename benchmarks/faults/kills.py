"""SIGKILL to the worker's group, the broker and the postmaster while articles are read: nothing lost, nothing doubled.

    python -m benchmarks.faults kills [--articles 100] [--rounds 6] [--worker 42] [--broker 9] [--postmaster 9]

The articles are read once undisturbed, then as often as there are rounds with the kills, at random moments, spread over
the rounds. Prints how many rows each round lost or added beside the undisturbed reading, by content, how many jobs
failed, and how many seconds a kill added.
"""

from __future__ import annotations

import argparse
import random
import time
from dataclasses import dataclass
from functools import partial

from benchmarks.faults.house import Content, House, content, house, states, until
from benchmarks.faults.stories import story

SEED = 11
LEASE_SECONDS = 10
EXACT = {"CANDIDATES_PER_CLAIM": "300", "JOB_LEASE_SECONDS": str(LEASE_SECONDS)}
"""Enough candidates for all claims there are: which were the nearest must not depend on the order. A kill costs a lease
at most; a house with the usual one of a minute waits longer for the job that was in hand."""


@dataclass(frozen=True, slots=True)
class Round:
    """One reading with kills, beside the one without: rows by content, jobs that failed, seconds a kill added."""

    kills: int
    missed: int
    lost: int
    added: int
    failed: int
    seconds: float
    seconds_a_kill: float


def read_all(home: House, articles: int, seconds: float) -> tuple[Content, float]:
    """Read so many articles undisturbed. Gives what is on record then, and how long it took."""
    home.empty()
    began = time.monotonic()
    home.send_all(map(story, range(articles)))
    home.settle(seconds)
    return content(home), time.monotonic() - began


def disturbed(home: House, articles: int, parts: list[str], clean: tuple[Content, float], rng: random.Random) -> Round:
    """Read as many with a SIGKILL to each of these parts, in this order, at random moments."""
    known, undisturbed = clean
    home.empty()
    began = time.monotonic()
    home.send_all(map(story, range(articles)))
    moments = sorted(rng.uniform(0, undisturbed) for _ in parts)
    killed = 0
    for part, moment in zip(parts, moments, strict=True):
        time.sleep(max(0.0, began + moment - time.monotonic()))
        until(partial(home.pid, part), 60)  # it may still be coming up after the kill before
        killed += home.waiting() > 0 and home.kill(part)
    home.settle(10 * undisturbed + 120)
    took = time.monotonic() - began
    now = content(home)
    return Round(
        kills=killed,
        missed=len(parts) - killed,
        lost=len(known.lost(now)),
        added=len(now.lost(known)),
        failed=states(home).get("failed", 0),
        seconds=took,
        seconds_a_kill=(took - undisturbed) / max(1, killed),
    )


def main(arguments: list[str]) -> None:
    """Run and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, default=100)
    options.add_argument("--rounds", type=int, default=6)
    for part, kills in (("worker", 42), ("broker", 9), ("postmaster", 9)):
        options.add_argument(f"--{part}", type=int, default=kills)
    chosen = options.parse_args(arguments)
    rng = random.Random(SEED)
    parts = [part for part in ("worker", "broker", "postmaster") for _ in range(getattr(chosen, part))]
    rng.shuffle(parts)
    with house(**EXACT) as home:
        home.search_exactly()
        clean = read_all(home, chosen.articles, 3600)
        print(f"undisturbed: {chosen.articles} articles in {clean[1]:.0f} s", flush=True)
        rounds = []
        for number in range(chosen.rounds):
            rounds.append(disturbed(home, chosen.articles, parts[number :: chosen.rounds], clean, rng))
            print(rounds[-1], flush=True)
    kills = sum(one.kills for one in rounds)
    added = sum(one.seconds - clean[1] for one in rounds) / max(1, kills)
    print(
        f"{kills} kills: {sum(one.lost for one in rounds)} rows lost, {sum(one.added for one in rounds)} added, "
        f"{sum(one.failed for one in rounds)} jobs failed, {added:.1f} s added a kill on average"
    )
