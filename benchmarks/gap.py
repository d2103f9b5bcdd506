"""Whom "he" and "she" mean in GAP's paragraphs, and whether women's names are found as well as men's.

    python -m benchmarks.gap FILE [--profile accurate|fast] [--show]

FILE holds a line of JSON for each pronoun: `text`, `gender` ("F" or "M"), `pronoun` (code points, half-open) and two
`candidates`, each with its `span` and whether it is `correct`; both can be false. Plain or with gzip (".gz").

Scored as GAP scores (Webster et al. 2018, https://aclanthology.org/Q18-1042): each candidate is one judgement, true
where the engine says that the pronoun means whom it names, and F1 is taken over all of them, over those of women's
pronouns and over those of men's; 95 % intervals by drawing the lines again. `bias` is F1 of "she" over F1 of "he".
`--show` prints the wrong answers to the terminal. The test part is for one last measurement: choose on validation.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.intervals import DRAWS, SEED, Counts, f1, interval
from benchmarks.sources import same_name
from extraction.antecedents import NOBODY, Scene
from extraction.directory import Directory
from extraction.layout import Layout
from extraction.namings import find_namings
from extraction.people import Person
from extraction.pipeline import parse
from extraction.reader.wordvectors import word_vectors
from extraction.types import Profile, Span

WOMEN, MEN = "F", "M"


@dataclass(frozen=True, slots=True)
class Case:
    """One pronoun with two names that it may mean, each with whether it does."""

    text: str
    gender: str
    pronoun: Span
    candidates: tuple[tuple[Span, bool], ...]


def main() -> None:
    """Read the file, resolve each pronoun, print the figures."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("file", type=Path)
    options.add_argument("--profile", choices=list(Profile), type=Profile, default=Profile.ACCURATE)
    options.add_argument("--show", action="store_true")
    chosen = options.parse_args()
    cases = list(load(chosen.file))
    told = [answer(case, chosen.profile) for case in cases]
    if chosen.show:
        _show(cases, told)
    counts = [count(case, one) for case, one in zip(cases, told, strict=True)]
    women = [one for one, case in zip(counts, cases, strict=True) if case.gender == WOMEN]
    men = [one for one, case in zip(counts, cases, strict=True) if case.gender == MEN]
    for name, rows in (("all", counts), ("she", women), ("he", men)):
        _report(name, rows)
    ratio, low, high = bias(women, men)
    print(f"bias  she/he {ratio:.3f} ({low:.3f}–{high:.3f}), she less he {100 * (_f1(women) - _f1(men)):+.1f}")


def load(path: Path) -> Iterator[Case]:
    """The cases of a file, in order."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            candidates = tuple((tuple(one["span"]), bool(one["correct"])) for one in row["candidates"])
            yield Case(row["text"], row["gender"], tuple(row["pronoun"]), candidates)


def answer(case: Case, profile: Profile) -> Person | None:
    """The person whom the engine takes the pronoun for, as if it were the source of a quote. Raises ModelMissing."""
    doc = parse(case.text)
    layout = Layout(doc)
    directory = Directory(find_namings(doc, layout), layout)
    pronoun = next(token.i for token in doc if token.idx + len(token) > case.pronoun[0])
    return Scene(doc, layout, directory, word_vectors(doc, profile)).findings.get(pronoun, NOBODY).person


def count(case: Case, person: Person | None) -> Counts:
    """Of the two candidates: rightly said to be meant, said to be meant, and meant."""
    told = [person is not None and means(case.text, person, span) for span, _ in case.candidates]
    right = sum(one and correct for one, (_, correct) in zip(told, case.candidates, strict=True))
    return right, sum(told), sum(correct for _, correct in case.candidates)


def means(text: str, person: Person, span: Span) -> bool:
    """Whether a stretch names this person: one of its namings touches it, or it is the same name."""
    touched = any(a < span[1] and span[0] < b for a, b in (naming.span for naming in person.namings))
    return touched or same_name(person.name, text[slice(*span)])


def bias(women: Sequence[Counts], men: Sequence[Counts]) -> tuple[float, float, float]:
    """F1 of women's pronouns over that of men's, and its 95 % interval by drawing both anew."""
    random = np.random.default_rng(SEED)
    drawn = []
    for _ in range(DRAWS):
        hers, his = (np.array(rows)[random.integers(len(rows), size=len(rows))] for rows in (women, men))
        drawn.append(f1(*hers.sum(0)) / max(f1(*his.sum(0)), 1e-9))
    low, high = np.percentile(drawn, [2.5, 97.5])
    return _f1(women) / max(_f1(men), 1e-9), float(low), float(high)


def _f1(rows: Sequence[Counts]) -> float:
    return f1(*(sum(column) for column in zip(*rows, strict=True)))


def _report(name: str, rows: Sequence[Counts]) -> None:
    right, found, gold = (sum(column) for column in zip(*rows, strict=True))
    low, high = interval(rows)
    print(
        f"{name:4} {len(rows):5} pronouns  F1 {100 * _f1(rows):.1f} ({100 * low:.1f}–{100 * high:.1f})"
        f"  precision {100 * right / max(found, 1):.1f}  recall {100 * right / max(gold, 1):.1f}"
    )


def _show(cases: Sequence[Case], told: Sequence[Person | None]) -> None:
    for number, (case, person) in enumerate(zip(cases, told, strict=True), 1):
        right, found, gold = count(case, person)
        if right != gold or found > right:
            meant = [case.text[slice(*span)] for span, correct in case.candidates if correct]
            print(f"{number:5} {case.text[slice(*case.pronoun)]}: {person and person.name!r} for {meant}")


if __name__ == "__main__":
    main()
