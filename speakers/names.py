"""Names as matching compares them: which are the same, and which may be one person's, written in two ways."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from anyascii import anyascii

from extraction.governments import government
from extraction.names import nicknames
from extraction.roles import NAME_PARTICLES, NAME_SUFFIXES
from speakers.lookalikes import is_mixed, look_alike, scripts
from speakers.states import SpeakerKind

_TITLE = re.compile(
    r"^(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|lord|lady|sen|senator|rep|gov|gen|col|lt|sgt|capt)\.? ", re.I
)
_LEFT_OUT = re.compile(r"[^a-z0-9 ]+")
_GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
_COMPANY = frozenset(
    {"co", "company", "corp", "corporation", "gmbh", "inc", "incorporated", "limited", "llc", "ltd", "plc"}
)
_SOUNDS = (
    *(("kh", "h"), ("ph", "f"), ("zh", "j"), ("dzh", "j"), ("ck", "k"), ("q", "k"), ("ae", "a"), ("oe", "o")),
    *(("ue", "u"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("w", "v"), ("sch", "sh"), ("tz", "ts"), ("th", "t")),
)
_SMOOTHED = re.compile(r"[ijy]+")
_DOUBLED = re.compile(r"(.)\1+")
_MUHAMMAD = re.compile(r"m[aou]h?am+[aeu][dt]")
_FORENAMES_TOO = re.compile(r"(?:Al|Ben) ")
"""Particles that are forenames where they begin a name and aren't tied to the rest: "Al Gore", not "al-Assad"."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two names that may be one person's: why, in words, and whether chance is unlikely to make them so alike."""

    reason: str
    strong: bool


@dataclass(frozen=True, slots=True)
class _Name:
    """A person's name taken apart, each word plain."""

    given: tuple[str, ...]
    particles: tuple[str, ...]
    last: str
    generation: str


def normalised(name: str) -> str:
    """A name in lower-case Latin letters without marks, points, title or leading article: what counts as the same name.

    Scripts are transliterated (anyascii), so `Škoda` and `Skoda` are one. A name that mixes alphabets keeps its
    letters, and so is nobody else's.
    """
    if is_mixed(name):
        letters = unicodedata.normalize("NFKC", name).casefold()
        return " ".join("".join(c if c.isalnum() else " " for c in letters).split())[:200]
    latin = anyascii(name).replace("-", " ").replace("'s ", " ").lower().strip()
    latin = " ".join(_LEFT_OUT.sub("", latin.replace(".", " ")).split())
    latin = _TITLE.sub("", latin)
    return latin.removeprefix("the ")[:200]


def same(one: str, other: str) -> bool:
    """Whether two names are the same one, in the same letters."""
    return normalised(one) == normalised(other) and scripts(one) == scripts(other)


def surname(name: str) -> str:
    """What names of one family share however they are spelt: for looking up. "" for a name without letters."""
    taken = _apart(name)
    return _sounded(taken.last)[:80] if taken else ""


def is_one_word(name: str) -> bool:
    """Whether a person's name is a surname alone, or a forename: too little to know somebody by."""
    taken = _apart(name)
    return taken is None or not taken.given


def has_initials_only(name: str) -> bool:
    """Whether all that stands before the surname are initials."""
    taken = _apart(name)
    return taken is not None and bool(taken.given) and all(len(word) == 1 for word in taken.given)


def alike_persons(one: str, other: str) -> Likeness | None:
    """Whether two names that are not the same may be one person's. None where they can't, or only look the same.

    Initials stand for forenames, a nickname for its name; middle names, particles, "Jr" and degrees may be left out,
    and names from other scripts are spelt in several ways. What both have must agree.
    """
    left, right = _apart(one), _apart(other)
    if left is None or right is None or not left.given or not right.given:
        return None
    if look_alike(one, other) or is_mixed(one) or is_mixed(other):
        return None
    if left.generation and right.generation and left.generation != right.generation:
        return None
    if left.particles and right.particles and left.particles != right.particles:
        return None
    if _sounded(left.last) != _sounded(right.last):
        return None
    given = _given_alike(left.given, right.given)
    if given is None:
        return None
    reasons, weak = given
    reasons = [*_lesser_reasons(one, other, left, right), *reasons]
    weak = weak or left.last != right.last or left.generation != right.generation
    return Likeness(", ".join(dict.fromkeys(reasons)) or "the same name but for its degree", not weak)


