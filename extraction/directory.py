"""The people of one text by name: every naming gathered into persons, and whom a surname or an office means.

A surname alone is the person whose full name has that surname, where there is exactly one; so is a
forename alone. All look-ups go by surname or forename, so gathering takes linear time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extraction.layout import Layout
from extraction.names import nicknames, plain
from extraction.people import Naming, Person, name_keys
from extraction.roles import NAME_PARTICLES, NAME_SUFFIXES, PAST, TITLE_FORENAMES
from extraction.sharing import Sharing

NAMESAKES = 50
"""How many people of one surname or of one office are told apart; a list of more is no article."""

LESSER = PAST | {
    "acting", "assistant", "associate", "deputy", "elect", "interim", "late", "opposing", "outgoing", "rival", "shadow",
    "then", "under", "vice", "visiting",
}  # fmt: skip
"""Words that make another office of the one after them."""


class Directory:
    """All persons of one text, found by name. Built once; asking changes nothing.

    `bodies` are single words that name a firm, though they look like a surname; `starts` what bodies' names of several
    words begin with; `described` the words that carry a description of somebody who is named later; `ages` are the
    people of an age, with the word of the first place that tells it.
    """

    def __init__(
        self,
        namings: Sequence[Naming],
        layout: Layout,
        bodies: frozenset[str] = frozenset(),
        starts: frozenset[str] = frozenset(),
        described: frozenset[int] = frozenset(),
    ) -> None:
        self.bodies, self.starts, self.described = bodies, starts, described
        self.persons: list[Person] = []
        self.by_start: dict[int, Person] = {}
        self.namings = {naming.start: naming for naming in namings}
        self._by_surname: dict[str, list[Person]] = {}
        self._by_forename: dict[str, list[Person]] = {}
        self._by_middle: dict[str, list[Person]] = {}
        self._by_role: dict[str, list[Person]] = {}
        self._by_letters: dict[str, list[Person]] = {}
        self.ages: dict[str, dict[Person, int]] = {}
        self.presumed: dict[int, str] = {}
        self.doubtful: list[Naming] = []
        whole = [n for n in namings if len(n.words) > 1 and not _begins_with_title(n.words)]
        self._whole = {key for n in whole for key in (n.surname, name_keys(n.words)[0])}
        full = [n for n in namings if len(self._keys(n)) > 1 and not _is_short_form(n)]
        # Headlines capitalise every word, so the body's names come first.
        # An initial fits several forenames, so it comes last.
        for naming in sorted(full, key=lambda n: (_is_initial(n), layout.headline(n.start), -len(n.words), n.start)):
            self._add_full(naming)
        for naming in namings:
            if naming.start not in self.by_start:
                self._add_short(naming)
        self._settle_doubtful(namings, layout)
        for person in self.persons:
            person.name = _fullest(person)
            person.namings.sort(key=lambda naming: naming.start)
            for word in person.roles:
                self._by_role.setdefault(word, []).append(person)
            for naming in person.namings:
                if naming.age:
                    self.ages.setdefault(naming.age, {}).setdefault(person, naming.start)

    def who(self, naming: Naming) -> list[Person]:
        """Everybody whom this naming can mean: one where the text leaves no doubt."""
        if naming.start in self.by_start:
            return [self.by_start[naming.start]]
        keys = self._keys(naming)
        fitting = [p for p in self._by_surname.get(keys[-1], [])[:NAMESAKES] if _is_suffix(keys, p.keys)]
        fitting = [p for p in fitting if not (naming.gender and p.gender and p.gender is not naming.gender)]
        if len(fitting) > 1:
            fitting = _told_apart(naming, fitting)
        if fitting and len(keys) == 1:
            fitting = self._first_surname_of(keys[0], naming, fitting) or fitting
        if not fitting and len(keys) == 1:
            # What a name begins with, or the first of two surnames: "Solana" for "Marta Solana Ruiz".
            fitting = self._by_forename.get(keys[0]) or self._by_middle.get(keys[0], []) or self._short_for(keys[0])
        return fitting

    def _first_surname_of(self, key: str, naming: Naming, persons: Sequence[Person]) -> list[Person]:
        """Those named before whose first surname a word is, where who has it as the last one comes later alone."""
        if any(one.start <= naming.start for person in persons for one in person.namings):
            return []
        known = self._by_middle.get(key, [])[:NAMESAKES]
        return [person for person in known if any(one.start < naming.start for one in person.namings)]

    def _short_for(self, key: str) -> list[Person]:
        """Those whose forename a word is short for: "Winnie" for Winifred."""
        return [person for name in nicknames().get(key, ()) for person in self._by_forename.get(name, ())[:NAMESAKES]]

    def surname_known(self, word: str) -> bool:
        """Whether a person of the text has this surname."""
        return name_keys([word])[-1] in self._by_surname

    def begins_one(self, word: str) -> bool:
        """Whether just one person's full name begins with this word, forename or family's name."""
        key = name_keys([word])[0]
        return len(self._by_forename.get(key, ()) or self._short_for(key)) == 1

    def ends_one(self, naming: Naming) -> bool:
        """Whether just one person's full name ends with these words: "Abu Ames" of "Al Abu Ames"."""
        keys = name_keys(naming.words)
        return sum(_is_suffix(keys, person.keys) for person in self._by_surname.get(keys[-1], ())[:NAMESAKES]) == 1

    def has_two_surnames(self, word: str) -> bool:
        """Whether this word stands inside just one person's name, as the first of two surnames does."""
        return len(self._by_middle.get(name_keys([word])[0], ())) == 1

    def with_handle(self, handle: str) -> Person | None:
        """The only person whose whole name a handle spells."""
        fitting = self._by_letters.get(_letters(handle), [])
        return fitting[0] if len(fitting) == 1 else None

    def with_role(self, word: str) -> list[Person]:
        """All persons whom a title or an apposition gives this role."""
        return self._by_role.get(word, [])

    def holders(self, office: str, before: int, beside: frozenset[str] = frozenset()) -> list[Person]:
        """All whom the text gives this office before a word; `beside` are words that a title of theirs must hold too.

        Who is vice president, or was president once, isn't "the president". None of more than NAMESAKES.
        """
        known = self._by_role.get(office, [])
        return [
            person
            for person in (known if len(known) <= NAMESAKES else ())
            if person.namings[0].start < before and any(_holds(naming, office, beside) for naming in person.namings)
        ]

    def holder(self, office: str, before: int, beside: frozenset[str] = frozenset()) -> Person | None:
        """The only one of `holders`; None where there are several."""
        fitting = self.holders(office, before, beside)
        return fitting[0] if len(fitting) == 1 else None

    def _add_full(self, naming: Naming) -> None:
        keys = name_keys(naming.words)
        same = [p for p in self._by_surname.get(keys[-1], [])[:NAMESAKES] if _same_name(keys, p.keys)]
        same = [p for p in same if _suffix(p.namings[0].words) == _suffix(naming.words)]
        same = same or self._longer(keys)
        if len(same) > 1:
            return
        person = same[0] if same else self._new(naming, keys, full=True)
        self._join(person, naming)

    def _longer(self, keys: tuple[str, ...]) -> list[Person]:
        """Whose full name goes on where this one ends: "Raja Wajid" is Raja Wajid Sultan."""
        known = self._by_forename.get(keys[0], [])[:NAMESAKES]
        return [person for person in known if len(person.keys) > len(keys) and person.keys[: len(keys)] == keys]

    def _add_short(self, naming: Naming) -> None:
        fitting = self.who(naming)
        if len(fitting) > 1:
            return
        keys = self._keys(naming)
        self._join(fitting[0] if fitting else self._new(naming, keys, full=False), naming)

    def _settle_doubtful(self, namings: Sequence[Naming], layout: Layout) -> None:
        """A surname of several people, where the text still shows whose it is; what stays is doubtful."""
        sharing = Sharing(layout)
        for naming in namings:
            if naming.start in self.by_start:
                continue
            found = sharing.whose(naming, self.who(naming))
            if found is None:
                self.doubtful.append(naming)
                continue
            person, self.presumed[naming.start] = found
            self._join(person, naming)
            sharing.add(person, naming)

    def _keys(self, naming: Naming) -> tuple[str, ...]:
        """The keys of a name; of "Justice Ames", where somebody else is named with that surname, the surname alone."""
        keys = name_keys(naming.words)
        return keys[1:] if len(keys) == 2 and _begins_with_title(keys) and keys[1] in self._whole else keys

    def _new(self, naming: Naming, keys: tuple[str, ...], *, full: bool) -> Person:
        person = Person(" ".join(naming.words), keys, full)
        self.persons.append(person)
        self._by_surname.setdefault(keys[-1], []).append(person)
        if full:
            self._by_forename.setdefault(keys[0], []).append(person)
            self._by_letters.setdefault(_letters("".join(keys)), []).append(person)
            for key in keys[1:-1]:
                self._by_middle.setdefault(key, []).append(person)
        return person

    def _join(self, person: Person, naming: Naming) -> None:
        person.namings.append(naming)
        person.roles |= naming.roles
        self.by_start[naming.start] = person


def _letters(name: str) -> str:
    return "".join(filter(str.isalpha, plain(name)))


def _holds(naming: Naming, office: str, beside: frozenset[str]) -> bool:
    return office in naming.offices and beside <= naming.roles and LESSER & naming.roles <= beside


def _is_short_form(naming: Naming) -> bool:
    """ "de Solana": a surname with its particle, no forename."""
    return plain(naming.words[0]) in NAME_PARTICLES and naming.words[0][:1].islower()


def _begins_with_title(words: Sequence[str]) -> bool:
    return plain(words[0]) in TITLE_FORENAMES


def _suffix(words: Sequence[str]) -> str:
    """ "jr" of "John Ames Jr."; the father without it is somebody else."""
    return next((key for word in words[1:] if (key := plain(word).strip(".,")) in NAME_SUFFIXES), "")


def _is_initial(naming: Naming) -> bool:
    """Whether a name begins with a letter for the forename: "J. Ames"."""
    return len(name_keys(naming.words)[0]) == 1


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
    return max(counts, key=lambda name: (len(name.split()), not _begins_with_title(name.split()), counts[name]))
