"""The whole app in the foreground: `make run`, and with `--dev` `make dev`.

The embedded servers (unless `DATABASE_URL` or `REDIS_URL` name others), migrations, accounts, sweeper, worker, web,
and at the first start the demo's articles. Ctrl-C ends all that was started here, and nothing else.
"""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

from config import environment as env
from config.embedded.places import CHECKOUT, Places, checkout_places, make_data_folder, make_private, var_dir
from config.embedded.processes import PartFailed, size, tail
from config.embedded.servers import FAILURES, forget_sockets, lock_of, start_postgres, start_valkey
from config.embedded.supervisor import AlreadyRunning, AskedToStop, Supervisor, keep_sockets, sole_holder
from config.parts import HOST, PORT, WORKER, address, app_parts, log_of, manage
from extraction.antecedents import scorer
from extraction.conflict import encoder
from extraction.reader import model as reader

DEMO = env.boolean("DEMO", True, "Whether the first `make run` on the embedded servers reads the demo's articles.")
DEMO_ARTICLES, DEMO_METADATA = CHECKOUT / "demo" / "articles", CHECKOUT / "demo" / "metadata.csv"
UNWATCHED = {".venv", ".git", "var", "node_modules", "__pycache__", "static", "tests"}


class PortTaken(Exception):
    """Another program listens where we should serve."""


def say(line: str) -> None:
    """Tells the person at the terminal."""
    print(line, flush=True)


def check_port() -> None:
    """Raises `PortTaken` where nobody else could serve at our address."""
    family = socket.AF_INET6 if ":" in HOST else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, PORT))
        except OSError as error:
            raise PortTaken(
                f"On Record can't serve on {HOST}, port {PORT} ({error.strerror}). Another one: PORT=8001 make run"
            ) from error


def step(supervisor: Supervisor, what: str, command: list[str], *, shown: bool = False) -> None:
    """Runs a command that must succeed; its output goes to a log, or to the terminal where it is `shown`.

    Raises:
        PartFailed: it didn't succeed.
    """
    log = None if shown else log_of(command[2])
    since = size(log) if log else 0
    code = supervisor.run(command, log, CHECKOUT, _calm() if shown else None)
    if code != 0:
        raise PartFailed(f"{what} failed (exit code {code}).\n{tail(log, since=since) if log else ''}".rstrip())


def demo_mark() -> Path:
    """The file that says that the demo's articles were read, or aren't wanted."""
    return var_dir() / "demo-read"


def read_demo(supervisor: Supervisor) -> None:
    """Reads the demo's articles through the same door as any others, once."""
    done = demo_mark()
    if not DEMO or done.exists() or not DEMO_ARTICLES.is_dir():
        return
    say("\nReading the demo's articles, this once:")
    command = manage("ingest", str(DEMO_ARTICLES), "--metadata", str(DEMO_METADATA))
    if supervisor.run(command, None, CHECKOUT, _calm()) != 0:
        say("Not all of them could be read; their pages say why. The app goes on without.")
    done.touch()


def _calm() -> dict[str, str]:
    """The environment of a command whose output people read: no log lines between."""
    return {**os.environ, "LOG_LEVEL": "WARNING", "LOG_FORMAT": "console"}


def newest_change() -> float:
    """When the newest of the app's Python files was changed, in seconds since 1970."""
    newest = 0.0
    for folder, below, names in os.walk(CHECKOUT):
        below[:] = [name for name in below if name not in UNWATCHED]
        for name in names:
            if name.endswith(".py"):
                newest = max(newest, (Path(folder) / name).stat().st_mtime)
    return newest


class _Reloading:
    """Restarts the worker when a Python file has changed. (Django's own server sees to the web process.)"""

    def __init__(self, supervisor: Supervisor) -> None:
        self.supervisor = supervisor
        self.seen = newest_change()

    def __call__(self) -> None:
        if (changed := newest_change()) > self.seen:
            self.seen = changed
            say("A file has changed: the worker starts again.")
            self.supervisor.restart(WORKER.capitalize())


def start_servers(supervisor: Supervisor, places: Places) -> bool:
    """Starts those embedded servers for which no other is named. Gives whether PostgreSQL is among them."""
    own_database = not env.given("DATABASE_URL")
    say(f"  {start_postgres(supervisor, places)}" if own_database else "  PostgreSQL: yours, by DATABASE_URL")
    own_broker = not env.given("REDIS_URL")
    say(f"  {start_valkey(supervisor, places)}" if own_broker else "  Redis: yours, by REDIS_URL")
    return own_database


def run_app(supervisor: Supervisor, places: Places, *, developing: bool) -> None:
    """Brings everything up in order and watches it. Ends by `AskedToStop` or `PartFailed`."""
    say("On Record is starting.")
    own_database = start_servers(supervisor, places)
    step(supervisor, "Bringing the database up to date", manage("migrate", "--no-input"))
    say("  Database up to date")
    accounts = var_dir() / "accounts.txt"
    if not (own_database and accounts.exists()):
        step(supervisor, "Making the accounts", manage("create_accounts"), shown=True)
    if folder := env.given("JUDGE_FOLDER"):
        encoder.use(Path(folder))
    if problem := reader.problem() or scorer.problem() or encoder.problem():
        say(f"  {problem}\n  Until then no article is read.")
    for part in app_parts(developing=developing):
        supervisor.start(part, tries=1)
    say(f"  Web, worker and sweeper run; their logs are in {log_of('web').parent}")
    say(f"\nOn Record is at {address()}\nSign in with an account from {accounts}. Ctrl-C stops it all.")
    if own_database:
        read_demo(supervisor)
    reloading = _Reloading(supervisor) if developing else None

    def chore() -> None:
        keep_sockets(places)
        if reloading:
            reloading()

    supervisor.watch(chore, every=1.0 if developing else 5.0)


def run(*, developing: bool) -> int:
    """Runs the app until asked to stop. Gives the exit code, 0 where it was."""
    places, folder = checkout_places(), var_dir()
    folder.mkdir(parents=True, exist_ok=True)
    make_private(places.logs)
    make_data_folder(places)
    with sole_holder(folder / "run.lock", f"process {os.getpid()}, {address()}"):
        check_port()
        with sole_holder(lock_of(places), f"process {os.getpid()}, make run"):
            code = _supervised(places, developing=developing)
            forget_sockets(places)
    return code


def _supervised(places: Places, *, developing: bool) -> int:
    with Supervisor(say) as supervisor:
        try:
            run_app(supervisor, places, developing=developing)
        except AskedToStop:
            say("\nStopping (once more, and it stops in haste).")
        except FAILURES as failure:
            say(f"\n{failure}\n\nStopping.")
            return 1
    say("Stopped.")
    return 0


def main(arguments: list[str]) -> int:
    """Runs the app; `--dev` reloads on change."""
    developing = "--dev" in arguments
    if developing:
        os.environ.setdefault("DEBUG", "1")
        os.environ.setdefault("LOG_FORMAT", "console")
    try:
        return run(developing=developing)
    except AlreadyRunning as held:
        print(f"On Record is running already in this checkout ({held}).", file=sys.stderr)
    except (PortTaken, *FAILURES) as failure:
        print(failure, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
