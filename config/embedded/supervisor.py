"""Starts parts one after the other, watches them, starts again what dies, and ends all in the opposite order.

Ctrl-C, SIGTERM and SIGHUP ask it to stop; asked twice, it stops in haste.
"""

from __future__ import annotations

import fcntl
import os
import select
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType, TracebackType
from typing import Self

from config.embedded.places import Places
from config.embedded.processes import Part, PartFailed, end, kill_group, launch, spawn

LONGEST_BACKOFF = 30.0
STEADY_AFTER = 10.0
"""Seconds after which a part that dies did come up: it starts again in a second, however often it was killed before."""

LARGEST_LOG = 20 * 1024 * 1024
_CHORES_EVERY = 60.0


class AskedToStop(BaseException):
    """Someone pressed Ctrl-C or sent a signal. Like `KeyboardInterrupt`, no handler of errors must swallow it."""


class AlreadyRunning(Exception):
    """Another process holds the lock. The message is what it wrote there."""


@contextmanager
def sole_holder(lock: Path, words: str) -> Iterator[None]:
    """Holds a lock file for as long as the block lasts; the system lets go of it however we end.

    Raises:
        AlreadyRunning: another process holds it, with the words that process left in it.
    """
    descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(os.read(descriptor, 500).decode(errors="replace").strip()) from None
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, words.encode(), 0)
        yield
    finally:
        os.close(descriptor)


@dataclass(slots=True)
class _Running:
    """A part, its process while it has one, and when it is to be started again while it has none."""

    part: Part
    process: subprocess.Popen[bytes]
    since: float
    backoff: float = 0.0
    due: float | None = None


@dataclass(slots=True)
class Supervisor:
    """The one that starts, watches and ends. Use it as a context; `say` tells people what happens."""

    say: Callable[[str], None]
    asked: int = 0
    _running: list[_Running] = field(default_factory=list)
    _passing: subprocess.Popen[bytes] | None = None
    _wakeup: tuple[int, int] = (-1, -1)
    _before: dict[int, object] = field(default_factory=dict)
    _chores_due: float = 0.0

    def __enter__(self) -> Self:
        """Takes over the signals."""
        reading, writing = os.pipe()
        for descriptor in (reading, writing):
            os.set_blocking(descriptor, False)
        self._wakeup = (reading, writing)
        signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            self._before[number] = signal.signal(number, self._ask)
        self._before[signal.SIGCHLD] = signal.signal(signal.SIGCHLD, lambda *_: None)  # a death wakes us
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Ends all parts and gives the signals back."""
        self.stop()
        signal.set_wakeup_fd(-1)
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]  # what signal.signal gave us
        for descriptor in self._wakeup:
            os.close(descriptor)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self.asked += 1

    def pause(self, seconds: float) -> None:
        """Waits until a signal comes or the time is over. Raises `AskedToStop`."""
        if not self.asked:
            select.select([self._wakeup[0]], [], [], seconds)
            with suppress(BlockingIOError):
                os.read(self._wakeup[0], 4096)
        if self.asked:
            raise AskedToStop

    def start(self, part: Part, tries: int = 3) -> None:
        """Starts a part and waits until it is ready.

        A server that was killed may leave children which need a moment to go: hence the tries.

        Raises:
            PartFailed: it doesn't come up. AskedToStop: somebody lost patience.
        """
        while True:
            tries -= 1
            try:
                process = launch(part, self.pause)
            except PartFailed:
                if not tries:
                    raise
                self.pause(1)
            else:
                self._running.append(_Running(part, process, time.monotonic()))
                return

    def run(
        self, command: Sequence[str | Path], log: Path | None, cwd: Path, environment: Mapping[str, str] | None = None
    ) -> int:
        """Runs a command to its end and gives its exit code; the parts are watched meanwhile.

        Raises:
            AskedToStop: somebody lost patience. The command is ended then.
        """
        self._passing = spawn(command, log, cwd=cwd, environment=environment)
        try:
            while self._passing.poll() is None:
                self._look()
                self.pause(0.5)
            return self._passing.returncode
        finally:
            self._end_passing()

    def watch(self, chore: Callable[[], None] = lambda: None, every: float = 5.0) -> None:
        """Watches the parts until asked to stop; does `chore` every so many seconds. Raises `AskedToStop`."""
        while True:
            self._look()
            chore()
            self.pause(every if not any(one.due for one in self._running) else 0.5)

    def restart(self, name: str) -> None:
        """Ends a part and starts it again."""
        for one in self._running:
            if one.part.name == name and one.due is None:
                end(one.part, one.process, lambda: self.asked > 0)
                one.process, one.since = one.part.begin(), time.monotonic()

    def stop(self) -> None:
        """Ends what runs, the last started first."""
        self._end_passing()
        while self._running:
            one = self._running.pop()
            if one.due is None:
                end(one.part, one.process, lambda: self.asked > 1)

    def _end_passing(self) -> None:
        if self._passing is not None:
            if self._passing.poll() is None:
                self._passing.terminate()
                try:
                    self._passing.wait(timeout=5)
                except subprocess.TimeoutExpired:
                    self._passing.kill()
            kill_group(self._passing.pid)
            self._passing.wait()
            self._passing = None

    def _look(self) -> None:
        """Sees who died, and starts again who is due."""
        now = time.monotonic()
        for one in self._running:
            if one.due is not None:
                if now >= one.due:
                    one.process, one.since, one.due = one.part.begin(), now, None
            elif one.process.poll() is not None:
                kill_group(one.process.pid)
                steady = now - one.since > STEADY_AFTER
                one.backoff = 1.0 if steady or not one.backoff else min(one.backoff * 2, LONGEST_BACKOFF)
                one.due = now + one.backoff
                self.say(
                    f"{one.part.name} ended by itself ({_cause(one.process.returncode)}); "
                    f"it starts again in {one.backoff:.0f} s. See {one.part.log}"
                )
        if now >= self._chores_due:
            self._chores_due = now + _CHORES_EVERY
            for one in self._running:
                shorten(one.part.log)


def shorten(log: Path, largest: int = LARGEST_LOG) -> None:
    """Moves a log that has grown too large aside, as `….1`. Those who append to it go on in the emptied file."""
    if log.exists() and log.stat().st_size > largest:
        shutil.copyfile(log, log.with_name(f"{log.name}.1"))
        os.truncate(log, 0)


def keep_sockets(places: Places) -> None:
    """Touches the sockets, so that whoever cleans /tmp of old files leaves them."""
    for path in (places.sockets, places.postgres_socket, places.valkey_socket):
        if path.exists():
            os.utime(path)


def _cause(code: int) -> str:
    return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
