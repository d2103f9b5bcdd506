"""Articles as other papers and scrapers would give them, so that the reader doesn't lean on one house style."""

from __future__ import annotations

import random
from collections.abc import Callable

VARIED = 0.3
"""The share of articles that are changed in a pass."""
_DOUBLE, _SINGLE = '"“”«»„', "'‘’"


def varied(text: str, rng: random.Random) -> str:
    """The text, or now and then the text with other marks, letters or line breaks. Its length stays the same."""
    if rng.random() >= VARIED:
        return text
    return rng.choice(CHANGES)(text, rng)


def straight(text: str, _: random.Random) -> str:
    """Typewriter's marks only."""
    return "".join('"' if letter in _DOUBLE else "'" if letter in _SINGLE else letter for letter in text)


def curly(text: str, _: random.Random) -> str:
    """Printer's marks, opening and closing by what stands before them."""
    return "".join(
        ("“" if _opens(text, at) else "”") if letter == '"' else "’" if letter == "'" else letter
        for at, letter in enumerate(text)
    )


def single(text: str, _: random.Random) -> str:
    """British marks: single ones about what is said."""
    return "".join(
        ("‘" if _opens(text, at) else "’") if letter in _DOUBLE else letter for at, letter in enumerate(text)
    )


def lost(text: str, rng: random.Random) -> str:
    """Double marks gone: every one, or one in four."""
    share = rng.choice((0.25, 1.0))
    return "".join(" " if letter in _DOUBLE and rng.random() < share else letter for letter in text)


def shouted(text: str, _: random.Random) -> str:
    """All capitals."""
    return "".join(letter.upper() if len(letter.upper()) == 1 else letter for letter in text)


def mumbled(text: str, _: random.Random) -> str:
    """No capitals."""
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)


def run_on(text: str, _: random.Random) -> str:
    """Paragraphs run together."""
    return text.replace("\n", " ")


def _opens(text: str, at: int) -> bool:
    return at == 0 or text[at - 1].isspace() or text[at - 1] in "([—–-"


CHANGES: tuple[Callable[[str, random.Random], str], ...] = (
    straight,
    curly,
    curly,
    single,
    single,
    lost,
    lost,
    shouted,
    mumbled,
    run_on,
)
