"""Organisations and governments of a text: short forms and metonyms joined to the fullest name it gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extraction.governments import government, is_country
from extraction.names import plain
from extraction.types import SpeakerKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

COMPANY_ENDINGS = frozenset({"inc", "corp", "co", "ltd", "llc", "plc", "gmbh", "ag", "sa", "nv"})

PAPERS = frozenset(
    {"chronicle", "courier", "gazette", "herald", "journal", "mail", "monitor", "observer", "post", "press", "record"}
    | {"register", "review", "star", "standard", "sun", "telegraph", "times", "tribune"}
)
"""Last words of newspapers' names that stand for the whole name ("the Times")."""


@dataclass(frozen=True, slots=True)
class Body:
    """A body that speaks: the key that all its names share, and the fullest name the text gives."""

    key: str
    name: str


class Bodies:
    """The bodies that one text names. Built once; asking changes nothing."""

    def __init__(self, doc: Doc) -> None:
        self._by_initials: dict[str, set[str]] = {}
        self._by_ending: dict[str, set[str]] = {}
        self._country_names: dict[str, set[str]] = {}
        for ent in doc.ents:
            name = _bare(ent.text)
            if ent.label_ in ("ORG", "GPE") and len(name) <= 100:
                self._add(name)

    def find(self, name: str, kind: SpeakerKind) -> Body:
        """The body that a name means: its government's country, its full form, or itself."""
        country = government(name) if kind is SpeakerKind.GOVERNMENT else None
        if country:
            return Body(f"government of {country}", self._country_name(country, name))
        full = self._by_initials.get(name.replace(".", ""), set()) if name.isupper() else set()
        full = full or self._by_ending.get(plain(_bare(name)), set())
        fullest = next(iter(full)) if len(full) == 1 else _bare(name)
        return Body(_key(fullest), fullest)

    def _add(self, name: str) -> None:
        country = government(name)
        if country and is_country(name):
            self._country_names.setdefault(country, set()).add(name)
        capitals = [word[0] for word in name.replace("-", " ").split() if word[0].isupper()]
        if len(capitals) >= 3:
            self._by_initials.setdefault("".join(capitals), set()).add(name)
        last = plain(name.split()[-1]) if name else ""
        if last in PAPERS and len(name.split()) > 1:
            self._by_ending.setdefault(last, set()).add(name)

    def _country_name(self, country: str, name: str) -> str:
        given = self._country_names.get(country, set())
        if country in given:
            return country
        return max(given, key=len) if given else _bare(name)


def _bare(name: str) -> str:
    """A name on one line, without a leading article or a possessive ending."""
    words = " ".join(name.replace("’", "'").split()).removesuffix("'s").removesuffix("'").split(" ")
    return " ".join(words[1:] if len(words) > 1 and words[0].lower() == "the" else words)


def _key(name: str) -> str:
    words = [word.strip(".,") for word in plain(name).split()]
    while len(words) > 1 and words[-1] in COMPANY_ENDINGS:
        words.pop()
    return " ".join(words)
