"""Which words count as the same word when two claims are laid side by side. General news English, by lemma."""

from __future__ import annotations

import re
from functools import cache

from extraction.claims.lexicon import word_set
from extraction.governments import government

_FAMILIES = """
kill die death dead slay fatality perish toll murder claim_life
injure wound hurt injury casualty
attack assault strike raid airstrike bombing bombardment bomb shell shelling bombard hit
shoot fire shooting gunfire open_fire
explosion explode blast detonation detonate
protest march demonstration rally demonstrate
protester marcher demonstrator
join attend participate turn_out gather take_part assemble
people person
deal agreement accord pact agree
payment pay
produce production
minister ministry
inspect inspection
destroy destruction demolish
damage
arrest detain detention detainee jail imprison
free release
launder laundering
steal theft
fall drop decline decrease
rise increase grow climb jump growth
ship vessel boat
plane aircraft jet airliner
flood flooding
hostage captive
accept take receive get
use using employ
dump discharge
leak spill
build construct construction building
sell sale
buy purchase acquire acquisition
resign resignation quit
invade invasion
vote election poll
cost price
child kid
doctor physician
police officer policeman
soldier troop serviceman
film movie
firm company business
mean intend
help aid assist assistance
start begin
end finish stop cease
home house
huge big large
meet meeting
torture torturing
invest investment
employ hire
withdraw withdrawal
fund funding finance
poison poisoning
crash collide collision
"""
_FAMILY = {word.replace("_", " "): line.split()[0] for line in _FAMILIES.strip().splitlines() for word in line.split()}

LIGHT = word_set(
    "use using carry commit conduct take part involve involvement involved role responsibility responsible "
    "make do have be get give launch act action perform execute stage complicit complicity say tell own other "
    "new such way time case matter thing day week month year practice number amount"
) | {"carry out", "take part", "open"}
"""Words that say little alone: a denied "role in the attack" is about the attack."""

TITLES = word_set(
    "mr mrs ms dr sir president prime minister foreign defence defense interior secretary chancellor senator "
    "governor mayor general colonel chief spokesman spokeswoman spokesperson director chairman chairwoman "
    "coach king queen prince deputy judge professor former senior late ambassador representative congressman "
    "captain lord lady"
)
"""Words before a name that name nobody alone."""

BODIES = word_set(
    "government force troop army military regime authority official spokesman spokeswoman spokesperson police "
    "soldier pilot navy administration state leader leadership team ministry group company fighter unit agent "
    "militant people employee worker staff plane jet warplane aircraft pipeline ship"
)
"""What acts for its owner: what "Ruritania's forces" do, Ruritania does."""

PEOPLE = frozenset({"people", "", "person", "victim", "other", "man"})
"""What is counted where only people are."""

CUMULATIVE = frozenset(
    {"kill", "injure", "arrest", "displace", "infect", "evacuate", "destroy", "damage", "rescue", "miss"}
)
"""Measures that grow while an event lasts: a higher later figure is an update."""

STATES = frozenset({"be", "stand", "remain", "lie", "sit"})
"""Verbs that only say that a figure holds: "it stood at 40 percent"."""

_DEMONYM = re.compile(r"(?:ian|ean|an|ese|ish|ite|i)$")
_ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "er", "or", "ed", "es", "e", "s")


@cache
def keys(lemma: str, pos: str) -> frozenset[str]:
    """What a word of a claim is matched by: two words count as one where their keys meet.

    A name of several words gives the keys of each. Countries, their capitals and demonyms give the country.
    """
    whole = _FAMILY.get(lemma)
    if whole:
        return frozenset({whole})
    country = _country(lemma, pos)
    if country:
        return frozenset({f"={country}"})
    found: set[str] = set()
    for word in re.findall(r"[\w&]+", lemma):
        found |= _keys_of_word(word, pos)
    return frozenset(found)


def measure_key(measure: str) -> str:
    """The family of a figure's verb ("stand at" is "be at"), its "by" or "to" kept ("rise to" is "grow to")."""
    verb, _, way = measure.partition(" ")
    if verb in STATES:
        return "be"
    stem = _FAMILY.get(verb, verb)
    return f"{stem} {way}".strip()


def _keys_of_word(word: str, pos: str) -> set[str]:
    country = _country(word, pos)
    if country:
        return {f"={country}"}
    if pos == "PROPN":
        return {word, f"~{_bare(word)}", _FAMILY.get(word, _stem(word))}
    found = {_FAMILY.get(word, _stem(word))}
    if pos == "ADJ" and _DEMONYM.search(word):
        found.add(f"~{_bare(word)}")
    return found


def _country(word: str, pos: str) -> str | None:
    """The country that a name or nationality means."""
    if pos not in ("PROPN", "ADJ"):
        return None
    return government(word.title()) or (government(word.upper()) if len(word) <= 4 and pos == "PROPN" else None)


def _bare(name: str) -> str:
    """A place's name and its demonym without their endings: "ruritania" and "ruritanian" alike."""
    cut = _DEMONYM.sub("", name)
    cut = cut if len(cut) >= 4 else name
    return cut.rstrip("aeiouy") if len(cut.rstrip("aeiouy")) >= 4 else cut


def _stem(word: str) -> str:
    """A word without a derivational ending, where four letters or more remain."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
