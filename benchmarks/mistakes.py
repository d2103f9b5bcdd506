"""Where the reader goes wrong on articles kept aside: counts over all mistakes, and a draw of them to be read.

    python -m benchmarks.mistakes --corpus FOLDER [--every 21] [--seed 1] [--count 50] [--text] [--keep]

FOLDER holds `text/*.txt` and `attributions/*.ann` as PolNeAR publishes them; every 21st article is read, those that
the training keeps aside. Prints whole attributions as they are before and after `extraction/quotes.py`, the step of
the program at which each missed one is lost, and what stands where a false one was found. Then draws COUNT missed and
COUNT false ones (relaxed); `--text` prints them in words, to the terminal alone, and `--keep` writes them to
`benchmarks/outcomes/mistakes.tsv`: the article by the hash of its file's name, and offsets. A cause is then written
beside each by hand; it stays with its mistake. The draw goes by hashes too, so that other weights are judged on the
same mistakes as far as they make them.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import score_attribution
from benchmarks.keeping import is_right, nameless, same_source
from extraction import Profile
from extraction.marks import find_quotation_marks
from extraction.pipeline import parse
from extraction.quotes import find_quotes
from extraction.reader.attributions import NAMES, find_attributions
from extraction.reader.decoding import Draft, decode, distinct
from extraction.reader.model import load
from extraction.reader.pieces import Words, pieces, split

FILE = Path(__file__).parent / "outcomes" / "mistakes.tsv"
COLUMNS = ("article", "kind", *score_attribution.ROLES, "cause")
AROUND = 160
"""Code points shown on either side of a mistake."""

type Row = dict[str, Any]
type Pieces = dict[str, list[tuple[int, int]]]


@dataclass
class Side:
    """Attributions of one article: their spans, and the same as the scorer's words."""

    spans: list[Pieces]
    words: list[Row]

    @classmethod
    def of(cls, rows: Iterable[Pieces], words: Sequence[tuple[int, int]]) -> Side:
        """Those of the rows that have words in their content."""
        pairs = [(row, told) for row in rows for told in score_attribution.tokenise([row], words)]
        return cls([row for row, _ in pairs], [told for _, told in pairs])

    def pick(self, places: Iterable[int]) -> Side:
        """Some of them."""
        chosen = list(places)
        return Side([self.spans[at] for at in chosen], [self.words[at] for at in chosen])


@dataclass
class Case:
    """One article: what is annotated, every draft with its score, the drafts kept, and what `read` gives."""

    name: str
    text: str
    gold: Side
    drafts: Side
    scores: list[float]
    kept: Side
    found: Side


@dataclass(frozen=True)
class Mistake:
    """One attribution missed or falsely found."""

    case: Case = field(repr=False)
    kind: str
    spans: Pieces

    @property
    def cells(self) -> tuple[str, ...]:
        """The mistake's own columns."""
        pieces_of = (self.spans[role] for role in score_attribution.ROLES)
        told = (";".join(f"{start}-{end}" for start, end in sorted(some)) for some in pieces_of)
        return (nameless(self.case.name), self.kind, *told)


