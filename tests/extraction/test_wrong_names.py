"""What tempts a reader to put a wrong name beside a quote: better nobody, or the right one."""

from __future__ import annotations

import pytest

from extraction import read
from extraction.types import SpeakerKind
from tests.extraction.reading import quotes, speakers

pytestmark = pytest.mark.parser


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("Mary Hale was hurt in the crash on Monday.\n\n“She is in hospital,” Mr Hale said.", "Mary Hale"),
        ("Robert Hale was hurt in the crash on Monday.\n\n“He is in hospital,” Mrs Hale said.", "Robert Hale"),
        ("Susan Orr, 34, was found dead at home.\n\n“I loved her,” Mr Orr told the court.", "Susan Orr"),
        (
            "Actor Jim Crane was arrested on Friday.\n\n“My client is innocent,” his lawyer said.\n\n"
            "“There is no evidence,” he added.",
            "Jim Crane",
        ),
        ("Jim Crane was arrested. His lawyer spoke outside court. “My client is innocent,” he said.", "Jim Crane"),
        (
            "Mary Bell is an actress. Her agent, who lives in Rome, spoke to the press. “It is false,” she said.",
            "Mary Bell",
        ),
        ("A spokesman for the Minister for Trade, Jim Crane, said it was late.", "Jim Crane"),
        ("A source close to Prime Minister Jim Crane said it was late.", "Jim Crane"),
        ("The 51-year-old, who took over from the founder’s son, Jim Crane, said it was late.", "Jim Crane"),
        (
            "Jim Crane opened the mill in May. At least 40 were hurt, according to Dr. R. K. Bell, a surgeon. "
            "“Most have head wounds,” he said.",
            "Jim Crane",
        ),
        (
            "Anna Bell beat Julia Rowe in the final.\n\nRowe congratulated her. “She was too good,” she said.",
            "Anna Bell",
        ),
    ],
)
def test_never_the_one_who_is_spoken_of(text, never):
    assert never not in speakers(text)


@pytest.mark.parametrize(
    "text",
    [
        "Bridge was old, says Rail Minister\n\nThe town of Lenz has one bridge.",
        "Cement firm accuses town of waste\n\nThe town of Lenz has one mill.",
        "The Advocate General argued that the mill was safe.",
        "“The pay was low,” the VC said.",
        "Profits fell by a third, the Lenz-based group said on Tuesday.",
        "“I am staying,” the former All Black said.",
        "According to the FIR, the clerk took the money.",
    ],
)
def test_what_somebody_is_is_nobodys_name(text):
    assert [voice.kind for voice in read(text).voices] in ([], [SpeakerKind.UNNAMED])


def test_each_of_two_quotations_in_a_paragraph_is_its_own_speakers():
    text = (
        "Former minister Erik Lund criticised the minister, Stig Berg, on Monday. “He has failed,” Lund said. "
        "“I have not,” Berg said."
    )
    assert [(found.who, found.content) for found in quotes(text) if found.content.startswith("“")] == [
        ("Erik Lund", "“He has failed,”"),
        ("Stig Berg", "“I have not,”"),
    ]


def test_two_people_side_by_side_are_no_firm():
    text = "Kim Lowe and Ann Hale run the shop. Lowe and Hale said that trade was bad."
    assert speakers(text) in (["Lowe and Hale"], [None])


@pytest.mark.parametrize(
    ("said", "verb"), [("Do you understand the charge?", "replied"), ("You are a danger to us all,", "retorted")]
)
def test_who_answers_is_not_the_one_who_has_just_spoken(said, verb):
    text = (
        "Peter Hollis stood before Judge Martin Crane in Leeds on Monday.\n\n"
        f"“{said}” Crane said.\n\n“I am innocent,” he {verb}."
    )
    assert speakers(text)[0] == "Martin Crane"
    assert speakers(text)[-1] in (None, "Peter Hollis")


def test_who_is_asked_by_others_answers_himself():
    text = "Mayor Tom Reed spoke in Leeds. “We will pay you,” Reed said. Asked about the debt, he said it was small."
    assert set(speakers(text)) - {None} == {"Tom Reed"}
