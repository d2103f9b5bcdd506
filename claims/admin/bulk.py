"""Bulk acts on what was chosen in a list: all of them, or none."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.admin_rights import Rights
from accounts.models import User
from articles.locking import Stale
from claims.states import IllegalMove


def ruled(page: Rights, request: HttpRequest, rows: int, rule: Callable[[User], object]) -> None:
    """Run an act over chosen rows in one transaction, and tell the person what came of it."""
    assert isinstance(request.user, User)
    try:
        with transaction.atomic():
            rule(request.user)
    except (Stale, IllegalMove):
        page.message_user(request, _("One of them has changed meanwhile. Nothing was done."), messages.ERROR)
        return
    told = ngettext("%(n)s row was ruled on.", "%(n)s rows were ruled on.", rows) % {"n": rows}
    page.message_user(request, told, messages.SUCCESS if rows else messages.WARNING)
