"""What every view shares: the typed request, the event-stream response, what each page knows of the product."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, StreamingHttpResponse
from django.utils.functional import SimpleLazyObject
from django_htmx.middleware import HtmxDetails

from docanalyzer.accounts.models import User


class AuthedRequest(HttpRequest):
    """A request behind login_required, with django-htmx's details."""

    user: User
    htmx: HtmxDetails


async def signed_in(request: HttpRequest) -> User:
    """The user of an async view behind login_required."""
    return cast(User, await request.auser())


def product(request: HttpRequest) -> dict[str, Any]:
    """Context of every page: which model answers and how, and whether this person manages the templates."""
    user = getattr(request, "user", None)
    return {
        "model_label": settings.MODEL["label"],
        "engine_is_extractive": settings.MODEL["chat_format"] == "extractive",
        "engine_caches": settings.PREFIX_CACHE,
        # Lazy: only a page with the navigation asks the database.
        "is_workspace_admin": SimpleLazyObject(lambda: bool(getattr(user, "is_workspace_admin", False))),
    }


def server_sent(event: str, data: str, event_id: str = "") -> str:
    """One server-sent event; newlines in `data` become several data lines, as the format wants."""
    head = f"id: {event_id}\n" if event_id else ""
    lines = "".join(f"data: {line}\n" for line in data.split("\n"))
    return f"{head}event: {event}\n{lines}\n"


def server_sent_json(event: str, data: dict[str, Any], event_id: str = "") -> str:
    return server_sent(event, json.dumps(data, ensure_ascii=False), event_id)


def event_stream(events: AsyncIterator[str]) -> StreamingHttpResponse:
    response = StreamingHttpResponse(events, content_type="text/event-stream")
    response["Cache-Control"] = "no-cache, no-transform"
    response["X-Accel-Buffering"] = "no"  # nginx would hold the events back
    return response
