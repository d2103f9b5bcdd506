"""Names from everywhere: whole, though a recogniser cuts or misses them, and short forms joined to them."""

from __future__ import annotations

import pytest

from extraction.layout import Layout
from extraction.namings import find_namings, overlooked
from extraction.pipeline import parse
from extraction.reader.wordvectors import word_vectors
from extraction.types import CueClass, Kind, Profile, Quote
from extraction.voices import gather_voices


def _speaker(text: str, source: str, after: int = 0) -> str:
    """The name of the voice that the words `source` are given, "" for nobody."""
    start = text.index(source, after)
    span = ((start, start + len(source)),)
    content = ((0, 1),)
    quote = Quote(span, (), content, Kind.INDIRECT, CueClass.SPEECH, 1.0, "given")
    doc = parse(text)
    quotes, voices = gather_voices(doc, [quote], word_vectors(doc, Profile.ACCURATE))
    return "" if quotes[0].voice is None else voices[quotes[0].voice].name


@pytest.mark.parametrize(
    ("text", "source", "name"),
    [
        ("Gabriela Ortiz Sandoval won. Ortiz Sandoval said it was luck.", "Ortiz Sandoval said", "Ortiz Sandoval"),
        ("Lena van der Meulen bought a mill. Van der Meulen said it creaks.", "Van der Meulen", "Lena van der Meulen"),
        ("Choi Min-ji trains dogs. Choi said they obey.", "Choi said", "Choi Min-ji"),
        ("Tomás Arana Fuentes left. Arana said he was tired.", "Arana said", "Tomás Arana Fuentes"),
        ('Babatunde "Tunde" Afolabi sings. Afolabi said he was hoarse.', "Afolabi said", 'Babatunde "Tunde" Afolabi'),
    ],
)
def test_a_short_form_gets_the_fullest_name(text: str, source: str, name: str) -> None:
    words = source.removesuffix(" said")
    told = _speaker(text, words, text.index(". ") + 1)
    assert told.endswith(name)
    assert len(told.split()) >= 2
    assert text.startswith(told)


def test_two_of_one_surname_stay_nobodys() -> None:
    assert _speaker("Ann Ortega met Luis Ortega. Ortega said it was cold.", "Ortega", 28) == ""


def test_a_title_leaves_out_whom_it_cannot_mean() -> None:
    text = "Nirmala Rao, whose husband Suresh Rao is ill, spoke. Mrs Rao said he sleeps."
    assert _speaker(text, "Mrs Rao") == "Nirmala Rao"


def test_a_body_told_by_its_purpose_is_named_whole() -> None:
    text = "The Society for the Protection of Estuaries welcomed the ruling."
    source = "The Society for the Protection of Estuaries"
    assert _speaker(text, source) == "Society for the Protection of Estuaries"


def test_a_body_of_two_names_is_one_body() -> None:
    assert _speaker("Cobalt & Perry blamed the weather.", "Cobalt & Perry") == "Cobalt & Perry"


def test_a_peoples_name_is_no_name_of_somebody_or_a_body() -> None:
    text = "The Gambian said he was glad."
    start = Quote(((0, 11),), (), ((17, 28),), Kind.INDIRECT, CueClass.SPEECH, 1.0, "given")
    doc = parse(text)
    quotes, voices = gather_voices(doc, [start], word_vectors(doc, Profile.ACCURATE))
    kinds = [voices[quote.voice].kind for quote in quotes if quote.voice is not None]
    assert all(kind in ("unnamed", "collective") for kind in kinds)


def test_a_document_speaks_for_whom_it_says_wrote_it() -> None:
    assert _speaker("An affidavit sworn by Ann Ames says so.", "An affidavit sworn by Ann Ames") == "Ann Ames"
    assert "Ames" not in _speaker("The indictment against Ann Ames says so.", "The indictment")


def test_what_stands_beside_a_name_is_whom_it_means_later() -> None:
    text = "Ye-jin Moon, an oceanographer, lives on a raft. The oceanographer said it sings."
    assert _speaker(text, "The oceanographer") == "Ye-jin Moon"


def test_capitals_alone_make_no_person() -> None:
    doc = parse("He read the Harbour Times. Harbour said nothing.")
    assert overlooked(doc, Layout(doc), {"harbour"}) == []


def test_a_paper_is_no_person_though_a_forename_is_in_its_name() -> None:
    doc = parse("She writes for New York Times. Times said nothing.")
    assert overlooked(doc, Layout(doc), {"times"}) == []


def test_a_forename_that_was_left_outside_is_of_the_name() -> None:
    text = "On Monday Faith Nyambura Kipruto says her ankle has healed."
    doc = parse(text)
    assert [text[slice(*naming.span)] for naming in find_namings(doc, Layout(doc))] == ["Faith Nyambura Kipruto"]


@pytest.mark.parametrize(
    ("text", "source", "name"),
    [
        ("A rival, Dr Ji-woo Marek of the Tarn Institute, said so.", "Dr Ji-woo Marek", "Ji-woo Marek"),
        (
            "Analysts were divided. Sunanda Bose-Mullick of Eastbridge Institutional Equities said so.\n\n“No,” said "
            "Bose-Mullick.",
            "Bose-Mullick",
            "Sunanda Bose-Mullick",
        ),
        ("Liberal MNA Odile Tarn-Roy said it was in the text.", "Liberal MNA Odile Tarn-Roy", "Odile Tarn-Roy"),
        ("RCMP Const. Fatou Diarran said a teller saw it.", "RCMP Const. Fatou Diarran", "Fatou Diarran"),
        ("General Pavel Dragon spoke. The target was hit, General Dragon said.", "General Dragon said", "Pavel Dragon"),
        ("Raja Wajid Sultan won. Raja Wajid said that he had been away.", "Raja Wajid said", "Raja Wajid Sultan"),
        ("Jedda Warrig-Stone, who chairs the club, said so.", "Jedda Warrig-Stone", "Jedda Warrig-Stone"),
    ],
)
def test_a_name_is_whole_without_what_stands_around_it(text, source, name):
    source = source.removesuffix(" said")
    assert _speaker(text, source, text.rindex(source)) == name


@pytest.mark.parametrize(
    ("text", "source", "name"),
    [
        ("The South Shore Minor Hockey Association said no.", "The South Shore Minor Hockey Association",
         "South Shore Minor Hockey Association"),
        ("The union was blunt. The Velmora Kamgar Sanghata said no.", "The Velmora Kamgar Sanghata",
         "Velmora Kamgar Sanghata"),
    ],
)  # fmt: skip
def test_a_bodys_name_begins_after_its_article(text, source, name):
    assert _speaker(text, source) == name
