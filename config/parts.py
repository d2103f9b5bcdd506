"""The app's own long-lived processes, as commands: web, worker, sweeper."""

from __future__ import annotations

import http.client
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from config import environment as env
from config.embedded.places import CHECKOUT, var_dir
from config.embedded.processes import Part, spawn

HOST = env.string("HOST", "127.0.0.1", "The address on which `make run` serves; 0.0.0.0 means all of this machine's.")
PORT = env.integer("PORT", 8000, "The port on which `make run` serves.")
WEB_PROCESSES = env.integer("WEB_PROCESSES", 2, "How many processes serve pages.")
WEB_THREADS = env.integer("WEB_THREADS", 4, "How many requests each of them answers at a time.")
WORKER_PROCESSES = env.integer(
    "WORKER_PROCESSES",
    max(1, (os.cpu_count() or 2) - 1),
    "How many articles `make run` reads at a time.",
    shown="the cores less one, at least 1",
)

WEB, WORKER, SWEEPER = "web", "worker", "sweeper"
PYTHON = sys.executable


def manage(*arguments: str) -> list[str]:
    """The command line of a Django command."""
    return [PYTHON, str(CHECKOUT / "manage.py"), *arguments]


def address() -> str:
    """Where people find the app."""
    return f"http://{'localhost' if HOST in ('127.0.0.1', '0.0.0.0', '::') else HOST}:{PORT}/"  # noqa: S104  (compared)


def web_command(*, developing: bool) -> list[str]:
    """The production server; Django's own, which reloads on change, for developers."""
    if developing:
        return manage("runserver", f"{HOST}:{PORT}")
    return [
        *(PYTHON, "-m", "granian", "--interface", "wsgi", "--host", HOST, "--port", str(PORT)),
        *("--workers", str(WEB_PROCESSES), "--blocking-threads", str(WEB_THREADS)),
        *("--no-ws", "--respawn-failed-workers", "--workers-kill-timeout", "5", "config.wsgi:application"),
    ]


def worker_command() -> list[str]:
    """One Celery worker. More of them, here or on other machines, need nothing else than this same command."""
    return [
        *(PYTHON, "-m", "celery", "-A", "config", "worker", "--pool", "prefork"),
        *("--concurrency", str(WORKER_PROCESSES), "--hostname", f"run-{os.getpid()}@%h"),
        *("--loglevel", "INFO", "--without-gossip", "--without-mingle"),
    ]


def web_answers() -> bool:
    """Whether the web server answers, whatever it says."""
    connection = http.client.HTTPConnection("127.0.0.1" if HOST == "0.0.0.0" else HOST, PORT, timeout=5)  # noqa: S104
    try:
        connection.request("GET", "/healthz", headers={"Host": "localhost"})
        connection.getresponse().read()
    except (OSError, http.client.HTTPException):
        return False
    else:
        return True
    finally:
        connection.close()


def _part(name: str, command: Sequence[str], patience: float) -> Part:
    log = log_of(name)
    return Part(name=name.capitalize(), log=log, begin=lambda: spawn(command, log, cwd=CHECKOUT), patience=patience)


def log_of(name: str) -> Path:
    """The file to which a process of ours prints."""
    return var_dir() / "log" / f"{name}.log"


def app_parts(*, developing: bool) -> list[Part]:
    """The app's processes in the order in which they start. They end in the opposite order."""
    web = _part(WEB, web_command(developing=developing), patience=10)
    return [
        _part(SWEEPER, manage("sweep"), patience=5),
        _part(WORKER, worker_command(), patience=20),
        Part(name=web.name, log=web.log, begin=web.begin, ready=web_answers, patience=web.patience, start_within=60),
    ]