def main() -> None:
    """Read the articles, print the counts, write the draw."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--corpus", type=Path, required=True)
    options.add_argument("--every", type=int, default=21)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--count", type=int, default=50)
    options.add_argument("--text", action="store_true")
    options.add_argument("--keep", action="store_true")
    chosen = options.parse_args()
    cases = [_read(*article) for article in articles(chosen.corpus, chosen.every)]
    threshold = load(Profile.ACCURATE).threshold
    for label, sides in (("drafts kept", [case.kept for case in cases]), ("as read", [case.found for case in cases])):
        print(f"{label:44}{_figures([case.gold for case in cases], sides)}")
    steps = Counter(step for case in cases for step in lost_at(case, threshold).values())
    places = Counter(place for case in cases for place in false_at(case).values())
    drawn = draw(cases, chosen.seed, chosen.count)
    causes = causes_of(drawn, FILE)
    for title, counts in (
        ("missed, by the step that loses them", steps),
        ("false, by what is annotated there", places),
        ("drawn, by cause", Counter(cause or "(none told yet)" for cause in causes)),
    ):
        print(f"\n{title}: {counts.total()}")
        for name, count in counts.most_common():
            print(f"  {name:58}{count:5}")
    if chosen.keep:
        keep(drawn, causes, FILE)
    if chosen.text:
        for number, (mistake, cause) in enumerate(zip(drawn, causes, strict=True), 1):
            print(f"\n{number} {cause or '?'}: {_in_words(mistake)}")


def articles(corpus: Path, every: int) -> Iterator[tuple[str, str, list[Pieces]]]:
    """Name, text and gold rows of every so-manieth annotated article, the first one among them."""
    files: dict[str, Path] = {}
    for path in sorted((corpus / "attributions").glob("*.ann")):
        files.setdefault(path.stem.rsplit("_", 1)[0], path)
    texts = [path for path in sorted((corpus / "text").glob("*.txt")) if path.stem in files]
    for path in texts[::every]:
        gold = list(score_attribution.gold_spans(score_attribution.read(files[path.stem])))
        yield path.stem, score_attribution.read(path), gold


def _read(name: str, text: str, gold: list[Pieces]) -> Case:
    """One article at each step of the program."""
    model = load(Profile.ACCURATE)
    doc = parse(text)
    words = split(doc.text)
    names = words.within((one.start_char, one.end_char) for one in doc.ents if one.label_ in NAMES)
    drafts = decode(model.network, words, pieces(words, model.tokenizer), names).drafts
    scores = [model.score(draft) for draft in drafts]
    kept = [draft for draft, _ in distinct(drafts, scores, model.threshold)]
    quotes = find_quotes(doc, find_attributions(doc, Profile.ACCURATE)[0], find_quotation_marks(doc))
    found = [
        {"source": list(q.source), "cue": list(q.cue), "content": list(q.content)} for q in quotes if q.parent is None
    ]
    scored = [match.span() for match in score_attribution.WORD.finditer(text)]
    told = [(_spans(draft, words), score) for draft, score in zip(drafts, scores, strict=True)]
    told = [(row, score) for row, score in told if score_attribution.tokenise([row], scored)]
    return Case(
        name,
        text,
        Side.of(gold, scored),
        Side.of((row for row, _ in told), scored),
        [score for _, score in told],
        Side.of((_spans(draft, words) for draft in kept), scored),
        Side.of(found, scored),
    )


def _spans(draft: Draft, words: Words) -> Pieces:
    """A draft as the scorer takes it; neighbouring words of a role are one piece."""
    rows: Pieces = {}
    for role in score_attribution.ROLES:
        rows[role] = []
        before = None
        for at in getattr(draft, role):
            start = rows[role].pop()[0] if before == at - 1 and rows[role] else words.starts[at]
            rows[role].append((start, words.ends[at]))
            before = at
    return rows


def matched(gold: Side, found: Side) -> dict[int, int]:
    """The index of each gold attribution that is found (relaxed), and of what found it."""
    theirs, ours = ({id(row): at for at, row in enumerate(side.words)} for side in (gold, found))
    pairs = score_attribution.pair(gold.words, found.words)
    return {theirs[id(a)]: ours[id(b)] for a, b, share in pairs if is_right(a, b, share)}


def lost_at(case: Case, threshold: float) -> dict[int, str]:
    """For each missed gold attribution, by index, the step that loses it."""
    read, kept = matched(case.gold, case.found), matched(case.gold, case.kept)
    return {
        at: "right until the quotes are made" if at in kept else _lost_before(row, case, threshold)
        for at, row in enumerate(case.gold.words)
        if at not in read
    }


def _lost_before(gold: Row, case: Case, threshold: float) -> str:
    scored = list(zip(case.drafts.words, case.scores, strict=True))
    near = {id(row): _share(gold, row) >= 0.5 for row, _ in scored}
    right = [score for row, score in scored if near[id(row)] and same_source(gold, row)]
    if right:
        return "right draft below the threshold" if max(right) < threshold else "right draft overlaps a likelier one"
    of_cue = [(score, at) for at, (row, score) in enumerate(scored) if row["cue"] & gold["cue"]]
    if not of_cue:
        return "no draft has its cue"
    score, at = max(of_cue)
    best = scored[at][0]
    wrong = "source" if near[id(best)] else "content" if same_source(gold, best) else "source and content"
    return f"wrong {wrong} in the draft" + (", below the threshold" if score < threshold else "")


def _share(a: Row, b: Row) -> float:
    return len(a["content"] & b["content"]) / len(a["content"] | b["content"])


def false_at(case: Case) -> dict[int, str]:
    """For each false attribution, by index, what is annotated where it stands."""
    right = set(matched(case.gold, case.found).values())
    return {at: _there(row, case.gold.words) for at, row in enumerate(case.found.words) if at not in right}


def _there(row: Row, gold: Sequence[Row]) -> str:
    same = [other for other in gold if other["cue"] & row["cue"]]
    if any(_share(other, row) >= 0.5 and not same_source(other, row) for other in gold):
        return "an attribution with another source"
    if same:
        return "an attribution with another content"
    if not row["cue"]:
        return "no cue is found: a turn, or nobody's quotation"
    if any(other["content"] & row["content"] for other in gold):
        return "another attribution's content"
    return "nothing"


def draw(cases: Sequence[Case], seed: int, count: int) -> list[Mistake]:
    """So many missed and so many false ones, in the order of the articles."""
    missed = [
        Mistake(case, "missed", case.gold.spans[at])
        for case in cases
        for at in range(len(case.gold.words))
        if at not in matched(case.gold, case.found)
    ]
    false = [Mistake(case, "false", case.found.spans[at]) for case in cases for at in false_at(case)]
    chosen = [one for some in (missed, false) for one in sorted(some, key=lambda one: _lot(one, seed))[:count]]
    return sorted(chosen, key=lambda one: (one.case.name, min(one.spans["content"])))


def _lot(mistake: Mistake, seed: int) -> str:
    return hashlib.sha256("\t".join([str(seed), *mistake.cells]).encode()).hexdigest()


def causes_of(drawn: Sequence[Mistake], file: Path) -> list[str]:
    """The cause that the file tells of each; empty where it tells none."""
    causes: dict[tuple[str, ...], str] = {}
    if file.exists():
        with file.open(encoding="utf-8", newline="") as before:
            for row in csv.DictReader(before, delimiter="\t"):
                causes[tuple(row[name] for name in COLUMNS[:-1])] = row["cause"]
    return [causes.get(mistake.cells, "") for mistake in drawn]


def keep(drawn: Sequence[Mistake], causes: Sequence[str], file: Path) -> None:
    """Write the draw, a mistake a line."""
    with file.open("w", encoding="utf-8", newline="") as after:
        writer = csv.writer(after, delimiter="\t", lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows((*mistake.cells, cause) for mistake, cause in zip(drawn, causes, strict=True))


def _figures(gold: Sequence[Side], found: Sequence[Side]) -> str:
    """Relaxed and strict F1."""
    annotated, told = (sum(len(side.words) for side in sides) for sides in (gold, found))
    relaxed = strict = 0
    for theirs, ours in zip(gold, found, strict=True):
        for a, b, share in score_attribution.pair(theirs.words, ours.words):
            relaxed += is_right(a, b, share)
            strict += a["content"] == b["content"] and a["source"] == b["source"]
    both = [100 * score_attribution.prf(hits, told, hits, annotated)["f1"] for hits in (relaxed, strict)]
    return f"relaxed F1 {both[0]:.1f} ({relaxed}), strict {both[1]:.1f} ({strict}); found {told}, gold {annotated}"


def _in_words(mistake: Mistake) -> str:
    """The mistake, what is annotated and found around it, and the text there."""
    case, at = mistake.case, [edge for role in mistake.spans.values() for piece in role for edge in piece]
    lines = [f"{case.name} {mistake.kind}", f"  {'THIS':6}{_told(case.text, mistake.spans)}"]
    for name, side in (("gold", case.gold), ("found", case.found), ("draft", case.drafts)):
        for number, spans in enumerate(side.spans):
            edges = [edge for piece in (*spans["cue"], *spans["content"]) for edge in piece]
            if spans is not mistake.spans and min(edges) <= max(at) and max(edges) >= min(at):
                score = f" ({case.scores[number]:.2f})" if name == "draft" else ""
                lines.append(f"  {name:6}{_told(case.text, spans)}{score}")
    around = case.text[max(0, min(at) - AROUND) : max(at) + AROUND]
    return "\n".join([*lines, f"  text  {' '.join(around.split())}"])


def _told(text: str, spans: Pieces) -> str:
    said = (" … ".join(text[a:b] for a, b in sorted(spans[role])) or "–" for role in score_attribution.ROLES)
    return " ".join(" | ".join(said).split())


if __name__ == "__main__":
    main()
