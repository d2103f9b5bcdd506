"""Organisations and governments of a text: short forms and metonyms joined to the fullest name it gives."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extraction.bodynames import TRADES_OF
from extraction.governments import government, is_country
from extraction.names import plain
from extraction.recognised import COMPANY_ENDINGS, FIRM_WORDS, in_brackets
from extraction.roles import ORGANISATIONS, role
from extraction.types import SpeakerKind

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as Tokens

FIRMS = frozenset({"airline", "company", "conglomerate", "firm", "manufacturer", "publisher", "retailer", "startup"})
"""Nouns for a company."""

TRADES = frozenset(word.lower() for word in FIRM_WORDS) | frozenset(
    {"brokers", "buses", "capital", "dairy", "estates", "ferries", "gold", "hotels", "media", "metals", "minerals"}
    | {"mines", "mining", "motor", "partners", "properties", "railways", "securities", "services", "solutions"}
    | {"steel", "stores", "textiles", "tools", "trains"}
)
"""Last words of firms' names."""

STATE = frozenset(
    {"agency", "army", "assembly", "commission", "council", "court", "department", "ministry", "parliament"}
)
"""Nouns of bodies that their first word alone doesn't name: "Mirel" is no short form of "Mirel Town Council"."""

NEWSPAPERS = frozenset(
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
    """The bodies that one text names. Built once; asking changes no answer."""

    def __init__(self, doc: Doc, short: Collection[str] = ()) -> None:
        self._by_first: dict[str, set[str]] = {}
        self._by_start: dict[str, set[str]] = {}
        self._by_brackets: dict[str, set[str]] = {}
        self._by_noun: dict[str, set[str]] = {}
        self._by_initials: dict[str, set[str]] = {}
        self._by_ending: dict[str, set[str]] = {}
        self._by_last_two: dict[str, set[str]] = {}
        self._country_names: dict[str, set[str]] = {}
        self._firms: dict[str, set[str]] = {}
        self._meant: dict[str, Body | None] = {}
        for ent in doc.ents:
            name = _without_small_end(_bare(ent.text))
            if ent.label_ in ("ORG", "GPE") and len(name) <= 100:
                self._add(name)
            if ent.label_ == "ORG" and len(name) <= 100:
                self._add_short_forms(doc, ent)
                if short_form := in_brackets(ent):
                    self._by_brackets.setdefault(short_form, set()).add(name)
        for word in short:
            self._by_noun.setdefault("company", set()).add(self.find(word, SpeakerKind.ORGANISATION).name)

    def find(self, name: str, kind: SpeakerKind) -> Body:
        """The body that a name means: its government's country, its full form, or itself."""
        country = government(name) if kind is SpeakerKind.GOVERNMENT else None
        if country:
            return Body(f"government of {country}", self._country_name(country, name))
        full = self._by_initials.get(name.replace(".", ""), set()) if name.isupper() else set()
        full = full or self._by_brackets.get(name, set())
        bare = plain(_bare(name))
        if name.islower():
            full = full or self._by_last_two.get(bare, set())  # "the county council"
        full = full or next((d[bare] for d in (self._by_ending, self._by_first, self._by_start) if bare in d), set())
        if not full and role(bare) in ORGANISATIONS and name[:1].isupper():
            full = self._by_noun.get(role(bare), set())  # "the Front"
        fullest = next(iter(full)) if len(full) == 1 else _bare(name)
        return Body(_key(fullest), fullest)

    def meant_by(self, noun: str) -> Body | None:
        """The only body that "the union" can mean: the one of the text whose name or apposition has that noun."""
        if noun not in self._meant:
            names = {self.find(name, SpeakerKind.ORGANISATION).name for name in self._by_noun.get(noun, ())}
            fullest = max(sorted(names), key=len, default="")
            alone = names and all(_is_end(name, fullest) for name in names)
            self._meant[noun] = Body(_key(fullest), fullest) if alone else None
        return self._meant[noun]

    def firm(self, word: str) -> Body | None:
        """The only firm of several words whose name begins with this one; None where there is none, or two."""
        names = self._firms.get(plain(word), set())
        return Body(_key(name), name) if len(names) == 1 and (name := next(iter(names))) else None

    def _add_short_forms(self, doc: Doc, ent: Tokens) -> None:
        """What else may stand for a name of several words: its first ("Ames" for "Ames Tools plc"), or its noun."""
        name = _without_small_end(_bare(ent.text))
        words = plain(name).split()
        if not words:
            return
        nouns = {role(words[-1].strip(".,"))} & ORGANISATIONS
        of = next((at for at, word in enumerate(words) if word in ("of", "for")), 0)
        if of:
            nouns |= {role(words[of - 1])} & ORGANISATIONS  # "Ministry of Culture"
        firm = words[-1].strip(".,") in COMPANY_ENDINGS
        beside = [child for child in ent.root.children if child.dep_ == "appos"]
        beside += list(ent.root.ancestors)[:1] if ent.root.dep_ == "appos" else []
        apposed = {role(token.lemma_) for token in beside}
        nouns |= apposed & ORGANISATIONS
        if firm or (nouns | apposed) & (FIRMS | TRADES_OF):
            nouns |= {"company"}
        if len(words) > 2 and (firm or words[-1] in TRADES or role(words[-1]) in ORGANISATIONS - STATE):
            self._by_start.setdefault(" ".join(words[:-1]), set()).add(name)
        if len(words) > 1 and (firm or words[-1] in TRADES):
            self._firms.setdefault(words[0], set()).add(name)
        if len(words) == 1 and not apposed:
            return  # "Bank" alone, in a headline
        for noun in nouns:
            self._by_noun.setdefault(noun, set()).add(name)
        if len(words) > 1 and not nouns & STATE and doc[ent.start].text[:1].isupper():
            self._by_first.setdefault(words[0], set()).add(name)

    def _add(self, name: str) -> None:
        country = government(name)
        if country and is_country(name):
            self._country_names.setdefault(country, set()).add(name)
        capitals = [word[0] for word in name.replace("-", " ").split() if word[0].isupper()]
        if len(capitals) >= 3:
            self._by_initials.setdefault("".join(capitals), set()).add(name)
        words = plain(name).split()
        if len(words) > 2:
            self._by_last_two.setdefault(" ".join(words[-2:]), set()).add(name)
        last = words[-1] if words else ""
        if last in NEWSPAPERS and len(words) > 1:
            self._by_ending.setdefault(last, set()).add(name)

    def _country_name(self, country: str, name: str) -> str:
        given = self._country_names.get(country, set())
        if country in given:
            return country
        return max(sorted(given), key=len) if given else _bare(name)


def _bare(name: str) -> str:
    """A name on one line, without a leading article or a possessive ending."""
    whole = " ".join(name.partition(" (")[0].split())
    words = whole.removesuffix("'s").removesuffix("’s").removesuffix("'").removesuffix("’").split(" ")
    return " ".join(words[1:] if len(words) > 1 and words[0].lower() == "the" else words)


def _without_small_end(name: str) -> str:
    """A body's name without small words that the recogniser takes to its end: "Department for Schools | of books"."""
    words = name.split(" ")
    while len(words) > 1 and words[-1].islower() and words[-1].isalpha():
        words.pop()
    return " ".join(words)


def _is_end(name: str, fuller: str) -> bool:
    """Whether a fuller name ends with this one, as where the recogniser cuts it: "Sailors Union"."""
    return f" {plain(fuller)}".endswith(f" {plain(name)}")


def _key(name: str) -> str:
    words = [word.strip(".,") for word in plain(name).split()]
    while len(words) > 1 and words[-1] in COMPANY_ENDINGS:
        words.pop()
    return " ".join(words)
