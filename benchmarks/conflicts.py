"""The judge of conflicts on pairs of news claims, with the floors under it.

    python -m benchmarks.conflicts [--half tuning|judging] [--show KIND]

Each pair of `benchmarks/cases/pairs` is compared as the app compares two texts, dated where it has dates. Prints for
each half average precision and F1 of what is called a conflict, with 95 % intervals by drawing the events again; the
share whose kind is right among the conflicts found; how many look-alikes are called conflicts; how many of the same
claims are told as such; the same by kind; and, in the same run, what the trained network says alone and the floors of
`benchmarks.conflict_floors`. `--show` prints in words what is wrong in the tuning half of one kind (or "same",
"related", "update", "all"); of the judging half only totals are shown, so that nobody works towards it. The outcome of
each case is kept in `benchmarks/outcomes`, and what was gained and lost since is printed.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time

import numpy as np
import numpy.typing as npt

from benchmarks import conflict_floors
from benchmarks.intervals import DRAWS, SEED, share
from benchmarks.keeping import report_cases
from benchmarks.pair_cases import HALVES, LIKE, Pair, load_pairs
from benchmarks.ranking import average_precision, best_f1
from extraction.conflict import encoder
from extraction.conflict.encoder import Statements
from extraction.conflict.timing import days_between
from extraction.pairs import compare_texts
from extraction.types import ConflictKind, Relation

type Flags = npt.NDArray[np.bool_]

OUTCOMES = Path(__file__).parent / "outcomes" / "conflicts.json"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the judge says of a pair: the relation, the kind of a conflict, and the probability of one."""

    relation: str
    kind: str | None
    score: float

    @property
    def conflict(self) -> bool:
        """Whether it is called a conflict."""
        return self.relation == Relation.CONFLICT


def main() -> None:
    """Judge the pairs, print the tables, keep the outcomes."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--half", choices=HALVES, action="append")
    options.add_argument("--show", metavar="KIND")
    chosen = options.parse_args()
    tuning = load_pairs("tuning")
    kept: dict[str, dict[str, int]] = {}
    for half in chosen.half or HALVES:
        pairs = tuning if half == "tuning" else load_pairs(half)
        verdicts = [judged(pair) for pair in pairs]
        if chosen.show and half == "tuning":
            _show(chosen.show, pairs, verdicts)
        _report(half, pairs, verdicts)
        _report_network(pairs)
        for name, scores in (
            ("everything", conflict_floors.everything(pairs)),
            ("cosine and rules", conflict_floors.cosine_and_rules(pairs)),
            ("only b", conflict_floors.only_b(pairs, tuning)),
        ):
            wanted = [pair.relation == "conflict" for pair in pairs]
            print(
                f"  floor, {name:20} AP {average_precision(scores, wanted):.3f}  best F1 {best_f1(scores, wanted):.3f}"
            )
        kept |= {
            f"{half}#{at}": {"right": int(is_right(pair, verdict))}
            for at, (pair, verdict) in enumerate(zip(pairs, verdicts, strict=True), 1)
        }
    if not chosen.half and not chosen.show:
        report_cases(kept, OUTCOMES, lambda counts: (counts["right"], 0))


def judged(pair: Pair) -> Verdict:
    """The judge's word on a pair. Raises extraction.ModelMissing."""
    found = compare_texts(pair.a, pair.b, published=(pair.a_date, pair.b_date))
    return Verdict(found["relation"], found["kind"], found["score"])


def is_right(pair: Pair, verdict: Verdict) -> bool:
    """Whether a conflict is found with its kind, the same claim told as such, and anything else left alone."""
    if pair.relation == "conflict":
        return verdict.conflict and verdict.kind == pair.kind
    return verdict.relation == "same" if pair.relation == "same" else not verdict.conflict


