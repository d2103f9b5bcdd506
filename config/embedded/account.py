"""Under whom PostgreSQL runs, and so where its data can be.

It refuses to run as root. Where root starts us, the first of these that works is taken, and then kept, since
the data's owner tells it from then on:

1. as `nobody`, with the data in `var/`, where that user can get there;
2. as root's own files seen from a user namespace in which root has another number (`unshare`), where the kernel
   lets us: this serves a checkout below a folder that only root may enter, such as `/root`;
3. as `nobody`, with the data and a copy of the programs in `/var/lib/on-record-…`.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from config.embedded.places import PlaceRefused, Places, make_data_folder, make_private
from config.embedded.processes import Identity
from config.embedded.programs import PostgresPrograms

UNPRIVILEGED = "nobody"
SYSTEM_ROOT = Path("/var/lib")


@dataclass(frozen=True, slots=True)
class Footing:
    """What PostgreSQL stands on: who runs it, its data folder, its programs. `said` tells people, "" if as usual."""

    identity: Identity
    data: Path
    programs: PostgresPrograms
    said: str = ""

    @property
    def owner(self) -> tuple[int, int]:
        """The user and group, by number, that must own the data and the socket's folder."""
        if self.identity.uid is None:
            return os.getuid(), os.getgid()
        return self.identity.uid, self.identity.gid or 0


def footing(places: Places, programs: PostgresPrograms) -> Footing:
    """Who runs PostgreSQL here and where its data are. Makes the folders above the data.

    Raises:
        PlaceRefused: root starts us, and none of the three ways works.
    """
    make_data_folder(places)
    if places.uid != 0:
        return Footing(Identity(), places.postgres_data, programs)
    if places.postgres_data.exists():
        return _as_before(places, programs)
    system = SYSTEM_ROOT / places.sockets.name
    if not (system / "postgres").exists():
        if (plain := _unprivileged()) and _works(plain, programs, places.data):
            return Footing(plain, places.postgres_data, programs, f"runs as {UNPRIVILEGED}, since root can't run it")
        if (mapped := _namespace()) and _works(mapped, programs, places.data):
            return Footing(mapped, places.postgres_data, programs, "runs in a user namespace, since root can't run it")
    return _in_the_system(system, programs)


def _unprivileged() -> Identity | None:
    try:
        found = pwd.getpwnam(UNPRIVILEGED)
    except KeyError:
        return None
    return Identity(found.pw_uid, found.pw_gid)


def _namespace() -> Identity | None:
    program, other = shutil.which("unshare"), _unprivileged()
    if program is None or other is None:
        return None
    return Identity(prefix=(program, "--user", f"--map-user={other.uid}", f"--map-group={other.gid}", "--"))


def _works(identity: Identity, programs: PostgresPrograms, folder: Path) -> bool:
    """Whether PostgreSQL's programs run so, standing in this folder."""
    try:
        subprocess.run(
            [*identity.prefix, "/bin/sh", "-c", 'cd "$0" && "$1" --version', folder, programs.postgres],
            capture_output=True,
            check=True,
            timeout=30,
            stdin=subprocess.DEVNULL,
            cwd="/",
            user=identity.uid,
            group=identity.gid,
            extra_groups=None if identity.uid is None else [],
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return True


def _as_before(places: Places, programs: PostgresPrograms) -> Footing:
    """The data are there already: their owner says how they were made."""
    found = places.postgres_data.stat()
    if found.st_uid != 0:
        return Footing(Identity(found.st_uid, found.st_gid), places.postgres_data, programs)
    mapped = _namespace()
    if mapped is None or not _works(mapped, programs, places.data):
        raise PlaceRefused(
            f"The data in {places.postgres_data} belong to root and were made in a user namespace, which this kernel "
            f"no longer allows. Give them to {UNPRIVILEGED} (chown -R) or set EMBEDDED_DIR to a fresh folder."
        )
    return Footing(mapped, places.postgres_data, programs)


def _in_the_system(system: Path, programs: PostgresPrograms) -> Footing:
    """Data and programs where an unprivileged user can reach them."""
    plain = _unprivileged()
    if plain is None:
        raise PlaceRefused(
            f"PostgreSQL can't run as root, and there is no user {UNPRIVILEGED} here. Run as another user."
        )
    make_private(system, 0o711)
    if not _works(plain, programs, system):
        programs = _copied(programs, system)
        if not _works(plain, programs, system):
            raise PlaceRefused("PostgreSQL can't run as root, nor as any other user here. Run as another user.")
    return Footing(plain, system / "postgres", programs, f"runs as {UNPRIVILEGED}, its data in {system}")


def _copied(programs: PostgresPrograms, system: Path) -> PostgresPrograms:
    """A copy of the wheel's programs, made anew when the wheel changes."""
    wheel = programs.folder.parent.parent
    made = programs.postgres.stat()
    copy = system / f"programs-{programs.major}-{made.st_size}-{int(made.st_mtime)}"
    if not copy.exists():
        fresh = system / f"{copy.name}.{os.getpid()}"
        for part in (programs.folder.parent, wheel.parent / f"{wheel.name}.libs"):
            if part.exists():
                shutil.copytree(part, fresh / part.relative_to(wheel.parent), symlinks=True)
        fresh.rename(copy)
    return PostgresPrograms(copy / programs.folder.relative_to(wheel.parent), programs.major)
