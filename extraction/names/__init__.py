"""General lists of names: forenames with their gender, nicknames, countries, gendered words.

Where each list comes from, and under which licence, stands in `NOTICE.md` beside the files. All
loaders read their file once and keep the answer. A forename's gender is a hint, never a fact.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent

SURE_SHARE = 0.95
"""The share of bearers of one gender from which a forename counts as a hint."""

NOT_MALE = (
    "actor actors chairman chairmen dude dudes god gods governor governors guys he him himself his host hosts landlord "
    "landlords master masters mentleman monks mr. priest priests sir steward stewards tailor waiter waiters wizard "
    "wizards"
)
"""Words listed as male that newspapers use for women too, or that are no nouns."""


class Gender(StrEnum):
    """The gender of the pronoun that a word or name asks for."""

    FEMALE = "she"
    MALE = "he"


@dataclass(frozen=True, slots=True)
class Country:
    """One row of the list of countries. `names` are all names it goes by, in no order."""

    code: str
    name: str
    long_name: str
    capital: str
    demonyms: tuple[str, ...]
    names: tuple[str, ...]


def rows(file_name: str) -> Iterator[dict[str, str]]:
    """The rows of one list by column name. Raises OSError where the file is missing."""
    with (FOLDER / file_name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def plain(name: str) -> str:
    """A name for looking up: lower case, no diacritics, straight apostrophes, single blanks."""
    if name.isascii():
        return " ".join(name.casefold().split())
    letters = unicodedata.normalize("NFKD", name.replace("’", "'"))
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).casefold().split())


@cache
def forename_shares() -> dict[str, float]:
    """Every known forename in plain form, with the share of its bearers who are women, 0 to 1."""
    known: dict[str, float] = {}
    for row in rows("us_first_names.tsv"):
        known[plain(row["name"])] = float(row["share_female"])
    for row in rows("world_forenames.tsv"):
        name, share = plain(row["name"]), {"F": 1.0, "M": 0.0}.get(row["gender"], 0.5)
        # Where two lists disagree the name tells nothing: "Andrea", "Jean".
        known[name] = share if abs(known.get(name, share) - share) < 0.5 else 0.5
    return known


def forename_gender(forename: str, sure: float = SURE_SHARE) -> Gender | None:
    """The gender that a forename hints at, where at least `sure` of its bearers share it; else None."""
    return _hint(forename_shares().get(plain(forename), 0.5), sure)


def _hint(share: float, sure: float) -> Gender | None:
    if max(share, 1 - share) < sure:
        return None
    return Gender.FEMALE if share > 0.5 else Gender.MALE


@cache
def forenames() -> dict[str, Gender | None]:
    """Every known forename in plain form, with the gender it hints at."""
    return {name: _hint(share, SURE_SHARE) for name, share in forename_shares().items()}


@cache
def nicknames() -> dict[str, frozenset[str]]:
    """For a forename in plain form, all forenames and nicknames that stand for it, both ways."""
    pairs: dict[str, set[str]] = {}
    for row in rows("nicknames.tsv"):
        pairs.setdefault(row["name"], set()).add(row["nickname"])
        pairs.setdefault(row["nickname"], set()).add(row["name"])
    return {name: frozenset(others) for name, others in pairs.items()}


@cache
def gendered_words() -> dict[str, Gender]:
    """Nouns that tell the gender of the person they mean ("spokeswoman", "father")."""
    words: dict[str, Gender] = {}
    for row in rows("gendered_words.tsv"):
        words[row["female"]] = Gender.FEMALE
        if row["male"] not in NOT_MALE.split():
            words[row["male"]] = Gender.MALE
    return words | {"congresswoman": Gender.FEMALE, "congressman": Gender.MALE, "alderwoman": Gender.FEMALE}


@cache
def countries() -> tuple[Country, ...]:
    """All countries and territories of the list."""
    found = []
    for row in rows("countries.tsv"):
        names = {row["name"], row["name_countryinfo"], *(name.strip() for name in row["other_names"].split(";"))}
        demonyms = tuple(word.strip() for word in row["demonym"].replace("/", ",").split(",") if word.strip())
        found.append(
            Country(
                row["iso2"],
                row["name"],
                row["name_countryinfo"],
                row["capital"],
                demonyms,
                tuple(sorted(name for name in names if name)),
            )
        )
    return tuple(found)
