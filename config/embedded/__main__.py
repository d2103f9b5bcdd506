"""The embedded servers by themselves.

python -m config.embedded serve   runs both in the foreground until Ctrl-C
python -m config.embedded env     prints their URLs as a shell takes them
"""

from __future__ import annotations

import sys

from config.embedded.places import checkout_places, database_url, owner_url, redis_url
from config.embedded.servers import FAILURES, serve
from config.embedded.supervisor import AlreadyRunning


def main(arguments: list[str]) -> int:
    """Does what the one argument says. Gives the exit code: 2 for an argument that says nothing known."""
    if arguments == ["env"]:
        print(f"export DATABASE_URL='{database_url()}'")
        print(f"export MIGRATION_DATABASE_URL='{owner_url()}'")
        print(f"export REDIS_URL='{redis_url()}'")
        return 0
    if arguments == ["serve"]:
        try:
            serve(checkout_places(), lambda line: print(line, flush=True))
        except AlreadyRunning as held:
            print(f"They are running already: {held}", file=sys.stderr)
            return 1
        except FAILURES as failure:
            print(failure, file=sys.stderr)
            return 1
        return 0
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
