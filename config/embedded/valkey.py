"""The embedded Valkey: on a socket only we can open, on no port, with its queue kept on disk.

The append-only file is a comfort, never a promise: the record of the work is in the database.
"""

from __future__ import annotations

import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

import redis

from config.embedded.places import Places, make_data_folder, make_private
from config.embedded.processes import Part, end_leftover, spawn
from config.embedded.programs import find_valkey


@dataclass(frozen=True, slots=True)
class Valkey:
    """One embedded Valkey (or Redis) server."""

    places: Places
    program: Path

    @property
    def log(self) -> Path:
        """What the server prints."""
        return self.places.logs / "valkey.log"

    @property
    def _pid_file(self) -> Path:
        return self.places.valkey_data / "valkey.pid"

    def begin(self) -> subprocess.Popen[bytes]:
        """Starts the server, after ending what an earlier run left."""
        # The server writes its socket over its arguments, so a leftover is known by that.
        end_leftover(self._pid_file, str(self.places.valkey_socket), signal.SIGTERM, 10)
        settings = {
            "port": "0",
            "unixsocket": str(self.places.valkey_socket),
            "unixsocketperm": "700",
            "dir": str(self.places.valkey_data),
            "pidfile": str(self._pid_file),
            "appendonly": "yes",
            "appendfsync": "everysec",
            "save": "",
            "maxmemory-policy": "noeviction",
            "daemonize": "no",
        }
        arguments = [word for name, value in settings.items() for word in (f"--{name}", value)]
        return spawn([self.program, *arguments], self.log, cwd=self.places.valkey_data)

    def put_aside(self) -> bool:
        """Moves a queue that can't be loaded out of the way, as a power cut may leave one. False where there is none.

        Nothing is lost: what was in it is in the database, and is sent again.
        """
        queue = self.places.valkey_data / "appendonlydir"
        if not queue.exists():
            return False
        aside = queue.with_name("appendonlydir-damaged")
        shutil.rmtree(aside, ignore_errors=True)
        queue.rename(aside)
        return True

    def ready(self) -> bool:
        """Whether it answers."""
        client = redis.Redis(unix_socket_path=str(self.places.valkey_socket), socket_timeout=5)
        try:
            return bool(client.ping())
        except redis.RedisError:
            return False
        finally:
            client.close()

    def part(self) -> Part:
        """How it is started, watched and ended."""
        return Part(name="Valkey", log=self.log, begin=self.begin, ready=self.ready, start_within=60)


def prepare(places: Places) -> Valkey:
    """The Valkey of these places. Raises `ProgramMissing` or `PlaceRefused` with a sentence that says what to do."""
    program = find_valkey()
    make_data_folder(places)
    make_private(places.valkey_data)
    if not places.sockets.exists():
        make_private(places.sockets)
    return Valkey(places, program)
