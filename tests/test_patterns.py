"""Every regular expression of `documents` takes linear time, on texts made against it."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time

import pytest

import documents

FAMILIES = [
    *(
        " ",
        "a",
        "A",
        ".",
        "1",
        "-",
        "<",
        "\n",
        "\t",
        "\u0301",
        "“",
        "<a b=",
        "A.",
        "By ",
        "1 jan ",
        "jan 1, ",
        "2026-",
        "1/1/",
    ),
    *("</", "<!--", "charset=", "<meta ", "x: ", "posted on ", "am pm ", "é’", "A b.", "\udc80"),
]


def patterns() -> dict[str, re.Pattern]:
    """Give each compiled pattern of the package's modules, by module and name."""
    found = {}
    for module in pkgutil.walk_packages(documents.__path__, "documents."):
        for name, value in vars(importlib.import_module(module.name)).items():
            held = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else [value]
            for number, pattern in enumerate(one for one in held if isinstance(one, re.Pattern)):
                found[f"{module.name}.{name}.{number}"] = pattern
    return found


def seconds(pattern: re.Pattern, text: str | bytes) -> float:
    """Give the processor time that all matches in a text take."""
    began = time.process_time()
    for _ in pattern.finditer(text):
        pass
    return time.process_time() - began


@pytest.mark.parametrize("name", sorted(patterns()))
def test_time_grows_with_the_length_only(name):
    pattern = patterns()[name]
    for family in FAMILIES:
        short, long = (family * (size // len(family)) + "!" for size in (4_000, 16_000))
        if isinstance(pattern.pattern, bytes):
            short, long = short.encode("utf-8", "replace"), long.encode("utf-8", "replace")
        once = min(seconds(pattern, short) for _ in range(2))
        # Four times the length in at most some five times the time; the rest is the clock's grain.
        assert seconds(pattern, long) <= 5.2 * once + 0.02, (name, family)
