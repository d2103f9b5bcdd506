"""Who speaks for, answers, or is called like somebody whom the text names: never told to be that one."""

from __future__ import annotations

import pytest

from tests.extraction.reading import quotes, speakers

pytestmark = pytest.mark.parser


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("An aide to President Omar Brandt said he was fine.", "Omar Brandt"),
        ("A lawyer for former President Omar Brandt said he was fine.", "Omar Brandt"),
        ("A spokeswoman for Mayor Ana Toldan said the bridge was safe.", "Ana Toldan"),
        ("The victim of nurse Ana Toldan said the pills were wrong.", "Ana Toldan"),
        ("The office of Mayor Ana Toldan said the bridge was safe.", "Ana Toldan"),
        ("Widow of slain officer Omar Brandt said the trial was a farce.", "Omar Brandt"),
        ("Ana Toldan, mayor of Lenford, said the dam was safe. The mayor of Altmark said it was good.", "Ana Toldan"),
        ("French President Omar Brandt said no. The president of Germany said yes to the plan.", "Omar Brandt"),
        (
            "Finance Minister Ana Toldan said taxes would rise. The minister for health said hospitals would close.",
            "Ana Toldan",
        ),
        (
            "Ana Toldan, director of Lenford Zoo, said the bears were well. "
            "The director of Altmark Zoo said they were not.",
            "Ana Toldan",
        ),
        ("Teacher Ana Toldan said she was hit. The teacher who hit her said it was a mistake.", "Ana Toldan"),
        ("Carla Menzies said the water was cold. “He is dead,” the doctor said.", "Carla Menzies"),
        ("Carla Menzies said the water was cold. “He is dead,” the paramedic told her.", "Carla Menzies"),
        ("Carla Menzies, a nurse, said her son was ill.\n\n“He has measles,” the doctor said.", "Carla Menzies"),
        ("Ana Toldan said the flat was damp. “We fixed it,” the letting agent said.", "Ana Toldan"),
        ("Ana Toldan said she forgave him.\n\n“I am sorry,” the driver said.", "Ana Toldan"),
        ("Ana Toldan said he had hit her. “I am sorry,” the defendant said.", "Ana Toldan"),
        ("Ana Toldan beat a teenager in the final. “I was tired,” the teenager said.", "Ana Toldan"),
        ("J. Toldan said no to the plan. Jane Toldan said yes. Jack Toldan said maybe.", "J. Toldan"),
        (
            "J. Harlan signed it. Jane Harlan is the mayor. John Harlan is her brother. "
            "“I am sorry,” John Harlan said.",
            "Jane Harlan",
        ),
        ("Michael Jordan said he was sad. Jordan said it would close its border.", "Michael Jordan"),
        ("Denzel Washington watched the game. Washington said the talks with Moscow had failed.", "Denzel Washington"),
        ("Kim Spain is a nurse in Lenford. Spain said it would send aid to Altmark.", "Kim Spain"),
        (
            "“We will sue,” Ana Toldan said in a statement. The company issued a statement on Tuesday. "
            "The statement said the plant was safe.",
            "Ana Toldan",
        ),
        (
            "Ana Toldan complained in a letter. The hospital wrote back. The letter said he was dead to them.",
            "Ana Toldan",
        ),
        ("Judge Toldan heard from Ana Harlan. She said the knife was hers.", "Toldan"),
        ("Constable Berg arrested Omar Harlan. He said he was innocent.", "Berg"),
        ("“Is it safe?” Omar Brandt asked Ben Toldan. “It is safe,” he said.", "Omar Brandt"),
        ("Omar Brandt asked Ben Toldan about the bridge. “It is safe,” he said.", "Omar Brandt"),
        (
            "Ben Toldan, an engineer, was there. Asked by Omar Brandt whether the bridge would fall, "
            "he said it would not.",
            "Omar Brandt",
        ),
        ("Omar Brandt was sentenced to five years. “You are a danger to women.”", "Omar Brandt"),
        ("Ana Toldan was convicted of murder.\n\n“This was a cruel crime.”", "Ana Toldan"),
        (
            "Acting mayor Ana Toldan said the road was shut. Days later the mayor said from hospital that he was well.",
            "Ana Toldan",
        ),
        ("Ana Toldan, then mayor, said in 2010 the dam was safe. The mayor said on Monday it was not.", "Ana Toldan"),
        (
            "A woman, 34, was arrested after Ana Toldan, 34, was stabbed. The 34-year-old told police she acted alone.",
            "Ana Toldan",
        ),
        ("The coach of the club, Lenford Rovers, said they were tired.", "Lenford Rovers"),
        ("Ana Toldan's letter of dismissal said she had stolen money.", "Ana Toldan"),
        ("Former All Black Omar Brandt said no to the plan.", "Black Omar Brandt"),
    ],
)
def test_who_has_to_do_with_somebody_named_is_not_that_one(text, never):
    assert quotes(text)[-1].who != never


@pytest.mark.parametrize(
    ("text", "who"),
    [
        # women whom papers call spokesmen
        ("Fiona Marsh, the shadow transport spokesman, was angry. She said the trains were late.", "Fiona Marsh"),
        # an object, or the object of a small word
        ("That cut no ice with Moira Quist, who runs a charity. She said the letter was late.", "Moira Quist"),
        (
            "Goro Asano, the mayor, spoke first.\n\nOne of them is that of Vera Quist, 66, who watched. "
            "She said she had been in favour.",
            "Vera Quist",
        ),
        ("Among them was Vera Quist, 79, from Lenford, who said she had lost her boat.", "Vera Quist"),
        # two bodies in one name
        ("The Lenz and Moor Farmers' Union has said the sheep were ill.", "Lenz and Moor Farmers' Union"),
        ("Elections Watch Altmark (EWA) said it had found no proof.", "Elections Watch Altmark"),
        ("Altmark police said a man was held.", "Altmark police"),
        ("The minister at Lenford, the Rev. Emil Quist, said he had preached.", "Emil Quist"),
    ],
)
def test_who_is_named_in_another_place_than_the_subjects(text, who):
    assert speakers(text)[-1] == who


def test_a_pronoun_behind_an_unnamed_speaker_is_that_one():
    found = quotes("A council spokesman said the road was fine. “Councillor Tate has the wrong number,” he said.")
    assert [one.who for one in found] == ["A council spokesman"] * 2
