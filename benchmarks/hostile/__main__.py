"""What becomes of hostile files: one row a kind, with what was read or why not, and what that cost.

    python -m benchmarks.hostile [WORDS-OF-A-KIND ...]

Each file is made, goes the way of any file through the cage, and an ordinary one is read right after it. The last
line counts what is not as it should be: over 60 CPU seconds or 1.5 GB, no reading and no clear sentence, or an
ordinary file that was not read. Of an archive the first five files are read.
"""

from __future__ import annotations

import argparse

from benchmarks.hostile.kinds import KINDS, tried
from benchmarks.hostile.trial import trials


def main() -> None:
    """Print the table; ends with 1 where something is not as it should be."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("words", nargs="*", metavar="WORDS", help="only kinds whose name holds one of these")
    chosen = options.parse_args().words
    names = [name for name in KINDS if not chosen or any(word in name for word in chosen)]
    print(f"{'kind':46}{'bytes':>12}{'CPU s':>7}{'MB':>6}  next  outcome")
    faulty = 0
    with trials() as pool:
        for name in names:
            found = tried(name, pool)
            told = f"{found.code}: {found.sentence}" if found.code else f"read, {found.characters:,} characters"
            wrong = f"  !! {', '.join(found.faults())}" if found.faults() else ""
            faulty += bool(wrong)
            figures = f"{found.size:12,}{found.cpu_seconds:7.1f}{found.memory_bytes / 1e6:6.0f}"
            print(f"{name:46}{figures}  {'read' if found.control_read else 'LOST'}  {told}{wrong}", flush=True)
    print(f"{len(names)} kinds, {faulty} of them not as they should be")
    raise SystemExit(bool(faulty))


if __name__ == "__main__":
    main()
