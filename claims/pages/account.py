"""Signing in and out."""

from __future__ import annotations

from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from accounts.middleware import open_to_all

_sign_in = LoginView.as_view(template_name="accounts/sign_in.html")
_sign_out = LogoutView.as_view()


@open_to_all
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """The form, and what it sends."""
    return _sign_in(request)


@open_to_all
def sign_out(request: HttpRequest) -> HttpResponseBase:
    """By POST alone."""
    return _sign_out(request)
