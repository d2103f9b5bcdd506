"""Sentence vectors."""

from __future__ import annotations

import numpy as np
import pytest

from extraction import ModelMissing, vectors


def test_alike_sentences_are_nearer_than_others():
    paid, paid_too, rain = vectors.embed(
        ["The mayor paid the builder.", "The builder was paid by the mayor.", "It rained in the valley."]
    )
    assert paid @ paid_too > 0.8 > 0.4 > paid @ rain


def test_each_row_is_of_unit_length_and_does_not_depend_on_its_neighbours():
    texts = ["The mayor paid.", "", "word " * 2000, "🔥\u200f"]
    together = vectors.embed(texts)
    assert together.shape == (4, vectors.DIMENSIONS)
    assert together.dtype == np.float32
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    assert all(np.array_equal(together[at], vectors.embed([text])[0]) for at, text in enumerate(texts))


def test_no_texts_give_no_rows():
    assert vectors.embed([]).shape == (0, vectors.DIMENSIONS)


def test_a_missing_package_is_told_without_loading(monkeypatch):
    assert vectors.available()
    monkeypatch.setattr(vectors, "MODEL_PACKAGE", "no_such_package")
    assert not vectors.available()
    with pytest.raises(ModelMissing, match="no-such-package"):
        vectors._files()


def test_a_damaged_model_is_refused(tmp_path):
    (tmp_path / "model.onnx").write_bytes(b"not a model")
    with pytest.raises(ModelMissing, match="damaged"):
        vectors._check(tmp_path / "model.onnx")
