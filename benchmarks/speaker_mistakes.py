"""Why the wrong person, or nobody, is named beside a quote: 60 mistakes that were read in their text, by cause.

    python -m benchmarks.speaker_mistakes

Reads `benchmarks/outcomes/speaker_mistakes.tsv`: all mistakes of `python -m benchmarks.sources` on the halves that are
looked at, and ten drawn by lot of those of `python -m benchmarks.speakers` in whole reports, each with its place, its
verdict and the cause that one judge gave it. Prints how many of each cause have each verdict, the largest first.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).parent / "outcomes" / "speaker_mistakes.tsv"
VERDICTS = ("nobody", "wrong", "part", "named")


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake; the half-open offsets, in code points, are those of the source, or of the words said.

    `of` is "tuning" or "train", files of `benchmarks/cases/sources`, where `case` is an article; or "speakers", where
    it is a kind and a line ("long-reports#3").
    """

    of: str
    case: str
    start: int
    end: int
    verdict: str
    cause: str


def main() -> None:
    """Print the table."""
    print("\n".join(table(mistakes())))


def mistakes(file: Path = FILE) -> list[Mistake]:
    """All mistakes of the file, in its order."""
    with file.open(encoding="utf-8", newline="") as rows:
        told = list(csv.reader(rows, delimiter="\t"))[1:]
    return [Mistake(of, case, int(start), int(end), *rest) for of, case, start, end, *rest in told]


def table(found: Iterable[Mistake]) -> Iterator[str]:
    """A line for each cause, with how many have each verdict; a head before, the sums after."""
    counts = Counter((cause, one.verdict) for one in found for cause in (one.cause, "all"))
    totals = Counter({cause: sum(counts[cause, verdict] for verdict in VERDICTS) for cause, _ in counts})
    yield f"{'':56}" + "".join(f"{name:>8}" for name in (*VERDICTS, "all"))
    for cause, total in sorted(totals.items(), key=lambda row: (row[0] == "all", -row[1], row[0])):
        yield f"{cause:56}" + "".join(f"{counts[cause, verdict]:8}" for verdict in VERDICTS) + f"{total:8}"


if __name__ == "__main__":
    main()
