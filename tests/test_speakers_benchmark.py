"""How the benchmark of speakers judges a reading: found by half of the words, a wrong name, a name for nobody's."""

from __future__ import annotations

import pytest

from benchmarks.speaker_cases import speaker_case
from benchmarks.speakers import judged
from extraction.types import CueClass, Kind, Quote, Reading, SpeakerKind, Voice

TEXT = "“No boats today,” said Dr Ada Moe. “They are all sunk.”"
FIRST, SECOND = (0, 17), (35, 55)


def verdicts(speaker, name, *, kind=SpeakerKind.PERSON, score=0.9, content=(FIRST, SECOND), also=()):
    who = [
        {"content": TEXT[slice(*span)], "speaker": speaker, "kind": "person", "source": None, "also": also}
        for span in (FIRST, SECOND)
    ]
    voice = Voice(name, kind, (FIRST,), score, "")
    quote = Quote((), (), content, Kind.DIRECT, CueClass.SPEECH, 0.9, "", 0)
    case = speaker_case({"text": TEXT, "who": who, "from": "imagined"})
    return [outcome.verdict for outcome in judged(case, Reading((quote,), (voice,), (), "test"))]


@pytest.mark.parametrize(
    "name", ["Ada Moe", "Dr Ada Moe", "Prof. Dr. Ada Moe", 'Ada "Bee" Moe', "the Ada Moe", "Ada Moe KC"]
)
def test_a_name_is_right_but_for_titles_and_what_stands_between(name):
    assert verdicts("Ada Moe", name) == ["right", "right"]


@pytest.mark.parametrize(("name", "verdict"), [("Moe", "part"), ("Ada Moe-Lund", "wrong"), ("Oda Moe", "wrong")])
def test_another_name_or_a_part_of_it_is_not_right(name, verdict):
    assert verdicts("Ada Moe", name) == [verdict, verdict]
    assert verdicts(None, name) == ["named", "named"]


def test_an_unsure_an_unnamed_and_a_collective_voice_are_nobody():
    for told in ({"score": 0.4}, {"kind": SpeakerKind.UNNAMED}, {"kind": SpeakerKind.COLLECTIVE}):
        assert verdicts("Ada Moe", "Ada Moe", **told) == ["nobody", "nobody"]
        assert verdicts(None, "Ada Moe", **told) == ["silent", "silent"]


def test_another_answer_as_right_counts_for_a_name_and_for_nobody():
    assert verdicts("Oslo", "Norway", also=["Norway"]) == ["right", "right"]
    assert verdicts(None, "Ada and Bo Moe", also=["Ada and Bo Moe"]) == ["silent", "silent"]


def test_a_quote_is_found_by_half_of_its_words_in_the_pieces_that_touch_it():
    assert verdicts("Ada Moe", "Ada Moe", content=(SECOND,)) == ["missed", "right"]
    assert verdicts("Ada Moe", "Ada Moe", content=((4, 15),)) == ["right", "missed"]
    assert verdicts("Ada Moe", "Ada Moe", content=((10, 15),)) == ["missed", "missed"]
    assert verdicts("Ada Moe", "Ada Moe", content=((0, len(TEXT)),)) == ["missed", "missed"]
