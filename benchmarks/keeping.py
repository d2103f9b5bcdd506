"""The outcome of every case, kept between runs, so that a run says what it gained and what it lost."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks import score_attribution

type Row = dict[str, Any]
type Outcome = dict[str, list[Any]]
type Counts = dict[str, int]
"""What became of one case: how many of its quotes were right, wrong and so on."""


def outcomes(corpus: Path, predictions: dict[str, list[Row]]) -> dict[str, Outcome]:
    """For each article the gold attributions found (right) and not (missed), by index, and where wrong ones begin."""
    kept: dict[str, Outcome] = {}
    for stem, words, _, gold in score_attribution.load_gold(corpus):
        found = score_attribution.tokenise(predictions.get(stem, []), words)
        right = {
            (_index(gold, a), _index(found, b))
            for a, b, share in score_attribution.pair(gold, found)
            if is_right(a, b, share)
        }
        hits, used = {i for i, _ in right}, {j for _, j in right}
        kept[nameless(stem)] = {
            "right": sorted(hits),
            "missed": [i for i in range(len(gold)) if i not in hits],
            "wrong": sorted(words[min(row["content"])][0] for j, row in enumerate(found) if j not in used),
        }
    return kept


def is_right(gold: Row, found: Row, share: float) -> bool:
    """Whether a pair counts (relaxed): half of the contents in common, and a source, or none on both."""
    return share >= 0.5 and same_source(gold, found)


def same_source(gold: Row, found: Row) -> bool:
    """Whether two sources share a word, or both are empty."""
    return bool(gold["source"] & found["source"]) or not (gold["source"] or found["source"])


def report(now: dict[str, Outcome], file: Path) -> None:
    """Print what changed since the kept outcomes, and write the new ones where they are of the same articles."""
    before: dict[str, Outcome] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else now
    if before.keys() != now.keys():
        print("The kept outcomes are of other articles: they are left as they are.")
        return
    gained = _changed(now, before, "right")
    lost = _changed(before, now, "right")
    print(f"gained {len(gained)} {_some(gained)}\nlost {len(lost)} {_some(lost)}")
    print(f"wrong ones gone {len(_changed(before, now, 'wrong'))}, new {len(_changed(now, before, 'wrong'))}")
    _write(now, file)


def report_cases(now: dict[str, Counts], file: Path, worth: Callable[[Counts], tuple[int, int]]) -> None:
    """Print which cases went better or worse than in the kept outcomes, by their worth, and write the new ones."""
    before: dict[str, Counts] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    common = [name for name in now if name in before]
    gained = [name for name in common if worth(now[name]) > worth(before[name])]
    lost = [name for name in common if worth(now[name]) < worth(before[name])]
    print(f"gained {len(gained)} {' '.join(gained)}\nlost {len(lost)} {' '.join(lost)}")
    _write(now, file)


def _write(outcomes: Mapping[str, object], file: Path) -> None:
    rows = [f"{json.dumps(name)}: {json.dumps(row, separators=(',', ':'))}" for name, row in sorted(outcomes.items())]
    file.parent.mkdir(exist_ok=True)
    file.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")


def nameless(stem: str) -> str:
    """A file's key in the outcomes: its name holds words of a headline, and no word of a corpus is kept."""
    return hashlib.sha256(stem.encode()).hexdigest()[:12]


def _index(rows: Sequence[Row], row: Row) -> int:
    return next(i for i, other in enumerate(rows) if other is row)


def _changed(new: dict[str, Outcome], old: dict[str, Outcome], name: str) -> list[tuple[str, int]]:
    return [(stem, case) for stem, row in new.items() for case in row[name] if case not in old[stem][name]]


def _some(cases: Iterable[tuple[str, int]], most: int = 8) -> str:
    shown = [f"{stem}#{case}" for stem, case in cases]
    return " ".join(shown[:most]) + (" …" if len(shown) > most else "")
