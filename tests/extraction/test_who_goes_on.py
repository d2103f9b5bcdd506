"""Who goes on speaking, who wrote what is cited, and names and titles as papers of many countries print them."""

from __future__ import annotations

import pytest

from extraction.bodies import Bodies
from extraction.pipeline import parse
from extraction.types import SpeakerKind
from tests.extraction.reading import speakers


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "Lourdes Harlan said her daughter and her son had taken the ferry.\n\n“I look for two names,” she said.",
            ["Lourdes Harlan"] * 2,
        ),
        (
            "At least six people were killed, according to Josef Toldan, a doctor. “Four were children,” he said.",
            ["Josef Toldan"] * 2,
        ),
        (
            "Councillor Gareth Holm said residents felt left alone. The firm, he added, should pay for the season.",
            ["Gareth Holm"] * 2,
        ),
    ],
)
def test_who_has_just_spoken_goes_on_whoever_is_spoken_of_in_what_was_said(text, who):
    assert speakers(text) == who


@pytest.mark.parametrize(
    "text",
    [
        "Gareth Holm said it was late. Piet Harlan left the room.\n\n“It was cold,” he said.",
        "According to Josef Toldan, six were killed. Police arrested the driver, Piet Harlan. “I slept,” he said.",
        "Lourdes Harlan said her daughter and her son had taken the ferry. "
        "Reporters rang the captain, Karen Holm. “I look for two names,” she said.",
        "Lourdes Harlan said her daughter and her son had taken the ferry. "
        "We asked the nurse. “I look for two names,” she said.",
        "Lourdes Harlan said her daughter Karen Holm and her son had taken the ferry. “I jumped,” she said.",
    ],
)
def test_another_who_is_spoken_of_since_may_be_meant_as_well(text):
    assert speakers(text)[-1] not in ("Gareth Holm", "Josef Toldan", "Lourdes Harlan")


@pytest.mark.parametrize("cue", ["replied", "said"])
def test_who_has_asked_does_not_answer(cue):
    text = f"The court heard Gareth Holm question the clerk. “Was it late?” Holm asked.\n\n“Nobody said no,” he {cue}."
    assert speakers(text)[-1] != "Gareth Holm"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "The Lenz Skating Club told families in an email on Sunday that fees would rise.\n\n"
            "“We had no choice,” the email said.",
            ["Lenz Skating Club"],
        ),
        ("Ms Anna Reyes has written to the minister. “Will you come?” her letter says.", ["Anna Reyes"]),
        (
            "They heard an email sent on June 13 by the head of his office, Karen Holm. “He knows it,” it said.",
            ["Karen Holm"],
        ),
        (
            "The police showed a message sent by Piet Harlan to his brother. “Bring the boxes,” it read.",
            ["Piet Harlan"],
        ),
    ],
)
def test_a_letter_speaks_for_who_wrote_it(text, who):
    assert speakers(text)[-1:] == who


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The bank received a letter from Ann Ames. It said it would reply on Monday.", None),
        ("The council replied to a letter from Ann Ames. It said the bridge was safe.", None),
        ("The Holm Union sent a letter to the minister on Monday. It said the doors were shut.", "Holm Union"),
    ],
)
def test_it_is_who_got_or_sent_the_letter(text, who):
    assert speakers(text)[-1] == who


