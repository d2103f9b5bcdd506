"""Who gets past the door."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from accounts.permissions import may, require
from accounts.roles import Verb


class SignInMiddleware:
    """Send a visitor who may not see the record to the sign-in page, and refuse a member without a role.

    Views say so with `open_to_all`, or with `for_members` where visitors are never let in, whatever they may see.

    The API answers for itself (401), and so does the admin.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> HttpResponse | None:
        """Redirect before a page's view runs."""
        if getattr(view, "open_to_all", False) or request.path.startswith(("/api/", "/admin/", settings.STATIC_URL)):
            return None
        needed = Verb.SEE_WORK if getattr(view, "for_members", False) else Verb.SEE
        if may(request.user, needed):
            return None
        if request.user.is_authenticated:
            require(request.user, needed)
        return redirect_to_login(request.get_full_path())


def open_to_all[F: Callable[..., HttpResponseBase]](view: F) -> F:
    """Mark a view as open to visitors who are not signed in: sign-in itself and the health pages."""
    view.open_to_all = True  # type: ignore[attr-defined]  # a mark that the middleware reads
    return view


def for_members[F: Callable[..., HttpResponseBase]](view: F) -> F:
    """Mark a view as closed to visitors even where they see the record: it shows the newsroom's work."""
    view.for_members = True  # type: ignore[attr-defined]  # a mark that the middleware reads
    return view
