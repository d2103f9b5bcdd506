"""The embedded PostgreSQL: made, started and watched by us, with passwords and without a network address.

The postmaster itself is our child (not `pg_ctl`'s), so that we see it die. Of the app's two roles neither is a
superuser: one owns the tables and migrates them, with the other the app works. `vector`, `pg_trgm` and `unaccent` are
made by the superuser in `template1`, since `vector` isn't a trusted extension, so every database made later has them.
"""

from __future__ import annotations

import locale
import os
import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from config.embedded.account import Footing, footing
from config.embedded.places import (
    DATABASE,
    OWNER,
    POSTGRES_PORT,
    ROLE,
    PlaceRefused,
    Places,
    kept_password,
    make_private,
)
from config.embedded.processes import Part, PartFailed, end_leftover, spawn
from config.embedded.programs import find_postgres

SUPERUSER = "postgres"
EXTENSIONS = ("vector", "pg_trgm", "unaccent")
PATIENCE = 60.0
BUILTIN_LOCALES_SINCE = 17

_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "port": str(POSTGRES_PORT),
    "password_encryption": "scram-sha-256",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    "log_checkpoints": "off",
    "logging_collector": "off",
}


@dataclass(frozen=True, slots=True)
class Postgres:
    """One embedded PostgreSQL. `testing`: the app's role makes and owns databases, and a power cut may harm them."""

    places: Places
    footing: Footing
    testing: bool = False

    @property
    def log(self) -> Path:
        """What the server prints."""
        return self.places.logs / "postgres.log"

    def connect(self, role: str, database: str) -> psycopg.Connection[tuple[object, ...]]:
        """A connection in autocommit as one of the roles."""
        return psycopg.connect(
            host=str(self.places.postgres_socket),
            port=POSTGRES_PORT,
            user=role,
            password=kept_password(self.places.password_file(role)),
            dbname=database,
            autocommit=True,
            connect_timeout=5,
        )

    def begin(self) -> subprocess.Popen[bytes]:
        """Starts the postmaster on data that are there already, after ending what an earlier run left."""
        data = self.footing.data
        end_leftover(data / "postmaster.pid", f"-D {data} ", signal.SIGINT, PATIENCE)
        _socket_folder(self.places, self.footing)
        settings = _SETTINGS | {"unix_socket_directories": str(self.places.postgres_socket)}
        if self.testing:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        return spawn(
            [self.footing.programs.postgres, "-D", data, *(f"--{name}={value}" for name, value in settings.items())],
            self.log,
            environment=_environment(),
            cwd=data,
            identity=self.footing.identity,
            ending=signal.SIGINT,
        )

    def ready(self) -> bool:
        """Whether the superuser gets in. Raises where it will never do."""
        try:
            self.connect(SUPERUSER, "postgres").close()
        except psycopg.OperationalError as error:
            if "password authentication failed" in str(error):
                raise PartFailed(
                    f"PostgreSQL's superuser isn't let in with the password in "
                    f"{self.places.password_file(SUPERUSER)}: the file and the data don't belong together."
                ) from error
            return False
        return True

    def part(self) -> Part:
        """How it is started, watched and ended. It is ended by a fast shutdown: sessions are cut, nothing is lost."""
        return Part(
            name="PostgreSQL",
            log=self.log,
            begin=self.begin,
            ready=self.ready,
            ending=signal.SIGINT,
            hasty=signal.SIGQUIT,
            patience=PATIENCE,
        )

    def furnish(self) -> None:
        """Makes what is missing inside: the extensions, the app's roles and its database. Needs the server running.

        A database of before there were two roles is given, with all in it, to the one that migrates.

        Raises:
            PartFailed: an extension isn't there to be had.
        """
        with self.connect(SUPERUSER, "template1") as connection:
            _furnish_template(connection)
        with self.connect(SUPERUSER, "postgres") as connection:
            owner = ROLE if self.testing else OWNER
            for role in dict.fromkeys((ROLE, owner)):
                _furnish_role(connection, role, kept_password(self.places.password_file(role)))
            if self.testing:
                connection.execute(sql.SQL("ALTER ROLE {} CREATEDB").format(sql.Identifier(ROLE)))
            _furnish_database(connection, owner)
        if owner != ROLE:
            roles = map(sql.Identifier, (ROLE, owner))
            with self.connect(SUPERUSER, DATABASE) as connection:
                connection.execute(sql.SQL("REASSIGN OWNED BY {} TO {}").format(*roles))


