"""What a threshold costs and gains: how many quotes are answered with a name, and how many of the names are right.

    python -m benchmarks.thresholds [--corpus FOLDER]

For each threshold below which the answer is nobody, on the cases of `benchmarks/cases/speakers`, and, with FOLDER, the
dev part of PolNeAR, on the tuning half of `benchmarks/cases/sources`: of the quotes whose speaker has a name those
that are answered, of the answers those that are right, and how many are wrong, names where nobody is right among
them. Nothing that is set aside is read. Each text is parsed and its quotes are found once.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks import sources
from benchmarks.speaker_cases import SPEAKERS, SpeakerCase, load_speakers
from benchmarks.speakers import WRONG, judged
from extraction import Profile, Quote, Reading, Voice
from extraction.marks import find_quotation_marks
from extraction.pipeline import parse
from extraction.quotes import find_quotes
from extraction.reader.attributions import find_attributions
from extraction.reader.wordvectors import word_vectors
from extraction.voices import gather_voices

THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
type Counts = dict[float, Counter[str]]
"""By threshold, how often each verdict was given."""


def main() -> None:
    """Read what there is to read and print a table for each."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--corpus", type=Path)
    chosen = options.parse_args()
    report(SPEAKERS, of_cases(case for cases in load_speakers(SPEAKERS).values() for case in cases))
    if chosen.corpus:
        report("sources, tuning", of_sources(chosen.corpus))


def of_cases(cases: Iterator[SpeakerCase]) -> Counts:
    """The verdicts on short texts, whose quotes are found by the reader. Raises ModelMissing as `read` does."""
    counts: Counts = {threshold: Counter() for threshold in THRESHOLDS}
    for case in cases:
        doc = parse(case.text)
        attributions, vectors = find_attributions(doc, Profile.ACCURATE)
        quotes = find_quotes(doc, attributions, find_quotation_marks(doc))
        for threshold in THRESHOLDS:
            told, voices = gather_voices(doc, quotes, vectors, threshold)
            found = judged(case, Reading(told, voices, (), ""), threshold=0)
            counts[threshold].update(outcome.verdict for outcome in found)
    return counts


def of_sources(corpus: Path) -> Counts:
    """The verdicts on the labelled sources for tuning, whose attributions are people's."""
    labels = sources.load(sources.CASES / "tuning.jsonl")
    counts: Counts = {threshold: Counter() for threshold in THRESHOLDS}
    for name in sorted({label.article for label in labels}):
        text, doc, quotes = sources.annotated(corpus, name)
        vectors = word_vectors(doc, Profile.ACCURATE)
        theirs = [label for label in labels if label.article == name]
        for threshold in THRESHOLDS:
            counts[threshold].update(_verdicts(theirs, text, *gather_voices(doc, quotes, vectors, threshold)))
    return counts


def _verdicts(
    labels: Sequence[sources.Label], text: str, quotes: Sequence[Quote], voices: Sequence[Voice]
) -> Iterator[str]:
    """What became of each label of one article; a name that is wrong since nobody has one is "named"."""
    of_source = {quote.source: quote.voice for quote in quotes}
    for label in labels:
        at = of_source[label.source]
        verdict, *_ = sources.judged(label, text, None if at is None else voices[at])
        yield "named" if verdict == "wrong" and label.kind not in sources.NAMED else verdict


def report(title: str, counts: Mapping[float, Counter[str]]) -> None:
    """Print one table, as the documents show it."""
    print(f"| {title}: threshold | answered | right of answered | wrong |")
    print("|---|---|---|---|")
    for threshold, count in counts.items():
        right, wrong = count["right"], sum(count[verdict] for verdict in WRONG)
        named = right + count["wrong"] + count["part"] + count["nobody"]
        answered = right + count["wrong"] + count["part"]
        print(
            f"| {threshold:g} | {100 * answered / max(named, 1):.1f} % of {named} "
            f"| {100 * right / max(right + wrong, 1):.1f} % | {wrong} |"
        )


if __name__ == "__main__":
    main()
