"""One kind of hostile file: what it is called, and how it is made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

ARTICLE = "The mayor of Kettleby said on Monday that the bridge would stay closed. “It is not safe,” Ana Ruiz said."
"""What a reader should find in those that hold an article at all."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What the file is called, and the function that gives its bytes."""

    filename: str
    make: Callable[[], bytes]
