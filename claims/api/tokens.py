"""Tokens for programs: got with a password or a session, sent as `Authorization: Token …`."""

from __future__ import annotations

from django.contrib.auth import authenticate
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from knox.views import LoginView
from rest_framework.exceptions import NotAuthenticated, ValidationError
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import User
from claims.api.asked import SignInIn
from claims.api.parsers import SizedJSON
from claims.api.serializers import TokenOut


class TokenView(LoginView):
    """The token that a program signs in with."""

    parser_classes = [SizedJSON]
    permission_classes = (AllowAny,)

    @extend_schema(request=SignInIn, responses=TokenOut)
    def post(self, request: Request, format: str | None = None) -> Response:
        """Get a token, for a user name and a password or for who is signed in. It is shown once."""
        asked = SignInIn(data=request.data)
        asked.is_valid(raise_exception=True)
        if asked.validated_data:
            request.user = self._known(request, **asked.validated_data)
        elif not isinstance(request.user, User):
            raise NotAuthenticated
        return super().post(request)

    @extend_schema(request=None, responses={204: None})
    def delete(self, request: Request) -> Response:
        """End the token that this request was sent with."""
        if request.auth is None:
            raise NotAuthenticated
        request.auth.delete()
        return Response(status=204)

    def _known(self, request: Request, username: str = "", password: str = "") -> User:
        """The user of this name and password. Raises `ValidationError`; too many tries lock out user and address."""
        user = authenticate(request=request._request, username=username, password=password)
        if not isinstance(user, User):
            raise ValidationError({"password": [_("This name and password don't go together.")]})
        return user
