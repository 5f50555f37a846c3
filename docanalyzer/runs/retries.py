"""A model server that is away is asked again, later each time; every other error ends the run at once."""

from __future__ import annotations

import logging
import re
from datetime import timedelta

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from docanalyzer import events
from docanalyzer.pipeline.errors import InferenceError, ServerUnavailable
from docanalyzer.runs import loaded
from docanalyzer.runs.models import Run

log = logging.getLogger(__name__)
ADDRESS = re.compile(r" at \S+:\d+")


def told(error: InferenceError) -> str:
    """What people are told: the sentence without the servers' addresses, which are in the log."""
    if isinstance(error, ServerUnavailable):
        return "The model server is away or stopped answering. Try again later, or ask an admin."
    return ADDRESS.sub("", str(error))


def put_off(run: Run, error: InferenceError) -> bool:
    """Back into the queue until retry_at, and True; False where the error is final or nobody wants the answer.

    The row keeps the cause; what had been written of the answer is written anew.
    """
    if not error.retryable or run.retries >= len(settings.RETRY_SECONDS):
        return False
    mine = Run.objects.filter(
        pk=run.pk, attempts=run.attempts, status=Run.Status.RUNNING, cancel_requested=False
    )
    loaded.forget(run.replica)  # it may come back with an empty cache
    put_off = mine.update(
        status=Run.Status.QUEUED,
        retries=F("retries") + 1,
        retry_at=timezone.now() + timedelta(seconds=settings.RETRY_SECONDS[run.retries]),
        heartbeat=timezone.now(),
        error_code=error.code,
        error_message=told(error),
        replica="",
        admitted_tokens=0,
    )
    if not put_off:
        return False
    run.refresh_from_db()
    log.warning("run %s is put off until %s: %s", run.pk, run.retry_at, error)
    events.publish(run.stream, "status", status=run.status)
    return True
