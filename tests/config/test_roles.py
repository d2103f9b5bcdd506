"""Two roles of the database: one owns and migrates, the app's own can change no row of the ledger."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from config.embedded import database_url, owner_url, postgres
from config.embedded.places import CHECKOUT, OWNER, ROLE, Places, places_in
from config.embedded.postgres import SUPERUSER, Postgres
from config.embedded.servers import running

ACT = "INSERT INTO accounts_act VALUES (gen_random_uuid(), 'test', now(), NULL, '', '', 't', 1, '{}', '{}', 1, NULL)"


def manage(places: Places, *command: str, **changed: str) -> str:
    """A command of manage.py on the embedded servers of these places, or where `changed` says. Gives its output."""
    environment = {name: value for name, value in os.environ.items() if not name.endswith(("DATABASE_URL", "DIS_URL"))}
    environment |= {"EMBEDDED_DIR": str(places.data), "VAR_DIR": str(places.data.parent / "var"), **changed}
    ran = subprocess.run(
        [sys.executable, CHECKOUT / "manage.py", *command], env=environment, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@pytest.fixture(scope="module")
def migrated() -> Iterator[Places]:
    """Servers as `make run` starts them, with the app's tables."""
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None  # migrations wait for the disk hundreds of times
    with tempfile.TemporaryDirectory(prefix="on-record-roles-", dir=memory, ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o711)
        places = places_in(folder / "servers", folder / "log")
        with running(places):
            manage(places, "migrate", "--no-input")
            yield places


@pytest.fixture
def app(migrated: Places) -> Iterator[psycopg.Connection]:
    with psycopg.connect(database_url(migrated), autocommit=True) as connection:
        yield connection


def test_neither_role_is_a_superuser(app: psycopg.Connection) -> None:
    rights = "rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls"
    found = app.execute(f"SELECT rolname, {rights} FROM pg_roles WHERE rolname LIKE 'on_record%' ORDER BY 1").fetchall()
    assert found == [(ROLE, False), (OWNER, False)]


def test_the_app_owns_nothing_and_is_no_member_of_the_owner(app: psycopg.Connection) -> None:
    owned = app.execute("SELECT count(*) FROM pg_class WHERE relowner = %s::regrole", [ROLE]).fetchone()
    assert owned == (0,)
    assert app.execute("SELECT pg_has_role(%s, %s, 'MEMBER')", [ROLE, OWNER]).fetchone() == (False,)
    assert app.execute("SELECT count(*) FROM pg_tables WHERE tableowner = %s", [OWNER]).fetchone() > (20,)


def test_the_app_adds_to_the_ledger_and_reads_it(app: psycopg.Connection) -> None:
    app.execute(ACT)
    assert app.execute("SELECT count(*) FROM accounts_act WHERE verb = 'test'").fetchone() > (0,)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE accounts_act SET reason = 'another'",
        "DELETE FROM accounts_act",
        "TRUNCATE accounts_act",
        "SELECT * FROM accounts_act FOR UPDATE",
        "ALTER TABLE accounts_act DISABLE TRIGGER ALL",
        "DROP TABLE accounts_act",
        "SET session_replication_role = replica",
        f"SET ROLE {OWNER}",
        "CREATE TABLE public.mine (one int)",
        "DELETE FROM django_migrations",
        "DELETE FROM articles_tombstone",
        "SELECT redact_acts(1)",
        "COPY accounts_act TO PROGRAM 'cat'",
    ],
)
def test_the_app_can_not(app: psycopg.Connection, statement: str) -> None:
    app.execute(ACT)
    before = app.execute("SELECT count(*), max(reason) FROM accounts_act").fetchone()
    with pytest.raises(InsufficientPrivilege):
        app.execute(statement)
    assert app.execute("SELECT count(*), max(reason) FROM accounts_act").fetchone() == before


ERASING = """
    WITH one AS (INSERT INTO articles_article (language, created_at) VALUES ('en', now()) RETURNING id),
    by AS (
        INSERT INTO accounts_user (password, is_superuser, username, first_name, last_name, email, is_staff, is_active,
            date_joined, version)
        VALUES ('', false, gen_random_uuid()::text, '', '', '', false, true, now(), 1) RETURNING id
    ),
    tomb AS (
        INSERT INTO articles_tombstone (article, by_id, at, reason, originals, texts, addresses)
        SELECT one.id, by.id, now(), 'why', '{}', '{}', '{}' FROM one, by
    )
    INSERT INTO accounts_act
    SELECT gen_random_uuid(), 'test', now(), NULL::uuid, '', 'words', kind, one.id, '{"a": 1}'::jsonb, '{}', by.id
    FROM one, by, unnest(ARRAY['articles.article', 'other']) AS kind
    RETURNING object_id
"""


