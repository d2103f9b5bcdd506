"""200 rounds of merge, split, rename and undo beside readings: no quote lost, no deadlock told, no dead speaker."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor, wait

import numpy as np
import pytest
from django.db import connection, transaction

import extraction
from accounts.models import Act
from articles.models import Text
from claims import recording
from claims.actions.undo import CannotUndo, undo
from claims.models import Quote
from extraction.types import CueClass, Kind
from extraction.types import SpeakerKind as Kinds
from speakers.actions import merging, speakers, splitting
from speakers.models import Decision, Speaker, Voice
from tests import record

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

ROUNDS, CURATORS, READERS, TEXTS = 200, 2, 2, 12
NAMES = ("Bob Smith", "Robert Smith", "Rob Smith", "Ana Ruiz", "Anna Ruiz", "Ana R. Ruiz", "Tom Bell")


def body(number: int) -> str:
    return " ".join(f"{name} said: “Word {number} of {at}.”" for at, name in enumerate(NAMES))


def reading(text: str, luck: random.Random) -> extraction.Reading:
    """What an engine gives: now with one voice more, now with one less; every quote each time."""
    named = luck.sample(range(len(NAMES)), luck.randint(4, len(NAMES)))
    voices = tuple(
        extraction.Voice(NAMES[at], Kinds.PERSON, record.spans(text, NAMES[at]), 0.9, "full name") for at in named
    )
    quotes = []
    for at, name in enumerate(NAMES):
        [content] = record.spans(text[text.index(f"{name} said") :], text.split("“")[at + 1].split("”")[0])
        start = text.index(f"{name} said")
        spans = ((content[0] + start, content[1] + start),)
        voice = named.index(at) if at in named else None
        quotes.append(extraction.Quote((), (), spans, Kind.DIRECT, CueClass.SPEECH, 0.9, "marks", voice=voice))
    return extraction.Reading(tuple(quotes), voices, (), "tests")


class Newsroom:
    """Threads that read and threads that decide, until all rounds are done."""

    def __init__(self, texts: list[int], by: list) -> None:
        self.texts, self.by = texts, by
        self.left = threading.Semaphore(ROUNDS)
        self.over = threading.Event()
        self.done: Counter[str] = Counter()

    def run(self) -> None:
        """Raises what any of the threads raised."""
        with ThreadPoolExecutor(CURATORS + READERS) as pool:
            curators = [pool.submit(self._kept, self._curate, number) for number in range(CURATORS)]
            readers = [pool.submit(self._kept, self._read, number) for number in range(READERS)]
            wait(curators)
            self.over.set()
            for work in (*curators, *readers):
                work.result()

    def _kept(self, work, number: int) -> None:
        try:
            work(number)
        finally:
            connection.close()

    def _read(self, number: int) -> None:
        luck = random.Random(1000 + number)
        while not self.over.is_set():
            text = Text.objects.get(pk=luck.choice(self.texts))
            with transaction.atomic():
                recording.store(text, reading(text.body, luck), np.zeros((0, 384), np.float32))
            self.done["read"] += 1
            time.sleep(0.005)

    def _curate(self, number: int) -> None:
        luck, by = random.Random(number), self.by[number]
        while self.left.acquire(blocking=False):
            kind = luck.choice(["merge", "split", "undo", "undo", "rename"])
            try:
                getattr(self, f"_{kind}")(luck, by)
                self.done[kind] += 1
            except (ValueError, CannotUndo):
                self.done["refused"] += 1

    def _merge(self, luck: random.Random, by) -> None:
        one, other = luck.sample(list(Speaker.objects.canonical()), 2)
        merging.merge(one, other, seen=None, by=by)

    def _split(self, luck: random.Random, by) -> None:
        row = luck.choice(list(Speaker.objects.canonical().filter(voices__isnull=False).distinct()))
        mine = list(Voice.objects.filter(speaker=row).values_list("pk", flat=True))
        to = luck.choice([*Speaker.objects.canonical()[:3], f"{row.name} II", row.name])
        splitting.split(row, luck.sample(mine, luck.randint(1, len(mine))), to, seen=None, by=by)

    def _rename(self, luck: random.Random, by) -> None:
        row = luck.choice(list(Speaker.objects.canonical()))
        speakers.rename(row, f"{row.name.split()[0]} {luck.choice('ABCDE')} Renamed", seen=None, by=by)

    def _undo(self, luck: random.Random, by) -> None:
        acts = list(Act.objects.live().filter(verb__in=("merge_speakers", "split_speaker", "rename_speaker")))
        if acts:
            undo(luck.choice(acts), by=by)


@pytest.mark.timeout(110)
def test_rounds_of_merge_split_and_undo_beside_readings(editor, curator, admin):
    texts = [record.article(body(number), by=editor).current_text for number in range(TEXTS)]
    for text in texts:
        with transaction.atomic():
            recording.store(text, reading(text.body, random.Random(0)), np.zeros((0, 384), np.float32))
    began = time.monotonic()
    room = Newsroom([text.pk for text in texts], [curator, admin])
    room.run()
    assert room.done["read"] > 50
    assert sum(room.done[kind] for kind in ("merge", "split", "undo", "rename", "refused")) == ROUNDS
    assert room.done["refused"] < ROUNDS / 2
    assert time.monotonic() - began < 60
    # no quote lost: each is where its words are, once, and on record
    for text in texts:
        assert Quote.objects.on_record().filter(text=text).count() == len(NAMES)
    # no dead speaker with quotes
    assert not Voice.objects.exclude(speaker__canonical=None).exists()
    assert not Voice.objects.filter(speaker__stands=False).exists()
    # what one decided stands once a pair
    assert Decision.objects.live().exclude(undone_at=None).count() == 0
    taken_back_in_any_order(admin)


def taken_back_in_any_order(by) -> None:
    acts = list(Act.objects.live().filter(verb__in=("merge_speakers", "split_speaker", "rename_speaker")))
    random.Random(7).shuffle(acts)
    for act in acts:
        undo(act, by=by)
    assert not Decision.objects.live().exists()
    assert not Speaker.objects.exclude(canonical=None).exists()
    spoken = Voice.objects.filter(quotes__isnull=False).distinct().select_related("speaker")
    assert {(voice.name, voice.speaker and voice.speaker.name) for voice in spoken} == {(name, name) for name in NAMES}
