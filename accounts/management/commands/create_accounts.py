"""`manage.py create_accounts`: one account a role, so that a fresh installation can be used at once."""

from __future__ import annotations

import os
import secrets
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from accounts.models import Desk, Membership, User
from accounts.roles import Role

DESK = "Newsroom"
ACCOUNTS = {
    "editor": Role.EDITOR,
    "fact-checker": Role.FACT_CHECKER,
    "curator": Role.CURATOR,
    "admin": Role.ADMIN,
    "viewer": Role.VIEWER,
}
_STAFF = frozenset({Role.CURATOR, Role.ADMIN})
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that are taken for another when copied by hand


class Command(BaseCommand):
    """Makes the accounts of a fresh installation. Where anyone has an account already, it does nothing."""

    help = "Makes an account for each role, with passwords printed once and kept in accounts.txt below VAR_DIR."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One option: where the passwords are kept."""
        parser.add_argument("--file", type=Path, help="where to keep the passwords, instead of accounts.txt")

    def handle(self, *args: Any, **options: Any) -> None:
        """The passwords are written before the accounts are, so that no account is ever made without.

        The file gets its name after: where it stands, the accounts are made.
        """
        path: Path = options["file"] or settings.VAR_DIR / "accounts.txt"
        half = path.with_name(f"{path.name}.new")
        if User.objects.exists():
            if half.exists():  # it was interrupted just after the accounts were made
                half.replace(path)
            return
        passwords = {name: _password() for name in ACCOUNTS}
        lines = [f"{name:<14}{password}" for name, password in passwords.items()]
        _write_private(half, "\n".join(lines) + "\n")
        with transaction.atomic():
            _make_accounts(passwords)
        half.replace(path)
        self.stdout.write("  Accounts (shown this once, and kept in " + f"{path}):")
        for line in lines:
            self.stdout.write(f"    {line}")


def _password() -> str:
    """Four groups of five letters and digits: about 99 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(4))


def _write_private(path: Path, text: str) -> None:
    """Writes a file that only its owner can read, whatever stood there before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)


def _make_accounts(passwords: dict[str, str]) -> None:
    desk, _ = Desk.objects.get_or_create(name=DESK)
    for name, password in passwords.items():
        role = ACCOUNTS[name]
        user = User.objects.create_user(
            username=name, password=password, is_staff=role in _STAFF, is_superuser=role is Role.ADMIN
        )
        Membership.objects.create(user=user, desk=desk, role=role)
