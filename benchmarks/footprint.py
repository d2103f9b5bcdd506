"""What reading costs a process: seconds until the first reading is done, and resident memory after a few."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from extraction import Profile, read

_SCRIPT = """
import sys, time
began = time.monotonic()
from extraction import Profile, read
text = sys.stdin.read()
read("The first reading loads the models, the mayor said.", profile=Profile(sys.argv[1]))
started = time.monotonic() - began
read(text, profile=Profile(sys.argv[1]))
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
print(started, int(status["VmHWM"].split()[0]) / 1024)
"""


def footprint(text: str, profile: Profile) -> tuple[float, float]:
    """Seconds of start-up, and the highest resident memory in MiB of a fresh process that reads a text."""
    command = [sys.executable, "-c", _SCRIPT, profile]
    root = Path(__file__).parents[1]
    told = subprocess.run(
        command, input=text, capture_output=True, text=True, check=True, cwd=root, env={**os.environ, "PYTHONPATH": "."}
    )
    seconds, mebibytes = told.stdout.split()
    return float(seconds), float(mebibytes)


def together(texts: Sequence[str], profile: Profile) -> float:
    """How many times as fast two processes, forked after the models are loaded, read as one does."""
    read("The first reading loads the models, the mayor said.", profile=profile)
    return 2 * _seconds(texts, profile, 1) / _seconds(texts, profile, 2)


def _seconds(texts: Sequence[str], profile: Profile, processes: int) -> float:
    """Seconds until each of some processes has read all the texts."""
    fork = multiprocessing.get_context("fork")
    readers = [fork.Process(target=_read_all, args=(texts, profile)) for _ in range(processes)]
    began = time.monotonic()
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    return time.monotonic() - began


def _read_all(texts: Sequence[str], profile: Profile) -> None:
    for text in texts:
        read(text, profile=profile)
