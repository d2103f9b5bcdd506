"""Each kind of conflict, and what only looks like one."""

from __future__ import annotations

from datetime import date

import pytest

from extraction import compare, read
from extraction.types import ConflictKind, Relation

pytestmark = pytest.mark.parser

DAY, NEXT = date(2025, 3, 12), date(2025, 3, 13)


def judged(left, right, days=(DAY, DAY)):
    """The strongest comparison of a claim of the one text with one of the other."""
    sides = [read(text, published=day).claims for text, day in zip((left, right), days, strict=True)]
    assert all(sides), "each text has a claim"
    return max((compare(one, other) for one in sides[0] for other in sides[1]), key=lambda found: found.score)


def words(text, spans):
    return [text[start:end] for start, end in spans]


CLASHES = [
    (
        ConflictKind.DENIAL,
        "Marovia denied any use of poison gas.",
        "Petra Lund said Marovian forces had carried out 20 attacks using poison gas.",
    ),
    (
        ConflictKind.DENIAL,
        "Norvik Energy denied that it dumped waste in the Sarn river.",
        "Ilya Brandt said Norvik Energy had dumped waste in the Sarn river.",
    ),
    (
        ConflictKind.NEGATION,
        "Petra Lund said the army shelled the hospital in Tarn.",
        "Ilya Brandt said the army had not shelled the hospital in Tarn.",
    ),
    (
        ConflictKind.NEGATION,
        "Petra Lund said no soldiers crossed the border at Lesna.",
        "Ilya Brandt said soldiers crossed the border at Lesna.",
    ),
    (
        ConflictKind.QUANTITY,
        "Petra Lund said the fire in Tarn hurt 12 people.",
        "Ilya Brandt said the fire in Tarn hurt forty people.",
    ),
    (
        ConflictKind.QUANTITY,
        "Petra Lund said Norvik paid $3 million for the Velden stadium.",
        "Ilya Brandt said Norvik paid at least $5 million for the Velden stadium.",
    ),
]


@pytest.mark.parametrize(("kind", "left", "right"), CLASHES)
def test_a_clash_is_found_with_words_that_prove_it_on_both_sides(kind, left, right):
    found = judged(left, right)
    assert (found.relation, found.kind) == (Relation.CONFLICT, kind)
    assert found.score > 0.5
    assert words(left, found.left)
    assert words(right, found.right)
    back = judged(right, left)
    assert (back.kind, back.left, back.right) == (kind, found.right, found.left)


LOOKALIKES = [
    ("another thing", "Marovia denied any use of poison gas.", "Petra Lund said Marovia had used cluster bombs."),
    ("another doer", "Marovia denied any use of poison gas.", "Petra Lund said Orlen had used poison gas."),
    ("a report of it", "Marovia denied any use of gas.", "Petra Lund said Marovia had denied any use of gas."),
    ("a hedge", "Marovia denied any use of poison gas.", "Petra Lund said Marovia may have used poison gas."),
    ("a request", "The court denied the appeal of Ana Ruiz.", "Petra Lund said Ana Ruiz had filed an appeal."),
    (
        "another place",
        "Petra Lund said the army had not shelled the hospital in Tarn.",
        "Ilya Brandt said the army shelled the hospital in Lesna.",
    ),
    (
        "another day",
        "Petra Lund said the army did not shell the hospital in Tarn on Monday.",
        "Ilya Brandt said the army shelled the hospital in Tarn on Tuesday.",
    ),
    (
        "a question",
        "Petra Lund said the army had not shelled the hospital in Tarn.",
        "Ilya Brandt asked whether the army shelled the hospital in Tarn.",
    ),
    (
        "a plan",
        "Petra Lund said the council has not sold the port of Tarn.",
        "Ilya Brandt said the council will sell the port of Tarn.",
    ),
    (
        "a part",
        "Petra Lund said not all the soldiers crossed the border at Lesna.",
        "Ilya Brandt said soldiers crossed the border at Lesna.",
    ),
    ("nobody known", '"They don\'t work for Norvik," Petra Lund said.', '"They work for Norvik," Ilya Brandt said.'),
    ("nothing named", '"I am not going there," Petra Lund said.', '"I am going home," Petra Lund said.'),
    (
        "rounding",
        "Petra Lund said 4,987 people marched in Tarn.",
        "Ilya Brandt said about 5,000 people marched in Tarn.",
    ),
    (
        "a bound",
        "Petra Lund said the fire in Tarn hurt more than 12 people.",
        "Ilya Brandt said the fire in Tarn hurt 15 people.",
    ),
    (
        "another unit",
        "Petra Lund said Norvik paid $3 million for the Velden stadium.",
        "Ilya Brandt said Norvik paid 5 million euros for the Velden stadium.",
    ),
    (
        "another measure",
        "Petra Lund said the fire in Tarn hurt 12 people.",
        "Ilya Brandt said the fire in Tarn killed 3 people.",
    ),
    (
        "another event",
        "Petra Lund said the fire in Tarn hurt 12 people.",
        "Ilya Brandt said the fire in Lesna hurt 40 people.",
    ),
]


