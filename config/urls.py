"""All addresses: pages, API, admin; for developers the debug toolbar's."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

handler500 = "claims.pages.errors.broken"

urlpatterns = [
    path("api/", include("claims.api.urls")),
    path("admin/", admin.site.urls),
    path("", include("claims.urls")),
]
if "debug_toolbar" in settings.INSTALLED_APPS:
    urlpatterns.insert(0, path("__debug__/", include("debug_toolbar.urls")))
