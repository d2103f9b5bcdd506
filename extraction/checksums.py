"""Files that must be the ones that were measured: each is compared with the checksum that lies beside it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from extraction.packaged import damage
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
        if wrong := self.problems():
            raise ModelMissing(wrong[0])

    def problems(self) -> list[str]:
        """What is wrong with the files, a sentence each; empty where nothing is. Reads them all."""
        try:
            sums = self.sums()
        except ModelMissing as missing:
            return [str(missing)]
        told = (damage(self.folder / name, sums[name], owner=self.owner, remedy="Get it anew.") for name in sums)
        return [sentence for sentence in told if sentence]

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
    return next(iter(files.problems()), "")
