"""The same text in many requests at once: one article, and every answer leads to it.

    python -m benchmarks.faults same [--requests 50]

Eight readings of one article at once are beside the tasks (`benchmarks.faults.tasks`), which run without a worker.
"""

from __future__ import annotations

import argparse
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from benchmarks.faults.house import House, house
from benchmarks.faults.stories import story


@dataclass(frozen=True, slots=True)
class Sent:
    """How many requests were taken, to how many articles their answers lead, and how many quotes stand twice."""

    taken: int
    articles: int
    linked: int
    doubled: int


def sent_at_once(home: House, requests: int) -> Sent:
    """Hand in one text so many times at once, and read what became of it. Removes what was on record."""
    home.empty()
    home.token()
    with ThreadPoolExecutor(requests) as pool:
        answers = list(pool.map(lambda _: home.send(story(0)), range(requests)))
    home.settle(300)
    taken = [answer.json()["id"] for answer in answers if answer.status == 202]
    linked = [home.ask("GET", f"/api/appearances/{key}/").json()["article"] for key in taken]
    [(articles,)] = home.sql("SELECT count(*) FROM articles_article")
    [(doubled,)] = home.sql("SELECT count(*) - count(DISTINCT (content, voice_id)) FROM claims_quote")
    return Sent(len(taken), articles, sum(key is not None for key in linked), doubled)


def main(arguments: list[str]) -> None:
    """Run and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--requests", type=int, default=50)
    chosen = options.parse_args(arguments)
    with house() as home:
        found = sent_at_once(home, chosen.requests)
    print(
        f"{chosen.requests} requests at once: {found.taken} taken, {found.articles} article, "
        f"{found.linked} answers lead to it, {found.doubled} quotes doubled"
    )
