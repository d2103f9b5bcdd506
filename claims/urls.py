"""Addresses of the pages."""

from django.urls import path

from claims.pages.health import healthz, readyz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
]
