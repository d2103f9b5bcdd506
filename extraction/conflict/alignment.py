"""Two claims laid side by side: which words of one the other has, and what keeps them from being comparable."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from extraction.claims.lexicon import word_set
from extraction.conflict.families import BODIES, LIGHT, TITLES, keys
from extraction.governments import government
from extraction.types import Claim, Span, Spans, Word

WEIGHTS = {"PROPN": 1.3, "NOUN": 1.0, "VERB": 1.0, "NUM": 1.0, "ADJ": 0.6, "PRON": 0.0, "PART": 0.0}
LIGHT_WEIGHT = 0.2
GAP = 12
"""How many characters of function words may stand between two words of one piece of evidence."""
PRONOUNS = word_set(
    "i you he she we they who one it this that these those someone somebody me us him her them "
    "my your his our its their"
)
RECEIVING = frozenset({"receive", "get"})
_TURNED = {"agent": "patient", "patient": "agent"}
HEAVY = 0.5
"""Words of this weight or more can prove something."""


@dataclass(frozen=True, slots=True)
class Item:
    """A word of a claim with its keys and weight; `head` is the index of the word it depends on, -1 for none."""

    word: Word
    keys: frozenset[str]
    weight: float
    head: int

    @property
    def role(self) -> str:
        """The role of the word in its claim."""
        return self.word.role

    @property
    def is_name(self) -> bool:
        """Whether the word names one thing: a proper noun (no mere title) or the number of a flight or road."""
        return self.weight >= HEAVY and self.word.pos in ("PROPN", "NUM")


@dataclass(frozen=True, slots=True)
class Side:
    """One claim as a bag of items, with the keys of all of them."""

    items: tuple[Item, ...]
    keys: frozenset[str]

    def having(self, role: str) -> tuple[Item, ...]:
        """The items of one role."""
        return tuple(item for item in self.items if item.word.role == role)

    def has(self, item: Item) -> bool:
        """Whether this claim has a word of the other."""
        return not self.keys.isdisjoint(item.keys)


@lru_cache(maxsize=20_000)
def side(claim: Claim) -> Side:
    """A claim made ready for comparing."""
    words = _told_one_way(claim.frame.words)
    joined, described = _joined_countries(words), _descriptions(words)
    items = tuple(
        Item(
            word,
            joined.get(at) or keys(word.lemma, "PROPN" if _stands_for_a_name(word) else word.pos),
            LIGHT_WEIGHT if at in described else _weight(word),
            word.head,
        )
        for at, word in enumerate(words)
    )
    return Side(items, frozenset(key for item in items for key in item.keys))


def coverage(items: Iterable[Item], other: Side) -> float:
    """How much of the weight of `items` the other side has, 0 to 1; 0 where they weigh nothing."""
    whole = part = 0.0
    for item in items:
        whole += item.weight
        part += item.weight if other.has(item) else 0.0
    return part / whole if whole else 0.0


def likeness(left: Side, right: Side) -> float:
    """How alike the words of two claims are, 0 to 1: the harmonic mean of both coverages."""
    there, back = coverage(left.items, right), coverage(right.items, left)
    return 2 * there * back / (there + back) if there + back else 0.0


def shared_weight(left: Side, right: Side, without: frozenset[str] = frozenset()) -> float:
    """The weight of the heavy words of the left side that the right one has, `without` some keys."""
    return sum(
        item.weight for item in left.items if item.weight >= HEAVY and right.has(item) and without.isdisjoint(item.keys)
    )


def names_clash(left: Side, right: Side) -> bool:
    """Whether each names something that the other doesn't: two places, two firms, two flights."""
    return _has_name_beyond(left, right) and _has_name_beyond(right, left)


def things_clash(left: Side, right: Side, *, without: frozenset[str] = frozenset()) -> bool:
    """Whether both say a different thing in the same place: "pay the *builders*" and "pay the *cooks*".

    Two words that the other side lacks stand in the same place where their heads are the same word and their
    roles are too. A word with a key in `without` isn't looked at.
    """
    mine = _loose(left, right, without)
    if not mine:
        return False
    theirs = _loose(right, left, without)
    return any(role == other and not head.isdisjoint(above) for role, head in mine for other, above in theirs)


def owners_clash(left: Side, right: Side) -> bool:
    """Whether a shared name owns on one side what the other side doesn't speak of: "Ruhl" and "Ruhl's rival"."""
    return _owns_a_stranger(left, right) or _owns_a_stranger(right, left)


def roles_swapped(left: Side, right: Side) -> bool:
    """Whether who did it and who suffered it have changed places."""
    left_agents, left_patients = _heads(left, "agent"), _heads(left, "patient")
    right_agents, right_patients = _heads(right, "agent"), _heads(right, "patient")
    if not (left_agents and right_agents):
        return False
    crossed = bool(left_agents & right_patients) and bool(right_agents & left_patients)
    return crossed and not (left_agents & right_agents or left_patients & right_patients)


def agents_agree(left: Iterable[Item], right: Iterable[Item]) -> bool:
    """Whether two sets of words can mean the same doer: a word in common, and no two different names."""
    mine, theirs = [i for i in left if i.weight > 0], [i for i in right if i.weight > 0]
    their_keys = {key for item in theirs for key in item.keys}
    their_names = {key for item in theirs if item.is_name or _is_country(item) for key in item.keys}
    my_names = {key for item in mine if item.is_name or _is_country(item) for key in item.keys}
    if my_names and their_names and not my_names & their_names:
        return False
    titled = [item for item in mine if item.word.lemma not in TITLES] or mine
    return any(not item.keys.isdisjoint(their_keys) for item in titled)


