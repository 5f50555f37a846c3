"""Health for machines, the System page for admins, metrics for Prometheus."""

from __future__ import annotations

import hmac
import re

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
OWN_NAMES = ("127.0.0.1", "localhost", "[::1]")
FROM_A_PROXY = ("Forwarded", "Via", "X-Real-IP", "X-Client-IP", "X-Cluster-Client-IP", "True-Client-IP")


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
    named = any(name in request.headers for name in FROM_A_PROXY)
    if named or any(name.startswith("X-Forwarded-") for name in request.headers):
        return False
    asked_for = re.sub(r":\d+$", "", request.get_host())
    return request.META.get("REMOTE_ADDR") in LOOPBACK and asked_for in OWN_NAMES


@login_required
@require_GET
def system_page(request: AuthedRequest) -> HttpResponse:
    """For those whom User.sees_system names; the part inside is asked for again every few seconds."""
    if not request.user.sees_system:
        raise Http404
    template = "system/_system.html" if request.htmx else "system/system_page.html"
    return render(request, template, page(request.user, health(triton_client)))
