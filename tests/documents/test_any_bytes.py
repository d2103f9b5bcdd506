"""Whatever the bytes, judging and decoding them gives a type and a text that can be stored."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from documents import MediaType, fingerprint, normalised, sniff
from documents.decoding import decode
from documents.masthead import read_masthead

quick = settings(max_examples=50, deadline=None, derandomize=True, database=None)
sources = st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode("utf-16"))


@quick
@given(sources, st.text(max_size=12))
def test_every_file_has_a_type(data, filename):
    assert sniff(data, filename) in MediaType


@quick
@given(sources, st.sampled_from(["", "utf-16", "shift_jis", "rot13", "zip", "unicode_escape", "utf-7", "no-such"]))
def test_every_file_decodes_to_what_can_be_stored(data, declared):
    text, encoding = decode(data, declared)
    text.encode("utf-8")
    assert encoding


@quick
@given(st.text(max_size=300))
def test_valid_utf8_comes_back_as_it_was(text):
    data = text.encode()
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")) and data.count(0) < 2:
        assert decode(data) == (text, "utf-8")


@quick
@given(st.text(max_size=300))
def test_normalising_twice_changes_nothing(text):
    once = normalised(text)
    assert normalised(once) == once
    assert fingerprint(once) == fingerprint(text)


@quick
@given(st.text(max_size=300))
def test_every_text_has_a_masthead(text):
    head = read_masthead(text)
    assert head.headline in text
    assert head.byline in text
