"""The names in a zip archive's directory, for telling what kind of archive it is. Nothing is unpacked."""

from __future__ import annotations

import struct
from collections.abc import Iterator

MOST_NAMES = 10_000
"""How many names are looked at."""

_END, _ENTRY, _END64_LOCATOR = b"PK\x05\x06", b"PK\x01\x02", b"PK\x06\x07"
_END_SIZE, _LOCATOR_SIZE, _END64_SIZE = 22, 20, 56
_LONGEST_COMMENT = 65_535
_IN_END64 = 0xFFFFFFFF


def names(data: bytes) -> Iterator[bytes]:
    """Give the names in the directory at the archive's end, in its order; none where there is no directory."""
    end = data.rfind(_END, max(0, len(data) - _END_SIZE - _LONGEST_COMMENT))
    if end < 0 or end + _END_SIZE > len(data):
        return
    (size,) = struct.unpack_from("<I", data, end + 12)
    if data[max(0, end - _LOCATOR_SIZE) :].startswith(_END64_LOCATOR):
        end -= _LOCATOR_SIZE + _END64_SIZE
        if size == _IN_END64 and end >= 0:
            (size,) = struct.unpack_from("<Q", data, end + 40)
    at = end - size
    for _ in range(MOST_NAMES):
        if at < 0 or at + 46 > end or data[at : at + 4] != _ENTRY:
            return
        name, extra, comment = struct.unpack_from("<HHH", data, at + 28)
        yield data[at + 46 : at + 46 + name]
        at += 46 + name + extra + comment
