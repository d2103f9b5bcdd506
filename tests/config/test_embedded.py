"""The embedded servers: safe as started, kept over restarts, and up again after a crash."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis

from articles import originals
from config.embedded import account, celery_url, database_url, postgres, redis_url
from config.embedded.places import OWNER, ROLE, PlaceRefused, Places, make_private, places_in
from config.embedded.processes import command_of
from config.embedded.programs import PostgresPrograms
from config.embedded.servers import running
from config.embedded.supervisor import AlreadyRunning, sole_holder


@pytest.fixture
def places() -> Iterator[Places]:
    """Places of their own, in a folder that any user may enter."""
    with tempfile.TemporaryDirectory(prefix="on-record-places-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o711)
        yield places_in(folder / "servers", folder / "log")


def query(places: Places, statement: str, role: str = ROLE) -> object:
    """The first value that the app's role gets, or another; None where a statement gives no rows."""
    with psycopg.connect(database_url(places, role), autocommit=True) as connection:
        cursor = connection.execute(statement.encode())
        row = cursor.fetchone() if cursor.description else None
    return row[0] if row else None


def broker(places: Places) -> redis.Redis:
    return redis.Redis.from_url(redis_url(places))


def postmaster(data: Path) -> int:
    return int((data / "postmaster.pid").read_text().split()[0])


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def listening_ports(pid: int) -> list[str]:
    """Sockets in state LISTEN on any network address that a process holds."""
    held = {os.readlink(link) for link in Path(f"/proc/{pid}/fd").iterdir() if link.is_symlink()}
    found = []
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            columns = line.split()
            if columns[3] == "0A" and f"socket:[{columns[9]}]" in held:
                found.append(columns[1])
    return found


def test_only_their_user_reaches_the_servers(places: Places) -> None:
    with running(places):
        data = postgres.prepare(places).footing.data
        assert mode(places.postgres_socket) == 0o700
        assert mode(places.postgres_socket / ".s.PGSQL.5432") == 0o700
        assert mode(places.valkey_socket) == 0o700
        assert mode(data) == 0o700
        for role in ("on_record", "on_record_owner", "postgres"):
            assert mode(places.password_file(role)) == 0o600
        assert len(str(places.postgres_socket / ".s.PGSQL.5432")) < 100
        server = int((places.valkey_data / "valkey.pid").read_text())
        assert broker(places).config_get("port") == {"port": "0"}
        if sys.platform == "linux":
            assert listening_ports(postmaster(data)) == []
            assert listening_ports(server) == []
    assert not places.sockets.exists()


def test_the_app_is_no_superuser_and_needs_its_password(places: Places) -> None:
    with running(places):
        rights = query(
            places, "SELECT rolsuper OR rolcreatedb OR rolcreaterole FROM pg_roles WHERE rolname = 'on_record'"
        )
        assert rights is False
        without = database_url(places).replace(places.password_file("on_record").read_text().strip(), "guess")
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(without)


def test_data_are_safe_against_a_power_cut(places: Places) -> None:
    with running(places):
        for name in ("fsync", "full_page_writes", "synchronous_commit", "data_checksums"):
            assert query(places, f"SHOW {name}") == "on"
        assert query(places, "SHOW server_encoding") == "UTF8"
        assert query(places, "SELECT lower('ÄÉŁ')") == "äéł"
        settings = broker(places).config_get("append*", "maxmemory-policy")
        assert settings["appendonly"] == "yes"
        assert settings["appendfsync"] == "everysec"
        assert settings["maxmemory-policy"] == "noeviction"


def test_data_survive_a_restart(places: Places) -> None:
    with running(places):
        query(places, "CREATE TABLE kept AS SELECT 'words' AS words", OWNER)
        broker(places).rpush("queue", "message")
    with running(places):
        assert query(places, "SELECT words FROM kept", OWNER) == "words"
        assert broker(places).lrange("queue", 0, -1) == [b"message"]


