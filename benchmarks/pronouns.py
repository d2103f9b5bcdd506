"""How often "he" and "she" mean whom the engine says, by how sure it is, on texts whose chains of mentions are known.

    python -m benchmarks.pronouns FILE... [--genre news] [--profile accurate|fast]

FILE holds a line of JSON a text: `text`, `genre` and `mentions` as [start, end, cluster, …] in code points, half-open;
plain or with gzip (".gz"). A pronoun counts where its cluster is known and the engine has a likeliest person for it;
that is right where a place that names the person is in the same cluster. Prints for each band of scores how many
there are and how many are right, and then what the engine says and keeps silent, with 95 % intervals.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.intervals import share
from extraction.antecedents import Scene
from extraction.antecedents.figures import Figure, Sort
from extraction.directory import Directory
from extraction.layout import Layout
from extraction.namings import find_namings
from extraction.pipeline import parse
from extraction.reader.wordvectors import word_vectors
from extraction.types import Profile

if TYPE_CHECKING:
    from spacy.tokens import Doc

BANDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
LONGEST = 5_000
"""Code points read of one text."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One pronoun: the score of its likeliest person, whether the engine says so, and whether it is right."""

    score: float
    said: bool
    right: bool


def main() -> None:
    """Read the files, resolve each pronoun, print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("files", type=Path, nargs="+")
    options.add_argument("--genre")
    options.add_argument("--profile", choices=list(Profile), type=Profile, default=Profile.ACCURATE)
    chosen = options.parse_args()
    rows = [row for file in chosen.files for row in _rows(file) if chosen.genre in (None, row["genre"])]
    report([judged for row in rows for judged in judge(row, chosen.profile)])


def report(judged: Sequence[Judged]) -> None:
    """Print how many are right, by score."""
    for low, high in pairwise(BANDS):
        inside = [one for one in judged if low <= one.score < high]
        print(f"score {low:.1f}–{min(high, 1):.1f}  {share(sum(one.right for one in inside), len(inside))}")
    said = [one for one in judged if one.said]
    print(f"said        {share(sum(one.right for one in said), len(said))} right")
    print(f"answered    {share(len(said), len(judged))}")


def judge(row: dict[str, Any], profile: Profile) -> Iterator[Judged]:
    """The pronouns of one text. Raises ModelMissing."""
    doc = parse(row["text"][:LONGEST])
    layout = Layout(doc)
    directory = Directory(find_namings(doc, layout), layout)
    scene = Scene(doc, layout, directory, word_vectors(doc, profile))
    clusters = _clusters(doc, row["mentions"])
    named: dict[object, set[str]] = {}
    for figure in scene.figures:
        person = scene.person(figure)
        if person is not None and (cluster := _cluster(figure, clusters)):
            named.setdefault(person, set()).add(cluster)
    for figure in scene.figures:
        cluster = _cluster(figure, clusters)
        finding = scene.findings.get(figure.head)
        if figure.sort in (Sort.HE, Sort.SHE) and cluster and finding and finding.person:
            yield Judged(finding.score, finding.sure, cluster in named.get(finding.person, ()))


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(file, "rt", encoding="utf-8") if file.suffix == ".gz" else file.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _clusters(doc: Doc, mentions: Sequence[Sequence[Any]]) -> dict[int, str]:
    """The cluster of each head word: of the shortest mention that it carries."""
    heads: dict[int, tuple[int, str]] = {}
    for start, end, cluster, *_ in mentions:
        span = doc.char_span(start, end, alignment_mode="expand") if end <= LONGEST else None
        if span is not None and (span.root.i not in heads or len(span) < heads[span.root.i][0]):
            heads[span.root.i] = len(span), str(cluster)
    return {head: cluster for head, (_, cluster) in heads.items()}


def _cluster(figure: Figure, clusters: dict[int, str]) -> str:
    return next((clusters[i] for i in range(figure.head, figure.start - 1, -1) if i in clusters), "")


if __name__ == "__main__":
    main()
