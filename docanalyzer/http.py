"""What every view shares: the typed request, the event-stream response, what each page knows of the product."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import Any, cast

from asgiref.sync import SyncToAsync
from django.conf import settings
from django.db import connections
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
    """Streams may be open for hours: while one is silent it holds no thread and no database connection."""
    response = StreamingHttpResponse(_holding_nothing(events), content_type="text/event-stream")
    response["Cache-Control"] = "no-cache, no-transform"
    response["X-Accel-Buffering"] = "no"  # nginx would hold the events back
    return response


async def _holding_nothing(events: AsyncIterator[str]) -> AsyncIterator[str]:
    async with aclosing(cast(AsyncGenerator[str], events)):
        async for message in events:
            await _let_thread_go()
            yield message


async def _let_thread_go() -> None:
    """End the thread that asgiref keeps for this request's database work; the next query makes another one."""
    context = SyncToAsync.thread_sensitive_context.get(None)
    executor = SyncToAsync.context_to_thread_executor.pop(context, None) if context else None
    if executor is not None:
        await asyncio.get_running_loop().run_in_executor(executor, _close_connections)
        executor.shutdown(wait=False)


def _close_connections() -> None:
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close()
