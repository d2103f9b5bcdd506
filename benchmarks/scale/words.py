"""The words of made news: names, places and figures, a few of each used often and most of them seldom, as in print."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import accumulate
from random import Random


def _listed(words: str) -> tuple[str, ...]:
    """Words parted by strokes where there are any, else by blanks."""
    return tuple(words.split("|") if "|" in words else words.split())


FORENAMES = _listed(
    "John Maria David Anna Michael Sarah James Elena Robert Fatima Peter Olga Thomas Aisha Daniel Ingrid Ahmed Laura "
    "Andrei Grace Paul Nadia Carlos Helen Mark Yuki Samuel Irina Joseph Rosa Stefan Amina George Clara Ivan Leila "
    "Martin Sofia Omar Julia Henrik Priya Luis Teresa Viktor Hannah Pavel Mei Simon Zeynep Adam Lucia Rashid Emma "
    "Miguel Katarina Tariq Vera Oscar Naomi Felix Dalia Hugo Marta Kofi Ines Nikolai Ruth Bilal Astrid Erik Lina"
)
STARTS = _listed(
    "Bar Kel Mar Tor Hal Ven Dor Sil Gar Pol Ras Lin Bren Ost Fal Mor Wes Kar Nor Jan Hol Per Zel Tam Rud Var Lom Ber "
    "Cas Den Fen Gil Hav Ist Jur Kov Lar Mil Nov Orl Pet Quin Ros Sar Tur Ulm Vas Wil Yar Zor Ald Bel Cor Dra Els Fro"
)
MIDDLES = _listed("an er il o a en ar in u e el ov i or al es")
SURNAME_ENDS = _listed("son sky man berg ic ova ez ard ell ton ley wick ens ini ado eau ski stad dal low")
TOWN_ENDS = _listed("burg ton ville grad mouth ford holm stad field bridge haven dorf polis minster pur abad nica wood")
COUNTRIES = _listed(
    "the United States|China|Russia|Britain|France|Germany|India|Iran|Israel|Ukraine|Japan|Turkey|Syria|Iraq|Brazil|"
    "Canada|Italy|Spain|Mexico|Pakistan|Egypt|Australia|Poland|South Korea|Saudi Arabia|Nigeria|South Africa|Greece|"
    "Sweden|Kenya|Argentina|Indonesia|Venezuela|Afghanistan|Ethiopia|Colombia|Norway|Vietnam|Hungary|Sudan|Libya|"
    "Romania|Chile|Serbia|Morocco|Georgia|Peru|Ghana|Portugal|Finland|Yemen|Jordan|Croatia|Bolivia|Nepal|Latvia"
)
ROLES = _listed(
    "the mayor|a police spokesman|the minister|the chief executive|a spokeswoman|the union leader|the governor|"
    "the fire chief|a senior official|the prosecutor|the opposition leader|the ambassador|the company's lawyer|"
    "the hospital director|the head of the inquiry|a witness|the army spokesman|the regional health officer|"
    "the club chairman|the defence minister|an engineer|the central bank governor|the head teacher|an aid worker"
)
GOODS = _listed(
    "oil gas wheat steel cars grain coal drugs weapons fuel vaccines timber milk cement rice copper fish sugar "
    "batteries fertiliser cotton cocoa wine phones glass uranium wool salmon cheese tractors solar panels"
)
FIRM_ENDS = _listed("Group|Energy|Bank|Airlines|Industries|Holdings|Motors|Foods|Steel|Telecom|Shipping|Pharma|Rail")
UNIONS = _listed("Workers' Union|Teachers' Association|Nurses' Council|Farmers' League|Drivers' Federation|Party")
STREETS = _listed(
    "Station Road|Market Street|River Lane|Mill Road|Harbour Street|Church Square|Castle Hill|King Street"
)
DAYS = _listed("Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday")
MONTHS = _listed("January February March April May June July August September October November December")
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")


def drawn[T](chance: Random, items: Sequence[T]) -> T:
    """One of the items, the nth about 1/n as often as the first: Zipf's law."""
    weights = list(accumulate(1 / rank for rank in range(1, len(items) + 1)))
    return chance.choices(items, cum_weights=weights)[0]


def name_of(chance: Random, ends: Sequence[str]) -> str:
    """A made name, such as "Kelinberg": some thousands of each kind, the first ones often."""
    middle = drawn(chance, MIDDLES) if chance.random() < 0.6 else ""
    return drawn(chance, STARTS) + middle + drawn(chance, ends)


def filled(chance: Random, template: str, known: dict[str, str]) -> str:
    """A sentence of a template: one of each "[this/that]", and what each "{slot}" stands for.

    A slot that isn't `known`, or stands a second time, is drawn anew.
    """
    left = dict(known)
    while _CHOICE.search(template):
        template = _CHOICE.sub(lambda found: chance.choice(found[1].split("/")), template)
    return _SLOT.sub(lambda found: left.pop(found[1], "") or _slot(chance, found[1]), template)


def _slot(chance: Random, kind: str) -> str:
    """A figure, a time, a name or a thing. Raises KeyError for a kind that isn't known."""
    return _SLOTS[kind](chance)


def _percent(chance: Random) -> str:
    return f"{round(chance.lognormvariate(2.6, 0.9), chance.choice((0, 1))) or 1:g} percent"


def _money(chance: Random) -> str:
    return f"{_count(chance, 3.4)} {chance.choice(('million', 'million', 'billion'))} dollars"


def _hour(chance: Random) -> str:
    return f"at {chance.randint(1, 12)}:{chance.choice(('00', '15', '20', '30', '40', '45'))}"


def _count(chance: Random, middle: float) -> str:
    """A whole number about e to the `middle`, written as papers do."""
    value = max(2, round(chance.lognormvariate(middle, 1.1)))
    return f"{value:,}"


_SLOTS: dict[str, Callable[[Random], str]] = {
    "n": lambda chance: _count(chance, 2.2),
    "many": lambda chance: _count(chance, 5.5),
    "pct": _percent,
    "money": _money,
    "day": lambda chance: f"on {chance.choice(DAYS)}",
    "month": lambda chance: f"in {chance.choice(MONTHS)}",
    "since": lambda chance: f"since {chance.choice(MONTHS)}",
    "date": lambda chance: f"on {chance.randint(1, 28)} {chance.choice(MONTHS)}",
    "hour": _hour,
    "person": lambda chance: f"{drawn(chance, FORENAMES)} {name_of(chance, SURNAME_ENDS)}",
    "town": lambda chance: name_of(chance, TOWN_ENDS),
    "country": lambda chance: drawn(chance, COUNTRIES),
    "firm": lambda chance: f"{name_of(chance, SURNAME_ENDS)} {drawn(chance, FIRM_ENDS)}",
    "union": lambda chance: f"the {name_of(chance, TOWN_ENDS)} {drawn(chance, UNIONS)}",
    "street": lambda chance: chance.choice(STREETS),
    "goods": lambda chance: drawn(chance, GOODS),
}
"""What each slot is filled by."""
