"""How well, and how fast, the reader finds who said what.

    python -m benchmarks.attribution --corpus FOLDER --instances FILE

FOLDER holds `text/*.txt` and `attributions/*.ann` as PolNeAR publishes them, FILE the instances that CofeNet
published for it. Prints whole attributions and exact spans with the best peer's figure beside, the words read in a
second beside the bare parse in the same run, and the cases gained and lost since the outcomes kept in
`benchmarks/outcomes/attribution.json` (indices and offsets only, by the hash of the file's name), which it then
brings up to date.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from benchmarks import score_attribution, score_cofenet
from extraction import read
from extraction.command import as_record
from extraction.pipeline import describe, load

OUTCOMES = Path(__file__).parent / "outcomes" / "attribution.json"
GROUP = 12
"""Articles read at a time by the bare parse and by the reader in turn, so that a busy machine slows both."""
PEERS = {
    "relaxed": 45.6,
    "strict": 36.5,
    "direct": 74.0,
    "mixed": 58.4,
    "indirect": 35.0,
    "source": 55.5,
    "cue": 48.8,
    "content": 40.4,
}
"""F1 of the best peer on the dev part: a 36-line dependency rule, BBC Citron or the Gender Gap Tracker."""

type Row = dict[str, Any]
type Outcome = dict[str, list[Any]]


def main() -> None:
    """Read the corpus, print the tables, keep the outcomes."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--corpus", type=Path, required=True)
    options.add_argument("--instances", type=Path, required=True)
    chosen = options.parse_args()
    texts = {path.stem: score_attribution.read(path) for path in sorted((chosen.corpus / "text").glob("*.txt"))}
    if not texts:
        raise SystemExit(f"There is no text/*.txt in {chosen.corpus}.")
    print(f"{len(texts)} articles, {describe()}, one thread\n")
    predictions, speed = _read_all(texts)
    _print_accuracy(score_attribution.score(chosen.corpus, predictions))
    _print_spans(score_cofenet.score(chosen.instances, chosen.corpus / "text", predictions))
    print(speed)
    _keep(outcomes(chosen.corpus, predictions))


def _read_all(texts: dict[str, str]) -> tuple[dict[str, list[Row]], str]:
    """The top-level attributions of each text, and a sentence on the speed."""
    nlp = load()
    words = sum(len(re.findall(r"\w+", text)) for text in texts.values())
    read("The first reading loads what later ones share, the mayor said.")
    bare = ours = 0.0
    found: dict[str, list[Row]] = {}
    stems = list(texts)
    for at in range(0, len(stems), GROUP):
        group = stems[at : at + GROUP]
        started = time.process_time()
        for _ in nlp.pipe([texts[stem] for stem in group]):
            pass
        parsed = time.process_time()
        for stem in group:
            rows: Any = as_record(read(texts[stem]))["attributions"]
            found[stem] = [row for row in rows if row["parent"] is None]
        bare += parsed - started
        ours += time.process_time() - parsed
    speed = (
        f"bare parse {words / bare:,.0f} words a CPU second, the whole reading {words / ours:,.0f}: "
        f"{ours / bare:.2f} times the parse\n"
    )
    return found, speed


def _print_accuracy(result: Row) -> None:
    print(f"{'whole attributions, %':24}{'P':>7}{'R':>7}{'F1':>7}{'best peer':>11}{'found':>8}{'gold':>7}")
    rows = {"relaxed": result["relaxed"], "strict": result["strict"], **result["relaxed_by_kind"]}
    for name, row in rows.items():
        print(_line(name, row))
    right = result["source_accuracy"]
    print(f"source right where the content is: {100 * right['overlap']:.1f} of {right['of']}\n")


def _print_spans(result: Row) -> None:
    print(f"{'exact spans, %':24}{'P':>7}{'R':>7}{'F1':>7}{'best peer':>11}{'found':>8}{'gold':>7}")
    for name in score_cofenet.ROLES:
        print(_line(name, result[name]))
    print("(source and cue compare with CofeNet's published 83.2 and 75.3; content doesn't, punctuation is left out)\n")


def _line(name: str, row: Row) -> str:
    figures = "".join(f"{100 * row[key]:7.1f}" for key in ("p", "r", "f1"))
    return f"{name:24}{figures}{PEERS[name]:11.1f}{row['pred']:8}{row['gold']:7}"


def outcomes(corpus: Path, predictions: dict[str, list[Row]]) -> dict[str, Outcome]:
    """For each article the gold attributions found (right) and not (missed), by index, and where wrong ones begin."""
    kept: dict[str, Outcome] = {}
    for stem, words, _, gold in score_attribution.load_gold(corpus):
        found = score_attribution.tokenise(predictions.get(stem, []), words)
        right = {
            (_index(gold, a), _index(found, b))
            for a, b, share in score_attribution.pair(gold, found)
            if _is_right(a, b, share)
        }
        hits, used = {i for i, _ in right}, {j for _, j in right}
        kept[_nameless(stem)] = {
            "right": sorted(hits),
            "missed": [i for i in range(len(gold)) if i not in hits],
            "wrong": sorted(words[min(row["content"])][0] for j, row in enumerate(found) if j not in used),
        }
    return kept


def _nameless(stem: str) -> str:
    """A file's key in the outcomes: its name holds words of a headline, and no word of a corpus is kept."""
    return hashlib.sha256(stem.encode()).hexdigest()[:12]


def _is_right(gold: Row, found: Row, share: float) -> bool:
    same = bool(gold["source"] & found["source"]) or not (gold["source"] or found["source"])
    return share >= 0.5 and same


def _index(rows: Sequence[Row], row: Row) -> int:
    return next(i for i, other in enumerate(rows) if other is row)


def _keep(now: dict[str, Outcome]) -> None:
    """Print what changed since the kept outcomes, and write the new ones where they are of the same articles."""
    before: dict[str, Outcome] = json.loads(OUTCOMES.read_text(encoding="utf-8")) if OUTCOMES.exists() else now
    if before.keys() != now.keys():
        print("The kept outcomes are of other articles: they are left as they are.")
        return
    gained = _changed(now, before, "right")
    lost = _changed(before, now, "right")
    print(f"gained {len(gained)} {_some(gained)}\nlost {len(lost)} {_some(lost)}")
    print(f"wrong ones gone {len(_changed(before, now, 'wrong'))}, new {len(_changed(now, before, 'wrong'))}")
    rows = [f"{json.dumps(stem)}: {json.dumps(row, separators=(',', ':'))}" for stem, row in sorted(now.items())]
    OUTCOMES.parent.mkdir(exist_ok=True)
    OUTCOMES.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")


def _changed(new: dict[str, Outcome], old: dict[str, Outcome], name: str) -> list[tuple[str, int]]:
    return [(stem, case) for stem, row in new.items() for case in row[name] if case not in old[stem][name]]


def _some(cases: Iterable[tuple[str, int]], most: int = 8) -> str:
    shown = [f"{stem}#{case}" for stem, case in cases]
    return " ".join(shown[:most]) + (" …" if len(shown) > most else "")


if __name__ == "__main__":
    main()