def _report(half: str, pairs: Sequence[Pair], verdicts: Sequence[Verdict]) -> None:
    wanted = np.array([pair.relation == "conflict" for pair in pairs])
    called = np.array([verdict.conflict for verdict in verdicts])
    scores = np.array([verdict.score for verdict in verdicts])
    right = int((wanted & called).sum())
    precision, recall = right / max(1, int(called.sum())), right / int(wanted.sum())
    drawn = _drawn(pairs)
    ap = [average_precision(scores[rows], wanted[rows]) for rows in drawn]
    f1 = [_f1(wanted[rows], called[rows]) for rows in drawn]
    print(f"{half}: {len(pairs)} pairs, {int(wanted.sum())} conflicts")
    print(f"  average precision  {average_precision(scores, wanted):.3f} ({_between(ap)})")
    print(f"  F1                 {_f1(wanted, called):.3f} ({_between(f1)}); P {precision:.3f} R {recall:.3f}")
    kinds = sum(verdict.kind == pair.kind for pair, verdict in zip(pairs, verdicts, strict=True) if verdict.kind)
    print(f"  kind right         {share(kinds, right)}")
    alike = [verdict.conflict for pair, verdict in zip(pairs, verdicts, strict=True) if pair.like]
    print(f"  look-alikes called {share(sum(alike), len(alike))}")
    same = [verdict.relation for pair, verdict in zip(pairs, verdicts, strict=True) if pair.relation == "same"]
    print(f"  same told as such  {share(same.count('same'), len(same))}; called a conflict {same.count('conflict')}")
    for kind in (*LIKE, ConflictKind.OTHER):
        mine = [verdict for pair, verdict in zip(pairs, verdicts, strict=True) if pair.kind is kind]
        like = [verdict for pair, verdict in zip(pairs, verdicts, strict=True) if pair.like is kind]
        found = Counter(verdict.kind for verdict in mine if verdict.conflict)
        named = ", ".join(f"{name} {count}" for name, count in found.most_common())
        print(
            f"    {kind:10} found {sum(found.values()):3} of {len(mine):3} (as {named or 'none'}); "
            f"look-alikes called {sum(verdict.conflict for verdict in like)} of {len(like)}"
        )


def _report_network(pairs: Sequence[Pair]) -> None:
    """What the trained network says alone, without rules and gates, and how many pairs it reads a CPU second."""
    asked = [Statements(pair.a, pair.b, days_between(pair.a_date, pair.b_date)) for pair in pairs]
    began = process_time()
    scores = [opinion.score for opinion in encoder.opinions(asked)]
    speed = len(pairs) / (process_time() - began)
    wanted = [pair.relation == "conflict" for pair in pairs]
    ap, f1 = average_precision(scores, wanted), best_f1(scores, wanted)
    print(f"  the network alone           AP {ap:.3f}  best F1 {f1:.3f}; {speed:.0f} pairs a CPU second")


def _drawn(pairs: Sequence[Pair]) -> list[npt.NDArray[np.int64]]:
    """The rows of events drawn with replacement, DRAWS times."""
    events = sorted({pair.event for pair in pairs})
    rows = {event: np.flatnonzero([pair.event == event for pair in pairs]) for event in events}
    chance = np.random.default_rng(SEED)
    return [
        np.concatenate([rows[events[at]] for at in chance.integers(len(events), size=len(events))])
        for _ in range(DRAWS // 4)
    ]


def _f1(
    wanted: np.ndarray[tuple[int], np.dtype[np.bool_]], called: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> float:
    return 2 * int((wanted & called).sum()) / max(1, int(wanted.sum()) + int(called.sum()))


def _between(figures: Sequence[float]) -> str:
    low, high = np.percentile(figures, [2.5, 97.5])
    return f"{low:.3f}–{high:.3f}"


def _show(kind: str, pairs: Sequence[Pair], verdicts: Sequence[Verdict]) -> None:
    for at, (pair, verdict) in enumerate(zip(pairs, verdicts, strict=True), 1):
        if is_right(pair, verdict) or kind not in ("all", pair.kind, pair.like, pair.relation):
            continue
        told = f"{verdict.relation} {verdict.kind or ''} {verdict.score:.2f}"
        print(f"tuning#{at}: {pair.relation} {pair.kind or pair.like or ''}, told {told}: {pair.why}")
        print(f"  a: {pair.a} ({pair.a_date})\n  b: {pair.b} ({pair.b_date})")


if __name__ == "__main__":
    main()
