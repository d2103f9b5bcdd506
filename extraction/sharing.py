"""Whose a surname is that several people of a text have: where each is named, and what that shows of a bare surname."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from dataclasses import dataclass, field

from extraction.layout import Layout
from extraction.people import Naming, Person

LEAD = 3
"""Paragraphs in which somebody must be named in full whom a headline names by surname."""

APART = 3
"""Paragraphs in which a relative's name makes a bare surname doubtful."""

type Found = tuple[Person, str]
"""Whose a surname is, and why."""


@dataclass(slots=True)
class Places:
    """Where one person is named: the first words of names in full, in order, and the paragraphs of any name.

    `speaking` are the paragraphs in which a name in full is the subject of a verb of speech.
    """

    full: list[int] = field(default_factory=list)
    speaking: list[int] = field(default_factory=list)
    paragraphs: set[int] = field(default_factory=set)

    @property
    def speaks(self) -> bool:
        """Whether somebody speaks anywhere by a name in full."""
        return bool(self.speaking)


class Sharing:
    """Who shares a surname, as far as was asked. Asking and adding take logarithmic time."""

    def __init__(self, layout: Layout) -> None:
        self._paragraph = layout.paragraph
        self._places: dict[Person, Places] = {}

    def whose(self, naming: Naming, fitting: Sequence[Person]) -> Found | None:
        """The one of several whom a naming means; None where the text doesn't show it."""
        return (
            self._in_this_paragraph(naming, fitting)
            or self._only_one_so_far(naming, fitting)
            or self._just_spoke(naming, fitting)
            or self._principal(naming, fitting)
        )

    def add(self, person: Person, naming: Naming) -> None:
        """Take note of one more place where a person is named."""
        self._note(self._of(person), naming)

    def _of(self, person: Person) -> Places:
        if person not in self._places:
            places = self._places[person] = Places()
            for naming in person.namings:
                self._note(places, naming)
        return self._places[person]

    def _note(self, places: Places, naming: Naming) -> None:
        places.paragraphs.add(self._paragraph[naming.start])
        if len(naming.words) > 1:
            insort(places.full, naming.start)
            if naming.speaks:
                insort(places.speaking, self._paragraph[naming.start])

    def _only_one_so_far(self, naming: Naming, fitting: Sequence[Person]) -> Found | None:
        """The one of several who is named in full before a naming, while the others are still to come."""
        known = [p for p in fitting if (full := self._of(p).full) and full[0] < naming.start]
        words = " ".join(naming.words)
        return (known[0], f"{known[0].name} is the only “{words}” named in full so far") if len(known) == 1 else None

    def _in_this_paragraph(self, naming: Naming, fitting: Sequence[Person]) -> Found | None:
        """The only one of several whom the naming's paragraph names, in full and before it."""
        here = self._paragraph[naming.start]
        near = [p for p in fitting if here in self._of(p).paragraphs]
        if len(near) != 1:
            return None
        full = self._of(near[0]).full
        at = bisect_left(full, naming.start) - 1
        if at < 0 or self._paragraph[full[at]] != here:
            return None
        return near[0], f"{near[0].name} is named in full in the same paragraph"

    def _just_spoke(self, naming: Naming, fitting: Sequence[Person]) -> Found | None:
        """The one who speaks by full name a paragraph before, where neither paragraph names another of them."""
        here = self._paragraph[naming.start]
        if len(naming.words) > 1:
            return None
        near = [p for p in fitting if not self._of(p).paragraphs.isdisjoint((here - 1, here))]
        if len(near) != 1 or here - 1 not in self._of(near[0]).speaking:
            return None
        return near[0], f"{near[0].name} speaks in the paragraph before"

    def _principal(self, naming: Naming, fitting: Sequence[Person]) -> Found | None:
        """The one whom a bare surname means though relatives are named too: they are named in full, and he is not.

        The first who is named in full, where no other with the surname is named in this paragraph or the APART before,
        and none of them speaks by full name.
        """
        if len(naming.words) > 1 or naming.titled or not all(p.full and p.keys[-1] == naming.surname for p in fitting):
            return None
        first, *others = sorted(fitting, key=lambda p: self._of(p).full[0])
        here = self._paragraph[naming.start]
        if self._paragraph[self._of(first).full[0]] > max(here, LEAD):
            return None
        if any(self._of(other).speaks or self._is_near(other, here) for other in others):
            return None
        return first, f"the others called “{naming.words[0]}” are named in full; {first.name} is named first"

    def _is_near(self, person: Person, here: int) -> bool:
        """Whether somebody is named in full in a paragraph or the APART before it."""
        full = self._of(person).full
        at = bisect_right(full, here, key=lambda start: self._paragraph[start]) - 1
        return at >= 0 and self._paragraph[full[at]] >= here - APART
