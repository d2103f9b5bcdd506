"""Candidates on a large record: whether the true partner of a claim is among them, and what finding them costs.

    python -m benchmarks.candidates [--claims 100000]

Makes so many claims of invented news, no two alike, embedded by the app's own encoder (what is made is kept in
`benchmarks/out/candidates` for the next run), puts them on record in a PostgreSQL of its own, and among them the
articles of the demonstration and the pairs of `benchmarks/cases/pairs/tuning.jsonl` that conflict, say the same or
moved on. Then the app's own code looks for candidates. Prints

- for how many of the pairs one of the partner's claims is among the candidates, by relation, with 95 % intervals:
  by vector and words alone, and with the story besides;
- how long finding the candidates of one claim takes, in milliseconds, and how many there are;
- the CPU seconds that comparing whole articles of about thirty claims with all on record takes, of the app's process
  and of the database's, and which part takes what share.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from config.embedded import database_url, redis_url
from config.embedded.places import CHECKOUT, places_in
from config.embedded.servers import running


def main() -> int:
    """Start the servers in a folder that goes afterwards, and run `benchmarks.scale` on them. Gives its exit status."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--claims", type=int, default=100_000)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="on-record-candidates-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o711)  # where root runs this, PostgreSQL's user must get through
        places = places_in(folder / "servers", folder / "log")
        with running(places, testing=True, holder="python -m benchmarks.candidates"):
            given = {"DATABASE_URL": database_url(places), "REDIS_URL": redis_url(places), "VAR_DIR": name}
            # a process of its own: the settings read the environment once, when Django is set up
            command = [sys.executable, "-m", "benchmarks.scale", str(chosen.claims)]
            return subprocess.run(command, cwd=CHECKOUT, env=os.environ | given, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
