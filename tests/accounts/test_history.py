"""What was changed of people, desks and roles is in the history, and two can't overwrite each other."""

from __future__ import annotations

import pghistory.models
import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from accounts.actions import members
from accounts.actions.members import MemberFields
from accounts.locking import Stale
from accounts.models import Desk, Membership, User


def events(model):
    return apps.get_model("accounts", f"{model.__name__}Event").objects.order_by("pgh_id")


def test_changes_past_the_acts_are_in_the_history_without_the_password(editor):
    User.objects.filter(pk=editor.pk).update(email="lena@gazette.example")
    User.objects.filter(pk=editor.pk).update(password="x")
    Desk.objects.update(name="Sports")
    Membership.objects.filter(user=editor).update(role="curator")
    Membership.objects.filter(user=editor).delete()
    assert [row.email for row in events(User)] == ["lena@gazette.example"]
    assert not hasattr(events(User).get(), "password")
    assert [row.name for row in events(Desk)] == ["Sports"]
    assert [(row.pgh_label, row.role) for row in events(Membership)] == [("update", "curator"), ("delete", "curator")]


def test_the_history_of_an_act_names_it(editor, admin):
    _row, act = members.save(editor, MemberFields(username="lena"), seen=1, by=admin)
    context = events(User).get().pgh_context
    assert isinstance(context, pghistory.models.Context)
    assert context.metadata["act"] == str(act.pk)


def test_of_two_who_change_a_member_or_a_desk_the_slower_is_told(editor, admin):
    desk = Desk.objects.get()
    members.save(editor, MemberFields(username="editor", first_name="Lena"), seen=1, by=admin)
    with pytest.raises(Stale):
        members.save(editor, MemberFields(username="editor", first_name="Nina"), seen=1, by=admin)
    members.save_desk(desk, "Sports", seen=1, by=admin)
    with pytest.raises(Stale):
        members.save_desk(desk, "Politics", seen=1, by=admin)
    assert (User.objects.get(pk=editor.pk).first_name, Desk.objects.get().name) == ("Lena", "Sports")


def test_the_administration_says_so_and_saves_nothing(admin):
    client = Client()
    client.force_login(admin)
    desk = Desk.objects.get()
    page = reverse("admin:accounts_desk_change", args=[desk.pk])
    assert 'name="seen" value="1"' in client.get(page).content.decode()
    assert client.post(page, {"name": "Sports", "seen": 1}).status_code == 302
    answer = client.post(page, {"name": "Politics", "seen": 1}, follow=True)
    assert "Someone has changed it" in answer.content.decode()
    assert Desk.objects.get().name == "Sports"
