"""Those who sign in."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import pghistory
from django.contrib.auth.models import AbstractUser
from django.db import models, transaction

from accounts.roles import Role


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["password", "last_login"])
class User(AbstractUser):
    """Someone who signs in. What they may do follows from their memberships."""

    version = models.PositiveIntegerField(default=1)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A new password ends every token of the API got with the old one, whoever sets it and however.

        A hash that is only renewed, as Django does at sign-in, is no new password.
        """
        # what `set_password` was given, kept by Django until it is saved
        renewed = getattr(self, "_password", None) is not None
        with transaction.atomic():
            super().save(*args, **kwargs)
            if renewed and self.pk:
                self.auth_token_set.all().delete()  # type: ignore[attr-defined]  # knox's, which has no types

    @cached_property
    def roles(self) -> frozenset[Role]:
        """All roles held, at any desk. One query, once a request."""
        return frozenset(Role(role) for role in self.memberships.values_list("role", flat=True))
