"""A fresh clone finds a Python by running it, and installs once."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from config.embedded.places import CHECKOUT


def program(path: Path, script: str) -> None:
    """An executable shell script."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def find_python(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """What `bin/find-python` says where `folder` is the checkout."""
    path = environment.pop("PATH", "") + ":/usr/bin:/bin"
    return subprocess.run(
        ["/bin/sh", CHECKOUT / "bin" / "find-python"],
        cwd=folder,
        env={"PATH": path, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_python_named_is_taken(tmp_path: Path) -> None:
    found = find_python(tmp_path, PYTHON=sys.executable)
    assert found.returncode == 0
    assert Path(found.stdout.strip()) == Path(sys.executable)


def test_a_named_python_that_is_too_old_is_refused_with_its_name(tmp_path: Path) -> None:
    program(tmp_path / "old", "exit 3")
    found = find_python(tmp_path, PYTHON=str(tmp_path / "old"))
    assert found.returncode == 1
    assert str(tmp_path / "old") in found.stderr


def test_a_shim_that_leads_nowhere_is_passed_over(tmp_path: Path) -> None:
    program(tmp_path / "shims" / "python3.12", "echo 'pyenv: python3.12: command not found' >&2; exit 127")
    program(tmp_path / "versions" / "3.12.9" / "bin" / "python3", f'exec {sys.executable} "$@"')
    program(tmp_path / "shims" / "python3.13", "exit 127")
    program(tmp_path / "shims" / "python3", "exit 127")
    found = find_python(tmp_path, PATH=str(tmp_path / "shims"))
    assert found.returncode == 0
    assert Path(found.stdout.strip()) == Path(sys.executable)


def test_the_python_that_made_the_environment_is_taken_again(tmp_path: Path) -> None:
    for name in ("python3.12", "python3.13", "python3"):
        program(tmp_path / name, "exit 3")
    program(tmp_path / ".venv" / "bin" / "python", f"echo {sys.executable}")
    found = find_python(tmp_path, PATH=str(tmp_path), HOME=str(tmp_path))
    assert Path(found.stdout.strip()) == Path(sys.executable)


def test_where_there_is_none_it_says_what_to_do(tmp_path: Path) -> None:
    for name in ("python3.12", "python3.13", "python3"):
        program(tmp_path / name, "exit 3")
    found = find_python(tmp_path, PATH=str(tmp_path), HOME=str(tmp_path))
    assert found.returncode == 1
    assert "PYTHON=" in found.stderr


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """`bin/install.py` on a checkout of its own, with one empty lock of each kind."""
    spec = importlib.util.spec_from_file_location("install", CHECKOUT / "bin" / "install.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "CHECKOUT", tmp_path)
    monkeypatch.setattr(module, "ENVIRONMENT", tmp_path / ".venv")
    monkeypatch.setattr(module, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(module, "HALF_MADE", tmp_path / ".venv" / ".half-made")
    for lock in (module.APP, module.SERVERS, module.DEVELOPMENT):
        (tmp_path / lock).write_text("")
    return module


@pytest.fixture
def installed(install: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What pip was asked to install; it always succeeds."""
    asked: list[tuple[str, ...]] = []

    def remember(locks: tuple[str, ...]) -> bool:
        asked.append(locks)
        return True

    def make_bare(folder: Path, **_: object) -> None:
        (folder / "bin").mkdir()
        (folder / "bin" / "python").symlink_to(sys.executable)

    monkeypatch.setattr(install, "install", remember)
    monkeypatch.setattr(install.venv, "create", make_bare)
    return asked


def test_it_installs_once_and_again_when_a_lock_changes(
    install: ModuleType, installed: list[tuple[str, ...]], tmp_path: Path
) -> None:
    install.main(["run"])
    install.main(["run"])
    assert len(installed) == 1
    (tmp_path / install.APP).write_text("# changed\n")
    install.main(["run"])
    assert len(installed) == 2


def test_what_serves_development_serves_running_too(install: ModuleType, installed: list[tuple[str, ...]]) -> None:
    install.main(["dev"])
    install.main(["run"])
    assert installed == [(install.APP, install.SERVERS, install.DEVELOPMENT)]


def test_a_half_made_environment_is_made_anew(
    install: ModuleType, installed: list[tuple[str, ...]], tmp_path: Path
) -> None:
    install.main(["run"])
    install.HALF_MADE.touch()
    (tmp_path / ".venv" / "leftover").touch()
    install.main(["run"])
    assert not (tmp_path / ".venv" / "leftover").exists()
    assert not install.HALF_MADE.exists()
    assert len(installed) == 2


def test_an_environment_whose_python_has_gone_is_made_anew(
    install: ModuleType, installed: list[tuple[str, ...]], tmp_path: Path
) -> None:
    install.main(["run"])
    install.PYTHON.unlink()
    install.PYTHON.symlink_to(tmp_path / "gone")
    install.main(["run"])
    assert len(installed) == 2
    assert install.is_installed("run")


def test_where_the_servers_have_no_build_the_rest_is_installed(
    install: ModuleType, installed: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_servers(locks: tuple[str, ...]) -> bool:
        installed.append(locks)
        return install.SERVERS not in locks

    monkeypatch.setattr(install, "install", no_servers)
    install.main(["run"])
    assert installed[-1] == (install.APP,)
    assert install.is_installed("run")


def test_without_what_to_score_on_the_benchmark_says_so() -> None:
    asked = subprocess.run(
        ["make", "-s", "bench-attribution"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": os.environ["PATH"]},
    )
    assert asked.returncode != 0
    assert "CORPUS=" in asked.stdout
