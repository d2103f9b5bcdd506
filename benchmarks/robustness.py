"""How the reader fares with texts as they come: marks lost, lines broken, headlines, transcripts, posts, lists.

    python -m benchmarks.robustness [--profile accurate|fast] [--show KIND]

Reads every case of `benchmarks/cases`. A quote is right where its content shares half of its words or more with the
expected one and the sources share a word, or both have none: the rule of `score_attribution`. Prints right, missed
and wrong for each kind; of the cases set aside only the totals, so that nobody works towards them; and of the
attributions inside attributions those whose parent is right too. `--show` prints in words what was missed and what
was wrong of one kind. The outcome of each case not set aside is kept in `benchmarks/outcomes`, and what was gained
and lost since is printed.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import extraction
from benchmarks import score_attribution
from benchmarks.case_files import ASIDE, KEPT, NESTED, ROLES, Case, load_kinds, load_nested
from benchmarks.keeping import report_cases
from extraction.types import Spans

OUTCOMES = Path(__file__).parent / "outcomes"
PROFILES = ("accurate", "fast")

type Row = dict[str, Any]
"""The words of each role as `score_attribution` counts them, the role's spans, the index and the parent's index."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one case: how many quotes were right, and which were missed or wrong."""

    right: int
    missed: tuple[Row, ...]
    wrong: tuple[Row, ...]

    def counts(self) -> dict[str, int]:
        """As it is kept: three counts."""
        return {"right": self.right, "missed": len(self.missed), "wrong": len(self.wrong)}


