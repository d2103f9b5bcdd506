"""Every knob of the app, read from the environment once and remembered with its meaning.

`docs/settings.md` is generated from what is remembered here (`manage.py settings_page`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import environ

_env = environ.Env()


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


def string(name: str, default: str, meaning: str, *, shown: str | None = None) -> str:
    """A text. `shown` stands in the documents for a default that is worked out at start."""
    _remember(name, "text", default, meaning, shown)
    return _env.str(name, default=default)


def integer(name: str, default: int, meaning: str, *, shown: str | None = None) -> int:
    """A whole number."""
    _remember(name, "number", default, meaning, shown)
    return _env.int(name, default=default)


def boolean(name: str, default: bool, meaning: str) -> bool:
    """Yes or no: `1`, `true`, `yes`, `on` mean yes."""
    _remember(name, "yes/no", "yes" if default else "no", meaning, None)
    return _env.bool(name, default=default)


def words(name: str, default: list[str], meaning: str) -> list[str]:
    """A list, parted by commas."""
    _remember(name, "list", ",".join(default), meaning, None)
    return _env.list(name, default=default)


def choice(name: str, default: str, among: tuple[str, ...], meaning: str) -> str:
    """One of a few words. Raises `ValueError`, naming the choices, for any other."""
    _remember(name, " / ".join(among), default, meaning, None)
    value = _env.str(name, default=default)
    if value not in among:
        raise ValueError(f"{name} is {value!r}; it must be one of {', '.join(among)}.")
    return value


def derived[T](name: str, default: Callable[[], T], meaning: str, *, shown: str, parse: Callable[[str], T]) -> T:
    """A setting whose default is worked out only where the variable is unset."""
    _remember(name, "text", "", meaning, shown)
    given = _env.str(name, default="")
    return parse(given) if given else default()
