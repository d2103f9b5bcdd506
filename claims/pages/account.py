"""Signing in and out, and one's own password."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse_lazy
from django.utils.translation import gettext as _

from accounts.actions import passwords
from accounts.middleware import open_to_all


class OwnPassword(PasswordChangeForm):
    """The old password once and the new one twice; saved by the act."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)

    def save(self, commit: bool = True) -> Any:
        """Gives the member as they are now, whose session goes on."""
        passwords.change(self.cleaned_data["new_password1"], by=self.user)
        self.user.refresh_from_db()
        return self.user


class _Change(PasswordChangeView):
    form_class = OwnPassword
    template_name = "accounts/password.html"
    success_url = reverse_lazy("password-change")

    def form_valid(self, form: Any) -> HttpResponse:
        """Say so on the page."""
        answer = super().form_valid(form)
        messages.success(self.request, _("Your password is changed. You are signed out everywhere else."))
        return answer


_sign_in = LoginView.as_view(template_name="accounts/sign_in.html")
_sign_out = LogoutView.as_view()
_change = _Change.as_view()


@open_to_all
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """The form, and what it sends."""
    return _sign_in(request)


@open_to_all
def sign_out(request: HttpRequest) -> HttpResponseBase:
    """By POST alone."""
    return _sign_out(request)


@open_to_all
def change_password(request: HttpRequest) -> HttpResponseBase:
    """For everyone who is signed in, whatever their role; a visitor is sent to sign in."""
    return _change(request)
