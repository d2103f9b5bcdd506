"""The whole app in a folder of its own, as `make run` starts it: to hand articles in, to look inside, to do it harm.

It runs under its own supervisor, with its own servers, on a free port. Nothing here needs Django: articles go in by
the API, and what is on record is read by SQL.
"""

from __future__ import annotations

import http.cookiejar
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from typing import Any

import psycopg
import redis

from config.embedded.places import CHECKOUT, OWNER, Places, database_url, places_in, redis_url
from config.embedded.processes import command_of, spawn

UP = "On Record is at"
_CARELESS = """
from config import run
from config.embedded import postgres
postgres._SETTINGS |= {"fsync": "off", "synchronous_commit": "off"}
run.main([])
"""
START_SECONDS = 180
PARTS = {
    "worker": "celery -A config worker",
    "sweeper": "manage.py sweep",
    "web": "granian --interface wsgi",
    "broker": "valkey.sock",
    "postmaster": "/postgres -D ",
}
"""The app's processes, by words of their command lines."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the web server answered, and after how many seconds; headers by their names in small letters.

    Status 0: nobody was there, or the time was over.
    """

    status: int
    body: bytes
    seconds: float
    headers: dict[str, str] = field(default_factory=dict)

    def json(self) -> Any:
        """The body, as JSON."""
        return json.loads(self.body)


