"""How settings are read from the environment."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config import environment as env
from config.embedded.places import CHECKOUT


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test asks for is forgotten again."""
    monkeypatch.setattr(env, "KNOBS", [])


def asked() -> list[object]:
    """One setting of each kind, all of them in the variable KNOB."""
    return [
        env.string("KNOB", "words", ""),
        env.integer("KNOB", 7, ""),
        env.share("KNOB", 0.5, ""),
        env.boolean("KNOB", True, ""),
        env.words("KNOB", ["a", "b"], ""),
        env.choice("KNOB", "one", ("one", "two"), ""),
        env.derived("KNOB", lambda: Path("here"), "", shown="here", parse=Path),
    ]


def test_an_empty_variable_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KNOB", raising=False)
    unset = asked()
    assert unset == ["words", 7, 0.5, True, ["a", "b"], "one", Path("here")]
    for empty in ("", "  "):
        monkeypatch.setenv("KNOB", empty)
        assert asked() == unset


def test_a_share_lies_between_none_and_all(monkeypatch: pytest.MonkeyPatch) -> None:
    for written, meant in (("0", 0.0), (".75", 0.75), ("1", 1.0)):
        monkeypatch.setenv("KNOB", written)
        assert env.share("KNOB", 0.5, "") == meant
    for written in ("1.1", "-0.1", "nan", "80%"):
        monkeypatch.setenv("KNOB", written)
        with pytest.raises(ValueError, match=r"KNOB is .* from 0 to 1"):
            env.share("KNOB", 0.5, "")


@pytest.mark.parametrize(("written", "meant"), [("yes", True), ("On", True), ("1", True), ("no", False), ("0", False)])
def test_yes_and_no(monkeypatch: pytest.MonkeyPatch, written: str, meant: bool) -> None:
    monkeypatch.setenv("KNOB", written)
    assert env.boolean("KNOB", not meant, "") is meant


def test_a_list_is_parted_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KNOB", "record.example, localhost,")
    assert env.words("KNOB", [], "") == ["record.example", "localhost"]


def test_a_secret_that_begins_with_a_dollar_is_taken_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KNOB", "$HOME$")
    assert env.string("KNOB", "", "") == "$HOME$"


@pytest.mark.parametrize(
    "read", [env.integer, env.share, env.boolean, lambda *rest: env.choice("KNOB", "a", ("a", "b"), "")]
)
def test_what_cant_be_understood_is_named(monkeypatch: pytest.MonkeyPatch, read: object) -> None:
    monkeypatch.setenv("KNOB", "perhaps")
    with pytest.raises(ValueError, match=r"KNOB is 'perhaps'"):
        read("KNOB", 1, "")


def test_a_command_says_what_it_was_asked_for_and_nothing_else() -> None:
    """Nothing of the packages it loads, nor a warning, with an empty VAR_DIR as with none."""
    done = subprocess.run(
        [sys.executable, "-W", "default::UserWarning", "manage.py", "settings_page", "--check"],
        cwd=CHECKOUT,
        env={**os.environ, "VAR_DIR": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr, done.returncode) == ("settings.md is up to date.\n", "", 0)


def test_the_pages_start_without_a_warning() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error::UserWarning", "-c", "import config.wsgi"],
        cwd=CHECKOUT,
        env=os.environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stderr, done.returncode) == ("", 0)


def test_developers_get_the_toolbar_under_the_same_policy() -> None:
    script = """
import config.wsgi
from django.test import Client
page = Client().get("/sign-in/", SERVER_NAME="localhost")
print(page.status_code, b"djDebug" in page.content, "unsafe" in page["Content-Security-Policy"])
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=CHECKOUT,
        env={**os.environ, "DEBUG": "yes"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.splitlines()[-1:] == ["200 True False"], done.stderr
