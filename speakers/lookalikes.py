"""Letters of one script that look like those of another: names that hold them are shown, and never joined by a machine.

The pairs are those of the Unicode list of confusables (UTS #39) that names in Cyrillic, Greek and Latin letters meet.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

_PAIRS = (
    "АA ВB ЕE ЅS ІI ЈJ КK МM НH ОO РP СC ТT УY ХX ԌG ԚQ ԜW аa еe оo рp сc уy хx ѕs іi јj һh ԁd ԛq ԝw ӏl ѵv "
    "ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX αa ιi κk νv οo ρp υu ϳj ϲc օo ոn սu հh ցg զq ɑa ɡg"
)
LOOKS_LIKE = {pair[0]: pair[-1] for pair in _PAIRS.split() if pair[-1].isascii()}
"""A letter, and the Latin one that it looks like."""

_ALPHABETS = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"})
"""Scripts that no name mixes. (A Japanese name does mix its own.)"""


@dataclass(frozen=True, slots=True)
class Odd:
    """A character of a name that may deceive: what Unicode calls it, and what it looks like ("" for nothing at all)."""

    char: str
    called: str
    looks_like: str


def scripts(name: str) -> frozenset[str]:
    """The scripts of a name's letters, as Unicode names them: `{"LATIN"}`."""
    letters = (char for char in unicodedata.normalize("NFKC", name) if char.isalpha())
    return frozenset(unicodedata.name(char, "UNKNOWN").split()[0] for char in letters)


def is_mixed(name: str) -> bool:
    """Whether a name has letters of two alphabets, as no name has."""
    return len(scripts(name) & _ALPHABETS) > 1


def looks(name: str) -> str:
    """The name as it looks, in Latin letters where there are such: for comparing only."""
    return "".join(LOOKS_LIKE.get(char, char) for char in unicodedata.normalize("NFKC", name)).casefold()


def look_alike(one: str, other: str) -> bool:
    """Whether two names are written in other letters and look the same."""
    return scripts(one) != scripts(other) and looks(one) == looks(other)


def odd_characters(name: str) -> list[Odd]:
    """The characters of a name that may deceive whoever reads it, each once, in order.

    In a name of two alphabets those that aren't Latin, in any name the Latin ones that look like plainer ones and those
    that can't be seen.
    """
    mixed = is_mixed(name)
    found: dict[str, Odd] = {}
    for char in name:
        called = unicodedata.name(char, f"U+{ord(char):04X}")
        foreign = mixed and char.isalpha() and not called.startswith("LATIN")
        unseen = unicodedata.category(char) == "Cf"
        if unseen or foreign or (char in LOOKS_LIKE and called.startswith("LATIN")):
            found.setdefault(char, Odd(char, called.lower(), LOOKS_LIKE.get(char, "")))
    return list(found.values())
