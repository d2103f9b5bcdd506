"""One flipped byte in an original or in a model is named, on the page and by `manage.py check_store`."""

from __future__ import annotations

import os
import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from articles import originals
from articles.intake import Upload, receive
from claims import health, integrity
from extraction import ModelMissing, language, pipeline, vectors
from extraction.antecedents import scorer
from extraction.conflict import encoder
from extraction.packaged import Packaged
from extraction.reader import model as reader
from tests import record


def flip(file: Path) -> None:
    """Turn one bit in the middle of a file; its size stays, and so does its time, as when a disk decays."""
    stat, data = file.stat(), bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def checked() -> tuple[int, str]:
    """The exit code and what was printed."""
    out = StringIO()
    try:
        call_command("check_store", stdout=out)
    except SystemExit as ended:
        return int(ended.code), out.getvalue()
    return 0, out.getvalue()


@pytest.fixture
def models_well(monkeypatch):
    """Only originals are looked at."""
    monkeypatch.setattr("claims.management.commands.check_store.damaged_models", list)


def shown(person, article) -> str:
    client = Client()
    client.force_login(person)
    return client.get(reverse("article", args=[article.pk])).content.decode()


@pytest.fixture
def article(editor):
    return record.article("Ana Ruiz spoke.", by=editor, headline="Fire", filename="fire.txt")


def test_a_whole_store_is_said_to_be_whole(article, settings, tmp_path):
    settings.ORIGINALS_DIR = tmp_path
    originals.keep(b"Firefire.txt")
    code, told = checked()
    assert code == 0, told
    assert "Originals: 1 checked, all are whole." in told
    assert "Models: all are whole." in told


@pytest.mark.parametrize("harm", [flip, Path.unlink], ids=["flipped", "gone"])
def test_a_harmed_original_is_named_by_the_command_and_on_the_page(article, editor, models_well, harm):
    original = article.appearances.get().original
    assert "The original file" not in shown(editor, article)
    harm(originals.path(original))
    code, told = checked()
    assert code == 1
    assert str(originals.path(original)) in told
    assert f"(article {article.pk})" in told
    assert "fire.txt: The original file" in shown(editor, article)


def test_a_visitor_is_not_told_of_the_newsrooms_files(article, settings):
    settings.SIGNED_OUT_SEES = "record"
    flip(originals.path(article.appearances.get().original))
    page = Client().get(reverse("article", args=[article.pk]))
    assert page.status_code == 200
    assert "original file" not in page.content.decode()


def test_the_same_bytes_received_again_mend_what_is_damaged(editor, models_well, fresh_broker):
    data = b"The harbour will close on Monday, the mayor said."
    kept = originals.path(receive(Upload(data=data), by=editor).original)
    flip(kept)
    assert checked()[0] == 1
    receive(Upload(data=data), by=editor)
    assert kept.read_bytes() == data
    assert checked()[0] == 0


def test_files_that_nobody_names_are_counted_and_no_fault(db, models_well, settings, tmp_path):
    settings.ORIGINALS_DIR = tmp_path
    originals.keep(b"from a receipt that never was written")
    code, told = checked()
    assert code == 0
    assert "no receipt names: 1" in told


@pytest.mark.parametrize(
    ("module", "name"), [(reader, "heads.npz"), (scorer, "weights.npz"), (encoder, "tokenizer.json")]
)
def test_a_flipped_byte_in_a_shipped_model_is_named(db, monkeypatch, tmp_path, module, name):
    shutil.copytree(module.FOLDER, tmp_path / "model")
    monkeypatch.setattr(module, "FOLDER", tmp_path / "model")
    assert module.problem() == ""  # what was seen before must not hide what comes
    flip(tmp_path / "model" / name)
    code, told = checked()
    assert code == 1
    assert f"{tmp_path / 'model' / name} is damaged" in told


INSTALLED = {
    "parser": lambda: pipeline.installed(),
    "encoder": lambda: vectors.installed()[0],
    "tokeniser": lambda: vectors.installed()[1],
    "language": language.installed,
}


@pytest.mark.parametrize("which", INSTALLED)
def test_a_flipped_byte_in_an_installed_model_is_named_and_refused(db, monkeypatch, tmp_path, which):
    files: Packaged = INSTALLED[which]()
    biggest = max(files.sums(), key=lambda file: file.stat().st_size)
    broken = tmp_path / biggest.name
    shutil.copy(biggest, broken)
    flip(broken)
    listed = Packaged._listed

    def moved(self):
        return [(broken if file == biggest else file, wanted) for file, wanted in listed(self)]

    monkeypatch.setattr(Packaged, "_listed", moved)
    told = integrity.damaged_models()
    assert [sentence for sentence in told if f"{broken} is damaged" in sentence] == told != []
    assert f"{broken} is damaged" in health.model().detail
    load = {"parser": pipeline._load.__wrapped__, "language": language.load.__wrapped__}
    with pytest.raises(ModelMissing, match="is damaged"):
        load["parser"]("") if which == "parser" else load.get(which, vectors._load.__wrapped__)()


def test_a_pipeline_without_checksums_is_said_to_be_unchecked(db, monkeypatch, tmp_path):
    folder = pipeline._where("")
    shutil.copytree(folder, tmp_path / "pipeline")
    monkeypatch.setenv("SPACY_PIPELINE", str(tmp_path / "pipeline"))
    code, told = checked()
    assert "Not checked: the spaCy pipeline" in told
    assert "Originals: 0" in told
    assert code == 0
