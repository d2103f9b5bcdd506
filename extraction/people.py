"""The people a text names: every place where it names one, gathered into persons by their names.

A surname alone is the person whose full name has that surname, where there is exactly one; so is a
forename alone. All look-ups go by surname or forename, so gathering takes linear time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extraction.layout import Layout
from extraction.names import Gender, forename_gender, forenames, gendered_words, nicknames, plain
from extraction.roles import COURTESY_TITLES, NAME_PARTICLES, NAME_SUFFIXES, REGNAL_TITLES, ROLES, TITLE_WORDS, role
from extraction.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LONGEST_NAME = 6
"""Words in the longest run that still counts as one person's name."""

NAMESAKES = 50
"""How many people of one surname are told apart; a list of more is no article."""

BRACKETS = frozenset("()[]")

LESSER = frozenset({"assistant", "associate", "deputy", "elect", "ex", "former", "shadow", "under", "vice"})
"""Words that make another office of the one after them."""

LONGEST_TITLE = 6
"""How many words before a name are looked at for its title."""


@dataclass(frozen=True, slots=True)
class Naming:
    """One place where a person is named. `words` leave titles out; titles and apposition give `roles` and `gender`.

    `offices` are the roles that carry a title: "manager" of "campaign manager", not "campaign".
    """

    words: tuple[str, ...]
    span: Span
    start: int
    head: int
    roles: frozenset[str] = frozenset()
    offices: frozenset[str] = frozenset()
    gender: Gender | None = None
    titled: bool = False
    regnal: str = ""

    @property
    def surname(self) -> str:
        """The last word that is no suffix, in plain form."""
        return name_keys(self.words)[-1]


@dataclass(slots=True, eq=False)
class Person:
    """One person of the text. `full` is false where only one word of the name is ever given."""

    name: str
    keys: tuple[str, ...]
    full: bool
    namings: list[Naming] = field(default_factory=list)
    roles: set[str] = field(default_factory=set)

    @property
    def gender(self) -> Gender | None:
        """From titles and gendered words where they agree, else from the forename, else unknown."""
        told = {naming.gender for naming in self.namings if naming.gender}
        if told:
            return next(iter(told)) if len(told) == 1 else None
        return forename_gender(self.keys[0]) if self.full else None

    @property
    def may_be(self) -> frozenset[Gender]:
        """The genders that a pronoun may give: none to a bare surname, either to a full name that tells nothing."""
        if self.gender or not self.full:
            return frozenset({self.gender} if self.gender else ())
        leaning = forename_gender(self.keys[0], sure=0.6)
        return frozenset({leaning} if leaning else Gender)


def name_keys(words: Sequence[str]) -> tuple[str, ...]:
    """The words of a name for comparing: plain, without suffixes, dots and Arabic articles; never empty."""
    keys = [plain(word).strip(".,;:'\"()[]“”‘") for word in words]
    bare = tuple(k.removeprefix("al-").removeprefix("el-") for k in keys if k and k not in NAME_SUFFIXES)
    return bare or tuple(keys)


def naming_at(doc: Doc, start: int, end: int) -> Naming | None:
    """Read the words `start:end` as a person's name, titles left out; None where no name remains."""
    while end > start and not any(char.isalnum() for char in doc[end - 1].text.removesuffix("s")):
        end -= 1
    while end - start > 1 and _is_title(doc[start], doc[start + 1 : end].text):
        start += 1
    while start < end and not doc[start].text.lstrip("-–—")[:1].isalpha():
        start += 1
    words = tuple(doc[start:end].text.lstrip("-–—").split()) if start < end else ()
    if not words or len(words) > LONGEST_NAME or not _looks_like_name(words):
        return None
    end = next((i for i in range(start + 1, end) if doc[i].text in BRACKETS), end)
    words = tuple(doc[start:end].text.lstrip("-–—").split())
    lead = len(doc[start].text) - len(doc[start].text.lstrip("-–—"))
    titles = _titles_before(doc, start)
    roles, gender = _read_titles(titles)
    apposed = _apposed_roles(doc, start, end)
    beside = [word for noun in apposed for word in (noun.lower_, *qualifiers(noun))]
    gender = gender or next((gendered_words()[word] for word in beside if word in gendered_words()), None)
    regnal = next((t.text for t in titles if t.lower_ in REGNAL_TITLES and t.text[:1].isupper()), "")
    return Naming(
        words=words,
        span=(doc[start].idx + lead, doc[end - 1].idx + len(doc[end - 1])),
        start=start,
        head=end - 1,
        roles=roles | frozenset(role(word) for word in beside),
        offices=frozenset(role(token.lower_) for token in [*titles[-1:], *apposed]),
        gender=gender,
        titled=any(t.lower_.rstrip(".") in COURTESY_TITLES or role(t.text) in ROLES for t in titles),
        regnal=regnal if len(words) == 1 else "",
    )


