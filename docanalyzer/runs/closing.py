"""How a run ends that cannot end as it should: failed, without the answer that could not be kept."""

from __future__ import annotations

import logging

from django.db import InterfaceError, OperationalError
from django.utils import timezone

from docanalyzer import events
from docanalyzer.runs.models import Run

log = logging.getLogger(__name__)
INTERNAL_ERROR = "An error of docanalyzer itself stopped this run; it is in the worker's log. Try again."


def close_unsaved(run: Run, error: Exception) -> bool:
    """Close a run whose end was not saved; False where nothing can be, or somebody else has it.

    While the database is away nothing is done: its heartbeat stops, and it is answered anew.
    """
    if isinstance(error, OperationalError | InterfaceError):
        return False
    log.error("what run %s brought was not kept: %r", run.pk, error)
    mine = Run.objects.filter(pk=run.pk, attempts=run.attempts, status=Run.Status.RUNNING)
    closed = mine.update(
        status=Run.Status.FAILED,
        error_code="internal",
        error_message=INTERNAL_ERROR,
        output="",
        extraction={},
        finished_at=timezone.now(),
    )
    if closed:
        run.status = Run.Status.FAILED
        events.publish(run.stream, "done", status=Run.Status.FAILED)
    return bool(closed)
