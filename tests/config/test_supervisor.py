"""The supervisor: what dies starts again, Ctrl-C ends all that was started and nothing else."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
import redis

from config.embedded import database_url, owner_url, redis_url
from config.embedded import supervisor as supervising
from config.embedded.places import CHECKOUT, Places, places_in
from config.embedded.processes import Part, PartFailed, command_of, spawn
from config.embedded.supervisor import AskedToStop, Supervisor, shorten
from tests.servers import wait_for

Serve = Callable[[], subprocess.Popen[str]]


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that PostgreSQL's user may enter where root runs the tests."""
    with tempfile.TemporaryDirectory(prefix="on-record-serve-") as name:
        Path(name).chmod(0o711)
        yield Path(name)


@pytest.fixture
def places(folder: Path) -> Places:
    return places_in(folder / "embedded", folder / "log")


@pytest.fixture
def serve(folder: Path) -> Iterator[Serve]:
    """`serve()` runs `python -m config.embedded serve` on a folder of its own."""
    environment = {
        name: value for name, value in os.environ.items() if name not in ("EMBEDDED_DIR", "DATABASE_URL", "REDIS_URL")
    }
    started: list[subprocess.Popen[str]] = []

    def start() -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "config.embedded", "serve"],
            env=environment | {"VAR_DIR": str(folder)},
            cwd=CHECKOUT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.terminate()
            process.wait(timeout=90)
        process.stdout.close()


def until_says(process: subprocess.Popen[str], words: str) -> str:
    """What a process prints up to the line with these words."""
    said = ""
    while words not in said:
        line = process.stdout.readline()
        assert line, f"it ended without saying {words!r}; it said: {said}"
        said += line
    return said


def server_pids(places: Places) -> tuple[int, int]:
    postmaster = int((places.postgres_data / "postmaster.pid").read_text().split()[0])
    return postmaster, int((places.valkey_data / "valkey.pid").read_text())


def answers(places: Places) -> bool:
    """Whether both servers serve the app's role."""
    try:
        with psycopg.connect(database_url(places)) as connection:
            connection.execute("SELECT 1")
        client = redis.Redis.from_url(redis_url(places))
        client.ping()
        client.close()
    except (psycopg.OperationalError, redis.RedisError):
        return False
    return True


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_all_that_was_started_and_only_that(serve: Serve, places: Places, number: signal.Signals) -> None:
    with subprocess.Popen(["sleep", "60"]) as bystander:
        process = serve()
        until_says(process, "Both are ready")
        pids = server_pids(places)
        assert all(command_of(pid) for pid in pids)
        process.send_signal(number)
        assert process.wait(timeout=60) == 0
        assert not any(command_of(pid) for pid in pids)
        assert not places.sockets.exists()
        assert "sleep" in command_of(bystander.pid)
        bystander.kill()


def test_a_killed_server_starts_again(serve: Serve, places: Places) -> None:
    process = serve()
    until_says(process, "Both are ready")
    with psycopg.connect(owner_url(places)) as connection:
        connection.execute("CREATE TABLE kept (words text)")
    postmaster, broker = server_pids(places)
    os.kill(postmaster, signal.SIGKILL)
    assert "killed by SIGKILL" in until_says(process, "PostgreSQL ended by itself")
    assert wait_for(lambda: answers(places), 40)
    os.kill(broker, signal.SIGKILL)
    until_says(process, "Valkey ended by itself")
    assert wait_for(lambda: answers(places), 40)
    assert server_pids(places) != (postmaster, broker)
    with psycopg.connect(owner_url(places)) as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (0,)


def test_after_a_killed_supervisor_the_next_run_comes_up(serve: Serve, places: Places) -> None:
    first = serve()
    until_says(first, "Both are ready")
    pids = server_pids(places)
    first.kill()
    first.wait()
    second = serve()
    until_says(second, "Both are ready")
    assert wait_for(lambda: answers(places))
    assert not any(command_of(pid) for pid in pids)


def test_a_second_run_is_told_of_the_first(serve: Serve) -> None:
    first = serve()
    until_says(first, "Both are ready")
    second = serve()
    assert "running already" in until_says(second, "already")
    assert second.wait(timeout=30) == 1
    assert first.poll() is None


def sleeper(name: str, log: Path, script: str) -> Part:
    return Part(name=name, log=log, begin=lambda: spawn(["sh", "-c", script], log), patience=1)


def test_the_last_started_ends_first_with_its_children(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    script = (
        "sleep 300 & echo $! >> {child}; trap 'echo {name} >> {trace}; exit' TERM; echo up; while :; do sleep 0.1; done"
    )
    with Supervisor(print) as supervisor:
        for name in ("one", "two"):
            log = tmp_path / f"{name}.log"
            part = sleeper(name, log, script.format(child=tmp_path / "child", name=name, trace=trace))
            supervisor.start(part)
            assert wait_for(lambda log=log: "up" in log.read_text(), 10)
    assert trace.read_text().split() == ["two", "one"]
    children = [int(pid) for pid in (tmp_path / "child").read_text().split()]
    assert wait_for(lambda: not any(map(command_of, children)), 10)


def test_one_that_will_not_end_is_killed(tmp_path: Path) -> None:
    log = tmp_path / "deaf.log"
    with Supervisor(print) as supervisor:
        supervisor.start(sleeper("deaf", log, "trap '' TERM; echo $$; while :; do sleep 0.1; done"))
        assert wait_for(lambda: log.read_text().strip(), 10)
    assert not command_of(int(log.read_text()))


def test_what_keeps_dying_waits_longer_each_time(tmp_path: Path) -> None:
    said: list[str] = []
    with Supervisor(said.append) as supervisor:
        supervisor.start(sleeper("weak", tmp_path / "weak.log", "sleep 0.2; exit 3"))

        def enough() -> None:
            supervisor.asked = int(len(said) >= 2)

        with pytest.raises(AskedToStop):
            supervisor.watch(enough, every=0.1)
    assert "exit code 3" in said[0]
    assert "in 1 s" in said[0]
    assert "in 2 s" in said[1]


def test_what_had_come_up_starts_again_in_a_second_however_often_it_dies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervising, "STEADY_AFTER", 0.1)
    said: list[str] = []
    with Supervisor(said.append) as supervisor:
        supervisor.start(sleeper("struck", tmp_path / "struck.log", "sleep 0.4; exit 3"))

        def enough() -> None:
            supervisor.asked = int(len(said) >= 3)

        with pytest.raises(AskedToStop):
            supervisor.watch(enough, every=0.1)
    assert all("in 1 s" in line for line in said)


def test_one_that_does_not_come_up_tells_why(tmp_path: Path) -> None:
    log = tmp_path / "broken.log"
    part = Part("Broken", log, lambda: spawn(["sh", "-c", "echo no such thing; exit 1"], log), ready=lambda: False)
    with Supervisor(print) as supervisor, pytest.raises(PartFailed, match="no such thing"):
        supervisor.start(part, tries=1)


def test_a_large_log_is_moved_aside(tmp_path: Path) -> None:
    log = tmp_path / "web.log"
    with log.open("ab") as writer:
        writer.write(b"x" * 100)
        writer.flush()
        shorten(log, largest=99)
        writer.write(b"more")
    assert log.read_text() == "more"
    assert (tmp_path / "web.log.1").read_text() == "x" * 100