def _is_title(token: Token, rest: str) -> bool:
    word = token.lower_.rstrip(".")
    if word in COURTESY_TITLES or word in REGNAL_TITLES:
        return True
    if word not in TITLE_WORDS:
        return False
    # "Dean Acheson", "Major Owens": a title that is a forename too stays where one word follows.
    return not (plain(word) in forenames() and len(rest.split()) == 1 and token.text.rstrip(".") == token.text)


def _looks_like_name(words: Sequence[str]) -> bool:
    letters = [word.strip(".'’‘“”\"()") for word in words]
    if any(char.isdigit() or char in "@#/&=<>|" for word in words for char in word):
        return False
    capital = [word for word in letters if word[:1].isupper()]
    return bool(capital) and all(word[:1].isupper() or plain(word) in NAME_PARTICLES for word in letters if word)


def _titles_before(doc: Doc, start: int) -> list[Token]:
    """The words before a name that belong to its title, in order: "Norwegian Trade Minister" before "Ames"."""
    titles: list[Token] = []
    for i in range(start - 1, max(-1, start - 1 - LONGEST_TITLE), -1):
        token = doc[i]
        hyphen = token.text in ("-", "–") and i + 1 < start
        if not (token.pos_ in ("PROPN", "NOUN", "ADJ") or role(token.text) in TITLE_WORDS or hyphen):
            break
        if token.lower_.rstrip(".") not in COURTESY_TITLES and token.is_space:
            break
        titles.append(token)
    titles.reverse()
    # A title holds a title word next to the name; without one these are other words of the sentence.
    known = [n for n, t in enumerate(titles) if _title_word(t)]
    return titles[: known[-1] + 1] if known and known[-1] == len(titles) - 1 else []


def _title_word(token: Token) -> bool:
    word = token.lower_.rstrip(".")
    return word in COURTESY_TITLES or word in REGNAL_TITLES or role(word) in ROLES


def _read_titles(titles: Iterable[Token]) -> tuple[frozenset[str], Gender | None]:
    roles: set[str] = set()
    gender: Gender | None = None
    for token in titles:
        word = token.lower_.rstrip(".")
        gender = COURTESY_TITLES.get(word) or REGNAL_TITLES.get(word) or gendered_words().get(word) or gender
        if word not in COURTESY_TITLES:
            roles.add(role(word))
    return frozenset(roles), gender


def _apposed_roles(doc: Doc, start: int, end: int) -> list[Token]:
    """Nouns of an office in apposition: "Bell, director of …", "the minister, Ann Ames,"."""
    tops = [token for token in doc[start:end] if token.head == token or not start <= token.head.i < end]
    head = tops[-1]  # two where the parser begins a sentence inside a name it doesn't know
    beside = [child for child in head.children if child.dep_ == "appos"]
    if head.dep_ == "appos":
        beside.append(head.head)
    near = [token for token in (*beside, *_predicates(head)) if abs(token.i - head.i) <= 12]
    return [token for token in near if token.pos_ in ("NOUN", "PROPN") and (_is_role(token) or _is_one(token))]


def _predicates(head: Token) -> list[Token]:
    """What a person is or became, as the sentence says of its subject: "Bell became coach of …"."""
    verb = head.head
    present = verb.lemma_ == "become" or verb.lower_ in ("is", "'s", "’s")
    if head.dep_ != "nsubj" or not present:
        return []
    return [child for child in verb.children if child.dep_ == "attr" and _is_role(child)]


