"""Who may use the API: whoever may see the record; the acts ask for more themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rest_framework.exceptions import NotAuthenticated
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from accounts.models import User
from accounts.permissions import may
from accounts.roles import Verb

if TYPE_CHECKING:  # the views import their default permissions from here
    from rest_framework.views import APIView


class MaySee(BasePermission):
    """Lets those in who may see the record. A visitor never changes anything, whatever visitors may see."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Whether the request goes on to the view."""
        if request.method not in SAFE_METHODS and not request.user.is_authenticated:
            return False
        return may(request.user, Verb.SEE)


def member(request: Request) -> User:
    """The one who is signed in. Raises `NotAuthenticated` for a visitor."""
    if not isinstance(request.user, User):
        raise NotAuthenticated
    return request.user
