"""Figures: their value, unit, bound, and what is counted or measured."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from extraction.claims.lexicon import word_set
from extraction.types import Bound, Quantity

if TYPE_CHECKING:
    from spacy.tokens import Token

ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SCALES = {
    "hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "dozen": 12,
    "m": 10**6, "mn": 10**6, "bn": 10**9, "k": 1_000,
}  # fmt: skip
WORDS = {**{word: value for value, word in enumerate(ONES)}, **{word: 20 + 10 * at for at, word in enumerate(TENS)}}
CURRENCIES = {"$": "dollar", "US$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₹": "rupee", "₽": "ruble"}
UNITS = {
    "percent": "%", "%": "%", "pc": "%", "percentage": "%",
    "dollar": "dollar", "euro": "euro", "pound": "pound", "yen": "yen", "yuan": "yuan", "ruble": "ruble",
    "rouble": "ruble", "rupee": "rupee", "crown": "crown", "franc": "franc", "peso": "peso", "lira": "lira",
    "cent": "cent", "kilometre": "km", "kilometer": "km", "km": "km", "mile": "mile", "metre": "metre",
    "meter": "metre", "foot": "foot", "litre": "litre", "liter": "litre", "gallon": "gallon", "barrel": "barrel",
    "tonne": "tonne", "ton": "tonne", "kilogram": "kg", "kg": "kg", "acre": "acre", "hectare": "hectare",
    "megawatt": "MW", "mw": "MW", "degree": "degree", "hour": "hour", "minute": "minute", "second": "second",
    "day": "day", "week": "week", "month": "month", "year": "year",
}  # fmt: skip
"""Nouns that are units. What is measured is then another word."""

CHANGES = word_set(
    "rise fall increase decrease drop grow shrink climb decline jump raise cut lower reduce gain lose soar "
    "plunge slip edge surge tumble dip"
)
"""Verbs after which "by" and "to" mean different things."""

_BEFORE = tuple(
    (bound, re.compile(rf"(?:{words})$"))
    for bound, words in (
        (
            Bound.AT_LEAST,
            "(?<!no )(?<!not )more than|over|at least|no (?:fewer|less) than|not less than|upwards of|above|exceeding",
        ),
        (Bound.AT_MOST, "(?<!no )(?<!not )(?:less|fewer) than|under|within|at most|up to|as many as|as much as|below"),
        (Bound.AT_MOST, "(?:no|not) more than|a maximum of"),
        (Bound.ABOUT, "about|around|some|roughly|approximately|nearly|almost|estimated|close to|approaching"),
    )
)
_AFTER = re.compile(r"^(?:or|and) more\b|^at least\b|^or so\b")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_ROUND_THE_NUMBER = frozenset({"quantmod", "advmod", "amod", "compound", "nummod", "det", "nmod"})


def find_quantities(tokens: Sequence[Token], taken: frozenset[int]) -> tuple[Quantity, ...]:
    """The figures in a clause's tokens, in order. `taken` are tokens that belong to dates.

    Ordinals, names with a number ("flight 212"), ages, "one of ...", parts ("12 of the 40") and ranges
    ("10 to 15") are left out.
    """
    found = []
    for run in _runs(tokens, taken):
        value, last = _value(run), run[-1]
        if value is None or _is_name(run) or _is_part(run) or _is_range(run):
            continue
        unit, noun = _unit(run)
        counted = _counted(noun or last, unit)
        measure = _measure(noun or last, run[0])
        span = _start(run[0]), (noun or last).idx + len(noun or last)
        found.append(Quantity(value, unit, counted, _bound(run), span, measure))
    return tuple(found)


def _runs(tokens: Sequence[Token], taken: frozenset[int]) -> Iterator[list[Token]]:
    """Runs of tokens that make one number: "2 million", "twenty-five", "a dozen"."""
    run: list[Token] = []
    for token in tokens:
        numeral = token.i not in taken and _is_numeral(token)
        joins = token.text == "-" and run and token.i + 1 < len(token.doc) and token.nbor().lower_ in ONES
        if run and token.i == run[-1].i + 1 and (joins or (numeral and _continues(run, token))):
            run.append(token)
            continue
        if run:
            yield run
        run = [token] if numeral and token.lower_ not in ("m", "k", "mn", "bn") else []
    if run:
        yield run


def _is_numeral(token: Token) -> bool:
    lower = token.lower_
    if lower in WORDS:
        return lower != "one" or (token.pos_ == "NUM" and token.dep_ == "nummod")
    return lower in SCALES or (bool(_NUMBER.fullmatch(token.text)) and token.tag_ != "LS")


def _continues(run: list[Token], token: Token) -> bool:
    """Whether a numeral goes on with the number before it, rather than beginning another."""
    return token.lower_ in SCALES or (run[-1].lower_ in (*TENS, "-", "hundred", "thousand") and token.lower_ in WORDS)


def _value(run: list[Token]) -> float | None:
    """The number's value; None for what isn't one."""
    total, current = 0.0, 0.0
    for token in run:
        lower = token.lower_
        if lower in SCALES:
            current = (current or 1) * SCALES[lower]
            if SCALES[lower] >= 1_000:
                total, current = total + current, 0.0
        elif lower in WORDS:
            current += WORDS[lower]
        elif _NUMBER.fullmatch(token.text):
            current += float(token.text.replace(",", ""))
        elif token.text != "-":
            return None
    return total + current


def _is_name(run: list[Token]) -> bool:
    """Whether the number is part of a name, an age or a time of day: "flight 212", "34-year-old", "3 p.m."."""
    first, last = run[0], run[-1]
    if (
        first.dep_ in ("nummod", "appos", "npadvmod", "nmod")
        and first.head.i == first.i - 1
        and first.head.pos_ in ("NOUN", "PROPN")
    ):
        return True
    after = last.nbor() if last.i + 1 < len(last.doc) else None
    before = first.nbor(-1) if first.i else None
    if before is not None and before.lower_ in ("aged", "age", "no.", "number", "section", "article", "chapter"):
        return True
    return after is not None and (
        after.lower_ in ("a.m.", "p.m.", "am", "pm") or (after.text == "-" and last.lower_ not in WORDS)
    )


def _is_part(run: list[Token]) -> bool:
    """Whether the number counts a part of a known whole: "12 of the 40", "one of them"."""
    last = run[-1]
    after = last.nbor() if last.i + 1 < len(last.doc) else None
    if after is None or after.lower_ != "of":
        return False
    return last.lower_ not in SCALES and last.lower_ not in ("%",)


def _is_range(run: list[Token]) -> bool:
    """Whether the number is an end of a range: "10 to 15", "10-15", "one or two", "between 10 and 15"."""
    doc, before, after = run[0].doc, run[0].i - 1, run[-1].i + 1
    if after + 1 < len(doc) and _counts(doc[after + 1]) and _joins(doc[after], run[0]):
        return True
    start = before
    while start > 0 and _counts(doc[start - 1]):
        start -= 1
    return 0 <= start < before and _joins(doc[before], doc[start])


def _counts(token: Token) -> bool:
    """Whether a token is a number or a part of one, an indefinite "one" too."""
    return token.lower_ in WORDS or token.lower_ in SCALES or bool(_NUMBER.fullmatch(token.text))


def _joins(joint: Token, first: Token) -> bool:
    """Whether a word between two numbers makes them a range; `first` is where the first of them begins."""
    opening = first.nbor(-1).lower_ if first.i else ""
    if joint.lower_ == "and":
        return opening == "between"
    return joint.lower_ in ("or", "-", "–") or (joint.lower_ == "to" and opening != "from")


def _unit(run: list[Token]) -> tuple[str, Token | None]:
    """The unit, and its noun where it has one."""
    first, last = run[0], run[-1]
    before = first.nbor(-1) if first.i else None
    if before is not None and before.text in CURRENCIES:
        return CURRENCIES[before.text], None
    after = last.nbor() if last.i + 1 < len(last.doc) else None
    if after is None or after.lemma_.lower() not in UNITS:
        return "", None
    return UNITS[after.lemma_.lower()], after


def _start(first: Token) -> int:
    """Where the figure starts, with its currency sign."""
    before = first.nbor(-1) if first.i else None
    return before.idx if before is not None and before.text in CURRENCIES else first.idx


def _counted(token: Token, unit: str) -> str:
    """The lemma of what is counted or measured; "" where the text doesn't say.

    A bare number's is its noun. With a unit it is the noun after "of" ("2 million litres of oil"), else
    the subject of the verb ("unemployment fell to 4 percent").
    """
    if not unit:
        if token.dep_ in _ROUND_THE_NUMBER and token.head.pos_ in ("NOUN", "PROPN") and token.head.i > token.i:
            return token.head.lemma_.lower()
        after = token.nbor() if token.i + 1 < len(token.doc) else None
        return after.lemma_.lower() if after is not None and after.pos_ == "NOUN" else ""
    for child in token.rights:
        if child.dep_ == "prep" and child.lower_ in ("of", "in"):
            inner = next((part for part in child.children if part.dep_ == "pobj" and part.pos_ == "NOUN"), None)
            if inner is not None and child.lower_ == "of":
                return inner.lemma_.lower()
    verb = _verb_above(token)
    if verb is None:
        return ""
    who = next((child for child in verb.lefts if child.dep_ in ("nsubj", "nsubjpass")), None)
    return who.lemma_.lower() if who is not None and who.i != token.i else ""


def _verb_above(token: Token) -> Token | None:
    """The nearest verb above a token; steps are few, since noun phrases are shallow."""
    steps = 0
    while token.pos_ not in ("VERB", "AUX") and token.head != token and steps < 8:
        token, steps = token.head, steps + 1
    return token if token.pos_ in ("VERB", "AUX") else None


def _measure(token: Token, first: Token) -> str:
    """The verb the figure belongs to, with "by", "to" or "from" after a verb of change; `first` begins the figure."""
    verb = _verb_above(token)
    if verb is None:
        return ""
    lemma = verb.lemma_.lower()
    if lemma == "have":
        forced = next((child for child in verb.rights if child.dep_ == "xcomp" and child.tag_ == "VB"), verb)
        lemma = forced.lemma_.lower()
    if lemma not in CHANGES:
        return lemma
    way = first.nbor(-1).lower_ if first.i else ""
    if way in ("to", "from"):
        return f"{lemma} {way}"
    step = token
    while step.head != step and step.head != verb:
        step = step.head
    return f"{lemma} {step.lower_ if step.dep_ == 'prep' and step.lower_ in ('to', 'from') else 'by'}"


def _bound(run: list[Token]) -> Bound:
    """What the words round a number say of the true figure."""
    doc, first, last = run[0].doc, run[0], run[-1]
    before = doc[max(0, first.i - 5) : first.i].text.lower().rstrip(" $€£")
    before = re.sub(r"(?<!\s)\s+(?:a|an|the)$", "", before)
    for bound, pattern in _BEFORE:
        if pattern.search(before):
            return bound
    after = doc[last.i + 1 : last.i + 4].text.lower()
    if _AFTER.match(after) or _AFTER.match(after.partition(" ")[2]):
        return Bound.ABOUT if "or so" in after else Bound.AT_LEAST
    return Bound.EXACT
