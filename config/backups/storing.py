"""A backup: a folder with the database as of one moment, the originals it names, and a manifest written last."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from articles import originals
from claims.integrity import model_checksums
from config.backups import content, programs
from config.backups.content import Part
from config.owner import as_owner, grant

DUMP, ORIGINALS, MANIFEST = "database.dump", "originals.tar", "manifest.json"
FORM = 1
"""The form of the folder. Another one isn't restored."""

_TAKEN = """
    SELECT count(*) FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
"""


class Refused(Exception):
    """The backup can't be made or restored. The message is for people."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was written or restored: the content's hash, its parts, and the hashes of originals that were damaged.

    `differing` are names of models here that are not those which were here when the backup was made.
    """

    content: str
    parts: list[Part]
    damaged: list[str]
    differing: list[str]


def back_up(folder: Path) -> Outcome:
    """Write a backup to a folder that is empty or not there. Readers and writers of the database aren't held up.

    Raises Refused, or programs.Unfit.
    """
    if folder.exists() and any(folder.iterdir()):
        raise Refused(f"{folder} isn't empty. Give each backup a folder of its own.")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)
    with as_owner(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        _private(folder / DUMP)
        options = ("--format=custom", "--compress=1", "--no-owner", "--no-acl", f"--snapshot={snapshot}")
        programs.run("pg_dump", *options, f"--file={folder / DUMP}")
        named = content.originals_named()  # an original is on disk before the row that names it is written
        damaged = _pack(named, folder / ORIGINALS)
        parts = [*content.tables(), content.files(named)]
    manifest = {
        "form": FORM,
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "postgres": programs.server_major(),
        "content": content.total(parts),
        "parts": [asdict(part) for part in parts],
        "damaged": damaged,
        "models": model_checksums(),
        "files": {name: _sha256(folder / name) for name in (DUMP, ORIGINALS)},
    }
    with os.fdopen(_private(folder / MANIFEST), "w") as file:
        json.dump(manifest, file, indent=1)
    _settle(folder)
    return Outcome(str(manifest["content"]), parts, damaged, [])


def restore(folder: Path) -> Outcome:
    """Bring a backup back into an empty database and an empty store of originals. Looks before it writes.

    Raises Refused, or programs.Unfit; the database then is as empty as before.
    """
    manifest = _manifest(folder)
    _refuse_taken()
    with as_owner() as app:
        options = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-acl", "--no-comments")
        programs.run("pg_restore", *options, str(folder / DUMP))
        if app:
            grant(app)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        _unpack(folder / ORIGINALS)
        with transaction.atomic():
            parts = [*content.tables(), content.files(content.originals_named())]
    here = model_checksums()
    differing = sorted(name for name, wanted in manifest["models"].items() if here.get(name) != wanted)
    if content.total(parts) != manifest["content"]:
        before = {part["name"]: Part(**part) for part in manifest["parts"]}
        wrong = sorted(part.name for part in parts if before.get(part.name) != part)
        raise Refused(f"What was restored is not what was backed up. It differs in: {', '.join(wrong)}.")
    return Outcome(content.total(parts), parts, manifest["damaged"], differing)


def _manifest(folder: Path) -> dict[str, Any]:
    """The manifest, once all files were found whole. Raises Refused."""
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
        for name, wanted in manifest["files"].items():
            if _sha256(folder / name) != wanted:
                raise Refused(f"{folder / name} is damaged: it no longer has the checksum it was written with.")
    except (OSError, ValueError, KeyError) as error:
        raise Refused(f"{folder} holds no whole backup ({error}). One that was cut off has no manifest.") from error
    if manifest.get("form") != FORM:
        raise Refused(f"{folder} was written by another version of On Record, in a form that this one doesn't know.")
    return manifest


def _refuse_taken() -> None:
    """Raises Refused where anything is in the database or among the originals."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(_TAKEN)
        if cursor.fetchone() != (0,):
            raise Refused("The database isn't empty. A backup is restored only into an empty one; nothing was changed.")
    if next(originals.kept(), None) is not None:
        raise Refused("The folder of originals isn't empty. A backup is restored only into an empty one.")


def _pack(named: list[str], file: Path) -> list[str]:
    """Write these originals into one tar file. Gives the hashes of those that are missing or damaged, left out."""
    damaged = []
    with os.fdopen(_private(file), "wb") as out, tarfile.open(fileobj=out, mode="w") as tar:
        for name in named:
            try:
                data = originals.read(name)
            except originals.Damaged:
                damaged.append(name)
                continue
            member = tarfile.TarInfo(name)
            member.size, member.mode = len(data), 0o600
            tar.addfile(member, io.BytesIO(data))
    return damaged


def _unpack(file: Path) -> None:
    """Keep each original of the tar file, which is read as data: no name in it is a path, no hash is believed."""
    with tarfile.open(file) as tar:
        for member in tar:
            content_ = tar.extractfile(member)
            if content_ is None or originals.keep(content_.read(), at_once=False) != member.name:
                raise Refused(f"{file} holds {member.name!r}, which isn't an original.")
    os.sync()


def _private(file: Path) -> int:
    """Make a file that only its owner can read; gives its descriptor."""
    return os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)


def _sha256(file: Path) -> str:
    with file.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()


def _settle(folder: Path) -> None:
    """Have all of a folder on disk before it is said to be written."""
    for path in (*folder.iterdir(), folder, folder.parent):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
