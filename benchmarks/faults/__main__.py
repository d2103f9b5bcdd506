"""`python -m benchmarks.faults ROW`: the figures of one row of the table of faults."""

from __future__ import annotations

import sys
from importlib import import_module

ROWS = (*("kills", "broker", "lease", "twice", "killers", "outage", "disk", "power", "same", "decisions", "startup"),)


def main() -> None:
    """Run the row that is named."""
    if len(sys.argv) < 2 or sys.argv[1] not in ROWS:
        sys.exit(f"Say which: {', '.join(ROWS)}")
    import_module(f"benchmarks.faults.{sys.argv[1]}").main(sys.argv[2:])


if __name__ == "__main__":
    main()
