"""How often the class of a cue (speech, thought, perception, document) is right.

    python -m benchmarks.cue_classes --corpus FOLDER

FOLDER holds `text/*.txt` and `attributions/*.ann` as PolNeAR publishes its dev part. The 300 cases of
`benchmarks/cases/cue_classes.tsv` were drawn from the gold attributions that have a cue and a content (Python's
`random.sample` after `random.seed(0)`, articles in order of name, first annotator). One reader labelled them, by
reading each sentence, before working on `extraction.acts`, and then made its lists from the train part alone. A case
names its article by hash and its cue by the offsets of the cue's first piece; no word of the corpus is kept.

How they were labelled: a body, an outlet or a company that makes something known speaks, and so does who announces a
plan or expresses a fear; what is only held in mind (wanted, believed, planned, known) is thought; a report, a poll, a
ruling, an advertisement or an analysis that is itself the source is a document. What fits nowhere is speech, as it is
for the app. The app gets the gold cue and the gold source, so that the class alone is measured.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks import score_attribution
from extraction.acts import class_of
from extraction.pipeline import describe, parse
from extraction.types import CueClass, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

CASES = Path(__file__).parent / "cases" / "cue_classes.tsv"

type Table = Counter[tuple[CueClass, CueClass]]
"""How many cues of each class, by hand and by the app."""


class Case(NamedTuple):
    """One labelled cue: its article's hash, the first piece of the cue in code points, and its class by hand."""

    article: str
    span: Span
    label: CueClass


def main() -> None:
    """Read the cases and the corpus, print accuracy, each class and the confusions."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--corpus", type=Path, required=True)
    options.add_argument("--wrong", action="store_true", help="name the cases that are wrong")
    chosen = options.parse_args()
    answers = list(answered(chosen.corpus, cases()))
    if not answers:
        raise SystemExit(f"None of the labelled articles is in {chosen.corpus}.")
    print(f"{len(answers)} of {len(cases())} cases, {describe()}\n")
    _print(Counter((case.label, given) for case, given in answers))
    for case, given in answers if chosen.wrong else ():
        if given is not case.label:
            print(f"{case.article} {case.span[0]}-{case.span[1]}: {case.label}, not {given}")


def cases(path: Path = CASES) -> list[Case]:
    """The labelled cues, in the file's order."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Case(row["article"], (int(row["start"]), int(row["end"])), CueClass(row["class"]))
            for row in csv.DictReader(file, delimiter="\t")
        ]


def answered(corpus: Path, labelled: list[Case]) -> Iterator[tuple[Case, CueClass]]:
    """Each case whose article is in the corpus, with the class that the app gives it."""
    wanted: dict[str, list[Case]] = {}
    for case in labelled:
        wanted.setdefault(case.article, []).append(case)
    for path in sorted((corpus / "text").glob("*.txt")):
        found = wanted.get(hashlib.sha256(path.stem.encode()).hexdigest()[:12], [])
        if not found:
            continue
        doc, gold = parse(score_attribution.read(path)), _gold(corpus, path.stem)
        for case in found:
            yield case, _class(doc, gold, case)


def _gold(corpus: Path, stem: str) -> list[dict[str, list[Span]]]:
    """The gold attributions of an article: those of its first annotator."""
    ann = min((corpus / "attributions").glob(f"{stem}_*.ann"))
    return list(score_attribution.gold_spans(score_attribution.read(ann)))


def _class(doc: Doc, gold: list[dict[str, list[Span]]], case: Case) -> CueClass:
    one = next(row for row in gold if row["cue"] and min(row["cue"]) == case.span)
    return class_of(_tokens(doc, one["cue"]), _tokens(doc, one["source"]))


def _tokens(doc: Doc, spans: list[Span]) -> list[Token]:
    """The tokens that share a letter with any of the spans, in order."""
    return [t for t in doc if any(t.idx < end and start < t.idx + len(t) for start, end in spans)]


def _print(table: Table) -> None:
    total = sum(table.values())
    right = sum(n for (label, given), n in table.items() if label is given)
    print(f"accuracy {100 * right / total:.1f} % ({right} of {total}); all speech would be right in ", end="")
    print(f"{100 * sum(n for (label, _), n in table.items() if label is CueClass.SPEECH) / total:.1f} %\n")
    print(f"{'class, %':14}{'P':>7}{'R':>7}{'found':>8}{'by hand':>9}")
    for kind in CueClass:
        hit = table[kind, kind]
        found = sum(n for (_, given), n in table.items() if given is kind)
        gold = sum(n for (label, _), n in table.items() if label is kind)
        print(f"{kind:14}{_share(hit, found)}{_share(hit, gold)}{found:8}{gold:9}")
    print(f"\n{'by hand, app:':14}" + "".join(f"{kind:>12}" for kind in CueClass))
    for label in CueClass:
        print(f"{label:14}" + "".join(f"{table[label, given]:12}" for given in CueClass))


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:7.1f}" if whole else f"{'–':>7}"


if __name__ == "__main__":
    main()
