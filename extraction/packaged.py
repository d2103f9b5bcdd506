"""The data that installed packages bring: each file is compared with the checksum its package was installed with.

An installer writes them down in the package's RECORD (https://packaging.python.org/specifications/recording-installed-packages/).
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

CODE = (".py", ".pyc", ".pyi")


@dataclass(frozen=True)
class Packaged:
    """A package's files below `inside`, a path in it ("" for all), its code left out. `owner` is what people say."""

    package: str
    owner: str
    inside: str = ""

    def sums(self) -> dict[Path, str]:
        """The checksum of each file, SHA-256 in hex; empty where the package isn't installed with any."""
        return dict(self._listed())

    def problems(self) -> list[str]:
        """What is wrong with the files, a sentence each. Reads them all."""
        remedy = f"Reinstall {self.package.replace('_', '-')}."
        return [told for file, sum_ in self._listed() if (told := damage(file, sum_, owner=self.owner, remedy=remedy))]

    def problem(self) -> str:
        """The first of them, "" where nothing is wrong. Unchanged files are read once."""
        seen = []
        for file in self.sums():
            try:
                stat = file.stat()
            except OSError:
                continue
            seen.append((str(file), stat.st_size, stat.st_mtime_ns))
        return _problem(self, tuple(seen))

    def _listed(self) -> Iterator[tuple[Path, str]]:
        try:
            files = distribution(self.package).files or []
        except PackageNotFoundError:
            return
        for file in files:
            ours = file.as_posix().startswith(f"{self.package}/{self.inside}") and file.suffix not in CODE
            if ours and file.hash is not None and file.hash.mode == "sha256":
                padded = file.hash.value + "=" * (-len(file.hash.value) % 4)
                yield Path(str(file.locate())), base64.urlsafe_b64decode(padded).hex()


def damage(file: Path, wanted: str, *, owner: str, remedy: str) -> str:
    """What is wrong with one file whose SHA-256 should be `wanted` (hex), with a remedy; "" where nothing is."""
    try:
        with file.open("rb") as content:
            found = hashlib.file_digest(content, "sha256").hexdigest()
    except OSError as error:
        return f"{owner}'s file {file} can't be read: {error.strerror}."
    return "" if found == wanted else f"{owner}'s file {file} is damaged: its checksum is {found}. {remedy}"


@lru_cache(maxsize=16)
def _problem(files: Packaged, _: tuple[tuple[str, int, int], ...]) -> str:
    return next(iter(files.problems()), "")
