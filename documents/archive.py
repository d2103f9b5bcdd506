"""Zip archives: judged whole by their directory, unpacked one member at a time, never past what the directory says.

The shapes of bombs that are looked for are those of Fifield 2019, "A better zip bomb"
(https://www.usenix.org/conference/woot19/presentation/fifield): one stream that many entries share, and plain ratio.
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable

from documents.types import Refused

RATIO_FROM = 1_000_000
MOST_RATIO = 200
"""From so many bytes on, what unpacks to more than 200 times its size is taken for a bomb: text reaches some 20."""

_LOCAL = b"PK\x03\x04"
_LOCAL_SIZE = 30
_ENCRYPTED = 0x1 | 0x40 | 0x2000


def members_of(data: bytes) -> list[zipfile.ZipInfo]:
    """Give the files of an archive, as its directory lists them, folders left out.

    Raises `Refused` ("damaged", "overlapping") for one without a directory, or whose files share bytes.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            listed = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error):
        raise Refused("damaged", "This archive is damaged or was cut off: its list of files can't be read.") from None
    _refuse_overlap(listed, len(data))
    return [one for one in listed if not one.is_dir()]


def refuse_bomb(members: Iterable[zipfile.ZipInfo], most_bytes: int, most_bytes_in_words: str) -> None:
    """Raise `Refused` where these would unpack to more than `most_bytes`, or one to hundreds of times its size."""
    whole = 0
    for member in members:
        whole += member.file_size
        if member.file_size > max(RATIO_FROM, MOST_RATIO * member.compress_size):
            raise Refused("bomb", f"A file in this archive unpacks to more than {MOST_RATIO} times its size.")
    if whole > most_bytes:
        raise Refused("too_large_unpacked", f"An archive may unpack to {most_bytes_in_words}; this one has more.")


def unpacked(data: bytes, member: zipfile.ZipInfo) -> bytes:
    """Give the bytes of one file. Raises `Refused` for one that can't be had, or isn't what the directory says."""
    if member.flag_bits & _ENCRYPTED:
        raise Refused("encrypted", "This file is encrypted. Pack it without a password.")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise Refused("link", "This is a link to a file elsewhere, not a file.")
    packed = _packed(data, member)
    if member.compress_type == zipfile.ZIP_STORED:
        found = bytes(packed)
    elif member.compress_type == zipfile.ZIP_DEFLATED:
        found = _inflated(packed, member.file_size)
    else:
        raise Refused("unknown_packing", "This file is packed in a way that isn't read. Pack it as an ordinary zip.")
    if len(found) != member.file_size or zlib.crc32(found) != member.CRC:
        raise Refused("damaged", "This file is damaged: it isn't what the archive's list says of it.")
    return found


def _refuse_overlap(listed: list[zipfile.ZipInfo], size: int) -> None:
    """Raise `Refused` where two entries share bytes, or one lies outside the archive."""
    end = 0
    if any(one.header_offset < 0 for one in listed):
        raise Refused("damaged", "This archive is damaged or was cut off: its beginning is missing.")
    for one in sorted(listed, key=lambda one: one.header_offset):
        if one.header_offset < end:
            raise Refused(
                "overlapping", "The files of this archive lie on top of each other: it is damaged or hostile."
            )
        end = one.header_offset + _LOCAL_SIZE + len(one.orig_filename) + one.compress_size
    if end > size:
        raise Refused("damaged", "This archive is damaged or was cut off: files of its list are missing.")


def _packed(data: bytes, member: zipfile.ZipInfo) -> memoryview:
    """Give a file's bytes as they are packed."""
    at = member.header_offset
    if at < 0 or data[at : at + 4] != _LOCAL or at + _LOCAL_SIZE > len(data):
        raise Refused("damaged", "This file is damaged: the archive's list doesn't lead to it.")
    name, extra = struct.unpack_from("<HH", data, at + 26)
    begin = at + _LOCAL_SIZE + name + extra
    return memoryview(data)[begin : begin + member.compress_size]


def _inflated(packed: memoryview, size: int) -> bytes:
    """Inflate to one byte more than is said at most: so much is enough to see that too much is there."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        found = inflater.decompress(packed, size + 1)
    except zlib.error:
        found = b""
    if len(found) > size or not inflater.eof:
        raise Refused("damaged", "This file is damaged: it isn't what the archive's list says of it.")
    return found