@pytest.mark.parametrize(("left", "right"), [case[1:] for case in LOOKALIKES], ids=[case[0] for case in LOOKALIKES])
def test_what_only_looks_like_a_clash_is_none(left, right):
    for found in (judged(left, right), judged(right, left)):
        assert found.relation is not Relation.CONFLICT, found.sentence
        assert (found.kind, found.left, found.right, found.sentence) == (None, (), (), "")
        assert found.score < 0.5


@pytest.mark.parametrize(("days", "relation"), [((DAY, NEXT), Relation.UPDATE), ((NEXT, DAY), Relation.CONFLICT)])
def test_a_toll_that_rose_later_is_an_update_and_one_that_fell_is_a_clash(days, relation):
    low, high = (
        "Petra Lund said the fire in Tarn killed 12 people.",
        "Ilya Brandt said the fire in Tarn killed 40 people.",
    )
    assert judged(low, high, days).relation is relation


def test_same_related_unrelated():
    paid = "Petra Lund said Norvik paid $3 million for the Velden stadium."
    assert judged(paid, "Ilya Brandt said Norvik paid $3 million for the Velden stadium.").relation is Relation.SAME
    assert (
        judged(paid, "Ilya Brandt said Norvik bought the Velden stadium for its car parks.").relation
        is Relation.RELATED
    )
    assert judged(paid, "Ilya Brandt said dolphins sleep with one eye open.").relation is Relation.UNRELATED


@pytest.mark.parametrize(
    ("left", "right", "sentence"),
    [
        (
            "Marovia denied any use of poison gas.",
            "Petra Lund said Marovian forces carried out the poison gas attack.",
            "Marovia denied any use of poison gas; Petra Lund said Marovian forces carried out the poison gas attack.",
        ),
        (
            "Norvik Energy denied that it dumped waste in the Sarn river.",
            "Ilya Brandt said Norvik Energy had dumped waste in the Sarn river.",
            "Norvik Energy denied that Norvik Energy dumped waste in the Sarn river; "
            "Ilya Brandt said Norvik Energy had dumped waste in the Sarn river.",
        ),
        (
            "Petra Lund said the fire in Tarn hurt 12 people.",
            "Ilya Brandt said the fire in Tarn hurt forty people.",
            "Petra Lund said the fire in Tarn hurt 12 people; Ilya Brandt said the fire in Tarn hurt forty people.",
        ),
    ],
)
def test_the_sentence_is_plain_english(left, right, sentence):
    assert judged(left, right).sentence == sentence


def test_evidence_is_whole_phrases():
    left, right = CLASHES[0][1:]
    found = judged(left, right)
    assert words(left, found.left) == ["denied", "poison gas"]
    assert words(right, found.right) == ["Marovian forces had carried out 20 attacks", "poison gas"]
