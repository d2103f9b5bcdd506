"""The servers of a test run: one embedded PostgreSQL and Valkey in a folder of its own, gone afterwards.

pytest's first process starts them, and xdist's workers find them by the environment. Each worker has a test
database of its own (pytest-django's), a number of its own in Valkey and a folder of its own for files.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from config.embedded import database_url, redis_url
from config.embedded.places import CHECKOUT, places_in
from config.embedded.processes import Part, end, launch, spawn
from config.embedded.servers import running

_FOLDER = "ON_RECORD_TEST_FOLDER"
_stack = ExitStack()


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Before Django is set up: the servers run and the settings point at them, whatever the shell says."""
    number = 0
    if worker := os.environ.get("PYTEST_XDIST_WORKER"):
        number = int(worker.removeprefix("gw")) + 1
    else:
        os.environ[_FOLDER] = str(_stack.enter_context(_servers()))
    folder = Path(os.environ[_FOLDER])
    os.environ["REDIS_URL"] = redis_url(places_in(folder / "servers", folder / "log")).replace("db=0", f"db={number}")
    var = folder / f"var-{number}"
    var.mkdir(exist_ok=True)
    os.environ["VAR_DIR"] = str(var)
    if not worker and config.getoption("numprocesses", None):
        # This process runs no test, and its workers must not read the settings before they have come to this line.
        os.environ.pop("DJANGO_SETTINGS_MODULE", None)
        return
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    import django  # only now: the settings read the environment once

    django.setup()


def pytest_unconfigure(config: pytest.Config) -> None:
    """The servers end with the process that started them."""
    _stack.close()


@contextmanager
def _servers() -> Iterator[Path]:
    """Runs both servers in a fresh folder, and removes it. Gives the folder."""
    folder = Path(tempfile.mkdtemp(prefix="on-record-tests-"))
    folder.chmod(0o711)  # where root runs the tests, PostgreSQL's user must get through
    places = places_in(folder / "servers", folder / "log")
    try:
        with running(places, testing=True):
            os.environ["DATABASE_URL"] = database_url(places)
            os.environ.pop("MIGRATION_DATABASE_URL", None)  # one role makes, owns and uses the tests' databases
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def servers_folder() -> Path:
    """The folder in which this run's servers have their data and logs."""
    return Path(os.environ[_FOLDER])


@pytest.fixture
def fresh_broker(settings: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An empty Valkey before the test, and after. That an earlier test found none is forgotten."""
    import redis

    from articles import outages  # a plugin is loaded before Django is set up

    monkeypatch.setattr(outages, "_away_until", 0.0)
    client = redis.Redis.from_url(os.environ["REDIS_URL"])
    client.flushdb()
    yield
    client.flushdb()
    client.close()


def environment_for_children() -> dict[str, str]:
    """The environment with which a process of the app works on this test's own database."""
    from django.db import connection

    name = str(connection.settings_dict["NAME"])
    url = os.environ["DATABASE_URL"].replace("/on_record?", f"/{name}?")
    return {**os.environ, "DATABASE_URL": url, "LOG_FORMAT": "json"}


@dataclass(frozen=True)
class RunningProcess:
    """A process of the app that a test started: to look at, to kill, to end."""

    process: subprocess.Popen[bytes]
    part: Part

    def log(self) -> str:
        """What it has printed so far."""
        return self.part.log.read_text(errors="replace") if self.part.log.exists() else ""

    def kill(self) -> None:
        """SIGKILL to its whole group, as a machine that dies would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def end(self) -> None:
        """Ends it politely."""
        end(self.part, self.process)


@pytest.fixture
def start_process(
    transactional_db: None, fresh_broker: None, tmp_path: Path
) -> Iterator[Callable[..., RunningProcess]]:
    """`start_process(name, command, ready="words in its log")` starts a process of the app on the test's database.

    All are ended with the test.
    """
    started: list[RunningProcess] = []

    def start(name: str, command: list[str], ready: str = "") -> RunningProcess:
        log = tmp_path / f"{name}-{len(started)}.log"
        part = Part(
            name=name,
            log=log,
            begin=lambda: spawn(command, log, environment=environment_for_children(), cwd=CHECKOUT),
            ready=lambda: ready in (log.read_text(errors="replace") if log.exists() else ""),
            start_within=60,
        )
        started.append(RunningProcess(launch(part), part))
        return started[-1]

    yield start
    for one in reversed(started):
        one.end()


@pytest.fixture
def start_worker(start_process: Callable[..., RunningProcess]) -> Callable[[], RunningProcess]:
    """`start_worker()` starts one more real Celery worker (one process, no pool) and waits until it listens."""
    number = iter(range(100))

    def start() -> RunningProcess:
        command = [sys.executable, "-m", "celery", "-A", "config", "worker", "--pool", "solo", "--loglevel", "INFO"]
        command += ["--without-gossip", "--without-mingle", "--hostname", f"test-{os.getpid()}-{next(number)}@%h"]
        return start_process("worker", command, ready=" ready.")

    return start


@pytest.fixture
def worker(start_worker: Callable[[], RunningProcess]) -> RunningProcess:
    """One real Celery worker on the test's database and broker."""
    return start_worker()


@pytest.fixture
def sweeper(start_process: Callable[..., RunningProcess]) -> RunningProcess:
    """The real sweeper on the test's database and broker."""
    return start_process("sweeper", [sys.executable, str(CHECKOUT / "manage.py"), "sweep"])


def wait_for(what: Callable[[], object], seconds: float = 30.0, every: float = 0.1) -> bool:
    """Whether `what()` becomes true within so many seconds."""
    until = time.monotonic() + seconds
    while not what():
        if time.monotonic() > until:
            return False
        time.sleep(every)
    return True
