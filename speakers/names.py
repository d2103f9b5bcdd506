"""Names as matching compares them."""

from __future__ import annotations

import re

from anyascii import anyascii

_TITLE = re.compile(
    r"^(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|lord|lady|sen|senator|rep|gov|gen|col|lt|sgt|capt)\.? ", re.I
)
_LEFT_OUT = re.compile(r"[^a-z0-9 ]+")


def normalised(name: str) -> str:
    """A name in lower-case Latin letters without marks, points, title or leading article: what counts as the same name.

    Scripts are transliterated (anyascii), so `Škoda` and `Skoda` are one.
    """
    latin = anyascii(name).replace("-", " ").replace("'s ", " ").lower().strip()
    latin = " ".join(_LEFT_OUT.sub("", latin.replace(".", " ")).split())
    latin = _TITLE.sub("", latin)
    return latin.removeprefix("the ")[:200]