@pytest.mark.parametrize(
    "text",
    [
        "A witness who named Harlan in court said it was late. Piet Harlan left the room.",
        "“It was late,” said a spokesman for a charity called Shelter.",
        "“It was late,” said the owner of a dog named Rex.",
        "“We ran,” said a driver who did not give his name, Reuters reported.",
        "The captain of the ferry, Ocean Spirit, said it was late.",
        "Holm County Council said the bridge would close. “We are sorry,” the airline said.",
        "Adam Reyes, 27, won. His mother, Ann Reyes, 55, watched. “I am glad,” the 27-year-old's mother said.",
        "A 27-year-old was held. “I ran,” the 27-year-old said.\n\nIn court, Adam Reyes, 27, a witness, was there.",
    ],
)
def test_a_name_that_belongs_to_something_else_is_nobodys(text):
    wrong = {"Piet Harlan", "Harlan", "Shelter", "Rex", "Ocean Spirit", "Holm County Council", "Adam Reyes"}
    assert not wrong & set(speakers(text)[-1:])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("After he left the company, Piet Harlan, 31, said it was late.", "Piet Harlan"),
        ("After a meeting with Piet Harlan, which was long, we left. “It was cold,” Harlan said.", "Piet Harlan"),
        ("Aaron Judge's bat was broken. “It was cold,” Judge said.", "Aaron Judge"),
        ("Piet Harris’ Liberal Party lost on Monday. Harris said it was late.", "Piet Harris"),
        ("Puan Maharani, the speaker of the house, said it was late.", "Puan Maharani"),
        ("Ngozi Umeh-Bello, a judge, waited. Justice Umeh-Bello said it was late.", "Ngozi Umeh-Bello"),
    ],
)
def test_a_person_stays_one_with_the_whole_name(text, name):
    assert speakers(text)[-1] == name


def test_it_is_no_letter_where_the_letter_is_only_the_place():
    assert (
        speakers("The Holm Union said in a statement that it was late. It said the doors were shut.")
        == ["Holm Union"] * 2
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Minister for Public Health Anna Reyes told reporters it was late.", "Anna Reyes"),
        ("In an order, Justice (retd) P.V. Toldan observed that it was late. Justice Toldan left.", "P.V. Toldan"),
        ("Colonel Idriss ag Hamdoun said it was late.", "Idriss ag Hamdoun"),
        ("María Jesús Toldan Rubio, whose husband died, said it was late.", "María Jesús Toldan Rubio"),
        ("“It was cold,” said its coordinator, Aissatou Lamarana Holm.", "Aissatou Lamarana Holm"),
        ("Skipper Troy Harlan, 44, said it was late.", "Troy Harlan"),
        ("Counsel for the ex-minister, Mr Babatunde Holm, said it was late.", "Babatunde Holm"),
        ("The leader of the opposition, Omprakash Harlan, said it was late.", "Omprakash Harlan"),
        ("A shopkeeper who gave only her first name, Tatiana, said it was late.", "Tatiana"),
        ("Insurer Southern Mutual said it was late.", "Southern Mutual"),
    ],
)
def test_a_name_stands_alone_without_title_field_or_trade(text, name):
    assert speakers(text)[:1] == [name]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "Piet Harlan, a former mayor, and Adam Reyes met. The ex-mayor said it was late.",
            "Piet Harlan",
        ),
        (
            "Adam Reyes, 27, won in two sets. Piet Harlan, 31, lost.\n\n“I slept well,” the 27-year-old said.",
            "Adam Reyes",
        ),
        ("Toldan Water, which runs the plant, was fined. It said the pumps had been mended.", "Toldan Water"),
        (
            "The Holm University Hospital apologised to them. It said a few families should have been told.",
            "Holm University Hospital",
        ),
    ],
)
def test_a_description_means_the_one_it_fits(text, who):
    assert speakers(text)[-1] == who


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("Judge Anna Holm said so, to laughter.\n\nThe 67-year-old said he had seen one site.", "Anna Holm"),
        ("A GRAN who chased a raider said she would do it again.", "GRAN"),
        (
            "The town council voted on Monday. It was late, the town council said. The municipality said it was early.",
            None,
        ),
    ],
)
def test_what_a_description_never_means(text, never):
    assert speakers(text)[-1] != never


def test_the_last_words_of_a_bodys_name_in_small_letters_mean_it():
    bodies = Bodies(parse("Staff of Eastholm County Council left on Monday, and Anna Reyes stayed."))
    assert bodies.find("county council", SpeakerKind.ORGANISATION).name == "Eastholm County Council"
    assert bodies.find("town council", SpeakerKind.ORGANISATION).name == "town council"
