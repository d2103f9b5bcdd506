"""The cast of all tests: one member a role, and a stranger who has none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from accounts.models import User

PASSWORD = "a-long-pass-phrase-7"


def member(name: str, *roles: str, password: str | None = None) -> User:
    """A member of the newsroom with these roles; without a password, which takes time to hash, where none is needed."""
    from accounts.models import Desk, Membership, User  # a plugin is loaded before Django is set up

    user = User.objects.create_user(username=name, password=password)
    desk, _ = Desk.objects.get_or_create(name="Newsroom")
    Membership.objects.bulk_create(Membership(user=user, desk=desk, role=role) for role in roles)
    return user


@pytest.fixture
def viewer(db: None) -> User:
    """Sees."""
    return member("viewer", "viewer")


@pytest.fixture
def editor(db: None) -> User:
    """Also uploads and reviews quotes."""
    return member("editor", "editor")


@pytest.fixture
def fact_checker(db: None) -> User:
    """Also rules on conflicts."""
    return member("fact_checker", "fact_checker")


@pytest.fixture
def curator(db: None) -> User:
    """An editor who decides who is who."""
    return member("curator", "curator")


@pytest.fixture
def admin(db: None) -> User:
    """Does everything."""
    return member("admin", "admin")


@pytest.fixture
def stranger(db: None) -> User:
    """Has an account and no role."""
    return member("stranger")


@pytest.fixture
def cast(
    viewer: User, editor: User, fact_checker: User, curator: User, admin: User, stranger: User
) -> dict[str, User | None]:
    """All of them by name, and the visitor who is not signed in (None)."""
    return {
        "visitor": None,
        "stranger": stranger,
        "viewer": viewer,
        "editor": editor,
        "fact_checker": fact_checker,
        "curator": curator,
        "admin": admin,
    }
