"""The bytes of what was received, kept untouched on disk under their SHA-256."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

_NAME = re.compile("[0-9a-f]{64}")


class Damaged(Exception):
    """The kept bytes are missing or are no longer what was received."""

    code = "original_damaged"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def path(sha256: str) -> Path:
    """Where the original of this hash is kept."""
    return Path(settings.ORIGINALS_DIR) / sha256[:2] / sha256[2:]


def keep(data: bytes, *, at_once: bool = True) -> str:
    """Write the bytes so that they survive a power cut once this returns. Gives their SHA-256 in hex.

    Not `at_once`: whoever writes many sees to it that they are on disk in the end.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    target = path(sha256)
    if target.exists() and not problem(sha256):  # what is damaged is mended by the same bytes
        return sha256
    for folder in (target.parent.parent, target.parent):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    half = target.with_name(f"{target.name}.{os.getpid()}.{os.urandom(4).hex()}.part")
    try:
        with half.open("wb") as file:
            file.write(data)
            if at_once:
                file.flush()
                os.fsync(file.fileno())
        half.replace(target)
    finally:
        half.unlink(missing_ok=True)
    for folder in (target.parent, target.parent.parent) if at_once else ():
        _fsync_folder(folder)
    return sha256


def read(sha256: str) -> bytes:
    """The bytes, checked against their hash. Raises `Damaged`."""
    try:
        data = path(sha256).read_bytes()
    except OSError as error:
        raise Damaged(_unread(error)) from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise Damaged(_("The original file in the store is damaged."))
    return data


def problem(sha256: str) -> str:
    """What is wrong with the kept bytes, in a sentence; "" where nothing is. Reads them all, in pieces."""
    try:
        with path(sha256).open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        return _unread(error)
    return "" if found == sha256 else _("The original file in the store is damaged.")


def kept() -> Iterator[str]:
    """The hash of every file in the store, by its place; what an interrupted write left there is no original."""
    for file in Path(settings.ORIGINALS_DIR).glob("??/*"):
        if _NAME.fullmatch(file.parent.name + file.name):
            yield file.parent.name + file.name


def remove(sha256: str) -> bool:
    """Take the bytes out of the store, with what interrupted writes of them left. Says whether any were there."""
    place = path(sha256)
    found = [file for file in (place, *place.parent.glob(f"{place.name}.*.part")) if file.exists()]
    for file in found:
        file.unlink(missing_ok=True)
    if found:
        _fsync_folder(place.parent)
    return bool(found)


def _unread(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return _("The original file is missing from the store.")
    return _("The original file in the store can't be read (%(why)s).") % {"why": error.strerror}


def _fsync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
