"""Who speaks, in short news texts: the right one, a wrong one, or nobody.

    python -m benchmarks.speakers [--profile accurate|fast] [--threshold SCORE] [--show KIND]

Reads every case of `benchmarks/cases/speakers`. A quote is found where the content of one that was read shares half
of its words or more with the expected one; of a content in pieces, those count that touch it. Its answer is the name
of a voice of a person, an organisation, a government or a group whose score reaches the threshold. Each quote is

- right: the expected name but for titles, "the" and what stands between first and last name;
- silent: no answer, and none is right;
- wrong: another name; part: of the expected name a part; or named: a name where nobody is right. All are wrong;
- nobody: no answer though the text gives a name; or missed: no such quote was found.

Of the cases set aside only the totals are printed, of all and of the ordinary reports, so that nobody works towards
them. `--show` prints in words what isn't right of one kind. The outcome of each case not set aside is kept in
`benchmarks/outcomes`, and what was gained and lost since is printed.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import score_attribution
from benchmarks.intervals import share
from benchmarks.keeping import report_cases
from benchmarks.sources import same_name
from benchmarks.speaker_cases import ORDINARY, SPEAKERS, SPEAKERS_ASIDE, Said, SpeakerCase, load_speakers
from extraction import Profile, Quote, Reading, Voice, read
from extraction.types import SpeakerKind

OUTCOMES = Path(__file__).parent / "outcomes" / "speakers.json"
WRONG = ("wrong", "part", "named")
VERDICTS = ("right", "silent", *WRONG, "nobody", "missed")
ANSWERS = (SpeakerKind.PERSON, SpeakerKind.ORGANISATION, SpeakerKind.GOVERNMENT, SpeakerKind.GROUP)
THRESHOLD = 0.5
"""As the app's setting VOICE_THRESHOLD, from which a voice may be on record under its name."""

_BEFORE = (  # what stands before a name without being of it; lower case, without full stops
    "admiral alhaja alhaji ambassador bishop brother canon captain chief cllr coach col colonel commissioner constable "
    "councillor dame dato' dato’ dean detective dr father gen general governor hajia inspector judge justice king lady "
    "lieutenant-colonel lord magistrate malam mayor minister miss mr mrs ms president prince princess private prof "
    "professor queen referee rev right senator sergeant sheikh sheriff shri sir sister the viscount"
)
_AFTER = "kc mp msp qc sc"
TITLES, LETTERS = frozenset(_BEFORE.split()), frozenset(_AFTER.split())


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one expected quote: its verdict, and the name that was given, "" for none."""

    said: Said
    verdict: str
    told: str


def main() -> None:
    """Read the cases, print the tables, keep the outcomes."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--profile", choices=list(Profile), type=Profile, default=Profile.ACCURATE)
    options.add_argument("--threshold", type=float, default=THRESHOLD)
    options.add_argument("--show", metavar="KIND", help="a kind of those not set aside, or all")
    chosen = options.parse_args()
    kinds = load_speakers(SPEAKERS)
    if chosen.show not in (None, "all", *kinds):
        raise SystemExit(f"There is no kind {chosen.show}. There are: {', '.join(kinds)}, all.")
    if chosen.show:
        for kind in kinds if chosen.show == "all" else (chosen.show,):
            _show(kind, kinds[kind], chosen.profile, chosen.threshold)
        return
    kept: dict[str, dict[str, int]] = {}
    print(f"{'':24}{'found':>7}" + "".join(f"{verdict:>7}" for verdict in VERDICTS))
    for kind, cases in kinds.items():
        counts = [_counts(case_outcomes(case, chosen.profile, chosen.threshold)) for case in cases]
        kept |= {f"{kind}#{number}": dict(count) for number, count in enumerate(counts, 1)}
        print(_line(kind, _total(counts)))
    _print_total(SPEAKERS, _total(map(Counter, kept.values())))
    aside = {
        kind: _total(_counts(case_outcomes(case, chosen.profile, chosen.threshold)) for case in cases)
        for kind, cases in load_speakers(SPEAKERS_ASIDE).items()
    }
    _print_total(SPEAKERS_ASIDE, _total(aside.values()))
    _print_total(f"{SPEAKERS_ASIDE}, ordinary reports", _total(aside[kind] for kind in ORDINARY))
    if chosen.profile == Profile.ACCURATE and chosen.threshold == THRESHOLD:
        report_cases(kept, OUTCOMES, _worth)


