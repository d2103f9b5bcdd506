"""The words and pieces that the network sees stand where they stand in the text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.reader.pieces import END, SHAPES, UNKNOWN, pieces, split


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(st.text(max_size=80))
def test_words_are_in_order_and_hold_all_but_blanks(text):
    words = split(text)
    assert [text[a:b] for a, b in zip(words.starts, words.ends, strict=True)] == list(words.texts)
    assert all(end <= start for end, start in zip(words.ends, words.starts[1:], strict=False))
    assert "".join(words.texts) == "".join(text.split())


def test_what_a_word_looks_like_and_where_it_stands():
    words = split("NATO said: “Troops left\nFrance in 2020.")
    looks = dict(zip(words.texts, (SHAPES[shape] for shape in words.shapes), strict=True))
    assert looks == {
        "NATO": "UPPER", "said": "lower", ":": "mark", "“": "mark", "Troops": "Title", "left": "lower",
        "France": "Title", "in": "lower", "2020": "figure", ".": "mark",
    }  # fmt: skip
    quoted = [word for word, inside in zip(words.texts, words.quoted, strict=True) if inside]
    assert quoted == ["Troops", "left"]
    assert words.paragraph[words.texts.index("France")] == words.paragraph[0] + 1
    assert [words.texts[at] for at in words.within([(0, 6), (11, 12)])] == ["NATO", "said", "“"]


class Letters:
    """A tokeniser whose pieces are letters, and that knows no digits."""

    def encode(self, words, *, is_pretokenized, add_special_tokens):
        found = [(ord(letter), at) for at, word in enumerate(words) for letter in word if not letter.isdigit()]

        class Encoded:
            ids = [piece for piece, _ in found]
            word_ids = [at for _, at in found]

        return Encoded


def test_every_word_has_a_first_piece_and_paragraphs_are_parted():
    found = pieces(split("ab 7\nc"), Letters())
    assert found.ids == (ord("a"), ord("b"), UNKNOWN, END, ord("c"))
    assert found.word == (0, 0, 1, -1, 2)
    assert found.first == (True, False, True, False, True)
