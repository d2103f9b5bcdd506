"""The analysis of who is misnamed: sixty mistakes, each of a known cause, at places that the case files have."""

from __future__ import annotations

from benchmarks import sources
from benchmarks.speaker_cases import SPEAKERS, load_speakers
from benchmarks.speaker_mistakes import VERDICTS, mistakes, table

CAUSES = {
    "body by a description",
    "pronoun in doubt between two people",
    "description of somebody named before",
    "description ahead of the name",
    "name cut, missed or run together",
    "pronoun after a description that is tied to nobody",
    "pronoun that one person fits, scored too low",
    "short form of a body not tied to its whole name",
    "quote inside a quote",
    "kin: one surname, or told by relation alone",
    "document not tied to who wrote it",
    "label of the source doubtful",
}


def test_sixty_mistakes_each_of_a_known_cause_stand_where_the_cases_have_them():
    places = {
        (half, label.article, label.source[0][0], label.source[-1][1])
        for half in sources.SEEN
        for label in sources.load(sources.CASES / f"{half}.jsonl")
    } | {
        ("speakers", f"{kind}#{number}", *said.content)
        for kind, cases in load_speakers(SPEAKERS).items()
        for number, case in enumerate(cases, 1)
        for said in case.who
    }
    found = mistakes()
    kept = {(one.of, one.case, one.start, one.end) for one in found}
    assert len(found) == len(kept) == 60
    assert kept <= places
    assert {one.cause for one in found} == CAUSES
    assert {one.verdict for one in found} <= set(VERDICTS)
    last = list(table(found))[-1].split()
    assert (last[0], last[-1]) == ("all", "60")
