"""Where the API is described: as OpenAPI for programs, and on a page to read and try it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.views import redirect_to_login
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView
from rest_framework.exceptions import NotAuthenticated

from claims.api.permissions import MaySee


class Schema(SpectacularJSONAPIView):
    """The OpenAPI description, as JSON."""

    permission_classes = [MaySee]


class Page(SpectacularSwaggerSplitView):
    """A page to read the description and to try the API, with no inline script or style."""

    permission_classes = [MaySee]
    url_name = "api-schema"
    template_name = "claims/api_docs.html"

    def handle_exception(self, exc: Exception) -> Any:
        """Send a visitor to sign in: this is a page for people."""
        if isinstance(exc, NotAuthenticated):
            return redirect_to_login(self.request.get_full_path())
        return super().handle_exception(exc)
