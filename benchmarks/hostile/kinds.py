"""All kinds of hostile files by name, and the trial of one."""

from __future__ import annotations

import tempfile
from concurrent.futures import Executor
from pathlib import Path

from benchmarks.hostile import archives, mails, pages, pdfs, texts, word
from benchmarks.hostile.kind import Kind
from benchmarks.hostile.trial import Outcome, read

KINDS: dict[str, Kind] = archives.KINDS | word.KINDS | pdfs.KINDS | pages.KINDS | mails.KINDS | texts.KINDS


def tried(name: str, pool: Executor) -> Outcome:
    """Make a file of this kind and have it read, in a process that never made it: its memory is then its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "hostile")
        pool.submit(_write, name, path).result()
        return pool.submit(read, KINDS[name].filename, path).result()


def _write(name: str, path: Path) -> None:
    path.write_bytes(KINDS[name].make())
