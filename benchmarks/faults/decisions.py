"""People decide on quotes, then all is read again by another engine: no decision is lost or overwritten.

    python -m benchmarks.faults decisions [--articles 60] [--decisions 200]

The articles are read by the accurate reader; people accept quotes, reject them, give them to nobody, say by name who
speaks; then the app starts again with the other profile and has all read again. Prints how many decided quotes differ.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from itertools import cycle
from typing import Any

from benchmarks.faults.house import House, fresh_folder
from benchmarks.faults.stories import story

ACTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("accept", {}),
    ("reject", {}),
    ("give", {"voice": None}),
    ("name", {"name": "Vera Quist", "kind": "person"}),
)


@dataclass(frozen=True, slots=True)
class Decided:
    """How many decisions were made, how many quotes were read by another engine since, how many decided ones differ."""

    made: int
    read_again: int
    differing: int


def decided(home: House, articles: int, decisions: int) -> Decided:
    """Read, decide, read again. `home` isn't started yet; it is stopped and started again meanwhile.

    Raises `AssertionError` where there are too few quotes to decide on, or an act is refused.
    """
    home.environment["READING_PROFILE"] = "accurate"
    home.start()
    home.send_all(map(story, range(articles)))
    home.settle(60 + 30 * articles)
    quotes = home.sql("SELECT id, version FROM claims_quote WHERE state = 'suggested' ORDER BY id LIMIT %s", decisions)
    assert len(quotes) == decisions, f"only {len(quotes)} quotes to decide on"
    for (key, version), (act, asked) in zip(quotes, cycle(ACTS), strict=False):
        answer = home.ask("POST", f"/api/quotes/{key}/{act}/", {**asked, "seen": version})
        assert answer.status == 200, answer.body
    keys = [key for key, _ in quotes]
    before, acts = _as_decided(home, keys), _acts(home)
    home.stop()
    home.environment["READING_PROFILE"] = "fast"
    home.start()
    queued = home.manage("reread")
    assert queued.returncode == 0, queued.stdout + queued.stderr
    home.settle(60 + 30 * articles)
    [(again,)] = home.sql("SELECT count(*) FROM claims_reading WHERE engine LIKE '%% fast%%'")
    after = _as_decided(home, keys)
    return Decided(len(keys), again, sum(before[key] != after.get(key) for key in keys) + abs(acts - _acts(home)))


def _as_decided(home: House, keys: list[int]) -> dict[int, tuple[Any, ...]]:
    """What people see of these quotes."""
    statement = """
        SELECT q.id, q.state, q.content::text, q.words, q.version, v.name, s.name
        FROM claims_quote q LEFT JOIN speakers_voice v ON v.id = q.voice_id
        LEFT JOIN speakers_speaker s ON s.id = v.speaker_id WHERE q.id = ANY(%s)
    """
    return {key: rest for key, *rest in home.sql(statement, keys)}  # type: ignore[misc]


def _acts(home: House) -> int:
    return int(home.sql("SELECT count(*) FROM accounts_act")[0][0])


def main(arguments: list[str]) -> None:
    """Run and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, default=60)
    options.add_argument("--decisions", type=int, default=200)
    chosen = options.parse_args(arguments)
    with fresh_folder() as folder:
        home = House(folder)
        try:
            found = decided(home, chosen.articles, chosen.decisions)
        finally:
            home.stop()
    print(
        f"{found.made} decisions, then {found.read_again} articles read by another engine: "
        f"{found.differing} decisions lost or overwritten"
    )