def test_the_app_has_the_ledger_emptied_of_an_article_beside_its_tombstone_alone(app: psycopg.Connection) -> None:
    app.execute("BEGIN")  # never committed
    (article,) = app.execute(ERASING).fetchone()
    assert app.execute("SELECT redact_acts(%s)", [article]).fetchone() == (1,)
    kept = (
        "SELECT object_type, reason, before::text FROM accounts_act WHERE object_id = %s AND verb = 'test' ORDER BY 1"
    )
    rows = app.execute(kept, [article]).fetchall()
    assert [row for row in rows if row[0] != "t"] == [("articles.article", "", "{}"), ("other", "words", '{"a": 1}')]
    with pytest.raises(InsufficientPrivilege):
        app.execute("UPDATE accounts_act SET reason = '', before = '{}', after = '{}'")


def test_the_app_can_not_give_itself_more(app: psycopg.Connection) -> None:
    app.execute("GRANT UPDATE ON accounts_act TO on_record")  # PostgreSQL warns, and gives nothing
    assert app.execute("SELECT has_table_privilege('accounts_act', 'UPDATE')").fetchone() == (False,)


def test_the_app_works_with_its_rights_on_every_other_table(app: psycopg.Connection) -> None:
    lacking = app.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' "
        "AND relname <> ALL(%s) AND NOT (has_table_privilege(oid, 'INSERT') "
        "AND has_table_privilege(oid, 'UPDATE') AND has_table_privilege(oid, 'DELETE'))",
        [["accounts_act", "articles_tombstone", "django_migrations"]],
    ).fetchall()
    assert lacking == []
    sequences = (
        "SELECT count(*) FROM pg_class "
        "WHERE CASE WHEN relkind = 'S' THEN NOT has_sequence_privilege(oid, 'USAGE') ELSE false END"
    )
    assert app.execute(sequences).fetchone() == (0,)


def test_accounts_are_made_with_the_apps_rights(migrated: Places, app: psycopg.Connection) -> None:
    assert "curator" in manage(migrated, "create_accounts")
    assert app.execute("SELECT count(*) FROM accounts_user").fetchone() == (5,)


def test_a_database_of_one_role_is_handed_over(tmp_path: Path, migrated: Places) -> None:
    """As it was made before there were two roles: the app's role owned all."""
    data = postgres.prepare(migrated).footing
    server = Postgres(migrated, data)
    with server.connect(SUPERUSER, "on_record") as connection:
        connection.execute(f"REASSIGN OWNED BY {OWNER} TO {ROLE}")
        connection.execute(f"GRANT ALL ON accounts_act TO {ROLE}")
    server.furnish()
    manage(migrated, "migrate", "--no-input")
    with psycopg.connect(database_url(migrated), autocommit=True) as connection:
        assert connection.execute("SELECT count(*) FROM pg_class WHERE relowner = %s::regrole", [ROLE]).fetchone() == (
            0,
        )
        connection.execute(ACT)
        with pytest.raises(InsufficientPrivilege):
            connection.execute("DELETE FROM accounts_act")


def test_on_a_server_of_ones_own_two_urls_do_the_same(migrated: Places) -> None:
    server = Postgres(migrated, postgres.prepare(migrated).footing)
    with server.connect(SUPERUSER, "postgres") as connection:
        connection.execute("CREATE ROLE record_app LOGIN PASSWORD 'app'")
        connection.execute("CREATE ROLE record_owner LOGIN PASSWORD 'owner'")
        connection.execute("CREATE DATABASE record OWNER record_owner")
    place = f"@:5432/record?host={migrated.postgres_socket}"
    urls = {
        "DATABASE_URL": f"postgres://record_app:app{place}",
        "MIGRATION_DATABASE_URL": f"postgres://record_owner:owner{place}",
        "REDIS_URL": "redis://127.0.0.1:1/0",
    }
    manage(migrated, "migrate", "--no-input", **urls)
    with psycopg.connect(urls["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(ACT)
        with pytest.raises(InsufficientPrivilege):
            connection.execute("UPDATE accounts_act SET reason = 'x'")
    assert owner_url(migrated) != database_url(migrated)
