"""Files that must be the ones that were measured: each is compared with the checksum that lies beside it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from extraction.pipeline import ModelMissing

SUMS = "SHA256SUMS"


@dataclass(frozen=True)
class Checked:
    """A folder with files, `names`, and their checksums. `owner` is what people call them: "The reader"."""

    folder: Path
    owner: str
    names: tuple[str, ...]

    def check(self) -> None:
        """Read every file and compare its checksum. Raises ModelMissing where one is missing or damaged."""
        for name, wanted in self.sums().items():
            file = self.folder / name
            try:
                with file.open("rb") as content:
                    found = hashlib.file_digest(content, "sha256").hexdigest()
            except OSError as error:
                raise ModelMissing(f"{self.owner}'s file {file} can't be read: {error.strerror}.") from error
            if found != wanted:
                raise ModelMissing(f"{self.owner}'s file {file} is damaged: its checksum is {found}. Get it anew.")

    def problem(self) -> str:
        """What is wrong with the files, in a sentence; empty where nothing is. Unchanged files are read once."""
        try:
            stats = [(name, (self.folder / name).stat()) for name in self.sums()]
            seen = tuple((name, stat.st_size, stat.st_mtime_ns) for name, stat in stats)
        except (ModelMissing, OSError):
            _problem.cache_clear()
            seen = ()
        return _problem(self, seen)

    def sums(self) -> dict[str, str]:
        """The checksum of each file by its name. Raises ModelMissing where they can't be read, or one has none."""
        file = self.folder / SUMS
        try:
            lines = file.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise ModelMissing(f"{self.owner}'s files are missing: {file} can't be read.") from error
        sums = {name: checksum for checksum, _, name in (line.partition("  ") for line in lines)}
        if sums.keys() != set(self.names):
            raise ModelMissing(f"{file} is damaged: it names other files than {', '.join(self.names)}.")
        return sums


@lru_cache(maxsize=8)
def _problem(files: Checked, _: tuple[tuple[str, int, int], ...]) -> str:
    try:
        files.check()
    except ModelMissing as missing:
        return str(missing)
    return ""