def test_a_queue_that_a_power_cut_damaged_keeps_nothing_from_starting(places: Places) -> None:
    with running(places):
        broker(places).rpush("queue", "message")
    [kept] = (places.valkey_data / "appendonlydir").glob("*.base.rdb")
    kept.write_bytes(kept.read_bytes()[:5])
    with running(places):
        assert broker(places).lrange("queue", 0, -1) == []
        broker(places).rpush("queue", "another")
    assert (places.valkey_data / "appendonlydir-damaged" / kept.name).exists()
    with running(places):
        assert broker(places).lrange("queue", 0, -1) == [b"another"]


def test_a_new_database_has_the_extensions(places: Places) -> None:
    with running(places, testing=True):
        query(places, "CREATE DATABASE another")
        url = database_url(places).replace("/on_record?", "/another?")
        with psycopg.connect(url) as connection:
            row = connection.execute(
                "SELECT '[1,2]'::vector <-> '[1,3]', similarity('Muller', 'Müller') > 0, unaccent('é')"
            ).fetchone()
        assert row == (1.0, True, "e")


def test_after_a_killed_postmaster_it_comes_up_with_what_was_committed(places: Places) -> None:
    with running(places):
        query(places, "CREATE TABLE kept AS SELECT 1 AS one", OWNER)
        os.kill(postmaster(postgres.prepare(places).footing.data), signal.SIGKILL)
    with running(places):
        assert query(places, "SELECT one FROM kept", OWNER) == 1


def test_a_pid_file_of_a_dead_run_is_no_hindrance(places: Places) -> None:
    with running(places):
        data = postgres.prepare(places).footing.data
        left = (data / "postmaster.pid").read_text()
    assert not (data / "postmaster.pid").exists()
    # A number that another program has got since: ours, which must not be touched.
    (data / "postmaster.pid").write_text(left.replace(left.split()[0], str(os.getpid()), 1))
    with running(places):
        assert query(places, "SELECT 1") == 1


def test_data_of_another_major_version_are_left_alone(places: Places) -> None:
    with running(places):
        data = postgres.prepare(places).footing.data
    (data / "PG_VERSION").write_text("13\n")
    with pytest.raises(PlaceRefused, match="made by PostgreSQL 13"), running(places):
        pass


def test_two_runs_on_the_same_data_are_refused(places: Places) -> None:
    with running(places), pytest.raises(AlreadyRunning), running(places):
        pass


def test_a_lock_tells_who_holds_it(tmp_path: Path) -> None:
    with (
        sole_holder(tmp_path / "lock", "process 7"),
        pytest.raises(AlreadyRunning, match="process 7"),
        sole_holder(tmp_path / "lock", "another"),
    ):
        pass
    with sole_holder(tmp_path / "lock", "another"):
        assert (tmp_path / "lock").read_text() == "another"


def test_half_made_data_are_made_anew(places: Places) -> None:
    make_private(places.data, 0o711)
    (places.data / "postgres-being-made" / "data").mkdir(parents=True)
    with running(places):
        assert query(places, "SELECT 1") == 1


@pytest.mark.skipif(os.getuid() != 0, reason="only root can make a folder that belongs to another")
def test_a_folder_that_another_user_made_is_refused(places: Places) -> None:
    places.sockets.mkdir()
    os.chown(places.sockets, 12345, 12345)
    try:
        with pytest.raises(PlaceRefused, match="belongs to another user"), running(places):
            pass
    finally:
        places.sockets.rmdir()


def test_a_link_in_place_of_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    with pytest.raises(PlaceRefused):
        make_private(tmp_path / "link")


