"""`make backup` and `make restore`: the commands of manage.py, with the embedded servers started where they don't run.

python -m config.keeping backup FOLDER     also while On Record runs
python -m config.keeping restore FOLDER    only while it doesn't, into an empty place
"""

from __future__ import annotations

import subprocess
import sys

from config import environment as env
from config.embedded.places import CHECKOUT, checkout_places, var_dir
from config.embedded.servers import FAILURES, running
from config.embedded.supervisor import AlreadyRunning
from config.parts import manage
from config.run import demo_mark


def main(arguments: list[str]) -> int:
    """Does what is asked. Gives the exit code: that of the command, 1 where it couldn't be begun, 2 for wrong usage."""
    match arguments:
        case ["backup" | "restore" as what, folder] if folder:
            return _done(what, folder)
    print(__doc__, file=sys.stderr)
    return 2


def _done(what: str, folder: str) -> int:
    command = manage(what, folder)
    if env.given("DATABASE_URL"):
        return subprocess.call(command)
    var_dir().mkdir(parents=True, exist_ok=True)
    try:
        with running(checkout_places(), holder=f"make {what}"):
            code = subprocess.call(command)
        if what == "restore" and code == 0:
            demo_mark().touch()  # what was restored has its own articles
        return code
    except AlreadyRunning as held:
        if what == "backup":
            return subprocess.call(command)
        print(f"On Record is running in {CHECKOUT} ({held}). Stop it first.", file=sys.stderr)
    except FAILURES as failure:
        print(failure, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
