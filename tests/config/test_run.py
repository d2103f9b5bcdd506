"""What `make run` does around the app's own processes."""

from __future__ import annotations

import socket
import stat
from pathlib import Path

import pytest
from django.core.management import call_command

from accounts.management.commands import create_accounts
from accounts.models import User
from accounts.roles import Role
from config import parts, run
from config.embedded.supervisor import Supervisor
from tests.servers import RunningProcess, wait_for


def test_a_port_that_is_taken_is_named_before_anything_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        monkeypatch.setattr(run, "PORT", other.getsockname()[1])
        with pytest.raises(run.PortTaken, match="PORT="):
            run.check_port()


@pytest.mark.django_db
def test_each_role_gets_an_account_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = tmp_path / "accounts.txt"
    call_command("create_accounts", file=kept)
    shown = capsys.readouterr().out
    passwords = dict(line.split() for line in kept.read_text().splitlines())
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert {user.username for user in User.objects.all()} == set(passwords)
    for name, password in passwords.items():
        user = User.objects.get(username=name)
        assert user.check_password(password)
        assert password in shown
        assert user.roles == {Role(name.replace("-", "_"))}
    before = kept.read_text()
    call_command("create_accounts", file=kept)
    assert kept.read_text() == before
    assert capsys.readouterr().out == ""


@pytest.mark.django_db
@pytest.mark.parametrize("made", [False, True], ids=["before the accounts", "after"])
def test_a_first_start_that_was_interrupted_leaves_accounts_and_the_passwords_that_open_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: bool
) -> None:
    make = create_accounts._make_accounts

    def interrupted(passwords: dict[str, str]) -> None:
        make(passwords)
        raise KeyboardInterrupt

    kept = tmp_path / "accounts.txt"
    if made:
        monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    else:
        monkeypatch.setattr(create_accounts, "_make_accounts", interrupted)
    with pytest.raises(KeyboardInterrupt):
        call_command("create_accounts", file=kept)
    assert not kept.exists()  # else the next start would think that all is done
    assert User.objects.exists() == made
    monkeypatch.undo()
    call_command("create_accounts", file=kept)
    passwords = dict(line.split() for line in kept.read_text().splitlines())
    assert all(User.objects.get(username=name).check_password(password) for name, password in passwords.items())


@pytest.mark.django_db
def test_only_those_who_use_the_admin_may_enter_it(tmp_path: Path) -> None:
    call_command("create_accounts", file=tmp_path / "accounts.txt")
    assert set(User.objects.filter(is_staff=True).values_list("username", flat=True)) == {"curator", "admin"}
    assert list(User.objects.filter(is_superuser=True).values_list("username", flat=True)) == ["admin"]


class _Deaf(Supervisor):
    """A supervisor whose commands all end with one exit code."""

    code = 0
    ran: list[list[str]] = []

    def run(self, command: list[str], *_: object) -> int:
        self.ran.append(command)
        return self.code


@pytest.fixture
def demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that stands for var/, empty."""
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    monkeypatch.setattr(run, "DEMO_ARTICLES", tmp_path)
    monkeypatch.setattr(_Deaf, "ran", [])
    return tmp_path


def test_the_demo_is_read_at_the_first_start_only(demo: Path) -> None:
    run.read_demo(_Deaf(print))
    run.read_demo(_Deaf(print))
    assert [command[2] for command in _Deaf.ran] == ["ingest"]


def test_a_demo_that_fails_stops_nothing(
    demo: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(_Deaf, "code", 1)
    run.read_demo(_Deaf(print))
    assert "Not all of them could be read" in capsys.readouterr().out


def test_without_the_setting_no_demo_is_read(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "DEMO", False)
    run.read_demo(_Deaf(print))
    assert _Deaf.ran == []


def test_the_apps_processes_end_web_first() -> None:
    names = [part.name for part in parts.app_parts(developing=False)]
    assert names[::-1] == ["Web", "Worker", "Sweeper"]


def test_a_worker_started_for_a_test_serves_that_tests_queue(worker: RunningProcess) -> None:
    from config.celery import app

    assert wait_for(lambda: app.control.inspect(timeout=2).ping(), 20)
    worker.kill()
    assert not app.control.inspect(timeout=1).ping()
