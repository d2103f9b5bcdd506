"""Processes of the whole app that die, stop or lose what they held: nothing is lost, nothing doubled, all goes on.

Each test does what one command of `benchmarks.faults` does, with smaller figures. Times have room for a busy machine.
"""

from __future__ import annotations

import random

import pytest

from benchmarks.faults import broker, killers, kills, lease, outage, same

pytestmark = [pytest.mark.slow, pytest.mark.parser, pytest.mark.timeout(600)]

TOGETHER = ["worker", "broker", "postmaster"] * 3


def test_kills_cost_nothing_but_time(home):
    clean = kills.read_all(home, 15, 300)
    assert clean[0].conflicts, "the articles don't clash: nothing is compared"
    found = kills.disturbed(home, 15, TOGETHER, clean, random.Random(3))
    assert found.kills >= len(TOGETHER) // 2
    assert (found.lost, found.added, found.failed) == (0, 0, 0)


def test_an_old_worker_that_wakes_after_its_lease_writes_nothing(home):
    home.empty()
    assert lease.woken(home, 2) == lease.Woken(times=2, refused=2, changed=0)


def test_a_broker_that_loses_all_it_holds_loses_no_article(home):
    found = broker.emptied(home, times=3, articles=5)
    assert found.lost == 0
    assert found.longest < 90  # within 30 s where nothing else runs: the command measures it


def test_a_file_that_kills_its_process_is_given_up_with_the_cause_and_blocks_nobody(home):
    found = killers.among_others(home, articles=8, killers=1)
    [(state, tries, code, sentence)] = found.fates
    assert (state, tries, code) == ("failed", 3, "killed")
    assert "killed 3 times" in sentence
    assert found.others_read == 7


def test_one_text_in_fifty_requests_at_once_is_one_article(home):
    assert same.sent_at_once(home, 50) == same.Sent(taken=50, articles=1, linked=50, doubled=0)


def test_while_the_broker_is_away_uploads_are_taken_at_once_and_move_once_it_is_back(home):
    home.empty()
    found = outage.broker_away(home, seconds=8)
    assert {answer.status for answer in found.answers} == {202}
    assert all(outage.NOT_QUEUED in answer.body.decode() for answer in found.answers)
    assert sorted(answer.seconds for answer in found.answers)[len(found.answers) // 2] < 1
    assert found.resumed < 60
    home.settle(200)


def test_while_the_database_is_away_all_say_so_and_work_goes_on_once_it_is_back(home):
    home.empty()
    found = outage.database_away(home, seconds=8)
    assert {answer.status for answer in found.answers} == {503}
    assert all(answer.headers.get("retry-after") == "5" for answer in found.answers)
    assert found.slowest < 10
    assert found.resumed < 60
    home.settle(200)