def main() -> None:
    """Read the cases, print the tables, keep the outcomes."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--profile", choices=PROFILES)
    options.add_argument("--show", metavar="KIND", help=f"a kind of {KEPT}, or {NESTED}")
    chosen = options.parse_args()
    kinds = load_kinds(KEPT)
    if chosen.show not in (None, NESTED, *kinds):
        raise SystemExit(f"There is no kind {chosen.show}. There are: {', '.join([*kinds, NESTED])}.")
    engine = _engine(chosen.profile)
    if chosen.show:
        _show(chosen.show, load_nested() if chosen.show == NESTED else kinds[chosen.show], engine)
        return
    kept: dict[str, dict[str, int]] = {}
    print(f"{'':24}{'right':>7}{'missed':>8}{'wrong':>7}{'P':>7}{'R':>7}{'F1':>7}")
    for kind, cases in kinds.items():
        results = [read_case(case, engine) for case in cases]
        kept |= _named(f"{KEPT}/{kind}", results)
        print(_line(kind, _total(result.counts() for result in results)))
    print(_line(f"all of {KEPT}", _total(kept.values())))
    aside = [read_case(case, engine).counts() for cases in load_kinds(ASIDE).values() for case in cases]
    print(_line(f"all of {ASIDE}", _total(aside)))
    inner = _named(NESTED, [read_nested(case, engine) for case in load_nested()])
    print(_line(f"{NESTED}, inner", _total(inner.values())))
    report_cases(kept | inner, OUTCOMES / f"robustness{'-fast' if chosen.profile == 'fast' else ''}.json", _worth)


def _engine(profile: str | None) -> dict[str, Any]:
    """The keywords of `read` for a profile; none where none was chosen, as an engine may know no profiles."""
    if profile is None:
        return {}
    profiles = getattr(extraction, "Profile", None)
    if profiles is None:
        raise SystemExit("This engine has no profiles: leave --profile out.")
    return {"profile": profiles(profile)}


def read_case(case: Case, engine: dict[str, Any]) -> Outcome:
    """Read one text and compare the quotes that stand in no other quote. `engine` are keywords of `read`."""
    expected, found = _rows(case, engine)
    gold, top = [[row for row in rows if row["parent"] is None] for rows in (expected, found)]
    pairs = _right(gold, top)
    return Outcome(
        len(pairs),
        tuple(row for row in gold if row["index"] not in pairs),
        tuple(row for row in top if row["index"] not in pairs.values()),
    )


def read_nested(case: Case, engine: dict[str, Any]) -> Outcome:
    """Read one text and compare the quotes inside quotes: right only where the parent is right and theirs.

    `engine` are keywords of `read`.
    """
    expected, found = _rows(case, engine)
    inner, within = [[row for row in rows if row["parent"] is not None] for rows in (expected, found)]
    pairs = _right(*[[row for row in rows if row["parent"] is None] for rows in (expected, found)])
    pairs |= _right(inner, within)
    parents = {row["index"]: row["parent"] for row in found}
    hits: dict[int, int] = {}
    for row in inner:
        at = pairs.get(row["index"])
        if at is not None and parents[at] == pairs.get(row["parent"]):
            hits[row["index"]] = at
    return Outcome(
        len(hits),
        tuple(row for row in inner if row["index"] not in hits),
        tuple(row for row in within if row["index"] not in hits.values()),
    )


def _rows(case: Case, engine: dict[str, Any]) -> tuple[list[Row], list[Row]]:
    """The expected and the found quotes of a case, in words."""
    words = [match.span() for match in score_attribution.WORD.finditer(case.text)]
    expected = [_row(words, i, quote.roles, quote.parent) for i, quote in enumerate(case.quotes)]
    found = []
    for i, quote in enumerate(extraction.read(case.text, **engine).quotes):
        roles = {"source": quote.source, "cue": quote.cue, "content": quote.content}
        found.append(_row(words, i, roles, quote.parent))
    return expected, [row for row in found if row["content"]]


def _row(words: Sequence[tuple[int, int]], index: int, roles: dict[str, Spans], parent: int | None) -> Row:
    tokens = {role: score_attribution.tokens_in(words, roles[role]) for role in ROLES}
    return {**tokens, "spans": roles, "index": index, "parent": parent}


def _right(gold: Sequence[Row], found: Sequence[Row]) -> dict[int, int]:
    """The index of each expected quote that was found, with the index of the one found."""
    pairs = {}
    for a, b, share in score_attribution.pair(gold, found):
        same = bool(a["source"] & b["source"]) or not (a["source"] or b["source"])
        if share >= 0.5 and same:
            pairs[a["index"]] = b["index"]
    return pairs


def _named(name: str, results: Sequence[Outcome]) -> dict[str, dict[str, int]]:
    return {f"{name}#{number}": result.counts() for number, result in enumerate(results, 1)}


def _total(counts: Iterable[dict[str, int]]) -> dict[str, int]:
    rows = list(counts)
    return {name: sum(row[name] for row in rows) for name in ("right", "missed", "wrong")}


def _line(name: str, counts: dict[str, int]) -> str:
    right, missed, wrong = counts["right"], counts["missed"], counts["wrong"]
    score = score_attribution.prf(right, right + wrong, right, right + missed)
    figures = "".join(f"{100 * score[key]:7.1f}" for key in ("p", "r", "f1")) if right + missed else ""
    return f"{name:24}{right:7}{missed:8}{wrong:7}{figures}"


def _show(kind: str, cases: Sequence[Case], engine: dict[str, Any]) -> None:
    """Print each missed and each wrong quote of a kind: who, by what cue, what."""
    for number, case in enumerate(cases, 1):
        result = read_nested(case, engine) if kind == NESTED else read_case(case, engine)
        for name, rows in (("missed", result.missed), ("wrong", result.wrong)):
            for row in rows:
                print(f"{kind}#{number} {name:7}{_in_words(case.text, row['spans'])}")


def _in_words(text: str, roles: dict[str, Spans]) -> str:
    said = (" … ".join(" ".join(text[start:end].split()) for start, end in roles[role]) or "–" for role in ROLES)
    return " | ".join(said)


def _worth(counts: dict[str, int]) -> tuple[int, int]:
    """More right is better; with as many right, fewer wrong."""
    return counts["right"], -counts["wrong"]


if __name__ == "__main__":
    main()
