"""Those who sign in."""

from __future__ import annotations

from functools import cached_property

from django.contrib.auth.models import AbstractUser

from accounts.roles import Role


class User(AbstractUser):
    """Someone who signs in. What they may do follows from their memberships."""

    @cached_property
    def roles(self) -> frozenset[Role]:
        """All roles held, at any desk. One query, once a request."""
        return frozenset(Role(role) for role in self.memberships.values_list("role", flat=True))
