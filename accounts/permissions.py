"""The one place that answers whether a person may do something."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import MAY, Verb

type Person = User | AnonymousUser
"""Whoever asks: someone signed in, or a visitor."""


def may(person: Person, verb: Verb) -> bool:
    """Whether one of the person's roles may do this. A visitor may at most see, where the setting says so."""
    if not isinstance(person, User) or not person.is_active:
        return verb is Verb.SEE and settings.SIGNED_OUT_SEES == "record"
    return person.is_superuser or not MAY[verb].isdisjoint(person.roles)


def require(person: Person, verb: Verb) -> None:
    """Raise `PermissionDenied`, with a sentence for the person, unless they may do this."""
    if not may(person, verb):
        raise PermissionDenied(_("Your role does not let you %(act)s.") % {"act": verb.label})
