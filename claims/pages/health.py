"""Two addresses for machines: does the process live, and can it work."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.middleware import open_to_all
from claims.health import checks


@open_to_all
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers. Asks nothing else."""
    return JsonResponse({"status": "ok"})


@open_to_all
@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 where every part is well, else 503; each part by name."""
    parts = checks()
    well = all(part.well for part in parts.values())
    body = {key: {"well": part.well, "detail": part.detail} for key, part in parts.items()}
    return JsonResponse({"status": "ok" if well else "unready", "checks": body}, status=200 if well else 503)
