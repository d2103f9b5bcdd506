"""When two texts are the same text: one form for both, and its hash. Time is linear in the length."""

from __future__ import annotations

import hashlib
import re
import unicodedata

MOST_MARKS = 30
"""Combining marks in a row that are kept: the Stream-Safe Text Format, https://www.unicode.org/reports/tr15/#Stream_Safe_Text_Format"""

# Only such a run can hold more combining marks than are kept: all of them stand above U+02FF.
_LONG_RUN = re.compile(rf"[^\x00-\u02ff]{{{MOST_MARKS + 1},}}+")

_SAME = str.maketrans(
    {
        **dict.fromkeys("“”„‟″«»＂", '"'),
        **dict.fromkeys("‘’‚‛′‹›＇`´", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "…": "...",
        # Zero-width space, joiners, direction marks, soft hyphen, word joiner, byte-order mark, NUL.
        **dict.fromkeys("\u200b\u200c\u200d\u200e\u200f\u00ad\u2060\ufeff\x00", None),
    }
)


def stream_safe(text: str) -> str:
    """Cut each run of combining marks to 30, so that normalising takes linear time."""
    return text if text.isascii() else _LONG_RUN.sub(lambda run: _cut(run[0]), text)


def normalised(text: str) -> str:
    """Give the form under which two settings of one text are equal.

    Quotation marks, dashes and the ellipsis are made plain, invisible characters are dropped, letters are
    composed (NFC) and every stretch of white space becomes one space. Only for comparing: offsets don't survive.
    """
    plain = unicodedata.normalize("NFC", stream_safe(text.translate(_SAME)))
    return " ".join(plain.split())


def fingerprint(text: str) -> bytes:
    """Give the SHA-256 of the normalised text (32 bytes)."""
    return hashlib.sha256(normalised(text).encode("utf-8", "surrogatepass")).digest()


def _cut(run: str) -> str:
    """Drop the combining marks of `run` that follow 30 others."""
    kept = []
    marks = 0
    for character in run:
        marks = marks + 1 if unicodedata.category(character)[0] == "M" else 0
        if marks <= MOST_MARKS:
            kept.append(character)
    return "".join(kept)
