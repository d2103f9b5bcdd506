"""The broker loses all it holds, again and again: nothing is lost, and all moves again soon.

    python -m benchmarks.faults broker [--times 10] [--articles 12]

Each time some articles are handed in and the broker is emptied while they wait. Prints how long it took until each job
that waited then was sent again or done, and how many articles were lost in the end.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass

import redis

from benchmarks.faults.house import House, house, until
from benchmarks.faults.stories import story
from config.embedded import redis_url

LONGEST = 120.0


@dataclass(frozen=True, slots=True)
class Emptied:
    """Seconds until all moved again, the longest of so many times, and how many articles were not read in the end."""

    times: int
    longest: float
    lost: int


def emptied(home: House, times: int, articles: int) -> Emptied:
    """Empty the broker so many times, each while so many fresh articles wait. Removes what was on record."""
    home.empty()
    waits = []
    for number in range(times):
        home.send_all(story(number * articles + one) for one in range(articles))
        waits.append(_moving_again(home))
    home.settle(60 + 10 * times * articles)
    return Emptied(times, max(waits), times * articles - read(home))


def _moving_again(home: House) -> float:
    with redis.Redis.from_url(redis_url(home.places)) as client:
        client.flushall()
    [(at,)] = home.sql("SELECT now()")
    still = "SELECT 1 FROM articles_job WHERE state = 'queued' AND (sent_at IS NULL OR sent_at < %s)"
    return until(lambda: not home.sql(still, at), LONGEST)


def read(home: House) -> int:
    """How many articles are read and compared."""
    statement = """
        SELECT count(*) FROM articles_text t
        WHERE EXISTS (SELECT FROM articles_job WHERE kind = 'read' AND target_id = t.id AND state = 'done')
          AND EXISTS (SELECT FROM articles_job WHERE kind = 'compare' AND target_id = t.id AND state = 'done')
    """
    return int(home.sql(statement)[0][0])


def main(arguments: list[str]) -> None:
    """Run and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--times", type=int, default=10)
    options.add_argument("--articles", type=int, default=12)
    chosen = options.parse_args(arguments)
    with house() as home:
        found = emptied(home, chosen.times, chosen.articles)
    print(f"emptied {found.times} times: {found.lost} articles lost, all moving again within {found.longest:.1f} s")