def _is_role(token: Token) -> bool:
    return role(token.lemma_) in ROLES


def _is_one(token: Token) -> bool:
    """ "An oceanographer" beside a person's name: what one person is, by a word that no list need know."""
    return token.tag_ == "NN" and token.dep_ == "appos" and any(t.lower_ in ("a", "an") for t in token.lefts)


def qualifiers(noun: Token) -> list[str]:
    """The words that say which office a noun means, small: "foreign" before "minister"."""
    return [t.lower_ for t in noun.lefts if t.dep_ in ("amod", "compound", "nmod") and t.is_alpha]


class Directory:
    """All persons of one text, found by name. Built once; asking changes nothing.

    `bodies` are single words that name a firm or such, though they look like a surname.
    """

    def __init__(self, namings: Sequence[Naming], layout: Layout, bodies: frozenset[str] = frozenset()) -> None:
        self.bodies = bodies
        self.persons: list[Person] = []
        self.by_start: dict[int, Person] = {}
        self._by_surname: dict[str, list[Person]] = {}
        self._by_forename: dict[str, list[Person]] = {}
        self._by_middle: dict[str, list[Person]] = {}
        self._by_role: dict[str, list[Person]] = {}
        self.presumed: set[int] = set()
        self.doubtful: list[Naming] = []
        full = [n for n in namings if len(name_keys(n.words)) > 1 and not _is_short_form(n)]
        # Headlines capitalise every word, so the body's names come first.
        for naming in sorted(full, key=lambda n: (layout.headline(n.start), -len(n.words), n.start)):
            self._add_full(naming)
        for naming in namings:
            if naming.start not in self.by_start:
                self._add_short(naming)
        self._settle_doubtful(namings)
        for person in self.persons:
            person.name = _fullest(person)
            person.namings.sort(key=lambda naming: naming.start)
            for word in person.roles:
                self._by_role.setdefault(word, []).append(person)

    def who(self, naming: Naming) -> list[Person]:
        """Everybody whom this naming can mean: one where the text leaves no doubt."""
        if naming.start in self.by_start:
            return [self.by_start[naming.start]]
        keys = name_keys(naming.words)
        fitting = [p for p in self._by_surname.get(keys[-1], [])[:NAMESAKES] if _is_suffix(keys, p.keys)]
        fitting = [p for p in fitting if not (naming.gender and p.gender and p.gender is not naming.gender)]
        if len(fitting) > 1:
            fitting = _told_apart(naming, fitting)
        if not fitting and len(keys) == 1:
            # What a name begins with, or the first of two surnames: "Solana" for "Marta Solana Ruiz".
            fitting = self._by_forename.get(keys[0]) or self._by_middle.get(keys[0], [])
        return fitting

    def surname_known(self, word: str) -> bool:
        """Whether a person of the text has this surname."""
        return name_keys([word])[-1] in self._by_surname

    def begins_one(self, word: str) -> bool:
        """Whether just one person's full name begins with this word, forename or family's name."""
        return len(self._by_forename.get(name_keys([word])[0], ())) == 1

    def has_two_surnames(self, word: str) -> bool:
        """Whether this word stands inside just one person's name, as the first of two surnames does."""
        return len(self._by_middle.get(name_keys([word])[0], ())) == 1

    def with_handle(self, handle: str) -> Person | None:
        """The only person whose whole name a handle spells."""
        letters = "".join(char for char in plain(handle) if char.isalpha())
        fitting = [p for p in self.persons if p.full and "".join(filter(str.isalpha, "".join(p.keys))) == letters]
        return fitting[0] if len(fitting) == 1 else None

    def with_role(self, word: str) -> list[Person]:
        """All persons whom a title or an apposition gives this role."""
        return self._by_role.get(word, [])

    def holder(self, office: str, before: int, beside: frozenset[str] = frozenset()) -> Person | None:
        """The only person whom the text gives this office before a word; `beside` are words his title must hold too.

        Who is vice president, or was president once, isn't "the president".
        """
        fitting = [
            person
            for person in self._by_role.get(office, ())
            if person.namings[0].start < before and any(_holds(naming, office, beside) for naming in person.namings)
        ]
        return fitting[0] if len(fitting) == 1 else None

    def _add_full(self, naming: Naming) -> None:
        keys = name_keys(naming.words)
        same = [p for p in self._by_surname.get(keys[-1], []) if _same_name(keys, p.keys)]
        same = [p for p in same if _suffix(p.namings[0].words) == _suffix(naming.words)]
        if len(same) > 1:
            return
        person = same[0] if same else self._new(naming, keys, full=True)
        self._join(person, naming)

    def _add_short(self, naming: Naming) -> None:
        fitting = self.who(naming)
        if len(fitting) > 1:
            return
        keys = name_keys(naming.words)
        self._join(fitting[0] if fitting else self._new(naming, keys, full=False), naming)

    def _settle_doubtful(self, namings: Sequence[Naming]) -> None:
        """A surname of two people means the one named in full so far, while the other is still to come."""
        for naming in namings:
            if naming.start in self.by_start:
                continue
            fitting = self.who(naming)
            known = [p for p in fitting if any(n.start < naming.start and len(n.words) > 1 for n in p.namings)]
            if len(known) == 1:
                self.presumed.add(naming.start)
                self._join(known[0], naming)
            else:
                self.doubtful.append(naming)

    def _new(self, naming: Naming, keys: tuple[str, ...], *, full: bool) -> Person:
        person = Person(" ".join(naming.words), keys, full)
        self.persons.append(person)
        self._by_surname.setdefault(keys[-1], []).append(person)
        if full:
            self._by_forename.setdefault(keys[0], []).append(person)
            for key in keys[1:-1]:
                self._by_middle.setdefault(key, []).append(person)
        return person

    def _join(self, person: Person, naming: Naming) -> None:
        person.namings.append(naming)
        person.roles |= naming.roles
        self.by_start[naming.start] = person


