"""The whole app started, killed and filled up; and another engine after people decided.

Each test does what one command of `benchmarks.faults` does, with smaller figures, in a folder of its own.
"""

from __future__ import annotations

import random

import pytest

from benchmarks.faults import decisions, disk, startup
from benchmarks.faults.house import House, fresh_folder
from benchmarks.faults.mounts import tmpfs, why_not

pytestmark = [pytest.mark.slow, pytest.mark.parser, pytest.mark.timeout(600)]


def may_mount(kind):
    """Skips a test, with the reason, where no such file system can be mounted."""
    if reason := why_not(kind):
        pytest.skip(f"not run: {reason}")


@pytest.mark.parametrize("words", [startup.MIGRATING, startup.SERVED], ids=["migrating", "first start"])
def test_after_starts_that_were_killed_the_next_one_comes_up(words):
    with fresh_folder() as folder:
        assert startup.comes_up_after(House(folder), words, 2, random.Random(words))


def test_what_people_decided_stays_when_another_engine_reads_everything_again():
    with fresh_folder() as folder:
        home = House(folder)
        try:
            found = decisions.decided(home, articles=4, decisions=10)
        finally:
            home.stop()
    assert found == decisions.Decided(made=10, read_again=4, differing=0)


def test_a_full_disk_is_told_of_in_a_sentence_and_work_goes_on_once_there_is_space():
    may_mount("tmpfs")
    with fresh_folder() as folder, tmpfs(folder / "var", disk.MEGABYTES):
        home = House(folder)
        try:
            home.start()
            found = disk.filled(home, 6)
        finally:
            home.stop()
    refused = [answer for answer in found.answers if answer.status != 202]
    assert {answer.status for answer in refused} <= {503, 507}
    assert any("no space left" in answer.body.decode() for answer in refused)
    assert not any("Traceback" in answer.body.decode() for answer in found.answers)
    assert found.without_original == 0
    assert found.read == found.taken
