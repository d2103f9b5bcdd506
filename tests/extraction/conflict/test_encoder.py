"""The trained judge: its files are those that were measured, its chances are chances, its words stand in the texts."""

from __future__ import annotations

import shutil

import pytest

from extraction import ModelMissing
from extraction.conflict import encoder
from extraction.conflict.encoder import Statements, opinions

GONE = "The mayor of Tarn resigned on Friday."
STAYED = "The mayor of Tarn stayed in office, the council said."
PAIRS = [
    Statements(GONE, STAYED),
    Statements("🔥 Twelve people died.", "Nobody died, the mayor said.", 0),
    Statements("", ""),
    Statements("word " * 400, "?!", 3),
]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    copied = tmp_path / "judge"
    shutil.copytree(encoder.FOLDER, copied)
    monkeypatch.setattr(encoder, "FOLDER", copied)
    encoder._load.cache_clear()
    yield copied
    encoder._load.cache_clear()


@pytest.mark.parametrize("pair", PAIRS, ids=["opposites", "not ASCII", "nothing", "long"])
def test_chances_are_chances_and_the_words_stand_in_the_texts(pair):
    (found,) = opinions([pair])
    for told in (found.relation, found.kind):
        assert sum(told.values()) == pytest.approx(1, abs=1e-5)
    assert 0 <= found.score <= 1
    for text, spans in ((pair.left, found.left), (pair.right, found.right)):
        assert all(0 <= start < end <= len(text) and text[start:end].strip() == text[start:end] for start, end in spans)
        assert list(spans) == sorted(spans)


def test_a_pair_is_judged_alike_whatever_stands_beside_it():
    assert opinions(PAIRS)[0] == opinions(PAIRS[:1])[0]
    assert opinions([]) == []


def test_opposites_are_a_conflict_with_their_words():
    (found,) = opinions(PAIRS[:1])
    assert found.score > 0.5
    assert any("resigned" in GONE[start:end] for start, end in found.left)
    assert any("stayed" in STAYED[start:end] for start, end in found.right)


@pytest.mark.parametrize("name", [*encoder.FILES, "SHA256SUMS"])
def test_a_missing_file_is_named(folder, name):
    assert encoder.problem() == ""
    (folder / name).unlink()
    assert name in encoder.problem()
    with pytest.raises(ModelMissing, match=name):
        opinions(PAIRS[:1])


def test_a_file_of_which_one_byte_changed_is_not_used(folder):
    content = bytearray((folder / "upper.onnx").read_bytes())
    content[len(content) // 2] ^= 1
    (folder / "upper.onnx").write_bytes(content)
    with pytest.raises(ModelMissing, match=r"upper\.onnx is damaged"):
        opinions(PAIRS[:1])
