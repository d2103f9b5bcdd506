"""Outlets and what is known of appearances: the acts behind the administration."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import Act
from articles.actions import appearances, outlets
from articles.actions.appearances import AppearanceFields
from articles.binding import outlet_named
from articles.locking import Stale
from articles.models import Job, Outlet
from articles.states import JobKind, JobState
from tests import record

DAY = datetime(2026, 11, 20, tzinfo=UTC)


def test_an_outlet_is_renamed_and_its_articles_follow(curator):
    outlet = outlet_named("Gazete")
    outlets.save(outlet, name=" The  Gazette ", domain="Gazette.Example", seen=outlet.version, by=curator)
    assert list(Outlet.objects.values_list("name", "domain")) == [("The Gazette", "gazette.example")]


def test_two_outlets_of_one_name_are_refused(curator):
    outlet_named("Gazette")
    with pytest.raises(ValueError, match="Another outlet"):
        outlets.save(None, name="gazette", domain="", seen=None, by=curator)
    with pytest.raises(ValueError, match="needs a name"):
        outlets.save(None, name=" ", domain="", seen=None, by=curator)
    assert not Act.objects.exists()


def test_what_is_known_of_an_appearance_is_mended_and_the_ledger_names_what_changed(editor):
    row = record.appearance(None, by=editor, headline="Fire")
    wanted = AppearanceFields(headline="Fire", outlet=outlet_named("Gazette"), published_at=DAY)
    act = appearances.save(row, wanted, seen=row.version, by=editor)
    row.refresh_from_db()
    assert (row.headline, row.outlet.name, row.published_at) == ("Fire", "Gazette", DAY)
    assert act.after["changed"] == ["outlet", "published_at"]
    assert "Fire" not in str(act.after)


def test_an_address_that_is_none_is_refused(editor):
    row = record.appearance(None, by=editor)
    with pytest.raises(ValueError, match="http"):
        appearances.save(row, AppearanceFields(url="javascript:alert(1)"), seen=row.version, by=editor)


@pytest.mark.parametrize(("who", "may_mend", "may_rename"), [("viewer", False, False), ("editor", True, False)])
def test_who_may(cast, who, may_mend, may_rename):
    row = record.appearance(None, by=cast["editor"])
    if not may_mend:
        with pytest.raises(PermissionDenied):
            appearances.save(row, AppearanceFields(), seen=row.version, by=cast[who])
    if not may_rename:
        with pytest.raises(PermissionDenied):
            outlets.save(None, name="Gazette", domain="", seen=None, by=cast[who])


def test_of_two_who_mend_the_same_the_slower_is_told(editor, curator):
    row, outlet = record.appearance(None, by=editor), outlet_named("Gazette")
    appearances.save(row, AppearanceFields(headline="First"), seen=1, by=editor)
    with pytest.raises(Stale):
        appearances.save(row, AppearanceFields(headline="Second"), seen=1, by=editor)
    outlets.save(outlet, name="The Gazette", domain="", seen=1, by=curator)
    with pytest.raises(Stale):
        outlets.save(outlet, name="Gazette!", domain="", seen=1, by=curator)
    row.refresh_from_db()
    outlet.refresh_from_db()
    assert (row.headline, row.version, outlet.name, outlet.version) == ("First", 2, "The Gazette", 2)


def test_an_article_that_is_dated_anew_is_compared_again_and_one_not_yet_compared_is_not(editor):
    compared, waiting = (record.article(f"{word} text.", by=editor, read=word == "One") for word in ("One", "Two"))
    for article in (compared, waiting):
        row = article.appearances.get()
        appearances.save(row, AppearanceFields(headline="Fire"), seen=row.version, by=editor)
        assert not Job.objects.live().filter(kind=JobKind.COMPARE).exists()
    for article in (compared, waiting):
        row = article.appearances.get()
        appearances.save(row, AppearanceFields(headline="Fire", published_at=DAY), seen=row.version, by=editor)
    live = Job.objects.live().filter(kind=JobKind.COMPARE)
    assert list(live.values_list("target_id", "state")) == [(compared.current_text_id, JobState.QUEUED)]