def case_outcomes(
    case: SpeakerCase, profile: Profile = Profile.ACCURATE, threshold: float = THRESHOLD
) -> list[Outcome]:
    """Read one text and judge who speaks in each expected quote. Raises ModelMissing as `read` does."""
    return judged(case, read(case.text, profile=profile), threshold)


def judged(case: SpeakerCase, reading: Reading, threshold: float = THRESHOLD) -> list[Outcome]:
    """What became of each expected quote of a case in a reading of its text."""
    words = [match.span() for match in score_attribution.WORD.finditer(case.text)]
    outcomes = []
    for said in case.who:
        quote = _found(said, reading.quotes, words)
        if quote is None:
            outcomes.append(Outcome(said, "missed", ""))
            continue
        told = _answer(None if quote.voice is None else reading.voices[quote.voice], threshold)
        outcomes.append(Outcome(said, _verdict(said, told), told))
    return outcomes


def _found(said: Said, quotes: Sequence[Quote], words: Sequence[tuple[int, int]]) -> Quote | None:
    """The quote whose content has most in common with what was said, half of the words at least."""
    expected = score_attribution.tokens_in(words, [said.content])
    best, most = None, 0.5
    for quote in quotes:
        touching = [score_attribution.tokens_in(words, [piece]) for piece in quote.content]
        content = frozenset().union(*(piece for piece in touching if piece & expected))
        common = len(content & expected) / len(content | expected)
        if common > most or (common == most and best is None):
            best, most = quote, common
    return best


def _answer(voice: Voice | None, threshold: float) -> str:
    """The name that a reader would see as the speaker's; "" for nobody."""
    return voice.name if voice and voice.kind in ANSWERS and voice.score >= threshold else ""


def _verdict(said: Said, told: str) -> str:
    if not told:
        return "nobody" if said.speaker else "silent"
    names = [name for name in (said.speaker, *said.also) if name]
    if any(same_name(_untitled(told), _untitled(name)) for name in names):
        return "right" if said.speaker else "silent"
    if not said.speaker:
        return "named"
    return "part" if _words(told) < _words(said.speaker) else "wrong"


def _words(name: str) -> set[str]:
    return {word.casefold() for word in score_attribution.WORD.findall(_untitled(name))}


def _untitled(name: str) -> str:
    """A name without the titles before it and the letters after it; a name of titles alone stays."""
    words = name.split()
    while len(words) > 1 and words[0].casefold().rstrip(".") in TITLES:
        words = words[1:]
    while len(words) > 1 and words[-1].casefold() in LETTERS:
        words = words[:-1]
    return " ".join(words)


def _counts(outcomes: Iterable[Outcome]) -> Counter[str]:
    return Counter(outcome.verdict for outcome in outcomes)


def _total(counts: Iterable[Counter[str]]) -> Counter[str]:
    return sum(counts, Counter())


def _line(name: str, counts: Counter[str]) -> str:
    found = counts.total() - counts["missed"]
    return f"{name:24}{found:7}" + "".join(f"{counts[verdict]:7}" for verdict in VERDICTS)


def _print_total(folder: str, counts: Counter[str]) -> None:
    """The sums of one half, and what share of it is right and wrong, with 95 % intervals."""
    right, wrong = counts["right"], sum(counts[verdict] for verdict in WRONG)
    found = counts.total() - counts["missed"]
    nobody = counts["silent"] + counts["named"]
    print(_line(f"all of {folder}", counts))
    print(f"  found of all quotes                  {share(found, counts.total())}")
    print(f"  right of those found with a name     {share(right, found - nobody)}")
    print(f"  wrong of those answered              {share(wrong, right + wrong)}")
    print(f"  the same without parts of the name   {share(wrong - counts['part'], right + wrong)}")
    print(f"  silent of those found of nobody's    {share(counts['silent'], nobody)}")


def _show(kind: str, cases: Sequence[SpeakerCase], profile: Profile, threshold: float) -> None:
    """Print each quote of a kind that isn't right: who was told, who it is, and what was said."""
    for number, case in enumerate(cases, 1):
        for outcome in case_outcomes(case, profile, threshold):
            if outcome.verdict not in ("right", "silent"):
                said = " ".join(case.text[slice(*outcome.said.content)].split())
                meant = outcome.said.speaker or "nobody"
                print(f"{kind}#{number} {outcome.verdict:7}{outcome.told or '–'} for {meant}: {said[:70]}")


def _worth(counts: dict[str, int]) -> tuple[int, int]:
    """More right is better; with as many right, fewer wrong."""
    count = Counter(counts)
    return count["right"] + count["silent"], -sum(count[verdict] for verdict in WRONG)


if __name__ == "__main__":
    main()
