"""Passwords: one's own page, the ledger, and the end of what was got with the old one."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from knox.models import AuthToken

from accounts.actions import members, passwords
from accounts.actions.members import MemberFields
from accounts.models import Act, User
from tests.cast import PASSWORD, member

NEW = "another-long-phrase-8"


@pytest.fixture
def nina(db):
    made = member("nina", "viewer", password=PASSWORD)
    AuthToken.objects.create(user=made)
    return made


def has_token(user: User) -> bool:
    return AuthToken.objects.filter(user=user).exists()


@pytest.mark.parametrize("roles", [("viewer",), ()])
def test_everyone_changes_their_own_password_and_the_ledger_has_it(db, roles):
    user = member("lena", *roles, password=PASSWORD)
    AuthToken.objects.create(user=user)
    here, elsewhere = Client(), Client()
    here.force_login(user)
    elsewhere.force_login(user)
    sent = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    answer = here.post(reverse("password-change"), sent, follow=True)
    assert "Your password is changed." in answer.content.decode()
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert not has_token(user)
    act = Act.objects.get()
    assert (act.verb, act.by, act.object_id) == ("change_password", user, user.pk)
    assert here.get(reverse("password-change")).status_code == 200
    assert elsewhere.get(reverse("password-change")).status_code == 302


def test_without_the_old_password_and_with_a_weak_one_nothing_is_changed(nina):
    client = Client()
    client.force_login(nina)
    for old, new in (("wrong", NEW), (PASSWORD, "password")):
        sent = {"old_password": old, "new_password1": new, "new_password2": new}
        assert client.post(reverse("password-change"), sent).status_code == 200
    with pytest.raises(ValidationError):
        passwords.change("password", by=nina)
    nina.refresh_from_db()
    assert nina.check_password(PASSWORD)
    assert has_token(nina)
    assert not Act.objects.exists()


def test_an_administrator_who_sets_a_password_ends_the_tokens(nina, admin):
    wanted = MemberFields(username="nina", password=NEW)
    members.save(nina, wanted, seen=1, by=admin)
    assert not has_token(nina)


def test_who_keeps_the_password_keeps_the_tokens(nina, admin):
    members.save(nina, MemberFields(username="nina"), seen=1, by=admin)
    assert has_token(nina)


def test_the_command_line_ends_the_tokens_too(nina, monkeypatch):
    monkeypatch.setattr("django.contrib.auth.management.commands.changepassword.getpass.getpass", lambda prompt: NEW)
    call_command("changepassword", "nina")
    assert not has_token(nina)


def test_a_hash_that_is_only_renewed_ends_no_token(nina, settings):
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.PBKDF2SHA1PasswordHasher",
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    ]
    assert nina.check_password(PASSWORD)
    nina.refresh_from_db()
    assert nina.password.startswith("pbkdf2_sha1")
    assert has_token(nina)


def test_the_administrations_own_form_leads_to_the_page(admin):
    client = Client()
    client.force_login(admin)
    assert client.get("/admin/password_change/").headers["Location"] == reverse("password-change")
