"""Health for machines, the System page for admins, metrics for Prometheus."""

from __future__ import annotations

import hmac

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from prometheus_client import CONTENT_TYPE_LATEST

from docanalyzer.http import AuthedRequest
from docanalyzer.system.health import health
from docanalyzer.system.metrics import exposition
from docanalyzer.system.page import page
from worker.clients import triton_client

LOOPBACK = ("127.0.0.1", "::1")


@never_cache
@require_GET
def health_live(request: HttpRequest) -> JsonResponse:
    """This process answers; nothing else is asked."""
    return JsonResponse({"live": True})


@never_cache
@require_GET
def health_ready(request: HttpRequest) -> JsonResponse:
    """200 when documents can be read and questions answered, else 503; which part is missing."""
    found = health(triton_client)
    return JsonResponse(found.record(), status=200 if found.ready else 503)


@never_cache
@require_GET
def metrics(request: HttpRequest) -> HttpResponse:
    if not may_scrape(request):
        raise Http404
    return HttpResponse(exposition(health(triton_client)), content_type=CONTENT_TYPE_LATEST)


def may_scrape(request: HttpRequest) -> bool:
    """With the token; without one in the settings, from this machine itself and not through a proxy on it."""
    if settings.METRICS_TOKEN:
        expected = f"Bearer {settings.METRICS_TOKEN}".encode()
        return hmac.compare_digest(request.headers.get("Authorization", "").encode(), expected)
    forwarded = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    return request.META.get("REMOTE_ADDR") in LOOPBACK and not forwarded


@login_required
@require_GET
def system_page(request: AuthedRequest) -> HttpResponse:
    """For staff and the workspace's admins; the part inside is asked for again every few seconds."""
    if not (request.user.is_staff or request.user.is_workspace_admin):
        raise Http404
    template = "system/_system.html" if request.htmx else "system/system_page.html"
    return render(request, template, page(request.user, health(triton_client)))
