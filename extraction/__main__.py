"""The command line: `python -m extraction read ...` and `python -m extraction compare --jsonl`."""

from __future__ import annotations

import sys

from extraction.command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
