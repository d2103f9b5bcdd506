"""Every knob of the app, read from the environment once and remembered with its meaning.

A variable that is empty counts as unset, since shells and compose files pass such ones on.
`docs/settings.md` is generated from what is remembered here (`manage.py settings_page`).
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass

YES, NO = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


@dataclass(frozen=True, slots=True)
class Knob:
    """One setting: its variable, its kind, what it is when unset (as shown to people), and what it means."""

    name: str
    kind: str
    default: str
    meaning: str


KNOBS: list[Knob] = []


def _remember(name: str, kind: str, default: object, meaning: str, shown: str | None) -> None:
    KNOBS.append(Knob(name, kind, str(default) if shown is None else shown, meaning))


def given(name: str) -> str:
    """What a variable holds, "" where it is unset or empty."""
    return os.environ.get(name, "").strip()


def string(name: str, default: str, meaning: str, *, shown: str | None = None) -> str:
    """A text. `shown` stands in the documents for a default that is worked out at start."""
    _remember(name, "text", default, meaning, shown)
    return given(name) or default


def integer(name: str, default: int, meaning: str, *, shown: str | None = None) -> int:
    """A whole number. Raises `ValueError`, naming the variable, for anything else."""
    _remember(name, "number", default, meaning, shown)
    value = given(name)
    try:
        return int(value) if value else default
    except ValueError:
        raise ValueError(f"{name} is {value!r}; it must be a whole number.") from None


def share(name: str, default: float, meaning: str) -> float:
    """A number from 0 to 1. Raises `ValueError`, naming the variable, for anything else."""
    _remember(name, "share", f"{default:g}", meaning, None)
    value = given(name)
    try:
        number = float(value) if value else default
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise ValueError(f"{name} is {value!r}; it must be a number from 0 to 1.")
    return number


def boolean(name: str, default: bool, meaning: str) -> bool:
    """Yes or no: `1`, `true`, `yes`, `on` and their opposites. Raises `ValueError` for anything else."""
    _remember(name, "yes/no", "yes" if default else "no", meaning, None)
    value = given(name).lower()
    if value and value not in YES + NO:
        raise ValueError(f"{name} is {value!r}; it must be yes or no.")
    return value in YES if value else default


def words(name: str, default: list[str], meaning: str) -> list[str]:
    """A list, parted by commas."""
    _remember(name, "list", ",".join(default), meaning, None)
    return [word.strip() for word in given(name).split(",") if word.strip()] or default


def choice(name: str, default: str, among: tuple[str, ...], meaning: str) -> str:
    """One of a few words. Raises `ValueError`, naming the choices, for any other."""
    _remember(name, " / ".join(among), default, meaning, None)
    value = given(name) or default
    if value not in among:
        raise ValueError(f"{name} is {value!r}; it must be one of {', '.join(among)}.")
    return value


def derived[T](name: str, default: Callable[[], T], meaning: str, *, shown: str, parse: Callable[[str], T]) -> T:
    """A setting whose default is worked out only where the variable is unset."""
    _remember(name, "text", "", meaning, shown)
    value = given(name)
    return parse(value) if value else default()
