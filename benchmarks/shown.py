"""What the app shows as conflicts on real news, each judged by a person: how many of them are real.

    python -m benchmarks.shown --corpus FOLDER --metadata FILE [--texts]

All `.txt` files under the folder go through the door of an app of its own, with outlet and date from the metadata (tab
separated: filename, publisher, publication_date), and are read and compared there. Each conflict that the app then
shows is looked up in `benchmarks/cases/shown.tsv`, where a person's verdicts are kept with places and no text: the
two files, the code points of the two quotes, the kind, "real" or "not". Prints how many conflicts are shown, the share
of the judged that are real with its 95 % interval, and the lines that nobody has judged yet. `--texts` prints the words
of these too, to judge them by. For PolNeAR's 924 articles it takes about an hour.
"""

from __future__ import annotations

import argparse
import csv
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.case_files import CASES
from benchmarks.faults.house import House, house
from benchmarks.intervals import share

VERDICTS = CASES / "shown.tsv"
REAL, NOT = "real", "not"
SECONDS_AN_ARTICLE = 60
"""How long an article may take before this gives up."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A quote, by its file and the code points of its first and last words, half-open."""

    file: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Shown:
    """One conflict that the app shows. The sides are in the order of their places."""

    sides: tuple[Place, Place]
    kind: str
    score: float
    text: str

    @property
    def line(self) -> str:
        """Its line of the verdicts, without the verdict."""
        places = (str(part) for side in self.sides for part in (side.file, side.start, side.end))
        return "\t".join((*places, self.kind))


def main() -> None:
    """Read all, and print what is shown beside what people said of it."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--corpus", type=Path, required=True)
    options.add_argument("--metadata", type=Path, required=True)
    options.add_argument("--texts", action="store_true")
    chosen = options.parse_args()
    files = sorted(chosen.corpus.rglob("*.txt"))
    began = time.monotonic()
    with house() as home:
        conflicts = shown(home, files, chosen.metadata)
    print(f"{len(files)} articles read in {time.monotonic() - began:.0f} s, {len(conflicts)} conflicts shown")
    _report(conflicts, with_text=chosen.texts)


def shown(home: House, files: list[Path], metadata: Path) -> list[Shown]:
    """What an app shows as conflicts once it has read these files. Raises `AssertionError` where a command fails."""
    table = home.folder / "metadata.csv"
    _write_metadata(table, metadata, {file.stem: file.name for file in files})
    taken = home.manage("ingest", *map(str, files), "--metadata", str(table), "--no-wait", seconds=1800)
    assert taken.returncode == 0, taken.stdout + taken.stderr
    home.settle(SECONDS_AN_ARTICLE * len(files))
    exported = home.manage("export", "conflicts")
    assert exported.returncode == 0, exported.stderr
    return [_shown(json.loads(line)) for line in exported.stdout.splitlines()]


def verdicts() -> dict[str, bool]:
    """What a person said of each conflict, by its line: whether it is real."""
    rows = (line.rpartition("\t") for line in VERDICTS.read_text(encoding="utf-8").splitlines()[1:])
    return {line: verdict == REAL for line, _, verdict in rows}


def _write_metadata(table: Path, metadata: Path, names: dict[str, str]) -> None:
    with metadata.open(encoding="utf-8", newline="") as given, table.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(("file", "outlet", "published"))
        for row in csv.DictReader(given, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["filename"] in names:
                writer.writerow((names[row["filename"]], row["publisher"], row["publication_date"]))


def _shown(row: dict[str, Any]) -> Shown:
    sides = sorted((_place(row[side]), f"{_name(row[side])}: {row[side]['claim']}") for side in ("left", "right"))
    (one, words), (other, others) = sides
    return Shown((one, other), row["kind"], row["score"], f"{row['sentence']}\n    {words}\n    {others}")


def _place(side: dict[str, Any]) -> Place:
    return Place(side["article"]["filename"], side["content"][0][0], side["content"][-1][1])


def _name(side: dict[str, Any]) -> str:
    return side["speaker"]["name"] if side["speaker"] else "nobody"


def _report(conflicts: list[Shown], *, with_text: bool) -> None:
    known = verdicts()
    judged = [known[one.line] for one in conflicts if one.line in known]
    print(f"real {share(sum(judged), len(judged))} of those judged")
    for line in _unjudged(conflicts, known, with_text=with_text):
        print(line)


def _unjudged(conflicts: list[Shown], known: dict[str, bool], *, with_text: bool) -> Iterator[str]:
    for one in conflicts:
        if one.line not in known:
            yield one.line + (f"\t{one.score:.3f}\n    {one.text}" if with_text else "")


if __name__ == "__main__":
    main()