def _holds(naming: Naming, office: str, beside: frozenset[str]) -> bool:
    return office in naming.offices and beside <= naming.roles and LESSER & naming.roles <= beside


def _is_short_form(naming: Naming) -> bool:
    """ "de Solana": a surname with its particle, no forename."""
    return plain(naming.words[0]) in NAME_PARTICLES and naming.words[0][:1].islower()


def _suffix(words: Sequence[str]) -> str:
    """ "jr" of "John Ames Jr."; the father without it is somebody else."""
    return next((key for word in words[1:] if (key := plain(word).strip(".,")) in NAME_SUFFIXES), "")


def _is_suffix(keys: tuple[str, ...], of: tuple[str, ...]) -> bool:
    return of[-len(keys) :] == keys


def _same_name(keys: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """Whether a name is one that is known, or both surnames of it: "Solana Ruiz" for "Marta Solana Ruiz"."""
    return _same_person(keys, known) or (len(keys) < len(known) and _is_suffix(keys, known))


def _same_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two full names with one surname can be one person's: equal forename, its initial, or a nickname."""
    first, second = one[0], other[0]
    if one[1:-1] and other[1:-1] and one[1][:1] != other[1][:1]:
        return False
    if first == second:
        return True
    if len(first) == 1 or len(second) == 1:
        return first[:1] == second[:1]
    return second in nicknames().get(first, ())


def _told_apart(naming: Naming, persons: list[Person]) -> list[Person]:
    """Of several with one surname, those whom a title fits: by gender, then by a role that only one has."""
    if naming.gender:
        fitting = [p for p in persons if p.gender is naming.gender]
        persons = fitting or [p for p in persons if p.gender is None] or persons
    if naming.roles and len(persons) > 1:
        persons = [p for p in persons if p.roles >= naming.roles] or persons
    return persons


def _fullest(person: Person) -> str:
    """The longest name that the text gives; of equal length the most frequent, then the first."""
    counts = Counter(" ".join(naming.words) for naming in person.namings)
    if not person.full:
        regnal = next((n.regnal for n in person.namings if n.regnal), "")
        return f"{regnal} {person.namings[0].words[-1]}" if regnal else max(counts, key=len)
    return max(counts, key=lambda name: (len(name.split()), counts[name]))
