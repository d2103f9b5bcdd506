"""What an article goes by where it is named: its headline, else how its text begins."""

from __future__ import annotations

from typing import Any

OPENING = 400
"""How many characters of the text are fetched to find its first line; see `ArticleQuerySet.with_heading`."""
LONGEST = 110


def title_of(row: Any) -> str:
    """Of an article fetched `with_heading()`: its headline, else its text's first line; else "".

    A file's name is no title: it says how the newsroom works, and visitors may read titles.
    """
    return str(row.headline or first_line(row.opening or ""))


def first_line(text: str) -> str:
    """The first line that holds a letter or a digit, in at most `LONGEST` characters, cut between words."""
    for line in text.splitlines():
        words = " ".join(line.split())
        if any(character.isalnum() for character in words):
            return _cut(words)
    return ""


def _cut(words: str) -> str:
    if len(words) < LONGEST:
        return words
    kept = words[: LONGEST - 1].rsplit(" ", 1)[0].rstrip(" ,;:–—-")
    return f"{kept}…"
