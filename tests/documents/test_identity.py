"""The same text is recognised however it was typeset; another text is not."""

from __future__ import annotations

import time

import pytest

from documents import fingerprint, normalised
from documents.identity import stream_safe

TEXT = 'The mayor\'s aide said "no" - twice... in a café.'


@pytest.mark.parametrize(
    "same",
    [
        "The mayor’s aide said “no” – twice… in a café.",
        '  The mayor\'s\r\naide said\t"no" -\n\ntwice... in a cafe\u0301.\n',
        '\ufeffThe mayor\'s aide said\u00a0"no" - twice... in a ca\u00adfé.\u200b',
    ],
)
def test_same_text_has_the_same_fingerprint(same):
    assert normalised(same) == TEXT
    assert fingerprint(same) == fingerprint(TEXT)
    assert len(fingerprint(same)) == 32


@pytest.mark.parametrize("other", ["", TEXT + " Then she left.", TEXT.upper(), TEXT.replace("no", "yes"), TEXT[:-1]])
def test_another_text_has_another_fingerprint(other):
    assert fingerprint(other) != fingerprint(TEXT)


def test_marks_in_any_number_take_linear_time():
    began = time.process_time()
    normalised("a" + "\u0315\u0300\u05ae\u0301" * 150_000)
    assert time.process_time() - began < 5


def test_ordinary_marks_are_all_kept():
    for text in ("e\u0301" * 1_000, "שָׁלוֹם " * 100, "สวัสดี" * 100, "नमस्ते" * 100, "漢字" * 100):
        assert stream_safe(text) == text
    assert stream_safe("a" + "\u0301" * 40 + "b") == "a" + "\u0301" * 30 + "b"