@dataclass(slots=True)
class House:
    """One app in `folder`. `environment` are settings beside the usual ones, for its next start.

    `careless`: its database acknowledges what it hasn't written to disk, as no app of ours does.
    """

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    port: int = 0
    process: subprocess.Popen[bytes] | None = None
    careless: bool = False
    _token: str = ""

    # ── Starting and ending ─────────────────────────────────────────────────────────────────────
    @property
    def places(self) -> Places:
        """Where its servers are."""
        return places_in(self.folder / "var" / "embedded", self.folder / "var" / "log")

    @property
    def log(self) -> Path:
        """What its supervisor said."""
        return self.folder / "house.log"

    def settings(self) -> dict[str, str]:
        """The environment of its processes."""
        given = ("DATABASE_URL", "REDIS_URL", "MIGRATION_DATABASE_URL", "EMBEDDED_DIR", "ORIGINALS_DIR", "SECRET_KEY")
        kept = {name: value for name, value in os.environ.items() if name not in given}
        own = {"VAR_DIR": str(self.folder / "var"), "PORT": str(self.port), "DEMO": "no", "WORKER_PROCESSES": "1"}
        return kept | own | {"WEB_PROCESSES": "1", "LOG_FORMAT": "json"} | self.environment

    def begin(self) -> None:
        """Start it, without waiting."""
        self.port = self.port or _free_port()
        program = ("-c", _CARELESS) if self.careless else ("-m", "config.run")
        self.process = spawn(
            [sys.executable, *program],
            self.log,
            environment=self.settings(),
            cwd=CHECKOUT,
        )

    def start(self) -> None:
        """Start it and wait until it serves. Raises `AssertionError`, with what it said, where it doesn't come up."""
        since = len(self.said())
        self.begin()
        assert self.process is not None
        until = time.monotonic() + START_SECONDS
        while UP not in self.said()[since:]:
            if self.process.poll() is not None or time.monotonic() > until:
                raise AssertionError(self.said()[since:][-3000:])
            time.sleep(0.1)

    def stop(self) -> None:
        """End it as Ctrl-C does."""
        if self.process is not None:
            if self.process.poll() is None:
                self.process.send_signal(signal.SIGTERM)
                self.process.wait(timeout=90)
            self.process = None

    def said(self) -> str:
        """What its supervisor printed so far."""
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def log_of(self, part: str) -> str:
        """What one of its processes printed so far: web, worker, sweeper, postgres, valkey."""
        file = self.folder / "var" / "log" / f"{part}.log"
        return file.read_text(errors="replace") if file.exists() else ""

    def manage(self, *arguments: str, seconds: float = 300) -> subprocess.CompletedProcess[str]:
        """Run one of its commands to the end."""
        return subprocess.run(
            [sys.executable, str(CHECKOUT / "manage.py"), *arguments],
            env=self.settings(),
            cwd=CHECKOUT,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )

    # ── Doing harm ──────────────────────────────────────────────────────────────────────────────
    def pid(self, part: str) -> int:
        """The process of a part (`PARTS`), 0 where it has none just now."""
        assert self.process is not None
        for child in children(self.process.pid):
            if PARTS[part] in command_of(child):
                return child
        return 0

    def kill(self, part: str) -> bool:
        """SIGKILL to a part: the worker's whole group, of a server the process alone. False where it isn't there."""
        pid = self.pid(part)
        if pid:
            (os.killpg if part == "worker" else os.kill)(pid, signal.SIGKILL)
        return bool(pid)

    @contextmanager
    def down(self, part: str) -> Iterator[None]:
        """A part is killed, and for as long as the block lasts nobody starts it again: the supervisor is stopped."""
        assert self.process is not None
        pid = self.pid(part)
        os.kill(self.process.pid, signal.SIGSTOP)
        try:
            os.kill(pid, signal.SIGKILL)
            yield
        finally:
            os.kill(self.process.pid, signal.SIGCONT)

    # ── Looking inside ──────────────────────────────────────────────────────────────────────────
    def sql(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """The rows that a statement gives, asked by the owner of the tables. Waits while the database is away."""
        until = time.monotonic() + 120
        while True:
            try:
                with psycopg.connect(database_url(self.places, OWNER), autocommit=True, connect_timeout=5) as link:
                    cursor = link.execute(statement.encode(), values or None)
                    return cursor.fetchall() if cursor.description else []
            except psycopg.OperationalError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.2)

    def answers(self, part: str) -> bool:
        """Whether one of the servers does: the broker or the postmaster."""
        try:
            if part == "broker":
                with redis.Redis.from_url(redis_url(self.places), socket_timeout=1) as client:
                    return bool(client.ping())
            with psycopg.connect(database_url(self.places, OWNER), connect_timeout=2):
                return True
        except (psycopg.OperationalError, redis.RedisError):
            return False

    def waiting(self) -> int:
        """How many jobs are queued or at work."""
        return int(self.sql("SELECT count(*) FROM articles_job WHERE state IN ('queued', 'started')")[0][0])

    def settle(self, seconds: float) -> float:
        """Wait until nothing is queued or at work. Gives how long that took. Raises `AssertionError`."""
        began = time.monotonic()
        while left := self.waiting():
            assert time.monotonic() - began < seconds, f"{left} jobs still wait after {seconds:.0f} s"
            time.sleep(0.2)
        return time.monotonic() - began

    def empty(self) -> None:
        """Forget all articles and what came of them. People and their accounts stay."""
        tables = self.sql(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relname ~ '^(articles|claims|speakers)_'"
        )
        self.sql(f"TRUNCATE {', '.join(name for (name,) in tables)} CASCADE")
        shutil.rmtree(self.folder / "var" / "originals", ignore_errors=True)

    def search_exactly(self) -> None:
        """Drop the approximate index: which claims it finds depends on the order in which they came."""
        self.sql("DROP INDEX IF EXISTS claim_vector")

    # ── Going in by the door ────────────────────────────────────────────────────────────────────
    def password(self, name: str) -> str:
        """The password that an account got at the first start."""
        lines = (self.folder / "var" / "accounts.txt").read_text().splitlines()
        return dict(line.split() for line in lines)[name]

    def token(self) -> str:
        """A token of the administrator, made once."""
        if not self._token:
            known = {"username": "admin", "password": self.password("admin")}
            self._token = self.ask("POST", "/api/token/", known, signed=False).json()["token"]
        return self._token

    def cookie(self) -> str:
        """The cookies of a session of the administrator's, as a browser sends them."""
        jar = http.cookiejar.CookieJar()
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        address = f"http://127.0.0.1:{self.port}/sign-in/"
        opener.open(address, timeout=30).close()
        [token] = [one.value or "" for one in jar if one.name == "csrftoken"]
        known = {"username": "admin", "password": self.password("admin"), "csrfmiddlewaretoken": token}
        opener.open(address, urllib.parse.urlencode(known).encode(), timeout=30).close()
        return "; ".join(f"{one.name}={one.value}" for one in jar)

    def ask(
        self, method: str, path: str, body: Any = None, *, signed: bool = True, seconds: float = 30, **headers: str
    ) -> Answer:
        """Ask the web server, as the administrator by token where `signed`."""
        if signed:
            headers["Authorization"] = f"Token {self.token()}"
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", data, {"Content-Type": "application/json", **headers}, method=method
        )
        began = time.monotonic()
        try:
            with urllib.request.urlopen(request, timeout=seconds) as got:
                return Answer(got.status, got.read(), time.monotonic() - began, _lowered(got.headers))
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.read(), time.monotonic() - began, _lowered(error.headers))
        except OSError as error:
            return Answer(0, str(error).encode(), time.monotonic() - began)

    def send(self, text: str, **told: str) -> Answer:
        """Hand an article in by the API."""
        return self.ask("POST", "/api/articles/", {"text": text, **told})

    def send_all(self, texts: Iterable[str]) -> list[int]:
        """Hand these in; each must be taken. Gives the appearances' keys."""
        answers = [self.send(text) for text in texts]
        assert all(one.status == 202 for one in answers), [one for one in answers if one.status != 202][:1]
        return [one.json()["id"] for one in answers]


