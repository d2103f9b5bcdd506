"""Makes `.venv/` and installs the locked packages into it. Needs nothing but Python's standard library.

    python bin/install.py run    what the app needs, and the embedded servers
    python bin/install.py dev    that, and what tests and checks need

What is installed is remembered in a stamp: as long as the locks and the Python stay the same, nothing is done.
An environment that was left half-made, or whose Python has gone, is made anew.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
ENVIRONMENT = CHECKOUT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
HALF_MADE = ENVIRONMENT / ".half-made"
APP, SERVERS, DEVELOPMENT = "requirements.txt", "requirements-embedded.txt", "requirements-dev.txt"
LOCKS = {"run": (APP, SERVERS), "dev": (APP, SERVERS, DEVELOPMENT)}


def python_version() -> str:
    """The version of the environment's Python, "" where it doesn't run."""
    try:
        return subprocess.run([PYTHON, "-V"], capture_output=True, text=True, check=True, timeout=60).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return ""


def digest(kind: str) -> str:
    """What the stamp of a finished installation says: it changes with the locks and with the Python."""
    content = hashlib.sha256(python_version().encode())
    for lock in LOCKS[kind]:
        content.update((CHECKOUT / lock).read_bytes())
    return content.hexdigest()


def is_installed(kind: str) -> bool:
    """Whether all of this kind is installed as locked. What serves development serves running too."""
    if HALF_MADE.exists() or not python_version():
        return False
    for enough in {kind, "dev"}:
        stamp = ENVIRONMENT / f".installed-{enough}"
        if stamp.exists() and stamp.read_text() == digest(enough):
            return True
    return False


def make_environment() -> None:
    """Makes `.venv/` where there is none that works."""
    if ENVIRONMENT.exists() and not HALF_MADE.exists() and python_version():
        return
    if ENVIRONMENT.exists():
        print("The environment in .venv/ is not usable: it is made anew.", flush=True)
        shutil.rmtree(ENVIRONMENT)
    ENVIRONMENT.mkdir()
    HALF_MADE.touch()
    venv.create(ENVIRONMENT, with_pip=True, symlinks=True)


def installers() -> list[list[str]]:
    """The commands that can install, the fastest first."""
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "-qq"]
    uv = shutil.which("uv")
    return [[uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", str(PYTHON)], pip] if uv else [pip]


def install(locks: tuple[str, ...]) -> bool:
    """Installs what the locks name: only these very files, and none that would have to be compiled."""
    files = [word for lock in locks for word in ("-r", str(CHECKOUT / lock))]
    return any(
        subprocess.run(
            [*command, "--require-hashes", "--only-binary", ":all:", *files], cwd=CHECKOUT, check=False
        ).returncode
        == 0
        for command in installers()
    )


def install_all(kind: str) -> None:
    """Installs a kind and leaves its stamp. Exits with a sentence where that fails."""
    began = time.monotonic()
    print(f"Installing into .venv/ ({', '.join(LOCKS[kind])}); this takes a minute or three.", flush=True)
    make_environment()
    if not install(LOCKS[kind]):
        without = tuple(lock for lock in LOCKS[kind] if lock != SERVERS)
        print("Not all could be installed. Trying without the embedded servers.", flush=True)
        if not install(without):
            sys.exit("The packages could not be installed; what pip says above tells why. Then run the same again.")
        print(
            "There is no embedded PostgreSQL and Valkey for this machine. A server found on PATH is used, "
            "or name yours: DATABASE_URL=… REDIS_URL=… make run",
            flush=True,
        )
    HALF_MADE.unlink(missing_ok=True)
    (ENVIRONMENT / f".installed-{kind}").write_text(digest(kind))
    print(f"Installed in {time.monotonic() - began:.0f} s.", flush=True)


def main(arguments: list[str]) -> None:
    """Installs the kind named, unless it is there."""
    kind = arguments[0] if arguments else "run"
    if kind not in LOCKS:
        sys.exit(__doc__)
    checkout = os.open(CHECKOUT, os.O_RDONLY)
    try:
        fcntl.flock(checkout, fcntl.LOCK_EX)  # one at a time
        if not is_installed(kind):
            install_all(kind)
    finally:
        os.close(checkout)


if __name__ == "__main__":
    main(sys.argv[1:])
