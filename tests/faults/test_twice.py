"""Every task three times in a row and twice at once leaves what one run leaves."""

from __future__ import annotations

import pytest

from benchmarks.faults.tasks import differing, differing_readings, own_tasks

pytestmark = [pytest.mark.slow, pytest.mark.parser]

TASKS = ("articles.tasks.canary", "articles.tasks.extract")
TASKS += ("claims.tasks.compare", "claims.tasks.preview", "claims.tasks.read")


def test_no_task_is_left_out():
    """A new task is named here, and gets in `benchmarks.faults.tasks` a state from which it is run."""
    assert own_tasks() == set(TASKS)


@pytest.mark.parametrize("task", TASKS)
def test_three_times_in_a_row_and_twice_at_once_are_as_once(task, transactional_db, fresh_broker):
    assert differing(task) == []


def test_eight_readings_of_one_article_at_once_are_as_one(transactional_db, fresh_broker):
    assert differing_readings(8) == []