@pytest.mark.skipif(os.getuid() != 0, reason="only where root runs it another user is needed")
@pytest.mark.parametrize("hidden", [[], ["_namespace"]])
def test_root_serves_a_checkout_that_only_root_can_enter(
    tmp_path: Path, hidden: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tmp_path.chmod(0o700)
    closed = places_in(tmp_path / "var" / "embedded", tmp_path / "log")
    for name in hidden:
        monkeypatch.setattr(account, name, lambda: None)
    with tempfile.TemporaryDirectory(prefix="on-record-system-") as system:
        Path(system).chmod(0o711)
        monkeypatch.setattr(account, "SYSTEM_ROOT", Path(system))
        for _ in range(2):
            with running(closed):
                assert query(closed, "SELECT '[1,2]'::vector::text") == "[1,2]"
                assert "postgres" in command_of(postmaster(postgres.prepare(closed).footing.data))
        assert any(Path(system).iterdir()) is bool(hidden)


@pytest.mark.skipif(os.getuid() != 0, reason="only where root runs it another user is needed")
def test_programs_that_only_root_can_enter_are_copied(tmp_path: Path) -> None:
    programs = postgres.find_postgres()
    if programs.folder.parent.name != "pginstall":
        pytest.skip("the wheel is not installed here: a server of this machine's serves")
    copied = account._copied(programs, tmp_path)
    version = subprocess.run([copied.postgres, "--version"], capture_output=True, text=True, check=True).stdout
    assert version.startswith(f"postgres (PostgreSQL) {programs.major}")
    assert account._copied(programs, tmp_path) == copied
    assert isinstance(copied, PostgresPrograms)


def test_urls_are_what_each_library_reads(places: Places) -> None:
    import environ

    read = environ.Env.db_url_config(database_url(places))
    assert (read["USER"], read["NAME"], read["PORT"]) == ("on_record", "on_record", 5432)
    assert read["OPTIONS"]["host"] == str(places.postgres_socket)
    assert celery_url(redis_url(places)) == f"redis+socket://{places.valkey_socket}?virtual_host=0"
    assert celery_url("unix://:secret@/run/v.sock?db=3") == "redis+socket://:secret@/run/v.sock?virtual_host=3"
    assert celery_url("rediss://host:6380/1") == "rediss://host:6380/1"


def test_each_checkout_has_places_of_its_own(tmp_path: Path) -> None:
    one, other = places_in(tmp_path / "a", tmp_path), places_in(tmp_path / "b", tmp_path)
    assert one.sockets != other.sockets
    assert one == places_in(tmp_path / "x" / ".." / "a", tmp_path)


REACH = """
import os, socket, sys
from pathlib import Path

uid = int(sys.argv[1])
os.setgroups([]), os.setgid(uid), os.setuid(uid)  # here, since this Python may lie where only root can enter

reached = []
for name in sys.argv[2:]:
    try:
        path = Path(name)
        if path.is_dir():
            list(path.iterdir())
        elif path.is_file():
            path.read_bytes()
        else:
            path.stat()  # a folder above that is closed hides what is in it
            socket.socket(socket.AF_UNIX).connect(name)
        reached.append(name)
    except PermissionError:
        pass
print("\\n".join(reached))
"""


@pytest.mark.skipif(os.getuid() != 0, reason="only root can act as another user")
def test_another_user_of_the_machine_reaches_neither_sockets_nor_data(places: Places, settings) -> None:
    settings.ORIGINALS_DIR = places.data.parent / "originals"
    with running(places):
        kept = originals.path(originals.keep(b"A story that is not for everyone."))
        data = postgres.prepare(places).footing.data
        private = [
            places.postgres_socket / ".s.PGSQL.5432",
            places.postgres_socket,
            places.valkey_socket,
            data,
            data / "PG_VERSION",
            places.valkey_data,
            next(places.valkey_data.rglob("*.aof*")),
            *(places.password_file(role) for role in (ROLE, OWNER, "postgres")),
            settings.ORIGINALS_DIR,
            kept,
            places.logs,
            places.logs / "postgres.log",
        ]
        assert all(path.exists() for path in private)
        told = {}
        for uid in (0, 12345):
            ran = subprocess.run(
                [sys.executable, "-c", REACH, str(uid), *map(str, private)],
                capture_output=True, text=True, check=True,
            )  # fmt: skip
            told[uid] = ran.stdout.split()
        assert set(told[0]) == {str(path) for path in private}
        assert told[12345] == []
