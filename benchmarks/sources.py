"""Who each source of a news article is: the voice that it is given, beside a person's label.

    python -m benchmarks.sources --corpus FOLDER [--half tuning|judging|train] [--show]

FOLDER is the dev part of PolNeAR (for `--half train` its train part). `benchmarks/cases/sources` holds 400 of its
annotated sources, labelled for this project by two annotators (63 by both: 61 with the same name, all with the same
kind): the offsets of the source, who speaks there (person, organisation, government, group, document, or unnamed), and
the offsets of the fullest mention of the name, none where the article gives no name. Half of the articles are for
tuning, half for judging; `--show` prints the mistakes of the tuning half, in the corpus's words, to the terminal alone.
`train` has 285 more of 60 articles of the train part, by one annotator, pronouns and descriptions above their share;
they too may be tuned on.

The annotated attributions are handed to the resolver as they are, so that only the naming is judged. Answered: a
named person, body or government. Right: the label's name but for titles, articles and middle initials. For a source
whom nobody can name, and for a document, any answer with a name of somebody else is wrong.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import score_attribution
from benchmarks.intervals import share
from extraction.pipeline import parse
from extraction.reader.wordvectors import word_vectors
from extraction.types import CueClass, Kind, Profile, Quote, Spans, SpeakerKind, Voice
from extraction.voices import gather_voices

if TYPE_CHECKING:
    from spacy.tokens import Doc

CASES = Path(__file__).parent / "cases" / "sources"
HALVES = ("tuning", "judging")
SEEN = ("tuning", "train")
"""Whose mistakes may be looked at."""
NAMED = ("person", "organisation", "government")
ANSWERS = (SpeakerKind.PERSON, SpeakerKind.ORGANISATION, SpeakerKind.GOVERNMENT)
_WORD = re.compile(r"[\w'’]+")
_TITLES = frozenset(
    [
        "the",
        "a",
        "an",
        "mr",
        "mrs",
        "ms",
        "dr",
        "sen",
        "rep",
        "gov",
        "president",
        "senator",
        "representative",
        "governor",
    ]
)


@dataclass(frozen=True, slots=True)
class Label:
    """One source in code points of its article, and the fullest mention of its name; None where there is no name."""

    article: str
    source: Spans
    kind: str
    name: tuple[int, int] | None


def main() -> None:
    """Resolve the labelled sources and print how many are right, wrong and nobody's."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--corpus", type=Path, required=True)
    options.add_argument("--half", choices=(*HALVES, "train"), action="append")
    options.add_argument("--show", action="store_true")
    chosen = options.parse_args()
    for half in chosen.half or HALVES:
        labels = load(CASES / f"{half}.jsonl")
        outcomes = [(label, judged(label, text, voice)) for label, text, voice in resolved(labels, chosen.corpus)]
        _report(half, outcomes)
        if chosen.show and half in SEEN:
            _show(outcomes)


def load(path: Path) -> list[Label]:
    """The labels of one file, a line each."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        Label(
            row["article"],
            tuple((start, end) for start, end in row["source"]),
            row["kind"],
            tuple(row["name"]) if row["name"] else None,
        )
        for row in rows
    ]


def resolved(labels: Sequence[Label], corpus: Path) -> Iterator[tuple[Label, str, Voice | None]]:
    """Each label with its article's text and the voice that its source is given."""
    for name in sorted({label.article for label in labels}):
        text, doc, found = annotated(corpus, name)
        quotes, voices = gather_voices(doc, found, word_vectors(doc, Profile.ACCURATE))
        of_source = {quote.source: quote.voice for quote in quotes}
        for label in labels:
            if label.article == name:
                at = of_source[label.source]
                yield label, text, None if at is None else voices[at]


def annotated(corpus: Path, name: str) -> tuple[str, Doc, list[Quote]]:
    """An article: its text, as it was parsed, and its annotated attributions as quotes in the order of the text."""
    text = (corpus / "text" / f"{name}.txt").read_bytes().decode("utf-8")
    return text, parse(text), _annotated(corpus, name, text)


def judged(label: Label, text: str, voice: Voice | None) -> tuple[str, str, str]:
    """Right, part (of the name), wrong, nobody (though there is a name) or silent (rightly); and the two names."""
    meant = text[slice(*label.name)] if label.name else ""
    told = voice.name if voice and voice.kind in ANSWERS else ""
    if not told:
        return ("nobody" if label.kind in NAMED else "silent"), voice.name if voice else "", meant
    if meant and same_name(told, meant):
        return "right", told, meant
    if label.kind in NAMED and set(_words(told)) < set(_words(meant)):
        return "part", told, meant
    return "wrong", told, meant


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same but for titles, articles, full stops and what stands between first and last."""
    left, right = _words(one), _words(other)
    return left == right or (len(left) > 1 and len(right) > 1 and (left[0], left[-1]) == (right[0], right[-1]))


def _words(name: str) -> list[str]:
    words = [word.casefold().removesuffix("'s").removesuffix("’s") for word in _WORD.findall(name)]
    return [word for word in words if word not in _TITLES] or words


def _annotated(corpus: Path, name: str, text: str) -> list[Quote]:
    """The attributions of an article, by its first annotator, as quotes in the order of the text."""
    file = min((corpus / "attributions").glob(f"{name}_*.ann"))
    words = [match.span() for match in score_attribution.WORD.finditer(text)]
    quoted = score_attribution.tokens_in(words, score_attribution.quoted_spans(text))
    quotes = []
    for row in score_attribution.gold_spans(file.read_bytes().decode("utf-8")):
        source, cue, content = (tuple(sorted(row[role])) for role in score_attribution.ROLES)
        kind = Kind(score_attribution.kind(score_attribution.tokens_in(words, content), quoted))
        quotes.append(Quote(source, cue, content, kind, CueClass.SPEECH, 1.0, "annotated"))
    return sorted(quotes, key=lambda quote: (quote.content or quote.cue)[:1])


def _show(outcomes: Sequence[tuple[Label, tuple[str, str, str]]]) -> None:
    """Print what isn't right: the article, where the source stands, the name that was given, and the right one."""
    for label, (verdict, told, meant) in outcomes:
        if verdict in ("wrong", "nobody", "part"):
            print(f"{verdict:7}{label.article[:44]} {label.source[0][0]}: {told!r} for {meant!r}")


def _report(half: str, outcomes: Sequence[tuple[Label, tuple[str, str, str]]]) -> None:
    count = Counter(verdict for _, (verdict, _, _) in outcomes)
    named = sum(label.kind in NAMED for label, _ in outcomes)
    answered = count["right"] + count["part"] + count["wrong"]
    answered_named = sum(label.kind in NAMED and verdict != "nobody" for label, (verdict, _, _) in outcomes)
    print(f"{half}: {len(outcomes)} sources, {named} with a name; {dict(count)}")
    print(f"  right of those answered {share(count['right'], answered)}")
    print(f"  answered of those with a name {share(answered_named, named)}")
    for kind in (*NAMED, "group", "document", "unnamed"):
        of_kind = Counter(verdict for label, (verdict, _, _) in outcomes if label.kind == kind)
        print(f"  {kind:13}{dict(of_kind)}")


if __name__ == "__main__":
    main()
