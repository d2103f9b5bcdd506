"""Speakers and decisions from before names and pairs of speakers were decided."""

from __future__ import annotations

from importlib import import_module

from django.apps import apps

from claims.actions.undo import undo
from speakers.actions import identity
from speakers.matching import derive
from speakers.models import Alias, Decision, Speaker, Voice
from speakers.states import SpeakerKind
from tests import record


def test_what_was_on_record_is_looked_up_and_taken_back_as_what_came_since(editor, curator):
    voice = record.voice(record.article("Ana Ruiz spoke.", by=editor), "Ana Ruiz")
    derive([voice])
    voice.refresh_from_db()
    act = identity.give(voice, "Eva Kern", SpeakerKind.PERSON, seen=1, by=curator)
    ana = Speaker.objects.get(name="Ana Ruiz")
    Alias.objects.create(speaker=ana, name="A. Ruiz")
    Speaker.objects.update(original_names=[])
    Alias.objects.update(family="")
    Voice.objects.update(key="", family="")
    Decision.objects.update(act=None)
    import_module("speakers.migrations.0003_fill_decided_pairs").fill(apps, None)
    ana.refresh_from_db()
    assert ana.original_names == ["Ana Ruiz", "A. Ruiz"]
    assert set(Alias.objects.values_list("family", flat=True)) == {"ruiz", "kern"}
    assert Voice.objects.values_list("key", "family").get() == ("ana ruiz", "ruiz")
    assert Decision.objects.get().act == act.pk
    undo(act, by=curator)
    voice.refresh_from_db()
    assert voice.speaker == ana
