"""The cage, seen from inside: a child calls `confine` before it meets a byte of the file.

Limits come from POSIX. On Linux three further walls are put up where the kernel lets an ordinary
process do so: a network namespace without a network, a Landlock rule set that allows no write
(https://docs.kernel.org/userspace-api/landlock.html), and a seccomp filter that refuses sockets, new processes
and signals to others (https://docs.kernel.org/userspace-api/seccomp_filter.html). A wall that can't be put up is
left out quietly; `probe` tells by trying which ones stand.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import resource
import signal
import socket
import sys

from documents.types import Limits

_OPEN_FILES = 64
_EPERM = 1

_PR_SET_PDEATHSIG, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 1, 22, 38
_SECCOMP_MODE_FILTER = 2

_LANDLOCK_CREATE, _LANDLOCK_RESTRICT_SELF = 444, 446
# Write, remove and make, of every kind; moving between folders came with version 2, truncating with 3.
_LANDLOCK_WRITES = {1: 0x1FF2, 2: 0x3FF2, 3: 0x7FF2}

# The audit name of the machine, and the numbers of: socket, connect, socketpair, clone, clone3, (fork, vfork,)
# execve, execveat, ptrace, kill, pidfd_send_signal, process_vm_writev, io_uring_setup, bpf, mount, unshare, setns.
_SECCOMP = {
    "x86_64": (0xC000003E, (41, 42, 53, 56, 435, 57, 58, 59, 322, 101, 62, 424, 311, 425, 321, 165, 272, 308)),
    "aarch64": (0xC00000B7, (198, 203, 199, 220, 435, 221, 281, 117, 129, 424, 271, 425, 280, 40, 97, 268)),
}
_X32_CALLS = 0x40000000
_LOAD, _EQUAL, _AT_LEAST, _ANSWER = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | _EPERM


class _Instruction(ctypes.Structure):
    _fields_ = [("code", ctypes.c_ushort), ("yes", ctypes.c_ubyte), ("no", ctypes.c_ubyte), ("k", ctypes.c_uint32)]


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.POINTER(_Instruction))]


def confine(limits: Limits) -> None:
    """Put up every wall this machine has, for good. Call it before reading untrusted bytes, with one thread."""
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_NOFILE, _OPEN_FILES)
    _limit(resource.RLIMIT_AS, limits.memory_bytes)
    _limit(resource.RLIMIT_CPU, limits.cpu_seconds, spare=1)
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
        libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        _leave_network()
        _forbid_writes(libc)
        _forbid_calls(libc)


def probe() -> dict[str, bool]:
    """Try what a hostile file would try, and say for each wall whether it stood. Call it after `confine`."""
    return {
        "cpu_limit": resource.getrlimit(resource.RLIMIT_CPU)[0] != resource.RLIM_INFINITY,
        "memory_limit": _memory_is_limited(),
        "no_writes": not _can_write(),
        "no_network": not _can_reach_network(),
        "no_new_processes": not _can_fork(),
    }


def _limit(what: int, most: int, spare: int = 0) -> None:
    """Lower one resource limit; never raise it above what this process was given."""
    hard = resource.getrlimit(what)[1]
    top = most + spare if hard == resource.RLIM_INFINITY else min(most + spare, hard)
    # macOS refuses some of these: the wall is then missing, which `probe` tells.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(what, (min(most, top), top))


def _leave_network() -> None:
    """Move into a network namespace of one's own, by way of a user namespace where that is allowed."""
    for flags in (os.CLONE_NEWUSER | os.CLONE_NEWNET, os.CLONE_NEWNET):
        with contextlib.suppress(OSError):
            os.unshare(flags)
            return


def _forbid_writes(libc: ctypes.CDLL) -> None:
    """Allow no change to any folder or file, by a Landlock rule set without rules."""
    version = libc.syscall(_LANDLOCK_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(1))
    if version < 1:
        return
    handled = ctypes.c_uint64(_LANDLOCK_WRITES[min(version, 3)])
    rules = libc.syscall(_LANDLOCK_CREATE, ctypes.byref(handled), ctypes.c_size_t(8), ctypes.c_uint32(0))
    if rules >= 0:
        libc.syscall(_LANDLOCK_RESTRICT_SELF, ctypes.c_int(rules), ctypes.c_uint32(0))
        os.close(rules)


def _forbid_calls(libc: ctypes.CDLL) -> None:
    """Refuse (EPERM) the system calls that reach a network, another process, or the kernel's back rooms."""
    if platform.machine() not in _SECCOMP:
        return
    machine, calls = _SECCOMP[platform.machine()]
    refuse = len(calls) + 2  # jumps count from the next instruction; the last one refuses
    lines = [(_LOAD, 0, 0, 4), (_EQUAL, 0, refuse + 1, machine)]
    lines += [(_LOAD, 0, 0, 0), (_AT_LEAST, refuse - 1, 0, _X32_CALLS)]
    lines += [(_EQUAL, len(calls) - at, 0, call) for at, call in enumerate(calls)]
    lines += [(_ANSWER, 0, 0, _ALLOW), (_ANSWER, 0, 0, _REFUSE)]
    code = (_Instruction * len(lines))(*(_Instruction(*line) for line in lines))
    program = _Program(len(lines), code)
    libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0)


def _memory_is_limited() -> bool:
    """Ask for four times the usual limit of address space, untouched."""
    try:
        bytearray(4 * Limits().memory_bytes)
    except MemoryError:
        return True
    return False


def _can_write() -> bool:
    """Try to make a file in the folder for temporary files."""
    path = os.path.join(os.sep, "tmp", f"on-record-probe-{os.getpid()}")
    try:
        file = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except OSError:
        return False
    # A file that holds nothing and may hold nothing is a wall too: RLIMIT_FSIZE.
    try:
        return os.write(file, b"x") > 0
    except OSError:
        return False
    finally:
        os.close(file)
        os.unlink(path)


def _can_reach_network() -> bool:
    """Try to send one datagram to this machine's discard port."""
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
            way.sendto(b"", ("127.0.0.1", 9))
    except OSError:
        return False
    return True


def _can_fork() -> bool:
    """Try to make a process, which ends at once."""
    try:
        child = os.fork()
    except OSError:
        return False
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    return True
