"""A speaker's page: the order is the database's, across pages."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from django.urls import reverse

from claims.models import Conflict, Quote
from claims.pages import speakers
from speakers.models import Speaker
from tests import record


def test_what_they_said_goes_by_date_across_pages(client, viewer, editor, monkeypatch):
    monkeypatch.setattr(speakers, "QUOTES", 2)
    bell = record.speaker("Tom Bell")
    for day in (3, None, 9, 1, 7):
        at = day and datetime(2026, 11, day, tzinfo=UTC)
        row = record.article(f"Tom Bell said: “Day {day}.”", by=editor, headline="News", published=at)
        record.quote(row, f"Day {day}.", voice=record.voice(row, "Tom Bell", speaker=bell))
    client.force_login(viewer)
    shown, query = [], ""
    for _ in range(4):
        page = client.get(reverse("speaker", args=[bell.pk]) + query).content.decode()
        shown += re.findall(r"Day (\w+)\.", page)
        older = re.search(r"\?(before=\d+)", page)
        if older is None:
            break
        query = f"?{older[1]}"
    assert shown == ["9", "7", "3", "1", "None"]


def test_their_own_contradiction_comes_first_however_old(editor):
    record.clash(by=editor)
    first, bell = Conflict.objects.get(), Speaker.objects.get(name="Tom Bell")
    Quote.objects.filter(pk=first.left.quote_id).update(voice=first.right.quote.voice)
    later = record.clash(by=editor, number=1)
    assert list(Conflict.objects.of_speaker(bell.pk).themselves_first(bell.pk)) == [first, later]
