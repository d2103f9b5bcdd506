"""The cage, seen from outside: start the child, feed it, stop it on time, read and judge what it says."""

from __future__ import annotations

import contextlib
import logging
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import IO

from documents.admission import admit, in_words, refuse_size
from documents.answer import OUT_OF_MEMORY, TOO_DEEP, answer_bytes, read_answer, read_guards, request
from documents.types import DEFAULT_LIMITS, Document, Limits, MediaType, Refused
from documents.unpacking import LINE_BYTES, Member, read_frames

log = logging.getLogger(__name__)

_ROOT = str(Path(__file__).resolve().parent.parent)
_START = "import sys; sys.path.insert(0, sys.argv[1]); from documents import child; child.{}()"
# No inherited variable reaches the child but the path to Python's own library. The hash seed is fixed so that one
# file always gives one text.
_ENVIRONMENT = {"LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "1904", "OMP_NUM_THREADS": "1"}
_INHERITED = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
_NOT_STARTED = (126, 127)
"""What a program ends with that the system could not load."""
_CHUNK = 65_536
_PROBE_SECONDS = 10.0
_LAST_SECONDS = 5.0
"""How long a child may take to end after it has closed its output."""

_DAMAGED = ("damaged", "This file seems to be damaged: it could not be read to its end.")
_CRASHED = ("crashed", "This file made its reader crash: it seems to be damaged or hostile.")
_ENDINGS = {
    OUT_OF_MEMORY: (
        "too_much_memory",
        "Reading this takes more than {memory} of memory, the most one file may use.",
    ),
    TOO_DEEP: ("too_deep", "This file is nested too deeply to be read."),
    -signal.SIGXCPU: (
        "too_slow",
        "Reading this takes more than {cpu} seconds of computing, the most one file may use.",
    ),
    -signal.SIGKILL: ("killed", "Reading this file was stopped by the system, perhaps for want of memory."),
    **dict.fromkeys((-signal.SIGSEGV, -signal.SIGABRT, -signal.SIGBUS, -signal.SIGILL, -signal.SIGFPE), _CRASHED),
}
"""How a child may end, with the code and the sentence of each; the limits are named in words."""


class _OutOfTime(Exception):
    """The child did not end in time."""


class _TooMuch(Exception):
    """The child said more than any honest answer has."""


def extract(data: bytes, *, filename: str = "", limits: Limits = DEFAULT_LIMITS) -> Document:
    """Give the text of one file, and what it says of itself.

    `filename` helps to judge the type and is never opened. Raises `Refused` with a sentence for a
    person; `OSError` where no child can be started, which says nothing of the file.
    """
    media_type = admit(data, filename=filename, limits=limits)
    if media_type is MediaType.ZIP:
        raise Refused("archive", "An archive is no article: its files are. Unpack it, or send it as it came.")
    header = request(media_type, filename, len(data), limits)
    with _refusing(media_type, limits):
        return read_answer(_run("main", header + data, limits, answer_bytes(limits)), media_type, limits)


def unpack(data: bytes, *, limits: Limits = DEFAULT_LIMITS) -> list[Member]:
    """Give the files of a zip archive, each with its bytes or with why it is refused; folders are left out.

    Raises `Refused` where the whole is not taken; `OSError` where no child can be started.
    """
    refuse_size(len(data), limits.bytes_of(MediaType.ZIP), "A zip archive")
    header = request(MediaType.ZIP, "", len(data), limits)
    with _refusing(MediaType.ZIP, limits):
        most = limits.unpacked_bytes + LINE_BYTES * (limits.archive_files + 1)
        return read_frames(_run("unpack", header + data, limits, most), limits)


@contextlib.contextmanager
def _refusing(media_type: MediaType, limits: Limits) -> Iterator[None]:
    """Turn what goes wrong between parent and child into a `Refused`."""
    try:
        yield
    except _OutOfTime:
        sentence = f"Reading this file took more than {limits.wall_seconds:g} seconds and was stopped."
        raise Refused("out_of_time", sentence) from None
    except (_TooMuch, ValueError) as error:
        log.warning("a caged reader of %s gave an answer that is none: %s", media_type, error)
        raise Refused("bad_answer", "Reading this file gave nothing that can be trusted.") from None


@cache
def guards() -> dict[str, bool]:
    """Say which walls of the cage stand on this machine, found by trying them once in a child.

    Keys: cpu_limit, memory_limit, no_writes, no_network, no_new_processes, wall_clock. All are False
    where no child can be started.
    """
    names = ("cpu_limit", "memory_limit", "no_writes", "no_network", "no_new_processes")
    found = dict.fromkeys(names, False)
    with contextlib.suppress(OSError, ValueError, Refused, _OutOfTime, _TooMuch):
        found |= read_guards(_run("try_cage", b"", Limits(wall_seconds=_PROBE_SECONDS), _CHUNK))
        found["wall_clock"] = True
    return found


def _run(entry: str, data: bytes, limits: Limits, most: int) -> bytes:
    """Give what a child answers to `data`.

    Raises `Refused` for how it ended, `_OutOfTime`, `_TooMuch`, and OSError where it was never started.
    """
    deadline = time.monotonic() + limits.wall_seconds
    child = subprocess.Popen(
        [sys.executable, "-P", "-s", "-c", _START.format(entry), _ROOT],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=_ENVIRONMENT | {name: os.environ[name] for name in _INHERITED if name in os.environ},
        cwd="/",
        start_new_session=True,
        bufsize=0,
    )
    try:
        answer, errors = _converse(child, data, deadline, most)
        ending = child.wait(max(_LAST_SECONDS, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        raise _OutOfTime from None
    finally:
        _stop(child)
    if ending == 0:
        return answer
    last = errors.decode("utf-8", "replace").strip().rpartition("\n")[2][:300]
    if ending in _NOT_STARTED:
        raise OSError(f"The caged reader could not be started: {last}")
    log.warning("a caged reader ended with %s: %s", ending, last)
    code, sentence = _ENDINGS.get(ending, _DAMAGED)
    raise Refused(code, sentence.format(memory=in_words(limits.memory_bytes), cpu=limits.cpu_seconds))


def _converse(child: subprocess.Popen[bytes], data: bytes, deadline: float, most: int) -> tuple[bytes, bytes]:
    """Write `data` and read both outputs to their ends, none waiting for another."""
    left = memoryview(data)
    answer, errors = bytearray(), bytearray()
    heard = {child.stdout: answer, child.stderr: errors}
    with selectors.DefaultSelector() as ready:
        for pipe in (child.stdin, *heard):
            if pipe is not None:
                ready.register(pipe, selectors.EVENT_READ if pipe in heard else selectors.EVENT_WRITE, pipe)
                os.set_blocking(pipe.fileno(), False)
        while ready.get_map():
            events = ready.select(deadline - time.monotonic())
            if time.monotonic() >= deadline:
                raise _OutOfTime
            for key, _ in events:
                served: IO[bytes] = key.data
                if served is child.stdin:
                    left = _feed(key.fd, left)
                    over = not left
                else:
                    over = _listen(key.fd, heard[served], most)
                if over:
                    ready.unregister(served)
                    served.close()
    return bytes(answer), bytes(errors)


def _feed(pipe: int, left: memoryview) -> memoryview:
    """Write what the pipe takes and give the rest; nothing is left to say to a child that has gone."""
    try:
        return left[os.write(pipe, left[:_CHUNK]) :]
    except BlockingIOError:
        return left
    except BrokenPipeError:
        return left[:0]


def _listen(pipe: int, heard: bytearray, most: int) -> bool:
    """Add what the pipe holds to `heard`; say whether that was its end."""
    piece = os.read(pipe, _CHUNK)
    heard += piece
    if len(heard) > most:
        raise _TooMuch(f"more than {most} bytes")
    return not piece


def _stop(child: subprocess.Popen[bytes]) -> None:
    """Kill the child's whole group if the child has not ended, and close the pipes."""
    if child.returncode is None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    for pipe in (child.stdin, child.stdout, child.stderr):
        if pipe:
            pipe.close()
