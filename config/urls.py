"""All addresses: pages, API, admin."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("api/", include("claims.api.urls")),
    path("admin/", admin.site.urls),
    path("", include("claims.urls")),
]
