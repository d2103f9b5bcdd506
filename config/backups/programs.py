"""PostgreSQL's own programs, pg_dump and pg_restore: which ones are fit for the server, and how they are told of it."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

from django.db import connection
from psycopg.conninfo import make_conninfo

from config.embedded.programs import ProgramMissing, find_postgres, major_version

LIBPQ = ("host", "port", "user", "dbname", "sslmode", "sslrootcert", "sslcert", "sslkey", "service")
"""What of a connection's options these programs know as well."""

MEMORY = "-c maintenance_work_mem=512MB"
"""For making the index of vectors, which takes many times as long where it doesn't fit. Nothing else asks for it."""


class Unfit(Exception):
    """No program of the right age, or one that failed. The message is for people."""


def run(program: str, *arguments: str) -> None:
    """Run pg_dump or pg_restore on the database of the present connection. Raises `Unfit` with what it said."""
    parameters = connection.get_connection_params()
    place = make_conninfo(**{key: parameters[key] for key in LIBPQ if key in parameters})
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    environment = kept | {"PGPASSWORD": str(parameters.get("password", "")), "LC_ALL": "C", "PGOPTIONS": MEMORY}
    command = [str(_found(program)), *arguments, f"--dbname={place}"]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if ran.returncode != 0:
        raise Unfit(f"{program} failed:\n{ran.stderr.strip()[-2000:]}")


def server_major() -> int:
    """The major version of the server that the present connection is to."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0]) // 10_000


def _found(program: str) -> Path:
    """The first of these programs that is as new as the server or newer. Raises `Unfit` where there is none."""
    needed = server_major()
    seen = []
    for folder in _folders():
        path = folder / program
        if path.is_file():
            major = major_version(path)
            if major >= needed:
                return path
            seen.append(f"{path} is of {major}")
    told = f" ({'; '.join(seen)})" if seen else ""
    raise Unfit(f"The server is PostgreSQL {needed}, and no {program} as new was found{told}. Install one.")


def _folders() -> list[Path]:
    folders = []
    with suppress(ProgramMissing):
        folders.append(find_postgres().folder)
    if found := shutil.which("pg_dump"):
        folders += [Path(found).parent, Path(found).resolve().parent]
    return [*folders, *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
