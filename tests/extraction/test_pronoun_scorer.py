"""The scorer of pronouns: its files are the ones that were measured, and its chances are chances."""

from __future__ import annotations

import shutil

import numpy as np
import pytest

from extraction import ModelMissing, Profile
from extraction.antecedents import scorer
from extraction.antecedents.traits import TRAITS


@pytest.fixture
def folder(tmp_path, monkeypatch):
    copied = tmp_path / "antecedents"
    shutil.copytree(scorer.FOLDER, copied)
    monkeypatch.setattr(scorer, "FOLDER", copied)
    scorer.load.cache_clear()
    yield copied
    scorer.load.cache_clear()


@pytest.mark.parametrize(("profile", "size"), [(Profile.ACCURATE, 1536), (Profile.FAST, 768)])
@pytest.mark.parametrize("count", [0, 1, 7])
def test_the_chances_of_all_and_nobody_are_one(profile, size, count):
    random = np.random.default_rng(1)
    vectors = random.normal(size=(count, size)).astype(np.float32)
    traits = random.integers(2, size=(count + 1, len(TRAITS))).astype(np.float32)
    chances = scorer.load(profile).chances(random.normal(size=size).astype(np.float32), vectors, traits)
    assert chances.shape == (count + 1,)
    assert chances.sum() == pytest.approx(1, abs=1e-5)
    assert (chances >= 0).all()


@pytest.mark.parametrize("profile", list(Profile))
def test_a_greater_chance_is_more_surely_right(profile):
    told = [scorer.load(profile).right(chance) for chance in (0.0, 0.2, 0.5, 0.9, 1.0)]
    assert told == sorted(told)
    assert 0 <= told[0] < told[-1] <= 1


@pytest.mark.parametrize("name", ["weights.npz", "scores.json", "SHA256SUMS"])
def test_a_missing_file_is_named(folder, name):
    assert scorer.problem() == ""
    (folder / name).unlink()
    assert name in scorer.problem()
    with pytest.raises(ModelMissing, match=name):
        scorer.load(Profile.ACCURATE)


def test_a_file_of_which_one_byte_changed_is_not_used(folder):
    content = bytearray((folder / "weights.npz").read_bytes())
    content[len(content) // 2] ^= 1
    (folder / "weights.npz").write_bytes(content)
    with pytest.raises(ModelMissing, match=r"weights\.npz is damaged"):
        scorer.load(Profile.ACCURATE)
