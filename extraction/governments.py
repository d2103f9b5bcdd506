"""Which country's government a name means: country, capital, demonym, or seat of government.

`government("Moscow")` and `government("the Kremlin")` are both "Russia". A plain look-up over the
list of countries and a short list of seats; ambiguous names ("Congolese", "Korean") mean nobody.
"""

from __future__ import annotations

import re
from functools import cache

from extraction.names import Country, countries, plain

TERRITORIES = (
    "AI AS AQ AW AX BL BM BQ BV CC CK CS CW CX EH FK FO GF GG GI GL GP GS GU HK HM IM IO JE KY "
    "MF MO MP MQ MS NC NF NU PF PM PN PR RE SH SJ SX TC TF TK UM VG VI WF YT"
)
"""Codes of what has no government of its own abroad: the name counts, capital and demonym don't."""

COMMON_NAMES = {
    "BA": "Bosnia and Herzegovina",
    "CD": "Democratic Republic of the Congo",
    "CG": "Republic of the Congo",
    "GB": "United Kingdom",
    "TR": "Turkey",
    "US": "United States",
}
"""The usual English name where the list has another."""

MORE_NAMES = {
    "AE": "UAE; Emirates",
    "BA": "Bosnia; Bosnia and Herzegovina",
    "CD": "DRC; DR Congo; Democratic Republic of the Congo; Democratic Republic of Congo",
    "CG": "Republic of the Congo; Republic of Congo",
    "CN": "PRC; Peking",
    "GB": "United Kingdom; UK; Britain; Great Britain; U.K.",
    "KP": "DPRK",
    "KR": "ROK",
    "MK": "Macedonia; North Macedonia",
    "MM": "Burma",
    "TR": "Turkey; Turkiye",
    "US": "United States; United States of America; USA; US; America",
    "VA": "Vatican; Holy See",
}

MORE_DEMONYMS = {
    "AE": "Emirati",
    "AR": "Argentine; Argentinian",
    "BD": "Bangladeshi",
    "CD": "",
    "CI": "Ivoirian",
    "EC": "Ecuadorian",
    "GB": "UK",
    "IS": "Icelandic",
    "KG": "Kyrgyz",
    "KZ": "Kazakh",
    "LU": "Luxembourgish",
    "PH": "Philippine",
    "PS": "Palestinian",
    "SA": "Saudi",
    "SI": "Slovenian",
    "SV": "Salvadorean",
    "TJ": "Tajik",
    "TR": "Turkish",
    "US": "US; American",
    "UZ": "Uzbek",
}

SEATS = {
    "AR": "Casa Rosada",
    "BO": "La Paz",
    "BR": "Planalto; Planalto Palace",
    "CL": "La Moneda",
    "CN": "Zhongnanhai",
    "ES": "Moncloa; Moncloa Palace",
    "FR": "Élysée; Élysée Palace; Quai d'Orsay; Matignon; Hôtel Matignon",
    "GB": "Downing Street; 10 Downing Street; No 10; No. 10; Number 10; Number Ten; Whitehall",
    "IL": "Tel Aviv",
    "IT": "Palazzo Chigi",
    "KR": "Blue House; Cheong Wa Dae",
    "KZ": "Astana",
    "MM": "Naypyidaw; Naypyitaw",
    "NG": "Aso Rock",
    "PH": "Malacañang; Malacañang Palace",
    "RU": "Kremlin",
    "TR": "Beştepe",
    "UA": "Kiev; Bankova",
    "US": "White House; Washington DC; Washington, D.C.",
    "VE": "Miraflores; Miraflores Palace",
}
"""Buildings, streets and cities that newspapers let speak for a government."""

AMBIGUOUS_CAPITALS = frozenset({"brussels", "georgetown", "jamestown", "kingston", "male", "san jose", "victoria"})
"""Capitals that mean something else more often: an institution, a person, another town."""

ENGLISH_WORDS = frozenset({"island", "mann", "mannin", "reunion", "viti"})
"""Names in other languages that mean something else in English."""

GOVERNMENT_WORDS = re.compile(
    r"^(?P<of>(?:the )?(?:government|regime|authorities) (?:of|in) )?(?P<name>.+?)"
    r"(?(of)|(?:'s?)? (?:central |federal |interim )?"
    r"(?:government|regime|authorities|administration)(?: (?:forces|troops|officials))?)$"
)


@cache
def government(name: str) -> str | None:
    """The country whose government `name` means, by its usual English name; None where it means none.

    Takes a country, a capital, a demonym, a seat of government, or one of these with "government",
    "regime" or "authorities" ("the Syrian government", "Syria's government", "government of Syria").
    """
    bare = re.sub(r"^the ", "", " ".join(name.replace("’", "'").split()), flags=re.IGNORECASE)
    return _country(bare) or _with_government_word(bare)


def is_country(name: str) -> bool:
    """Whether `name` is a country's own name: no capital, demonym or seat of government."""
    return _key(re.sub(r"^the ", "", name, flags=re.IGNORECASE)) in _country_keys()


def is_demonym(name: str) -> bool:
    """Whether `name` is what a country's people are called ("Gambian")."""
    return plain(name) in _demonyms()


@cache
def _demonyms() -> frozenset[str]:
    words = (word for c in countries() for word in (*c.demonyms, *_listed(MORE_DEMONYMS, c.code)) if len(word) > 3)
    return frozenset(map(plain, words)) - _country_keys()


def _with_government_word(name: str) -> str | None:
    # A bounded name: the pattern backs up once a word, and nobody's government has a name of a hundred letters.
    match = GOVERNMENT_WORDS.match(name) if len(name) <= 100 else None
    return _country(re.sub(r"^[Tt]he ", "", match["name"])) if match else None


def _country(name: str) -> str | None:
    bare = name.removesuffix("'s").removesuffix("'")
    if bare != bare.lower():
        return _by_name().get(_key(bare))
    return None


def _key(name: str) -> str:
    # Short forms keep their capitals, so that "us" is never the United States.
    undotted = name.replace(".", "")
    return undotted if len(undotted) <= 4 and undotted.isupper() else plain(undotted)


@cache
def _by_name() -> dict[str, str]:
    """Every name of a government, as `_key` makes it, with the country's usual name."""
    claims: dict[str, set[str]] = {}
    for country in countries():
        usual = COMMON_NAMES.get(country.code, country.name)
        for form in _forms(country):
            claims.setdefault(_key(form), set()).add(usual)
    return {key: next(iter(usual)) for key, usual in claims.items() if len(usual) == 1 and key not in ENGLISH_WORDS}


@cache
def _country_keys() -> frozenset[str]:
    return frozenset(_key(name) for country in countries() for name in _names(country))


def _names(country: Country) -> list[str]:
    names = [name for name in country.names if not name.islower() and not (len(name) <= 3 and name.isupper())]
    return names + _listed(MORE_NAMES, country.code) + [COMMON_NAMES.get(country.code, country.name)]


def _forms(country: Country) -> list[str]:
    code = country.code
    if code == "CS":
        return []
    forms = _names(country)
    if code in TERRITORIES.split():
        return forms
    capital = [] if plain(country.capital) in AMBIGUOUS_CAPITALS else [country.capital]
    return forms + capital + list(country.demonyms) + _listed(MORE_DEMONYMS, code) + _listed(SEATS, code)


def _listed(table: dict[str, str], code: str) -> list[str]:
    return [form.strip() for form in table.get(code, "").split(";") if form.strip()]
