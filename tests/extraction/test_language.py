"""In which language a text is, and that of one which isn't English nothing is read."""

from __future__ import annotations

import subprocess
import sys

import pytest

import extraction
from extraction.language import FEWEST_WORDS, SURE, language_of, language_read, words

ENGLISH = (
    'Mayor Ana Ruiz said on Monday that the fire in the old harbour hall hurt 12 people. "Nobody called us," said Tom '
    "Bell, who has led the port's fire brigade since May."
)
OTHERS = {
    "de": (
        "Der Bürgermeister sagte am Montag, bei dem Brand in der alten Hafenhalle seien zwölf Menschen verletzt. "
        "„Niemand hat uns gerufen“, sagte der Leiter der Feuerwehr."
    ),
    "fr": (
        "La maire a déclaré lundi que l’incendie de l’ancien hangar du port avait fait douze blessés. « Personne ne "
        "nous a appelés », a dit le chef des pompiers de la ville."
    ),
    "es": (
        "La alcaldesa dijo el lunes que el incendio en el almacén del puerto dejó doce heridos. «Nadie nos llamó», "
        "dijo el jefe de los bomberos de la ciudad."
    ),
    "ru": (
        "Мэр города сообщила в понедельник, что при пожаре в старом портовом ангаре пострадали двенадцать человек. "
        "«Нам никто не позвонил», — сказал начальник пожарной охраны города Пётр Белов журналистам."
    ),
    "ja": "市長は月曜日、港の倉庫の火災で十二人がけがをしたと述べた。「誰も呼ばなかった」と消防署長は語った。",
    "ar": (
        "قالت رئيسة البلدية يوم الاثنين إن الحريق الذي اندلع في قاعة الميناء القديمة أدى إلى إصابة اثني عشر شخصا. "
        "وقال رئيس فرقة الإطفاء إن أحدا لم يتصل بهم في تلك الليلة."
    ),
}


@pytest.mark.parametrize(("code", "text"), OTHERS.items(), ids=OTHERS)
def test_another_language_is_told_by_its_code(code, text):
    found, probability = language_of(text)
    assert found == code
    assert SURE <= probability <= 1
    assert language_read(text) == code


def test_english_is_english():
    found, probability = language_of(ENGLISH)
    assert found == "en"
    assert probability > 0.99
    assert language_read(ENGLISH) == "en"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("12 34 56 " * 20, id="figures"),
        pytest.param("Der Kanzler sagt nein zu neuen Steuern.", id="too short to tell"),
        pytest.param(
            "OSLO (AP) — Mateus Vidović, Ólafur Ragnarsson, Željko Babić, Søren Åkesson of København and Łukasz Wójcik "
            "of Łódź signed the treaty on Monday.",
            id="foreign names",
        ),
        pytest.param(
            'Chancellor Lena Ott said the promise stands. "Wir halten, was wir versprochen haben", she told reporters '
            "in Berlin on Monday, and her party cheered.",
            id="a foreign quote",
        ),
    ],
)
def test_where_it_is_not_sure_a_text_is_taken_for_english(text):
    assert language_read(text) == "en"


def test_scripts_without_blanks_have_words_too():
    assert words(OTHERS["ja"]) >= FEWEST_WORDS
    assert words("two words, 34") == 2


@pytest.mark.parser
def test_of_another_language_nothing_is_read_and_the_reading_says_which():
    reading = extraction.read(OTHERS["de"])
    assert reading == extraction.Reading((), (), (), extraction.engine(), "de")
    assert extraction.read(ENGLISH).language == "en"
    assert extraction.read(ENGLISH).quotes


@pytest.mark.parser
def test_the_engine_is_told_without_loading_it_and_is_the_one_that_reads():
    script = (
        "import extraction, sys; print(extraction.engine());"
        "print([name for name in ('spacy', 'onnxruntime', 'py3langid') if name in sys.modules])"
    )
    asked = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert asked.stdout.splitlines() == [extraction.read("She said no.").engine, "[]"]