_SPEAKER = """coalesce(cs.name, s.name, '')"""
_QUOTES = f"""
    SELECT encode(t.fingerprint, 'hex'), q.content::text, q.kind, coalesce(v.name, ''), {_SPEAKER}, q.words, q.state,
           coalesce(tt.fingerprint::text || tq.content::text, '')
    FROM claims_quote q JOIN articles_text t ON t.id = q.text_id
    LEFT JOIN speakers_voice v ON v.id = q.voice_id LEFT JOIN speakers_speaker s ON s.id = v.speaker_id
    LEFT JOIN speakers_speaker cs ON cs.id = s.canonical_id
    LEFT JOIN claims_quote tq ON tq.id = q.twin_of_id LEFT JOIN articles_text tt ON tt.id = tq.text_id
"""  # noqa: S608
_CLAIMS = """
    SELECT encode(t.fingerprint, 'hex'), q.content::text, c.span::text, c.words, c.stance, c.superseded
    FROM claims_claim c JOIN claims_quote q ON q.id = c.quote_id JOIN articles_text t ON t.id = q.text_id
"""
_SIDE = "encode(t{0}.fingerprint, 'hex') || q{0}.content::text || c{0}.words"
_CONFLICTS = f"""
    SELECT k.relation, k.kind, {_SIDE.format(1)}, k.left_evidence::text, {_SIDE.format(2)}, k.right_evidence::text,
           k.state
    FROM claims_conflict k
    JOIN claims_claim c1 ON c1.id = k.left_id JOIN claims_quote q1 ON q1.id = c1.quote_id
    JOIN articles_text t1 ON t1.id = q1.text_id
    JOIN claims_claim c2 ON c2.id = k.right_id JOIN claims_quote q2 ON q2.id = c2.quote_id
    JOIN articles_text t2 ON t2.id = q2.text_id
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Content:
    """What is on record, each row as often as it stands there, by what it says and not by its key."""

    quotes: Counter[tuple[Any, ...]]
    claims: Counter[tuple[Any, ...]]
    conflicts: Counter[tuple[Any, ...]]

    def lost(self, now: Content) -> list[tuple[Any, ...]]:
        """Rows that this has and `now` hasn't."""
        pairs = ((self.quotes, now.quotes), (self.claims, now.claims), (self.conflicts, now.conflicts))
        return [row for mine, theirs in pairs for row in (mine - theirs).elements()]


def content(house: House) -> Content:
    """All quotes with their speakers' names, all claims, all conflicts. The sides of a conflict have no order."""
    sides = [
        (relation, kind, *sorted([(left, left_words), (right, right_words)]), state)
        for relation, kind, left, left_words, right, right_words, state in house.sql(_CONFLICTS)
    ]
    return Content(Counter(house.sql(_QUOTES)), Counter(house.sql(_CLAIMS)), Counter(sides))


def states(house: House) -> dict[str, int]:
    """How many jobs are in each state."""
    return dict(house.sql("SELECT state, count(*) FROM articles_job GROUP BY state"))  # type: ignore[arg-type]


@contextmanager
def house(**environment: str) -> Iterator[House]:
    """An app in a fresh folder, started; ended and removed afterwards."""
    with fresh_folder() as folder:
        made = House(folder, environment)
        try:
            made.start()
            yield made
        finally:
            made.stop()


@contextmanager
def fresh_folder() -> Iterator[Path]:
    """A folder through which PostgreSQL's user gets where root starts it; removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="on-record-faults-"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def children(pid: int) -> list[int]:
    """The processes that a process started and that still run."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        found += map(int, task.read_text().split())
    return found


def until(what: Callable[[], object], seconds: float, every: float = 0.1) -> float:
    """Wait until `what()` is true. Gives how many seconds that took, infinity where it never was."""
    began = time.monotonic()
    while not what():
        if time.monotonic() - began > seconds:
            return float("inf")
        time.sleep(every)
    return time.monotonic() - began


def _lowered(headers: Message) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
