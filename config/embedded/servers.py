"""The two embedded servers together, as `make run` and the tests start them."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from config.embedded import postgres, valkey
from config.embedded.places import PlaceRefused, Places, make_data_folder
from config.embedded.processes import Part, PartFailed, end, launch
from config.embedded.programs import ProgramMissing
from config.embedded.supervisor import AskedToStop, Supervisor, keep_sockets, sole_holder

FAILURES = (PartFailed, PlaceRefused, ProgramMissing)
"""What stops the servers from coming up. Each carries a sentence for people."""


def lock_of(places: Places) -> Path:
    """The file that whoever runs the servers of these places holds."""
    return places.data / "lock"


@contextmanager
def running(places: Places, *, testing: bool = False, holder: str = "tests") -> Iterator[None]:
    """Both servers, for as long as the block lasts; nobody watches them. `holder` is told to whoever comes second.

    Raises:
        AlreadyRunning, or one of `FAILURES`.
    """
    make_data_folder(places)
    with sole_holder(lock_of(places), holder):
        started: list[tuple[Part, subprocess.Popen[bytes]]] = []
        try:
            database = postgres.prepare(places, testing=testing)
            started.append((database.part(), launch(database.part())))
            database.furnish()
            broker = valkey.prepare(places)
            started.append((broker.part(), _up(broker, launch)))
            yield
        finally:
            for part, process in reversed(started):
                end(part, process)
            forget_sockets(places)


def forget_sockets(places: Places) -> None:
    """Removes the sockets' folder, once the servers have ended. One that isn't ours is left alone."""
    if not places.sockets.is_dir() or places.sockets.lstat().st_uid != places.uid:
        return
    for path in (places.valkey_socket, *places.postgres_socket.glob(".s.PGSQL.*")):
        path.unlink(missing_ok=True)
    for folder in (places.postgres_socket, places.sockets):
        with suppress(OSError):  # not there, or something of another's is in it
            folder.rmdir()


def start_postgres(supervisor: Supervisor, places: Places) -> str:
    """Starts and furnishes PostgreSQL; gives a line about it for people."""
    database = postgres.prepare(places)
    supervisor.start(database.part())
    database.furnish()
    notes = [f"data in {database.footing.data}", *([database.footing.said] if database.footing.said else [])]
    return f"PostgreSQL {database.footing.programs.major} ({'; '.join(notes)})"


def start_valkey(supervisor: Supervisor, places: Places) -> str:
    """Starts Valkey; gives a line about it for people."""
    _up(valkey.prepare(places), supervisor.start)
    return f"Valkey (data in {places.valkey_data})"


def _up[T](broker: valkey.Valkey, start: Callable[[Part], T]) -> T:
    """Starts Valkey; where it doesn't come up on the queue that it kept, once more without. Raises `PartFailed`."""
    try:
        return start(broker.part())
    except PartFailed:
        if not broker.put_aside():
            raise
        return start(broker.part())


def serve(places: Places, say: Callable[[str], None]) -> None:
    """Runs the two servers, watched, until asked to stop.

    Raises:
        AlreadyRunning, or one of `FAILURES`.
    """
    make_data_folder(places)
    with sole_holder(lock_of(places), "python -m config.embedded serve"):
        with Supervisor(say) as supervisor:
            try:
                say(start_postgres(supervisor, places))
                say(start_valkey(supervisor, places))
                say("Both are ready. Stop them with Ctrl-C.")
                supervisor.watch(lambda: keep_sockets(places))
            except AskedToStop:
                say("Stopping.")
        forget_sockets(places)
