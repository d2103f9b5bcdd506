"""The power is cut: whatever was acknowledged before is there after, and every original is what was received.

    python -m benchmarks.faults power [--cuts 20] [--careless]          (as root: it mounts an ext4 image)

All that the app keeps lies on an ext4 in an image file. While articles are handed in and quotes are decided on, all
processes are stopped, the image is copied as it stands (what the system hadn't written to it is lost, as in a power
cut), and they go on. A server is started on the copy, and what is there is held against what was acknowledged.
`--careless` runs the server with fsync off, to show that the test can fail.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from benchmarks.faults.disk import is_whole
from benchmarks.faults.house import House, children, fresh_folder
from benchmarks.faults.mounts import ext4, made_image, why_not
from benchmarks.faults.stories import story
from config.embedded.places import places_in
from config.embedded.processes import PartFailed
from config.embedded.servers import running

MEGABYTES = 500
READ_FIRST = 6
SEED = 7


@dataclass(slots=True)
class Acknowledged:
    """What the app said that it has: originals by hash, and quotes with the state they were brought to."""

    originals: list[str] = field(default_factory=list)
    decisions: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cut:
    """What was acknowledged before a cut, and how much of it was not there after. `broken`: why nothing came up."""

    originals: int
    decisions: int
    lost: int
    broken: str = ""


def cut(home: House, image: Path, cuts: int, rng: random.Random) -> Iterator[Cut]:
    """Cut the power so many times, at random moments, while articles come in and people decide."""
    home.token()
    home.send_all(map(story, range(READ_FIRST)))
    home.settle(300)
    known, over = Acknowledged(), threading.Event()
    client = threading.Thread(target=_use, args=(home, known, over), daemon=True)
    client.start()
    try:
        for number in range(cuts):
            time.sleep(rng.uniform(2, 5))
            copy = image.with_name(f"copy-{number}")
            with _stopped(home):
                before = Acknowledged(list(known.originals), dict(known.decisions))
                subprocess.run(["cp", "--sparse=always", image, copy], check=True)
            lost, broken = _lost(copy, before)
            yield Cut(len(before.originals), len(before.decisions), lost, broken)
            copy.unlink()
    finally:
        over.set()
        client.join()


def _use(home: House, known: Acknowledged, over: threading.Event) -> None:
    """Hand articles in and decide on quotes, one after the other, and note what was acknowledged."""
    quotes = iter(home.sql("SELECT id, version FROM claims_quote WHERE state = 'suggested' ORDER BY id"))
    number = 1000
    while not over.wait(0.02):
        number += 1
        answer = home.send(story(number))
        if answer.status == 202:
            known.originals.append(answer.json()["original"])
        quote = next(quotes, None)
        if quote is None:
            continue
        act, state = ("accept", "accepted") if number % 2 else ("reject", "rejected")
        if home.ask("POST", f"/api/quotes/{quote[0]}/{act}/", {"seen": quote[1]}).status == 200:
            known.decisions[quote[0]] = state


@contextmanager
def _stopped(home: House) -> Iterator[None]:
    """For as long as the block lasts, the app and its servers stand still."""
    assert home.process is not None
    pids = [home.process.pid, *_below(home.process.pid)]
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)


def _below(pid: int) -> list[int]:
    """All that a process started, and what these started."""
    found = []
    for child in children(pid):
        with suppress(FileNotFoundError):
            found += [child, *_below(child)]
    return found


def _lost(image: Path, known: Acknowledged) -> tuple[int, str]:
    """How much of what was acknowledged isn't there after the cut: all of it where the database doesn't come up."""
    with fresh_folder() as folder, ext4(image, folder / "var"):
        after = House(folder)
        places = places_in(folder / "var" / "embedded", folder / "log")
        try:
            with running(places):
                named = {name for (name,) in after.sql("SELECT original FROM articles_appearance")}
                states = dict(after.sql("SELECT id, state FROM claims_quote"))
                acts = {key for (key,) in after.sql("SELECT object_id FROM accounts_act")}
        except (PartFailed, OSError, psycopg.Error) as error:
            log = folder / "log" / "postgres.log"
            said = log.read_text(errors="replace")[-1500:] if log.exists() else ""
            return len(known.originals) + len(known.decisions), f"{error}\n{said}"
        whole = sum(name in named and is_whole(after, name) for name in known.originals)
        held = sum(states.get(key) == state and key in acts for key, state in known.decisions.items())
    return len(known.originals) - whole + len(known.decisions) - held, ""


@contextmanager
def on_ext4(*, careless: bool = False) -> Iterator[tuple[House, Path]]:
    """A started app whose data lie on an ext4 image, and that image. `careless`: its database doesn't sync."""
    with fresh_folder() as folder, fresh_folder() as outside:
        image = made_image(outside / "image", MEGABYTES)
        with ext4(image, folder / "var"):
            home = House(folder, careless=careless)
            try:
                home.start()
                yield home, image
            finally:
                home.stop()


def main(arguments: list[str]) -> None:
    """Run and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--cuts", type=int, default=20)
    options.add_argument("--careless", action="store_true")
    chosen = options.parse_args(arguments)
    if reason := why_not("ext4"):
        sys.exit(f"Not run: {reason}.")
    with on_ext4(careless=chosen.careless) as (home, image):
        for number, found in enumerate(cut(home, image, chosen.cuts, random.Random(SEED)), 1):
            print(
                f"cut {number}: {found.originals} uploads and {found.decisions} decisions, {found.lost} of these lost"
                f"{found.broken and f'; nothing came up: {found.broken}'}",
                flush=True,
            )
