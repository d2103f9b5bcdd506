"""Who speaks: each quote with the one it belongs to, and nobody where the text doesn't say."""

from __future__ import annotations

import pytest

from extraction import read
from extraction.types import SpeakerKind
from tests.extraction.reading import speakers, words

pytestmark = pytest.mark.parser


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("“It is safe,” said Mira Toldan. Toldan said nobody was hurt.", ["Mira Toldan"] * 2),
        ("“It is safe,” said Mira Toldan, the mayor. She said nobody was hurt.", ["Mira Toldan"] * 2),
        ("The minister, Anna Reyes, said it was late. The minister added that it was cold.", ["Anna Reyes"] * 2),
        (
            "The governor of Altmark, Marta Solana, said it was late. Solana added that it was cold.",
            ["Marta Solana"] * 2,
        ),
        ("Ms. Solana, Marta Solana Ruiz, paid. “We pay,” Ms. Solana said.", ["Marta Solana Ruiz"]),
        ("Syria denied any use of gas. Damascus said the report was false.", ["Syria"] * 2),
        ("The World Fishing Council (WFC) met. “Catches fall,” the WFC said.", ["World Fishing Council"]),
        ("The dockers said they would strike. They said the pay was low.", ["The dockers"] * 2),
        ("An official said the talks failed. The official said nobody would return.", ["An official"] * 2),
        ("“They told us to wait,” said one woman. “Then nobody came.”", ["one woman"]),
        ("“It is old,” said Piet Harlan. “Very old.”", ["Piet Harlan"]),
        ("The council said the bridge was safe. The council said the road was shut.", ["The council"] * 2),
    ],
)
def test_mentions_of_one_are_gathered(text, who):
    assert speakers(text) == who
    assert len(read(text).voices) == 1


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Nomsa Dube-Petersen, a nurse, said it was late. Dube-Petersen left.", ["Nomsa Dube-Petersen"]),
        ("Nasser al-Qadir, a doctor, waited. “It was cold,” he said.", ["Nasser al-Qadir"]),
        ("On Friday General Idris bin Yusuf said it was late.", ["Idris bin Yusuf"]),
        ("Sgt. Kwame Harlan said it was late.", ["Kwame Harlan"]),
        ("Minister for Transport Anna Reyes said it was late.", ["Anna Reyes"]),
        ("The chairman of selectors, Nasir Iqbal Reyes, said it was late.", ["Nasir Iqbal Reyes"]),
        ("The seller, Loon Harbour Holdings, said it was late.", ["Loon Harbour Holdings"]),
        ("Mary Justice runs the mill. Justice said it was late.", ["Mary Justice"]),
        ("Skellan Tools closed on Monday. The company said it was late.", ["Skellan Tools"]),
        ("Newsagent Anna Reyes said it was late.", ["Anna Reyes"]),
        ("Retired shearer Tom Reyes, 79, was tired. “It was cold,” Mr Reyes said.", ["Tom Reyes"]),
        ("Cr Anna Reyes said it was late. Cr Reyes left.", ["Anna Reyes"]),
        ("Coun Tom Reyes said it was late.", ["Tom Reyes"]),
        ("Garda Tom Reyes said it was late.", ["Tom Reyes"]),
        ("The chairman, Tan Sri Lim Hock Berg, said it was late.", ["Lim Hock Berg"]),
        ("“It was cold,” said K. Anna Reyes, a cook.", ["K. Anna Reyes"]),
        ("The master at Lenz, Bhola Kumar Solana, had gone. Mr Solana said it was late.", ["Bhola Kumar Solana"]),
        ("The Leader of the Opposition Sudhakar Solana said it was late.", ["Sudhakar Solana"]),
        ("The Lenz Bakers Union (Leba) met. Leba said it was late.", ["Lenz Bakers Union"]),
        ("The Dockers’ Union said it was late.", ["Dockers’ Union"]),
    ],
)
def test_names_are_told_whole_whatever_stands_before_and_inside_them(text, who):
    assert speakers(text) == who


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Tavi Harlan left. “It went well,” she said.", ["Tavi Harlan"]),
        (
            "Adam Reyes spoke first.\n\nDavid Harlan said he had been told. “It went well,” he said.",
            ["David Harlan"] * 2,
        ),
        (
            "Carl Reyes left on Monday.\n\nAdam Harlan sang. “It went well,” he said. He said it was late.",
            ["Adam Harlan"] * 2,
        ),
    ],
)
def test_who_is_the_only_subject_is_meant_by_what_follows(text, who):
    assert speakers(text) == who


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("“It went well,” she said.", [None]),
        ("Carl Harlan left. “It went well,” she said.", [None]),
        ("Anna Harlan met Piet Harlan. Harlan said it was late.", [None]),
        ("Vice President Mira Toldan spoke. The president said the bridge was safe.", [None]),
        ("Former Mayor Anna Reyes spoke. The mayor said the bridge was safe.", [None]),
        ("Sen. Anna Reyes and Sen. Piet Harlan met. The senator said it was late.", [None]),
        (
            "Mira Toldan said it was late.\n\nIt rained.\n\n“There is little trust left between us.”",
            ["Mira Toldan", None],
        ),
        ("It was late, they said.", [None]),
    ],
)
def test_nobody_where_the_text_does_not_say(text, who):
    assert speakers(text) == who


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("Party leader Mira Toldan spoke in Velm. The party said the bridge was safe.", "Mira Toldan"),
        ("Campaign manager Piet Harlan spoke. The campaign said the bridge was safe.", "Piet Harlan"),
        ("Its authors, David and Jeanne Holm, wrote that it was old. David Reyes left.", "David Reyes"),
        ("Two inspectors, Piet Harlan and Anna Reyes, said the bridge was safe.", "Piet Harlan"),
        ("“It is old,” said Piet Harlan, who likes Carl Reyes and Adam Voss. “It will fall,” he said.", "Adam Voss"),
        ("Mr. Harlan said it was late. Mrs. Harlan said it was early. “Late,” Harlan said.", "Mr. Harlan"),
    ],
)
def test_a_name_that_stands_near_is_not_who_speaks(text, never):
    assert never not in speakers(text)


