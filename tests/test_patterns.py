"""Every regular expression of ours takes linear time, on texts made against it: twice the text, twice the time."""

from __future__ import annotations

import ast
import dataclasses
import gc
import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOMS = ("accounts", "articles", "speakers", "claims", "config", "documents", "extraction")

FAMILIES = [
    *(" ", "a", "A", ".", "1", "-", "<", "\n", "\t", "\u0301", "“", "'", ",", "/"),
    *("<a b=", "A.", "By ", "1 jan ", "jan 1, ", "2026-", "1/1/", "</", "<!--", "charset=", "<meta ", "x: "),
    *("posted on ", "am pm ", "é’", "A b.", "\udc80", "the a ", "1,000 ", "\n \n", "A-b ", "Dr. A. O’B ", "said, "),
]
SHORT, LONG, MOST = 10_000, 20_000, 2.6
"""The lengths compared, in characters, and how many times as long the longer may take."""

FLOOR_SECONDS = 0.01
"""What the longer text takes at most where nothing need be compared: in quadratic time it takes ten times as long."""

SLOW_SECONDS = 0.5
"""No linear pattern takes so long for the longer text, on any machine."""

ROUNDS = 15


def modules() -> Iterator[ModuleType]:
    """Every module of the app but for migrations."""
    for room in ROOMS:
        package = importlib.import_module(room)
        yield package
        for found in pkgutil.walk_packages(package.__path__, f"{room}."):
            if ".migrations." not in found.name and not found.name.endswith("__main__"):
                yield importlib.import_module(found.name)


def held(value: Any, depth: int = 0) -> Iterator[re.Pattern]:
    """The patterns in a value: it itself, or what it holds."""
    if isinstance(value, re.Pattern):
        yield value
    elif depth < 4 and isinstance(value, dict):
        yield from (one for pair in value.items() for part in pair for one in held(part, depth + 1))
    elif depth < 4 and isinstance(value, list | tuple | set | frozenset):
        yield from (one for part in value for one in held(part, depth + 1))
    elif depth < 4 and dataclasses.is_dataclass(value) and not isinstance(value, type):
        yield from (one for field in dataclasses.fields(value) for one in held(getattr(value, field.name), depth + 1))
    elif depth < 2 and isinstance(value, type):
        yield from (one for part in vars(value).values() for one in held(part, depth + 1))


class Filled(ast.NodeTransformer):
    """Puts a word where a name that only the running program knows is put into a pattern."""

    def __init__(self, known: dict[str, Any]) -> None:
        self.known = known

    def visit_FormattedValue(self, node: ast.FormattedValue) -> ast.expr:
        names = {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}
        is_known = all(name in self.known or name in dir(__builtins__) for name in names)
        return node if is_known else ast.Constant("kettleby")


def written(module: ModuleType) -> Iterator[tuple[int, re.Pattern | None]]:
    """The pattern of each call of `re` in a module's source with its line; None for one that only a run can tell."""
    known = {**vars(__import__("builtins")), **vars(module)}
    for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not ast.unparse(node.func).startswith("re.") or not node.args:
            continue
        if ast.unparse(node.func) == "re.escape":
            continue
        flags = [word.value for word in node.keywords if word.arg == "flags"]
        at = {"re.compile": 1, "re.sub": 4, "re.split": 3}.get(ast.unparse(node.func), 2)
        flags += node.args[at : at + 1]
        called = ast.Call(ast.Attribute(ast.Name("re", ast.Load()), "compile", ast.Load()), [node.args[0], *flags], [])
        expression = ast.fix_missing_locations(ast.Expression(Filled(known).visit(called)))
        try:
            yield node.lineno, eval(compile(expression, module.__name__, "eval"), known)  # our own source
        except NameError:
            yield node.lineno, None


@cache
def patterns() -> dict[tuple[str | bytes, int], tuple[str, re.Pattern]]:
    """Each pattern once, by its words and flags, with where it stands."""
    found: dict[tuple[str | bytes, int], tuple[str, re.Pattern]] = {}
    for module in modules():
        for name, value in list(vars(module).items()):
            for pattern in held(value) if not name.startswith("__") else ():
                found.setdefault((pattern.pattern, pattern.flags), (f"{module.__name__}.{name}", pattern))
        for line, pattern in written(module):
            if pattern is not None:
                found.setdefault((pattern.pattern, pattern.flags), (f"{module.__name__}:{line}", pattern))
    return {key: one for key, one in found.items() if one[0].split(".")[0] in ROOMS}


def test_no_pattern_is_hidden():
    """One that only a run knows can't be tried here: there is none, but for names that are put into one."""
    hidden = [f"{module.__name__}:{line}" for module in modules() for line, one in written(module) if one is None]
    assert hidden == []
    assert len(patterns()) > 100


def own_words(pattern: re.Pattern) -> list[str]:
    """Texts made of a pattern's own words and signs, which it comes farthest in."""
    words = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    plain = re.sub(r"\\[a-zA-Z]|\(\?[a-zA-Z]*[:=!<>]*|[\\()\[\]{}|?*+^$]", " ", words).split()
    longest = sorted(dict.fromkeys(plain), key=len, reverse=True)[:4]
    return [*(f"{word} " for word in longest), *longest[:2], " ".join(plain[:30]) + " "] if plain else []


def seconds(pattern: re.Pattern, text: str | bytes) -> float:
    """The processor time that all matches in a text take."""
    began = time.process_time()
    for _ in pattern.finditer(text):
        pass
    return time.process_time() - began


def made(pattern: re.Pattern, family: str, size: int) -> str | bytes:
    """A text of about this size that nothing ends well."""
    text = family * (size // len(family)) + "!"
    return text.encode("utf-8", "replace") if isinstance(pattern.pattern, bytes) else text


def is_linear(pattern: re.Pattern, family: str) -> bool:
    """Whether the longer text takes at most 2.6 times as long, by the least of several measures of each."""
    short, long = made(pattern, family, SHORT), made(pattern, family, LONG)
    once = twice = float("inf")
    for _ in range(ROUNDS):
        twice = min(twice, seconds(pattern, long))
        if twice <= FLOOR_SECONDS or twice > SLOW_SECONDS:
            return twice <= FLOOR_SECONDS
        once = min(once, seconds(pattern, short))
        if twice <= MOST * once:
            return True
    return False


def test_every_pattern_takes_linear_time():
    gc.disable()
    try:
        slow = [
            f"{where} on {family!r}"
            for where, pattern in patterns().values()
            for family in [*FAMILIES, *own_words(pattern)]
            if not is_linear(pattern, family)
        ]
    finally:
        gc.enable()
    assert slow == []


@pytest.mark.parametrize(("words", "family"), [(r"\s+$", " "), (r"\bboth\b.*\btrue\b", "both ")])
def test_one_that_takes_quadratic_time_is_told(words, family):
    assert not is_linear(re.compile(words), family)
