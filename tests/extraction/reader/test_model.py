"""The reader's files are the ones that were measured, or nothing is read."""

from __future__ import annotations

import shutil

import pytest

from extraction import ModelMissing, Profile
from extraction.reader import model


@pytest.fixture
def folder(tmp_path, monkeypatch):
    copied = tmp_path / "reader"
    shutil.copytree(model.FOLDER, copied)
    monkeypatch.setattr(model, "FOLDER", copied)
    model.load.cache_clear()
    yield copied
    model.load.cache_clear()


def test_a_whole_folder_loads(folder):
    assert model.problem() == ""
    assert 0 < model.load(Profile.FAST).threshold < 1


@pytest.mark.parametrize("name", ["lower.onnx", "heads.npz", "tokenizer.json", "scores.json", "SHA256SUMS"])
def test_a_missing_file_is_named(folder, name):
    (folder / name).unlink()
    assert name in model.problem()
    with pytest.raises(ModelMissing, match=name):
        model.load(Profile.ACCURATE)


def test_a_file_of_which_one_byte_changed_is_not_used(folder):
    path = folder / "scores.json"
    path.write_bytes(path.read_bytes().replace(b"0", b"1", 1))
    assert "damaged" in model.problem()
    with pytest.raises(ModelMissing, match="damaged"):
        model.load(Profile.ACCURATE)


def test_a_mended_file_is_seen(folder):
    whole = (folder / "scores.json").read_bytes()
    (folder / "scores.json").unlink()
    assert model.problem()
    (folder / "scores.json").write_bytes(whole)
    assert model.problem() == ""


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xff\x00", b"0  scores.json\n"], ids=repr)
def test_without_the_checksum_of_every_file_nothing_is_read(folder, content):
    (folder / "SHA256SUMS").write_bytes(content)
    assert "SHA256SUMS" in model.problem()
    with pytest.raises(ModelMissing, match="SHA256SUMS"):
        model.load(Profile.ACCURATE)
