"""Names written in two ways: which may be one person's, and which must never be."""

from __future__ import annotations

import pytest

from speakers.lookalikes import is_mixed, look_alike, odd_characters
from speakers.names import alike_organisations, alike_persons, has_initials_only, is_one_word, normalised, same


@pytest.mark.parametrize(
    ("one", "other", "reason", "strong"),
    [
        ("J. R. Harlan", "John R. Harlan", "an initial for the forename", True),
        ("John R. Harlan", "John Robert Harlan", "an initial for the forename", True),
        ("John Harlan", "John R. Harlan", "a middle name more", True),
        ("J. Harlan", "John R. Harlan", "an initial for the forename, a middle name more", False),
        ("Bob Smith", "Robert Smith", "a nickname of the forename", False),
        ("Ludwig van Beethoven", "Ludwig Beethoven", "“van” left out", True),
        ("Oscar de la Renta", "Oscar Renta", "“de la” left out", True),
        ("Mohammed bin Salman", "Mohammed Salman", "“bin” left out", True),
        ("Mohammed bin Salman", "Muhammad bin Salman", "the name spelt otherwise", False),
        ("John Harlan Jr.", "John Harlan", "“jr” left out", False),
        ("Jane Doe", "Jane Doe MD", "the same name but for its degree", True),
        ("Сергей Лавров", "Sergey Lavrov", "written in another script", True),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy", "the surname spelt otherwise", False),
    ],
)
def test_may_be_one_person(one, other, reason, strong):
    for left, right in ((one, other), (other, one)):
        found = alike_persons(left, right)
        assert found is not None
        assert (found.reason, found.strong) == (reason, strong)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("John A. Smith", "John B. Smith"),
        ("John Harlan Jr.", "John Harlan Sr."),
        ("John Harlan", "Jane Harlan"),
        ("J. Harlan", "K. Harlan"),
        ("Harlan", "John Harlan"),
        ("Kurt van Berg", "Kurt von Berg"),
        ("Ana Ruiz", "Ana Soto"),
        ("Аna Ruiz", "Ana Ruiz"),
        ("АТОМ АТОМ", "ATOM ATOM"),
    ],
)
def test_cannot_be_one_person(one, other):
    assert alike_persons(one, other) is None
    assert alike_persons(other, one) is None


@pytest.mark.parametrize("name", ["Ruiz", "Mr. Ruiz", "van Gogh", "al-Assad", "Harlan Jr.", "Van Hollen", ""])
def test_one_word_is_too_little(name):
    assert is_one_word(name)


@pytest.mark.parametrize("name", ["Ana Ruiz", "Al Gore", "Ben Carson", "J. Harlan", "Vincent van Gogh"])
def test_more_than_a_surname(name):
    assert not is_one_word(name)


def test_initials_only():
    assert has_initials_only("J. R. Harlan")
    assert has_initials_only("J.R. Harlan")
    assert not has_initials_only("John R. Harlan")
    assert not has_initials_only("Harlan")


def test_a_body_with_and_without_its_legal_form():
    assert alike_organisations("Acme Inc.", "Acme") is not None
    assert alike_organisations("Acme Holdings", "Acme") is None


def test_a_name_of_two_alphabets_is_nobody_elses():
    assert is_mixed("Аna Ruiz")
    assert normalised("Аna Ruiz") != normalised("Ana Ruiz")
    assert look_alike("Аna Ruiz", "Ana Ruiz")
    assert not same("Аna Ruiz", "Ana Ruiz")
    assert same("Ana  Ruíz", "ana ruiz")


def test_another_script_is_not_the_same_name():
    assert normalised("Сергей Лавров") == normalised("Sergey Lavrov")
    assert not same("Сергей Лавров", "Sergey Lavrov")
    assert not is_mixed("Сергей Лавров")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Аna Ruiz", [("А", "cyrillic capital letter a", "A")]),
        ("Ana\u200b Ruiz", [("\u200b", "zero width space", "")]),
        ("Olɡa Ruiz", [("ɡ", "latin small letter script g", "g")]),
        ("Ana Ruiz", []),
        ("Сергей Лавров", []),
        ("Željko Škoda", []),
        ("高市 早苗", []),
    ],
)
def test_what_may_deceive_is_shown(name, shown):
    assert [(odd.char, odd.called, odd.looks_like) for odd in odd_characters(name)] == shown
