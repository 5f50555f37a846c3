"""The permission check of every view here: what is not this person's is 404."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from docanalyzer.http import AuthedRequest
from docanalyzer.threads.models import Message, Thread


def visible_thread(request: AuthedRequest, pk: int) -> Thread:
    threads = Thread.objects.for_user(request.user).select_related("document__workspace")
    return get_object_or_404(threads, pk=pk)


def visible_message(request: AuthedRequest, pk: int) -> Message:
    messages = Message.objects.for_user(request.user)
    return get_object_or_404(
        messages.select_related("run", "thread__document__workspace", "parent__run", "again_of"), pk=pk
    )
