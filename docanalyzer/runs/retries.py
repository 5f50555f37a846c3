"""A model server that is away is asked again, later each time, until the run has waited for QUEUE_SECONDS.

Every other error ends the run at once.
"""

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
FALLS = 3
"""So often a server may end under a run: one that ends servers shall not do so for a day, with everybody's answers."""
ADDRESS = re.compile(r" at \S+:\d+")
RESOLVED = re.compile(r"ipv[46]:[^\s;,]+")


def told(error: InferenceError) -> str:
    """What people are told: the sentence without the servers' addresses, which are in the log."""
    if isinstance(error, ServerUnavailable):
        return "The model server is away or stopped answering. Try again later, or ask an admin."
    sentence = ADDRESS.sub("", str(error))
    for url in settings.MODEL["urls"]:
        sentence = sentence.replace(url, "the model server")
    return RESOLVED.sub("the model server", sentence)


def told_at_last(run: Run, error: InferenceError) -> str:
    """What people are told when there is no further attempt."""
    if isinstance(error, ServerUnavailable) and error.fell and run.attempts - run.retries >= FALLS:
        return (
            f"The model server stopped {FALLS} times while it answered this, so it is not asked again. "
            "Ask in another way, or tell an admin."
        )
    return told(error)


def wait_of(run: Run) -> timedelta | None:
    """How long to wait before the next attempt; the last wait is repeated. None: there is no further attempt."""
    waits = settings.RETRY_SECONDS
    if not waits:
        return None
    wait = timedelta(seconds=waits[min(run.retries, len(waits) - 1)])
    return wait if timezone.now() + wait < run.tried_until else None


def put_off(run: Run, error: InferenceError) -> bool:
    """Back into the queue until retry_at, and True; False where the error is final or nobody wants the answer.

    The row keeps the cause, and what had been written of the answer until something new is written.
    """
    wait = wait_of(run) if error.retryable else None
    fell = isinstance(error, ServerUnavailable) and error.fell
    if wait is None or (fell and run.attempts - run.retries >= FALLS):
        return False
    mine = Run.objects.filter(
        pk=run.pk, attempts=run.attempts, status=Run.Status.RUNNING, cancel_requested=False
    )
    loaded.forget(run.replica)  # it may come back with an empty cache
    put_off = mine.update(
        status=Run.Status.QUEUED,
        # One under which a server fell counts with those that lost their worker (worker/recovery.py).
        retries=F("retries") + (0 if fell else 1),
        retry_at=timezone.now() + wait,
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
