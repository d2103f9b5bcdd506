"""Hostile files of every kind: a reading or a clear sentence, within the limits, and the next file is read.

What a file costs in memory is measured by `python -m benchmarks.hostile`, which gives each a process of its own; here
the cage's limit holds, and the costliest are left to that command.
"""

from __future__ import annotations

import pytest

from benchmarks.hostile.kinds import KINDS, tried
from benchmarks.hostile.trial import read, trials

LEFT_OUT = {
    *("pdf of 10,000 pages", "pdf of 20 MB of drawing", "pdf of 200,000 words", "pdf of 60 MB of states"),
    *("pdf of one page 100,000 times", "pdf of lines of one letter", "10^6 paragraphs", "10^6 breaks"),
    *("tags that cross", "a table of 10^5 cells", "10^5 links", "10^5 articles", "10^5 headings", "10^5 forms"),
    "Markdown of a wide table",
}
"""What takes more than four CPU seconds: the command tries it."""


def test_there_are_forty_kinds_and_more():
    assert len(KINDS) - len(LEFT_OUT) >= 40
    assert KINDS.keys() >= LEFT_OUT


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in KINDS if name not in LEFT_OUT])
def test_it_ends_in_a_reading_or_a_clear_sentence(name, tmp_path):
    path = tmp_path / "hostile"
    path.write_bytes(KINDS[name].make())
    outcome = read(KINDS[name].filename, path)
    assert [fault for fault in outcome.faults() if fault != "too much memory"] == []


@pytest.mark.slow
def test_each_is_measured_in_a_process_of_its_own():
    with trials() as pool:
        large, larger = (tried(name, pool) for name in ("word of 25 MB", "word of 50 MB"))
    assert (large.code, larger.code) == ("too_long", "too_large")
    assert large.size < larger.size < larger.memory_bytes
