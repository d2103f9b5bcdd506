"""Whether two quotes are one that was printed twice: the same words, but for what an editor changes.

Deliberately timid: whoever says almost the same with another figure, day, name or "not" says something else, and that
may be the very clash that is looked for. Candidates are found by MinHash (Broder, "On the resemblance and containment
of documents", 1997), its values joined in bands as in locality-sensitive hashing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from zlib import crc32

import numpy as np
from rapidfuzz.distance import Levenshtein

FEWEST = 4
"""Words. Of fewer, the same may be said on any two occasions: "No comment"."""
MOST_APART = 0.1
"""How much of the longer quote may be other words, left out or put in; one slight change is in any quote."""
ALIKE = 0.85
"""From this similarity of their letters on two words are two spellings of one: "defence", "defense"."""
BANDS, ROWS = 16, 3
"""Two quotes with two thirds of their content words in common share a band 997 times of 1000."""

_BRACKETS = re.compile(r"\[[^\]]*\]|\([^)]*\)")
_HYPHEN = re.compile(r"(?<=\w)[-\u00ad\u2010\u2011](?=\w)")
_WORD = re.compile(r"[^\W_]+(?:[.,:'][^\W_]+)*")
_CONTRACTED = (
    (re.compile(r"\bwon't\b"), "will not"),
    (re.compile(r"\b(?:can't|cannot)\b"), "can not"),
    (re.compile(r"n't\b"), " not"),
    (re.compile(r"'re\b"), " are"),
    (re.compile(r"'ve\b"), " have"),
    (re.compile(r"'ll\b"), " will"),
    (re.compile(r"\bi'm\b"), "i am"),
)
_LISTS = {
    "slight": "a an the that and but so well very really just also then now oh yes uh um er of to",
    "telling": """
        not no never none nobody nothing nowhere neither nor without hardly if unless until except only almost nearly
        about around over under least most more less than may might could would should perhaps maybe possibly allegedly
        reportedly before after since today yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday
        january february march april june july august september october november december zero one two three four five
        six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty
        thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions billion
        billions dozen dozens half both all some many few several first second third
    """,
    "plain": """
        i you he she it we they me him her us them my your his its our their this these those there here is are was
        were be been being am have has had do does did will would shall should can could may might must not no in on at
        by for from with as if or than into about who what which when where how all
    """,
}
_SLIGHT = frozenset(_LISTS["slight"].split())
"""Words that one paper prints and the next leaves out, and nothing else is claimed."""
_TELLING = frozenset(_LISTS["telling"].split())
"""Words that say something else where they stand in one quote alone."""
_PLAIN = _SLIGHT | frozenset(_LISTS["plain"].split())
"""Words that stand in any quote: two that share only these have nothing in common."""
_PRIME = np.uint64(2**31 - 1)


@lru_cache(maxsize=4096)
def plain(words: str) -> tuple[str, ...]:
    """The words of a quote without case, marks, hyphens, contractions, and what an editor put into brackets."""
    text = unicodedata.normalize("NFKC", words).casefold().replace("\u2019", "'").replace("\u2018", "'")
    text = _HYPHEN.sub("", _BRACKETS.sub(" ", text))
    for pattern, full in _CONTRACTED:
        text = pattern.sub(full, text)
    found = (match.group().replace(",", "") for match in _WORD.finditer(text))
    return tuple(word if any(c.isdigit() for c in word) else word.replace(".", "") for word in found)


def copied(one: str, other: str) -> bool:
    """Whether the words of two quotes are the same, or near enough that one copies the other. Symmetric."""
    left, right = sorted((plain(one), plain(other)))  # of several ways to change one into the other always the same
    if min(len(left), len(right)) < FEWEST:
        return False
    if left == right:
        return True
    most = max(1, int(MOST_APART * max(len(left), len(right))))
    if abs(len(left) - len(right)) > most or Levenshtein.distance(left, right, score_cutoff=most) > most:
        return False
    return all(_harmless(left, right, *edit) for edit in Levenshtein.editops(left, right).as_list())


def sketch(words: str) -> list[int]:
    """Numbers (32 bits, signed) that quotes of the same words share, and copies share at least one of.

    Empty for what is too short to be known again.
    """
    found = plain(words)
    if len(found) < FEWEST:
        return []
    # the beginning of a word is the same in both its spellings
    telling = {word[:4] for word in found if word not in _PLAIN} or set(found)
    hashed = np.array([crc32(word.encode()) for word in sorted(telling)], np.uint64) % _PRIME
    least = ((_FACTORS[:, None] * hashed + _OFFSETS[:, None]) % _PRIME).min(axis=1).astype("<u4")
    return [crc32(band.tobytes(), at) - 2**31 for at, band in enumerate(least.reshape(BANDS, ROWS))]


def _harmless(left: Sequence[str], right: Sequence[str], kind: str, at: int, to: int) -> bool:
    """Whether one change says nothing else: another spelling, a slight word, a word cut off at either end."""
    if kind == "replace":
        return _one_word(left[at], right[to])
    longer, place = (left, at) if kind == "delete" else (right, to)
    word = longer[place]
    if word in _SLIGHT:
        return True
    # what was cut off reaches from there to the nearer end, so every word of it is asked on its own
    near_end = min(place, len(longer) - 1 - place) < int(MOST_APART * len(longer))
    return near_end and word not in _TELLING and not any(c.isdigit() for c in word)


def _one_word(one: str, other: str) -> bool:
    """Whether two words are two spellings or forms of one."""
    if one[0] != other[0] or {one, other} & _TELLING or any(c.isdigit() for c in one + other):
        return False
    return Levenshtein.normalized_similarity(one, other) >= ALIKE


def _constants(salt: str) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    """The same for good: rows on record hold what was made with them."""
    numbers = [crc32(f"{salt} {at}".encode()) % (2**31 - 2) + 1 for at in range(BANDS * ROWS)]
    return np.array(numbers, np.uint64)


_FACTORS, _OFFSETS = _constants("factor"), _constants("offset")
