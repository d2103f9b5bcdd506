"""The texts that the scorer learns from: chains of mentions, GAP's pronouns, and news in which a name is hidden.

Files are JSON lines, ".gz" or not. Chains: `text`, `licence`, and `mentions` as [start, end, cluster, …]. Pronouns:
`text`, `pronoun`, and `candidates` with `span` and `correct`. Offsets are code points, half-open.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from extraction.directory import Directory
from extraction.layout import Layout
from extraction.names import Gender
from extraction.namings import find_namings
from extraction.people import Naming, Person

if TYPE_CHECKING:
    from spacy.tokens import Doc

NOT_COMMERCIAL = "-NC"
"""In a licence: such texts are left out."""

LONGEST = 5_000
"""Code points read of one text: a novel's chapter says the same things over and over."""

APART, REACH, SHARE = 25, 250, 0.4
"""Words between two hidden names; words within which the person was named before; how many of such names are hidden."""


@dataclass(frozen=True, slots=True)
class Story:
    """One text with what is known of its mentions.

    `clusters` are (start, end, cluster); where `every` is false a mention that isn't listed may be anybody's.
    `asked` are the pronouns to learn from, None for all: for each its place, the stretches that are it, and those not.
    """

    name: str
    source: str
    text: str
    clusters: tuple[tuple[int, int, str], ...] = ()
    every: bool = True
    asked: tuple[Asked, ...] | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """One pronoun of a text whose chains aren't known: stretches that it means, and that it doesn't, or a name."""

    place: int
    right: tuple[tuple[int, int], ...] = ()
    wrong: tuple[tuple[int, int], ...] = ()
    name: str = ""


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a file."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def chains(path: Path, *, every: bool = True) -> Iterator[Story]:
    """Texts with chains of mentions, those under non-commercial terms left out."""
    for row in rows(path):
        if NOT_COMMERCIAL in row["licence"]:
            continue
        mentions = tuple((m[0], m[1], str(m[2])) for m in row["mentions"] if m[1] <= LONGEST)
        yield Story(row["id"], row["source"], row["text"][:LONGEST], mentions, every)


def pronouns(path: Path) -> Iterator[Story]:
    """Texts with one pronoun and two names."""
    for row in rows(path):
        spans = [(tuple(one["span"]), one["correct"]) for one in row["candidates"]]
        right = tuple(span for span, correct in spans if correct)
        wrong = tuple(span for span, correct in spans if not correct)
        yield Story(row["id"], row["source"], row["text"], every=False, asked=(Asked(row["pronoun"][0], right, wrong),))


def hidden(name: str, doc: Doc, random: Random) -> Story | None:
    """A parsed text in which some names of people named before are replaced by the pronoun that fits; None for none.

    The idea is that of Kocijan et al. 2019 (https://aclanthology.org/D19-1439), who hide repeated names.
    """
    layout = Layout(doc)
    directory = Directory(find_namings(doc, layout), layout)
    chosen = [one for one in _repeated(doc, layout, directory) if random.random() < SHARE]
    pieces: list[str] = []
    asked: list[Asked] = []
    at, last, length = 0, -APART, 0
    for naming, before in chosen:
        if naming.start - last < APART:
            continue
        gender = before.gender or random.choice(tuple(Gender))
        word, end = _pronoun(doc, naming, gender)
        kept = doc.text[at : naming.span[0]]
        length += len(kept)
        asked.append(Asked(length, name=before.name))
        pieces += [kept, word]
        length += len(word)
        at, last = end, naming.start
    if not asked:
        return None
    return Story(name, "hidden", "".join([*pieces, doc.text[at:]]), every=False, asked=tuple(asked))


def _repeated(doc: Doc, layout: Layout, directory: Directory) -> Iterator[tuple[Naming, Person]]:
    """The namings in plain text, without title or apposition, of somebody who was named shortly before."""
    recent: dict[Person, int] = {}
    both = sorted(
        ((naming, person) for person in directory.persons for naming in person.namings), key=lambda b: b[0].start
    )
    for naming, person in both:
        near = naming.start - recent.get(person, -REACH) < REACH
        recent[person] = naming.head
        plain = not (naming.titled or naming.roles or layout.quoted[naming.start] or layout.headline(naming.start))
        single = doc[naming.head].dep_ in ("nsubj", "nsubjpass", "dobj", "pobj", "poss")
        if (
            near
            and plain
            and single
            and not any(child.dep_ in ("conj", "appos") for child in doc[naming.head].children)
        ):
            yield naming, person


def _pronoun(doc: Doc, naming: Naming, gender: Gender) -> tuple[str, int]:
    """The pronoun for a naming, and where the words that it replaces end."""
    token = doc[naming.head]
    male = gender is Gender.MALE
    end = naming.span[1]
    if token.dep_ == "poss":
        after = doc[naming.head + 1] if naming.head + 1 < len(doc) else None
        if after is not None and after.text in ("'s", "’s", "'", "’"):
            end = after.idx + len(after)
        word = "his" if male else "her"
    elif token.dep_ in ("nsubj", "nsubjpass"):
        word = "he" if male else "she"
    else:
        word = "him" if male else "her"
    return (word.capitalize() if doc[naming.start].is_sent_start else word), end
