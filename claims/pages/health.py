"""Three addresses for machines: does the process live, can it work, and how much waits."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.middleware import open_to_all
from articles.models import Job
from articles.sending import canary_age
from articles.states import JobState
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


@open_to_all
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Numbers about the work, in Prometheus's text format (version 0.0.4). What isn't known is left out."""
    counted = Job.objects.counted()
    lines = ["# TYPE on_record_jobs gauge"]
    lines += [f'on_record_jobs{{state="{state}"}} {counted.get(state, 0)}' for state in JobState.values]
    gauges = {
        "on_record_oldest_wait_seconds": Job.objects.oldest_wait() or 0.0,
        "on_record_canary_age_seconds": canary_age(),
    }
    for name, value in gauges.items():
        lines += [f"# TYPE {name} gauge", f"{name} {value:.1f}"] if value is not None else []
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; version=0.0.4; charset=utf-8")