def prepare(places: Places, *, testing: bool = False) -> Postgres:
    """The PostgreSQL of these places, its data made if there are none.

    Raises:
        ProgramMissing, PlaceRefused, PartFailed: with a sentence that says what to do.
    """
    found = footing(places, find_postgres())
    _socket_folder(places, found)
    if (found.data / "PG_VERSION").exists():
        _check_major(found)
    else:
        _make_data(places, found)
    return Postgres(places, found, testing)


def _environment() -> dict[str, str]:
    """Our environment without what would point PostgreSQL's programs elsewhere."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return kept | {"LC_ALL": "C"}


def _socket_folder(places: Places, found: Footing) -> None:
    """The folder of the socket: mode 0700, owned by the user the server runs under, in a folder of ours."""
    uid, gid = found.owner
    make_private(places.sockets, 0o700 if uid == os.getuid() else 0o711)
    folder = places.postgres_socket
    folder.mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o700)
    if folder.stat().st_uid != uid:
        os.chown(folder, uid, gid)


def _check_major(found: Footing) -> None:
    made_by = (found.data / "PG_VERSION").read_text().strip()
    if made_by != str(found.programs.major):
        raise PlaceRefused(
            f"The data in {found.data} were made by PostgreSQL {made_by}, and the one here is {found.programs.major}.\n"
            f"Nothing was touched. To move them: set EMBEDDED_POSTGRES_BIN to the programs of a PostgreSQL {made_by}, "
            "make backup TO=folder, move the data and the originals away, unset it, and make restore FROM=folder."
        )


def _character_types() -> str:
    """The locale by which letters are told from signs: the first of UTF-8 that this machine knows."""
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        for name in ("C.UTF-8", "en_US.UTF-8", "UTF-8"):
            try:
                locale.setlocale(locale.LC_CTYPE, name)
            except locale.Error:
                continue
            return name
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
    return "C"


def _make_data(places: Places, found: Footing) -> None:
    """Runs initdb beside the place and moves the whole there, so that half-made data are never used."""
    uid, gid = found.owner
    workshop = found.data.with_name(f"{found.data.name}-being-made")
    shutil.rmtree(workshop, ignore_errors=True)
    workshop.mkdir(mode=0o700)
    password = workshop / "password"
    password.touch(mode=0o600)
    password.write_text(kept_password(places.password_file(SUPERUSER)) + "\n")
    for path in (workshop, password):
        os.chown(path, uid, gid)
    options = [f"--lc-ctype={_character_types()}", "--locale=C"]
    if found.programs.major >= BUILTIN_LOCALES_SINCE:
        options += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    log = places.logs / "initdb.log"
    made = spawn(
        [
            *(found.programs.initdb, "-D", workshop / "data", f"--username={SUPERUSER}", f"--pwfile={password}"),
            *("--auth=scram-sha-256", "--encoding=UTF8", "--data-checksums", *options),
        ],
        log,
        environment=_environment(),
        cwd=workshop,
        identity=found.identity,
    )
    if made.wait(timeout=120) != 0:
        raise PartFailed(f"PostgreSQL's data could not be made in {found.data}; see {log}")
    (workshop / "data" / "pg_hba.conf").write_text(
        "# Only our socket, only with a password.\nlocal all all scram-sha-256\n"
    )
    (workshop / "data").rename(found.data)
    shutil.rmtree(workshop)


def _furnish_template(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    for name in EXTENSIONS:
        try:
            connection.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(name)))
        except (psycopg.errors.UndefinedFile, psycopg.errors.FeatureNotSupported) as error:
            raise PartFailed(
                f"This PostgreSQL has no extension {name}. Install it (Debian: postgresql-NN-pgvector and "
                "postgresql-contrib), or set DATABASE_URL to a server that has it."
            ) from error


def _furnish_role(connection: psycopg.Connection[tuple[object, ...]], name: str, password: str) -> None:
    role = sql.Identifier(name)
    if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone():
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(role))
    connection.execute(
        sql.SQL("ALTER ROLE {} LOGIN NOSUPERUSER NOCREATEROLE NOREPLICATION NOBYPASSRLS NOCREATEDB PASSWORD {}").format(
            role, sql.Literal(password)
        )
    )


def _furnish_database(connection: psycopg.Connection[tuple[object, ...]], owner: str) -> None:
    if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
        connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(*map(sql.Identifier, (DATABASE, owner))))
