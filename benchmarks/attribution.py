"""How well, and how fast, who said what is found: the reader in both profiles, the rules, and the bare parse.

    python -m benchmarks.attribution --corpus FOLDER --instances FILE [--plot FILE.svg]

FOLDER holds `text/*.txt` and `attributions/*.ann` as PolNeAR publishes them, FILE the instances that CofeNet
published for it. Prints, from one run: whole attributions by kind and exact spans with 95 % intervals (the articles
drawn again) beside the best peer's figure; how well the confidence is calibrated; words a CPU second beside the bare
parse, memory and start-up; and the cases gained and lost since the outcomes kept in
`benchmarks/outcomes/attribution.json` (indices and offsets only, by the hash of the file's name), which it then
brings up to date. `--plot` writes the reliability plot.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import calibration, rules, score_attribution, score_cofenet
from benchmarks.calibration import Judged
from benchmarks.footprint import footprint, together
from benchmarks.intervals import Counts, interval
from benchmarks.keeping import is_right, outcomes, report, same_source
from extraction import Profile, Quote, read
from extraction.pipeline import describe, load

OUTCOMES = Path(__file__).parent / "outcomes" / "attribution.json"
GROUP = 12
"""Articles read at a time by each engine in turn, so that a busy machine slows all."""
LONG = 800
"""Words of the article whose seconds are told."""
PEERS = {
    "relaxed": 45.6,
    "strict": 36.5,
    "direct": 74.0,
    "mixed": 58.4,
    "indirect": 35.0,
    "source": 83.2,
    "cue": 75.3,
    "content": 72.9,
}
"""F1 of the best peer: on the dev part a 36-line dependency rule, BBC Citron or the Gender Gap Tracker for whole
attributions; on the test part CofeNet (BERT-base, as published) for exact spans."""
ENGINES: dict[str, Callable[[str], Sequence[Quote]]] = {
    "accurate": lambda text: read(text, profile=Profile.ACCURATE).quotes,
    "fast": lambda text: read(text, profile=Profile.FAST).quotes,
    "rules": rules.read,
}

type Row = dict[str, Any]


@dataclass
class Run:
    """What one engine found in each text, top-level only, and its CPU seconds."""

    found: dict[str, list[Row]] = field(default_factory=dict)
    seconds: float = 0.0


def main() -> None:
    """Read the corpus with every engine, print the tables, keep the outcomes."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--corpus", type=Path, required=True)
    options.add_argument("--instances", type=Path, required=True)
    options.add_argument("--plot", type=Path)
    chosen = options.parse_args()
    texts = {path.stem: score_attribution.read(path) for path in sorted((chosen.corpus / "text").glob("*.txt"))}
    if not texts:
        raise SystemExit(f"There is no text/*.txt in {chosen.corpus}.")
    print(f"{len(texts)} articles, {describe()}, one thread\n")
    runs, parse_seconds = _read_all(texts)
    for name, run in runs.items():
        _print_accuracy(name, chosen.corpus, run)
        _print_spans(name, score_cofenet.score(chosen.instances, chosen.corpus / "text", run.found))
    for profile in Profile:
        judged, gold = _judged(chosen.corpus, runs[profile])
        _print_calibration(profile, judged, gold)
        if chosen.plot and profile is Profile.ACCURATE:
            chosen.plot.write_text(calibration.plot(judged), encoding="utf-8")
    _print_speed(texts, runs, parse_seconds)
    report(outcomes(chosen.corpus, runs[Profile.ACCURATE].found), OUTCOMES)


def _read_all(texts: dict[str, str]) -> tuple[dict[str, Run], float]:
    """What each engine found, and the CPU seconds of the bare parse."""
    nlp = load()
    for engine in ENGINES.values():
        engine("The first reading loads what later ones share, the mayor said.")
    runs = {name: Run() for name in ENGINES}
    bare = 0.0
    stems = list(texts)
    for at in range(0, len(stems), GROUP):
        group = stems[at : at + GROUP]
        started = time.process_time()
        for _ in nlp.pipe([texts[stem] for stem in group]):
            pass
        bare += time.process_time() - started
        for name, engine in ENGINES.items():
            started = time.process_time()
            read_group = {stem: engine(texts[stem]) for stem in group}
            runs[name].seconds += time.process_time() - started
            runs[name].found |= {
                stem: [_row(q) for q in quotes if q.parent is None] for stem, quotes in read_group.items()
            }
    return runs, bare


def _row(quote: Quote) -> Row:
    return {"source": quote.source, "cue": quote.cue, "content": quote.content, "confidence": quote.found_score}


def _print_accuracy(engine: str, corpus: Path, run: Run) -> None:
    result = score_attribution.score(corpus, run.found)
    print(f"{engine + ': whole, %':24}{'P':>7}{'R':>7}{'F1':>7}  {'95 %':12}{'best peer':>10}{'found':>8}{'gold':>7}")
    rows = {"relaxed": result["relaxed"], "strict": result["strict"], **result["relaxed_by_kind"]}
    counts = _counts(corpus, run)
    for name, row in rows.items():
        print(_line(name, row, interval(counts[name])))
    right = result["source_accuracy"]
    print(f"source right where the content is: {100 * right['overlap']:.1f} of {right['of']}\n")


