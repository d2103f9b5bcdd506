"""Fuzzing what meets strangers' bytes, guided by coverage: pages, mails, packed files and PDFs.

    python -m benchmarks.fuzz [TARGET ...] [--minutes 20]

Needs atheris (https://github.com/google/atheris), which the development requirements have for Linux. The minutes are
shared by the targets. Prints executions, executions a second and how each ended; an input that raised anything but a
refusal, took too long or too much memory is named, and kept. Of Word documents and PDFs an error of their parser is
none to be told: the cage calls such a file damaged. There only crashes, time, memory and bad answers count.
"""

from __future__ import annotations

import argparse
import importlib
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from documents import Limits, MediaType, Refused

ORIGINALS = Path(__file__).resolve().parent.parent / "tests" / "documents" / "originals"
LIMITS = Limits(bytes=200_000, unpacked_bytes=2_000_000)
SLOWEST_SECONDS, MEGABYTES, LONGEST = 20, 2_000, 65_536


def _page(data: bytes) -> None:
    module = "html" if data[:1] < b"a" else "markdown"
    _taken_apart(module, data[1:])


def _mail(data: bytes) -> None:
    _taken_apart("eml", data)


def _packed(data: bytes) -> None:
    importlib.import_module("documents.directory").names(data)
    frames = importlib.import_module("documents.unpacking").frames
    try:
        for _ in frames(data, LIMITS):
            pass
    except Refused:
        pass
    _taken_apart("docx", data, forgiven=Exception)


def _pdf(data: bytes) -> None:
    _taken_apart("pdf", data, forgiven=Exception)


TARGETS: dict[str, tuple[Callable[[bytes], None], tuple[str, ...]]] = {
    "pages": (_page, ("html", "md")),
    "mails": (_mail, ("eml",)),
    "packed": (_packed, ("zip", "docx")),
    "pdfs": (_pdf, ("pdf",)),
}
"""Each with what is tried, and the endings of the originals that it begins from."""


def _taken_apart(module: str, data: bytes, *, forgiven: type[Exception] = Refused) -> None:
    """Take a file apart without the cage, and tell on what was found as the cage does."""
    answer = importlib.import_module("documents.answer")
    try:
        found = importlib.import_module(f"documents.formats.{module}").take_apart(data, "", LIMITS)
    except (forgiven, RecursionError, MemoryError):
        return
    told = answer.write_document(found)
    if len(found.text) <= LIMITS.text_characters:
        answer.read_answer(told, MediaType(found.media_type), LIMITS)


def _fuzz(target: str, arguments: list[str]) -> None:
    """Become the fuzzer of one target; never returns."""
    import atheris  # noqa: PLC0415 - instruments what is imported after it, and isn't there on every machine

    with atheris.instrument_imports(include=["documents", "email", "docx", "markdown_it", "pypdf", "zipfile"]):
        for name in ("html", "markdown", "eml", "docx", "pdf"):
            importlib.import_module(f"documents.formats.{name}")
        importlib.import_module("documents.unpacking")
    atheris.Setup([sys.argv[0], *arguments], TARGETS[target][0])
    atheris.Fuzz()


def _run(target: str, seconds: int, folder: Path) -> tuple[int, str]:
    """Fuzz one target in a process of its own. Gives how often it ran, and how it ended."""
    corpus = folder / target
    corpus.mkdir()
    for ending in TARGETS[target][1]:
        for path in ORIGINALS.glob(f"*.{ending}"):
            prefix = {"html": b"A", "md": b"m"}.get(ending, b"")
            (corpus / path.name).write_bytes(prefix + path.read_bytes())
    options = [f"-max_total_time={seconds}", f"-timeout={SLOWEST_SECONDS}", f"-rss_limit_mb={MEGABYTES}"]
    options += [f"-max_len={LONGEST}", "-print_final_stats=1", f"-artifact_prefix={folder}/{target}-", str(corpus)]
    command = [sys.executable, "-m", "benchmarks.fuzz", "--become", target, *options]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    said = done.stderr + done.stdout
    ran = re.findall(r"stat::number_of_executed_units:\s*(\d+)", said)
    raised = re.findall(r"^ *(?:\w+\.)*\w+(?:Error|Exception|Interrupt)\b.*", said, re.MULTILINE)
    faulty = re.findall(r"Test unit written to (\S+)", said)
    ended = "well" if not done.returncode else f"{(raised or ['no exception told'])[-1].strip()} ({', '.join(faulty)})"
    return int(ran[-1]) if ran else 0, ended


def main() -> None:
    """Fuzz the targets one after another; ends with 1 where one found something."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    options.add_argument("--minutes", type=float, default=20)
    chosen = options.parse_args()
    names = chosen.targets or list(TARGETS)
    if unknown := set(names) - set(TARGETS):
        options.error(f"no such target: {', '.join(sorted(unknown))}")
    if find_spec("atheris") is None:
        raise SystemExit("atheris isn't installed: make setup-dev installs it, on Linux.")
    seconds = int(60 * chosen.minutes / len(names))
    folder = Path(tempfile.mkdtemp(prefix="on-record-fuzz-"))
    found = 0
    print(f"{'target':8}{'seconds':>8}{'executions':>12}{'a second':>10}  ended")
    for name in names:
        ran, ended = _run(name, seconds, folder)
        found += ended != "well"
        print(f"{name:8}{seconds:8}{ran:12,}{ran / seconds:10,.0f}  {ended}", flush=True)
    raise SystemExit(bool(found))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--become"]:
        _fuzz(sys.argv[2], sys.argv[3:])
    else:
        main()
