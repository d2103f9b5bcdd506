"""Where PostgreSQL ends an act to free another transaction, the act is done again and nobody is told."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest
from django.db import OperationalError, connection, transaction

from accounts.models import Act
from speakers import locking
from speakers.actions import merging, splitting
from speakers.matching import derive
from speakers.models import Decision, Speaker, Voice
from tests import record

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 20
"""Seconds after which a test gives up."""

CHANCES = 5
"""How often a deadlock is provoked until the act is the one that is ended."""


@pytest.fixture
def tries(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One more for each time that an act begins."""
    begun: list[int] = []
    alone = locking.alone

    def counted() -> None:
        begun.append(len(begun) + 1)
        alone()

    monkeypatch.setattr(locking, "alone", counted)
    return begun


def two_smiths(by) -> tuple[Speaker, Speaker]:
    """Two new speakers, each with a voice."""
    number = Speaker.objects.count()
    names = f"Robert Smith{number}", f"Bob Jones{number}"
    for name in names:
        derive([record.voice(record.article(f"{name} spoke.", by=by), name)])
    return Speaker.objects.get(name=names[0]), Speaker.objects.get(name=names[1])


def waiting(pid: int) -> bool:
    """Whether a connection waits for a lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE pid = %s AND NOT granted", [pid])
        return bool(cursor.fetchone()[0])


@contextmanager
def in_the_way(first: Speaker | Voice, then: Speaker | Voice) -> Iterator[None]:
    """Somebody who holds one row and, once the act waits for it, wants another that the act holds.

    Of two that wait for each other PostgreSQL ends the one that waits longer, if it finds out in time: the act.
    """
    connection.ensure_connection()
    act, holding = connection.connection.info.backend_pid, threading.Event()

    def hold() -> None:
        try:
            with suppress(OperationalError), transaction.atomic():  # on a busy machine it may be the one that is ended
                type(first).objects.select_for_update().get(pk=first.pk)
                holding.set()
                pause, left = threading.Event(), PATIENCE * 50
                while not waiting(act) and left:
                    pause.wait(0.02)
                    left -= 1
                pause.wait(0.3)
                type(then).objects.select_for_update().get(pk=then.pk)
        finally:
            connection.close()

    other = threading.Thread(target=hold, daemon=True)
    other.start()
    assert holding.wait(PATIENCE)
    yield
    other.join(PATIENCE)
    assert not other.is_alive()


def test_a_merge_that_a_deadlock_ends_is_done_again(editor, curator, tries):
    for _chance in range(CHANCES):
        robert, bob = two_smiths(editor)
        voice = Voice.objects.get(speaker=bob)
        tries.clear()
        with in_the_way(voice, bob):
            act = merging.merge(bob, robert, seen=bob.version, by=curator)
        assert list(Act.objects.filter(verb="merge_speakers", object_id=bob.pk)) == [act]
        assert Decision.objects.live().filter(other=bob).count() == 1
        assert Voice.objects.get(pk=voice.pk).speaker == robert
        if tries == [1, 2]:
            return
    pytest.fail("the act was never the one that was ended")


def test_a_split_that_a_deadlock_ends_is_done_again(editor, curator, tries):
    for _chance in range(CHANCES):
        robert, _bob = two_smiths(editor)
        voice = Voice.objects.get(speaker=robert)
        tries.clear()
        with in_the_way(voice, robert):
            splitting.split(robert, [voice.pk], robert.name, seen=robert.version, by=curator)
        rows = Speaker.objects.filter(name=robert.name).order_by("pk").values_list("voices", flat=True)
        assert list(rows) == [None, voice.pk]
        if tries == [1, 2]:
            return
    pytest.fail("the act was never the one that was ended")


def ended_by(state: str, times: int) -> Callable[[], int]:
    """An act that the database ends with this code so many times."""
    left = [times]

    @locking.undisturbed
    def act() -> int:
        if left[0]:
            left[0] -= 1
            with connection.cursor() as cursor:
                cursor.execute(f"DO $$ BEGIN RAISE EXCEPTION 'ended' USING ERRCODE = '{state}'; END $$")
        return Speaker.objects.count()

    return act


@pytest.mark.parametrize("state", ["40001", "40P01"])
def test_one_that_could_not_be_serialized_is_done_again_too(state):
    assert ended_by(state, locking.TRIES - 1)() == 0
    with pytest.raises(OperationalError):
        ended_by(state, locking.TRIES)()


def test_what_doing_it_again_cant_mend_is_told_at_once(tries):
    with pytest.raises(OperationalError):
        ended_by("57P03", 1)()  # the server is going down
    assert tries == [1]