def test_a_man_and_a_woman_of_one_name_are_two():
    reading = read("Mr. Harlan said it was late. Mrs. Harlan said it was early.")
    assert [quote.voice for quote in reading.quotes] == [0, 1]


def test_two_unnamed_ones_are_not_made_one():
    reading = read("“We lost,” a fisherman said. “We won,” a fisherman said.")
    assert [quote.voice for quote in reading.quotes] == [0, 1]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("Mira Toldan", SpeakerKind.PERSON),
        ("The Ministry of Works", SpeakerKind.ORGANISATION),
        ("Norway", SpeakerKind.GOVERNMENT),
        ("The Syrian government", SpeakerKind.GOVERNMENT),
        ("A senior official", SpeakerKind.UNNAMED),
        ("Residents", SpeakerKind.COLLECTIVE),
        ("Mira Toldan and Piet Harlan", SpeakerKind.COLLECTIVE),
        ("The report", SpeakerKind.UNNAMED),
    ],
)
def test_what_kind_of_speaker(source, kind):
    (voice,) = read(f"{source} said that the bridge was safe.").voices
    assert voice.kind is kind


def test_an_unnamed_source_carries_its_own_words():
    (voice,) = read("A senior official, who asked not to be named, said the talks had failed.").voices
    assert voice.name == "A senior official"


def test_a_voice_points_at_every_place_that_means_it_and_says_why():
    text = "“It is safe,” said Mira Toldan, the mayor. She said nobody was hurt. Toldan left."
    (voice,) = read(text).voices
    assert [words(text, (span,)) for span in voice.mentions] == ["Mira Toldan", "She", "Toldan"]
    assert "Mira Toldan" in voice.reason
    assert 0.5 <= voice.score < 1


def test_who_else_a_pronoun_could_mean_is_kept_as_a_candidate():
    (voice,) = read("Mira Toldan met Anna Reyes on Monday. “It went well,” she said.").voices
    assert voice.name == "Mira Toldan"
    assert [(c.name, c.score < 0.5) for c in voice.candidates] == [("Anna Reyes", True)]
