"""Child processes that outlive nothing: started in a group of their own, ended with all they started.

On Linux a child is told to end when the process that started it dies, however it dies.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
_POLL = 0.05


class PartFailed(Exception):
    """A part did not come up. The message names it, says why and where its log is."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Under whom a process runs. `prefix` is put before its command; `uid` None means the user who starts it."""

    uid: int | None = None
    gid: int | None = None
    prefix: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One long-lived process of the app: how it begins, when it is ready, how it is asked to end.

    `patience` is how long, in seconds, it may take to end before it is killed;
    `start_within` how long it may take to be ready; `hasty` the signal for those who can't wait.
    """

    name: str
    log: Path
    begin: Callable[[], subprocess.Popen[bytes]]
    ready: Callable[[], bool] = field(default=lambda: True)
    ending: signal.Signals = signal.SIGTERM
    hasty: signal.Signals = signal.SIGKILL
    patience: float = 10.0
    start_within: float = 120.0


def _tie_to_parent(ending: signal.Signals, parent: int) -> Callable[[], None]:
    """What a child does between fork and exec, so that it gets `ending` when its parent dies."""

    def tie() -> None:
        if _LIBC is not None:
            _LIBC.prctl(_PR_SET_PDEATHSIG, int(ending))
            if os.getppid() != parent:
                os._exit(1)

    return tie


def spawn(
    command: Sequence[str | Path],
    log: Path | None,
    *,
    environment: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    identity: Identity = Identity(),
    ending: signal.Signals = signal.SIGTERM,
) -> subprocess.Popen[bytes]:
    """Starts a command in a session of its own. What it prints is added to `log`; to our own output where that is None.

    `ending` is the signal it gets if we die without ending it ourselves.
    """
    if log is None:
        output, errors = None, None
    else:
        log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        output, errors = log.open("ab"), subprocess.STDOUT
    try:
        return subprocess.Popen(
            [*identity.prefix, *map(str, command)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=errors,
            cwd=cwd,
            env=dict(os.environ if environment is None else environment),
            start_new_session=True,
            preexec_fn=_tie_to_parent(ending, os.getpid()),  # safe: children are started from one thread
            user=identity.uid,
            group=identity.gid,
            extra_groups=None if identity.uid is None else [],
        )
    finally:
        if output is not None:
            output.close()


def tail(log: Path, lines: int = 12, since: int = 0) -> str:
    """The last lines of a log, from byte `since` on, indented; "" where there is none."""
    try:
        with log.open("rb") as file:
            file.seek(since)
            text = file.read()[-8000:].decode(errors="replace")
    except FileNotFoundError:
        return ""
    return "\n".join(f"    {line}" for line in text.splitlines()[-lines:])


def size(log: Path) -> int:
    """The bytes in a log, 0 where there is none."""
    return log.stat().st_size if log.exists() else 0


def launch(part: Part, pause: Callable[[float], None] = time.sleep) -> subprocess.Popen[bytes]:
    """Starts a part and waits until it is ready. `pause` waits, and may raise to give up: the part is ended then.

    Raises:
        PartFailed: it ended by itself, or was not ready in time.
    """
    since = size(part.log)
    process = part.begin()
    give_up = time.monotonic() + part.start_within
    try:
        while not part.ready():
            if process.poll() is not None:
                raise PartFailed(
                    f"{part.name} did not start (exit code {process.returncode}). Its log, {part.log}, says:\n"
                    + tail(part.log, since=since)
                )
            if time.monotonic() > give_up:
                raise PartFailed(f"{part.name} was not ready after {part.start_within:.0f} s; see {part.log}")
            pause(_POLL)
    except BaseException:
        end(part, process)
        raise
    return process


def end(part: Part, process: subprocess.Popen[bytes], in_haste: Callable[[], bool] = lambda: False) -> None:
    """Ends a part and all that it started: asks first, kills when its patience is over or `in_haste` says so."""
    if process.poll() is None:
        process.send_signal(part.ending)
        _wait(process, part.patience, in_haste)
    if process.poll() is None and part.hasty != signal.SIGKILL:
        process.send_signal(part.hasty)
        _wait(process, 10)
    kill_group(process.pid)
    process.wait()


def _wait(process: subprocess.Popen[bytes], seconds: float, enough: Callable[[], bool] = lambda: False) -> None:
    until = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < until and not enough():
        time.sleep(_POLL)


def kill_group(leader: int) -> None:
    """Kills whatever is left of the group that `leader` led."""
    try:
        os.killpg(leader, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def command_of(pid: int) -> str:
    """The command line of a running process, "" where there is no such process."""
    if sys.platform == "linux":
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            return ""
    asked = subprocess.run(["ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return asked.stdout.strip()


def end_leftover(pid_file: Path, mark: str, ending: signal.Signals, patience: float) -> bool:
    """Ends the server that an earlier run left behind, and removes its stale pid file.

    Only a process whose command line holds `mark` (the server's own data folder) is touched.
    Gives whether one was running.
    """
    try:
        pid = int(pid_file.read_text().split()[0])
    except (FileNotFoundError, ValueError, IndexError):
        return False
    running = mark in command_of(pid)
    if running:
        os.kill(pid, ending)
        until = time.monotonic() + patience
        while mark in command_of(pid) and time.monotonic() < until:
            time.sleep(_POLL)
        if mark in command_of(pid):
            os.kill(pid, signal.SIGKILL)
            time.sleep(1)
    pid_file.unlink(missing_ok=True)
    return running