def _counts(corpus: Path, run: Run) -> dict[str, list[Counts]]:
    """Right, found and annotated attributions of each article, by measure and kind."""
    rows: dict[str, list[Counts]] = {name: [] for name in ("relaxed", "strict", *score_attribution.KINDS)}
    for stem, words, quoted, gold in score_attribution.load_gold(corpus):
        found = score_attribution.tokenise(run.found.get(stem, []), words)
        pairs = list(score_attribution.pair(gold, found))
        right = [a for a, b, share in pairs if is_right(a, b, share)]
        strict = sum(a["content"] == b["content"] and a["source"] == b["source"] for a, b, _ in pairs)
        rows["relaxed"].append((len(right), len(found), len(gold)))
        rows["strict"].append((strict, len(found), len(gold)))
        for kind in score_attribution.KINDS:
            of_kind = [
                sum(score_attribution.kind(r["content"], quoted) == kind for r in some) for some in (right, found, gold)
            ]
            rows[kind].append((of_kind[0], of_kind[1], of_kind[2]))
    return rows


def _print_spans(engine: str, result: Row) -> None:
    print(f"{engine + ': exact spans, %':24}{'P':>7}{'R':>7}{'F1':>7}  {'':12}{'best peer':>10}{'found':>8}{'gold':>7}")
    for name in score_cofenet.ROLES:
        print(_line(name, result[name], None))
    print("(source and cue compare with what CofeNet published; content doesn't quite: punctuation is left out here)\n")


def _line(name: str, row: Row, between: tuple[float, float] | None) -> str:
    figures = "".join(f"{100 * row[key]:7.1f}" for key in ("p", "r", "f1"))
    spread = f"{100 * between[0]:.1f}–{100 * between[1]:.1f}" if between else ""
    return f"{name:24}{figures}  {spread:12}{PEERS[name]:10.1f}{row['pred']:8}{row['gold']:7}"


def _judged(corpus: Path, run: Run) -> tuple[list[Judged], dict[str, int]]:
    """Each attribution found with whether it is right, and how many of each kind there are to find."""
    judged: list[Judged] = []
    gold_of = dict.fromkeys(score_attribution.KINDS, 0)
    for stem, words, quoted, gold in score_attribution.load_gold(corpus):
        kept = [row for row in run.found.get(stem, []) if score_attribution.tokenise([row], words)]
        found = score_attribution.tokenise(kept, words)
        pairs = {id(b): (a, share) for a, b, share in score_attribution.pair(gold, found)}
        for row in gold:
            gold_of[score_attribution.kind(row["content"], quoted)] += 1
        for told, row in zip(kept, found, strict=True):
            theirs, share = pairs.get(id(row), (None, 0.0))
            near = theirs is not None and share >= 0.5
            right = bool(near and is_right(theirs, row, share))
            kind = score_attribution.kind(row["content"], quoted)
            judged.append(Judged(told["confidence"], kind, right, same_source(theirs, row) if near else None))
    return judged, gold_of


def _print_calibration(profile: Profile, judged: list[Judged], gold: dict[str, int]) -> None:
    error = calibration.expected_error(judged)
    print(f"{profile}: confidence, expected calibration error {error:.3f}")
    for one in calibration.bins(judged):
        print(f"    said {one.said:.2f}  right {one.true:.2f}  of {one.count}")
    print(f"{'    P / R at least':24}" + "".join(f"{level:>14}" for level in calibration.LEVELS))
    for kind in ("all", *score_attribution.KINDS):
        some = [one for one in judged if kind in ("all", one.kind)]
        total = sum(gold.values()) if kind == "all" else gold[kind]
        cells = (calibration.at_level(some, total, level) for level in calibration.LEVELS)
        print(f"    {kind:20}" + "".join(f"{100 * p:7.1f}/{100 * r:5.1f} " for p, r in cells))
    direct = [one for one in judged if one.kind == "direct"]
    least, precision, recall = calibration.source_recall(direct, gold["direct"])
    print(
        f"    sources of direct quotes from {least:.2f}: precision {100 * precision:.1f}, recall {100 * recall:.1f}\n"
    )


def _print_speed(texts: dict[str, str], runs: dict[str, Run], bare: float) -> None:
    counts = {stem: len(re.findall(r"\w+", text)) for stem, text in texts.items()}
    words = sum(counts.values())
    print(f"bare parse: {words / bare:,.0f} words a CPU second")
    for name, run in runs.items():
        print(f"{name}: {words / run.seconds:,.0f} words a CPU second, {run.seconds / bare:.2f} times the parse")
    stem = min(counts, key=lambda one: abs(counts[one] - LONG))
    sample = [texts[one] for one in sorted(texts)[:10]]
    for profile in Profile:
        started = time.process_time()
        read(texts[stem], profile=profile)
        seconds = time.process_time() - started
        start_up, memory = footprint(texts[stem], profile)
        print(
            f"{profile}: an article of {counts[stem]} words in {seconds:.2f} CPU s; start-up {start_up:.1f} s, "
            f"{memory:,.0f} MiB; two processes {together(sample, profile):.2f} times as fast as one"
        )


if __name__ == "__main__":
    main()