def is_scoped(claim: Claim) -> bool:
    """Whether a negation in the claim may be about a part of it alone ("not all did")."""
    return any(word.role == "scope" for word in claim.frame.words)


def substance(left: Side, right: Side) -> float:
    """The weight of the names and nouns that both sides have, a light word or a pronoun none."""
    return sum(
        item.weight
        for item in left.items
        if item.word.pos in ("PROPN", "NOUN") and item.weight >= HEAVY and right.has(item)
    )


def who_is_open(one: Side) -> bool:
    """Whether the doer is a pronoun that stands for nobody known: "they", "you", someone's "we"."""
    agents = one.having("agent")
    return bool(agents) and all(item.word.pos == "PRON" and item.word.lemma in PRONOUNS for item in agents)


def evidence(claim: Claim, items: Iterable[Item], more: Iterable[Span] = ()) -> Spans:
    """Where the words stand that prove a clash: those of `items` and `more`.

    Two of them are joined where they are neighbours, or where short function words alone stand between.
    """
    spans = sorted({*(item.word.span for item in items), *more})
    others = sorted(word.span[0] for word in claim.frame.words if word.span not in spans)
    joined: list[Span] = []
    for start, end in spans:
        if joined and _close(joined[-1][1], start, claim, others):
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return tuple(joined)


def _close(end: int, start: int, claim: Claim, others: list[int]) -> bool:
    """Whether from `end` to `start` there are at most three short words without content, in one piece of the claim."""
    if start <= end + 1:
        return True
    whole = any(piece[0] < end and start < piece[1] for piece in claim.span)
    return whole and start - end <= GAP and not any(end < at < start for at in others)


def _told_one_way(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words of a claim with its deed told from the side of what came: "they received it" as "it reached them"."""
    turned = {at for at, word in enumerate(words) if word.role == "predicate" and word.lemma in RECEIVING}
    if not turned or not any(word.role == "patient" for word in words):
        return words
    return tuple(
        replace(word, lemma="reach") if at in turned else replace(word, role=_TURNED.get(word.role, word.role))
        for at, word in enumerate(words)
    )


def _weight(word: Word) -> float:
    if word.lemma in LIGHT or word.lemma in TITLES:
        return LIGHT_WEIGHT
    if _stands_for_a_name(word):
        return WEIGHTS["PROPN"]
    return WEIGHTS.get(word.pos, HEAVY)


def _stands_for_a_name(word: Word) -> bool:
    """Whether the word is a pronoun that was resolved: its lemma is then the name."""
    return word.pos == "PRON" and word.lemma not in PRONOUNS


def _descriptions(words: tuple[Word, ...]) -> set[int]:
    """The words that only describe a name beside them: "the *arms dealer* Vasko", "*carrier* Nordjet"."""
    found = {
        at
        for at, word in enumerate(words)
        if word.pos in ("NOUN", "ADJ") and word.head >= 0 and words[word.head].pos == "PROPN"
    }
    for word in words:
        above = words[word.head] if word.head >= 0 else None
        if above and word.pos == "PROPN" and above.pos == "NOUN" and word.span[0] == above.span[1] + 1:
            found.add(word.head)
    return found | {at for at, word in enumerate(words) if word.head in found and word.pos in ("NOUN", "ADJ")}


def _joined_countries(words: tuple[Word, ...]) -> dict[int, frozenset[str]]:
    """Countries of two words ("United States"), by the index of either word."""
    found: dict[int, frozenset[str]] = {}
    for at in range(len(words) - 1):
        if words[at].pos == words[at + 1].pos == "PROPN":
            country = government(f"{words[at].lemma} {words[at + 1].lemma}".title())
            if country:
                found[at] = found[at + 1] = frozenset({f"={country}"})
    return found


def _is_country(item: Item) -> bool:
    return any(key.startswith("=") for key in item.keys)


def _has_name_beyond(one: Side, other: Side) -> bool:
    return any(item.is_name and not other.has(item) for item in one.items)


def _loose(one: Side, other: Side, without: frozenset[str]) -> list[tuple[str, frozenset[str]]]:
    """Role and head's keys of each heavy word that the other side lacks, where it has its head."""
    found = []
    for item in one.items:
        if item.weight < HEAVY or item.head < 0 or other.has(item) or not without.isdisjoint(item.keys):
            continue
        head = one.items[item.head]
        if other.has(head):
            found.append((item.role, head.keys))
    return found


def _owns_a_stranger(one: Side, other: Side) -> bool:
    for item in one.items:
        if not item.is_name or item.head < 0 or not other.has(item):
            continue
        head = one.items[item.head]
        stranger = head.word.pos == "NOUN" and not other.has(head) and head.word.lemma not in BODIES
        if (
            stranger
            and head.role in ("agent", "patient")
            and item.role == head.role
            and item.word.span < head.word.span
        ):
            return True
    return False


def _heads(one: Side, role: str) -> set[str]:
    return {key for item in one.items if item.role == role and item.weight >= HEAVY for key in item.keys}


def heavy(items: Iterable[Item], other: Side) -> Iterator[Item]:
    """Those of the items which weigh enough to prove something and which the other side has."""
    return (item for item in items if item.weight >= HEAVY and other.has(item))