def alike_organisations(one: str, other: str) -> Likeness | None:
    """Whether two names that are not the same may be one body's: they differ in "Inc" and its like, or in script."""
    if look_alike(one, other) or is_mixed(one) or is_mixed(other):
        return None
    left, right = (_without_form(normalised(name)) for name in (one, other))
    if not left or left != right:
        return None
    told = "written in another script" if scripts(one) != scripts(other) else "the same name but for its legal form"
    return Likeness(told, True)


def company(name: str) -> str:
    """A body's name without "Inc" and its like: for looking up."""
    return _without_form(normalised(name))[:80]


def _without_form(key: str) -> str:
    words = key.split()
    while len(words) > 1 and words[-1] in _COMPANY:
        words.pop()
    return " ".join(words)


def _apart(name: str) -> _Name | None:
    words = normalised(name).split()
    generation = ""
    while len(words) > 1 and words[-1] in NAME_SUFFIXES:
        last = words.pop()
        generation = last if last in _GENERATIONS else generation
    if not words:
        return None
    at = len(words) - 1
    first = bool(_FORENAMES_TOO.match(name))
    while at > first and words[at - 1] in NAME_PARTICLES and len(words[at - 1]) > 1:
        at -= 1
    return _Name(tuple(words[:at]), tuple(words[at:-1]), words[-1], generation)


def _sounded(word: str) -> str:
    """A word as it may be spelt out of another script: one letter for those that stand for one sound."""
    if _MUHAMMAD.fullmatch(word):
        return "muhamad"
    for written, spoken in _SOUNDS:
        word = word.replace(written, spoken)
    return _DOUBLED.sub(r"\1", _SMOOTHED.sub("i", word))


def _given_alike(one: Sequence[str], other: Sequence[str]) -> tuple[list[str], bool] | None:
    """Why two rows of forenames may be one person's, and whether that says little; None where they differ.

    The first must agree, and of the others each of the shorter row with one of the longer, in order.
    """
    short, long = sorted((one, other), key=len)
    if (first := _word_alike(short[0], long[0])) is None:
        return None
    reasons, firm = [first], int(first == "")
    at = 1
    for word in short[1:]:
        found = next((n for n in range(at, len(long)) if _word_alike(word, long[n]) is not None), None)
        if found is None:
            return None
        reasons.append(_word_alike(word, long[found]) or "")
        at, firm = found + 1, firm + 1
    if len(long) > len(short):
        reasons.append("a middle name more")
    return [reason for reason in reasons if reason], firm == 0 or _NICKNAME in reasons or _SPELT in reasons


_INITIAL, _NICKNAME, _SPELT = "an initial for the forename", "a nickname of the forename", "the name spelt otherwise"


def _word_alike(one: str, other: str) -> str | None:
    """Why two words may be one forename: "" where they are the same, None where they can't be."""
    if one == other:
        return ""
    if 1 in (len(one), len(other)):
        return _INITIAL if one[0] == other[0] else None
    if other in nicknames().get(one, ()):
        return _NICKNAME
    return _SPELT if _sounded(one) == _sounded(other) else None


def _lesser_reasons(one: str, other: str, left: _Name, right: _Name) -> list[str]:
    told = []
    if scripts(one) != scripts(other):
        told.append("written in another script")
    if left.last != right.last:
        told.append("the surname spelt otherwise")
    if left.particles != right.particles:
        told.append(f"“{' '.join(left.particles or right.particles)}” left out")
    if left.generation != right.generation:
        told.append(f"“{left.generation or right.generation}” left out")
    return told


def known_as(name: str, kind: str) -> str:
    """The name that matching goes by: a government's is its country's, however it is called."""
    return (government(name) or name) if kind == SpeakerKind.GOVERNMENT else name


def family(name: str, kind: str) -> str:
    """What all spellings of a name share that may be one speaker's: for looking up."""
    return surname(name) if kind == SpeakerKind.PERSON else company(known_as(name, kind))


def alike(one: str, other: str, kind: str) -> Likeness | None:
    """Whether two names that are not the same may be one speaker's of this kind."""
    if kind == SpeakerKind.PERSON:
        return alike_persons(one, other)
    return alike_organisations(one, other)
