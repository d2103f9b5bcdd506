"""The broker or the database is away for a while: everybody is told so soon, and all goes on once it is back.

    python -m benchmarks.faults outage [--broker 60] [--database 30]

Prints the slowest answer while each was away, what was answered, and how long it took after its return until all that
waited moved (broker), or until the next job was done (database).
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass

from benchmarks.faults.house import Answer, House, house, until
from benchmarks.faults.stories import story

NOT_QUEUED = "not queued yet"
PAGES = ("/", "/articles/", "/conflicts/", "/api/quotes/", "/api/articles/")
LONGEST = 120.0


@dataclass(frozen=True, slots=True)
class Away:
    """What was answered while a server was away, and how many seconds after its return the work went on."""

    answers: list[Answer]
    resumed: float

    @property
    def slowest(self) -> float:
        """Seconds of the slowest answer."""
        return max(answer.seconds for answer in self.answers)


def broker_away(home: House, seconds: float, first: int = 0) -> Away:
    """Hand articles in while the broker is away. Then wait until each of them is sent, at work or done."""
    home.token()
    answers: list[Answer] = []
    with home.down("broker"):
        over = time.monotonic() + seconds
        while time.monotonic() < over:
            answers.append(home.send(story(first + len(answers))))
            time.sleep(1)
    until(lambda: home.answers("broker"), LONGEST)
    still = "SELECT 1 FROM articles_job WHERE state = 'queued' AND sent_at IS NULL"
    return Away(answers, until(lambda: not home.sql(still), LONGEST))


def database_away(home: House, seconds: float, first: int = 0) -> Away:
    """Ask for pages while the database is away and articles wait. Then wait until a job more is done."""
    home.send_all(story(first + number) for number in range(8))
    cookie = home.cookie()
    answers: list[Answer] = []
    with home.down("postmaster"):
        until(lambda: not home.answers("postmaster"), LONGEST)
        over = time.monotonic() + seconds
        while time.monotonic() < over:
            for page in PAGES:
                answers.append(home.ask("GET", page, Cookie=cookie))
            time.sleep(1)
    until(lambda: home.answers("postmaster"), LONGEST)
    [(at,)] = home.sql("SELECT now()")
    since = "SELECT 1 FROM articles_job WHERE state = 'done' AND finished_at > %s"
    return Away(answers, until(lambda: home.sql(since, at), LONGEST))


def main(arguments: list[str]) -> None:
    """Run and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--broker", type=float, default=60)
    options.add_argument("--database", type=float, default=30)
    chosen = options.parse_args(arguments)
    with house() as home:
        found = broker_away(home, chosen.broker)
        told = sum(NOT_QUEUED in answer.body.decode() for answer in found.answers)
        print(
            f"broker away for {chosen.broker:.0f} s: {len(found.answers)} uploads, {told} told “{NOT_QUEUED}”, "
            f"slowest {found.slowest:.2f} s; all moving {found.resumed:.1f} s after its return"
        )
        home.settle(600)
        found = database_away(home, chosen.database, first=1000)
        codes = sorted({(answer.status, answer.headers.get("retry-after")) for answer in found.answers})
        print(
            f"database away for {chosen.database:.0f} s: {len(found.answers)} questions, status and Retry-After "
            f"{codes}, slowest {found.slowest:.2f} s; work goes on {found.resumed:.1f} s after its return"
        )
        home.settle(600)
