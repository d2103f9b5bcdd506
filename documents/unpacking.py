"""A zip archive to its files: the child's side unpacks, the parent's side reads what it says.

The answer is a row of frames: a line of JSON with the file's name and either its size, followed by so many bytes, or
the code and the sentence of why it was not unpacked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from zipfile import ZipInfo

from documents.admission import in_words
from documents.archive import members_of, refuse_bomb, unpacked
from documents.types import SENTENCE_CHARACTERS, Limits, MediaType, Refused

LONGEST_NAME = 255
LINE_BYTES = 4096
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_CODE = re.compile(r"[a-z][a-z0-9_]{1,39}")
_DRIVE = re.compile(r"[A-Za-z]:")
# What the systems that pack put into an archive beside its files.
_LITTER = re.compile(r"(?:^|/)(?:__MACOSX/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)", re.I)


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive: its name within, and its bytes, or why they can't be had."""

    name: str
    data: bytes = b""
    refused: Refused | None = None


def frames(data: bytes, limits: Limits) -> Iterator[bytes]:
    """Unpack an archive file by file, each a frame. Raises `Refused` where the archive as a whole is not taken."""
    members = [one for one in members_of(data) if not _LITTER.search(one.filename)]
    if len(members) > limits.archive_files:
        raise Refused(
            "too_many_files", f"An archive may hold {limits.archive_files:,} files; this one has {len(members):,}."
        )
    if not members:
        raise Refused("empty", "There are no files in this archive.")
    refuse_bomb(members, limits.unpacked_bytes, in_words(limits.unpacked_bytes))
    for member in members:
        name = _name(member)
        try:
            _refuse_member(member, limits)
            found = unpacked(data, member)
        except Refused as refusal:
            yield _line({"name": name, "refused": [refusal.code, refusal.sentence]})
        else:
            yield _line({"name": name, "size": len(found)}) + found


def read_frames(answer: bytes | bytearray, limits: Limits) -> list[Member]:
    """Give the files of an answer. Raises the `Refused` it holds, or `ValueError` for what no honest child says."""
    found: list[Member] = []
    at, whole = 0, 0
    while at < len(answer):
        end = answer.find(b"\n", at, at + LINE_BYTES)
        if end < 0:
            raise ValueError("no line where a frame begins")
        row = _decoded(bytes(answer[at:end]))
        member, size = _member(row, limits)
        at = end + 1 + size
        whole += size
        if at > len(answer) or whole > limits.unpacked_bytes or len(found) >= limits.archive_files:
            raise ValueError("more than an archive may hold")
        found.append(Member(member.name, bytes(answer[end + 1 : at]), member.refused))
    if not found:
        raise ValueError("no files")
    return found


def _refuse_member(member: ZipInfo, limits: Limits) -> None:
    """Raise `Refused` for a file that is too large, or whose name leads out of the archive."""
    path = member.filename.replace("\\", "/")
    if path.startswith("/") or _DRIVE.match(path) or ".." in path.split("/") or "\x00" in member.orig_filename:
        raise Refused("bad_name", "The name of this file leads out of the archive.")
    most = limits.bytes_of(MediaType.PLAIN)
    if member.file_size > most:
        raise Refused("too_large", f"A file may have {in_words(most)}; this one has {in_words(member.file_size)}.")


def _name(member: ZipInfo) -> str:
    """Give a file's name on one line. Some systems write UTF-8 without saying so."""
    name = member.filename
    if not member.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode("utf-8")
        except ValueError:
            name = member.filename
    return _CONTROLS.sub(" ", name.replace("\\", "/"))[-LONGEST_NAME:] or "?"


def _line(row: dict[str, Any]) -> bytes:
    return json.dumps(row).encode() + b"\n"


def _decoded(line: bytes) -> dict[str, Any]:
    """Read one line of JSON, whatever is wrong with it being a `ValueError`."""
    try:
        row = json.loads(line)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(row, dict):
        raise ValueError("not a frame")
    return row


def _member(row: dict[str, Any], limits: Limits) -> tuple[Member, int]:
    """Give what a frame's line says: a file without its bytes, and how many follow. Raises `Refused` for all of it."""
    match row:
        case {"name": str(name), "size": int(size)} if len(row) == 2 and 0 <= size <= limits.bytes:
            return Member(_checked(name, LONGEST_NAME)), size
        case {"name": str(name), "refused": [str(code), str(sentence)]} if len(row) == 2:
            return Member(_checked(name, LONGEST_NAME), refused=_refusal(code, sentence)), 0
        case {"refused": [str(code), str(sentence)]} if len(row) == 1:
            raise _refusal(code, sentence)
    raise ValueError("not a frame")


def _refusal(code: str, sentence: str) -> Refused:
    if not _CODE.fullmatch(code):
        raise ValueError("not a refusal")
    return Refused(code, _checked(sentence, SENTENCE_CHARACTERS))


def _checked(words: str, most: int) -> str:
    """Raise `ValueError` for anything but one line of words, at most so long."""
    if not 0 < len(words) <= most or _CONTROLS.search(words):
        raise ValueError("not a line of words")
    return words
