"""Every task three times in a row and twice at once: as if it had run once.

    python -m benchmarks.faults twice

Prints for each Celery task of the app how many rows of the whole database differ, but for those of the jobs themselves.
"""

from __future__ import annotations

import os
import subprocess
import sys

from benchmarks.faults.house import fresh_folder
from config.embedded import database_url, redis_url
from config.embedded.places import CHECKOUT, places_in
from config.embedded.servers import running


def main(_arguments: list[str]) -> None:
    """Run on servers of its own; `benchmarks.faults.tasks` does the work and prints."""
    with fresh_folder() as folder:
        places = places_in(folder / "servers", folder / "log")
        with running(places, testing=True):
            own = {"VAR_DIR": str(folder), "DATABASE_URL": database_url(places), "REDIS_URL": redis_url(places)}
            own |= {"MIGRATION_DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "config.settings", "LOG_LEVEL": "CRITICAL"}
            for command in (["manage.py", "migrate", "-v", "0"], ["-m", "benchmarks.faults.tasks"]):
                subprocess.run([sys.executable, *command], env=os.environ | own, cwd=CHECKOUT, check=True)
