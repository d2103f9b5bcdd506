"""Small file systems to do harm to: a tmpfs that fills up, an ext4 image that loses its power. Both need root."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.faults.house import fresh_folder


def why_not(kind: str) -> str:
    """Why no "tmpfs", or no "ext4" image, can be mounted here, in a sentence; "" where one can."""
    if os.geteuid() != 0:
        return "to mount a file system takes root"
    try:
        with fresh_folder() as folder:
            at = folder / "at"
            with tmpfs(at, 4) if kind == "tmpfs" else ext4(made_image(folder / "image", 16), at):
                return ""
    except (OSError, subprocess.CalledProcessError) as error:
        told = getattr(error, "stderr", "") or str(error)
        return f"this machine mounts no {kind}: {told.strip()}"


@contextmanager
def tmpfs(at: Path, megabytes: int) -> Iterator[Path]:
    """A file system in memory of this size, mounted at a folder that is made."""
    at.mkdir(parents=True)
    _run("mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0711", "tmpfs", str(at))
    try:
        yield at
    finally:
        _run("umount", "--lazy", str(at))


def made_image(file: Path, megabytes: int) -> Path:
    """A file with an empty ext4 in it."""
    with file.open("wb") as made:
        made.truncate(megabytes * 1024 * 1024)
    _run("mkfs.ext4", "-q", str(file))
    return file


@contextmanager
def ext4(image: Path, at: Path) -> Iterator[Path]:
    """The ext4 of an image file, mounted by a loop device at a folder that is made; its journal is replayed.

    The journal takes in nothing by itself, only what a program syncs: else a copy of the image, which takes a moment,
    would have parts of two states, as no power cut leaves them.
    """
    at.mkdir(parents=True)
    _run("mount", "-o", "loop,commit=900", str(image), str(at))
    try:
        at.chmod(0o711)
        yield at
    finally:
        _run("umount", "--lazy", str(at))


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, text=True)
