"""What was lost: work whose worker has gone silent, and waiting work whose message the broker lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import redis
from django.conf import settings
from django.utils import timezone

from docanalyzer import events
from docanalyzer.documents import recognition
from docanalyzer.documents.models import Document, Recognition
from docanalyzer.documents.services import announce
from docanalyzer.runs.admission import LEASE
from docanalyzer.runs.models import Run
from docanalyzer.runs.services import fail_run

SILENT = LEASE
WAITING = timedelta(minutes=10)
"""A message that has waited so long is sent again; should the first one still be there, claim() drops the second."""
LOST = timedelta(minutes=1)
"""The same while the broker holds no message at all, so that the first one went with its worker or the broker."""
ATTEMPTS = 3


def lost_documents() -> Iterator[int]:
    silent = Document.objects.filter(status=Document.Status.READING, heartbeat__lt=timezone.now() - SILENT)
    for document in silent.order_by("pk"):
        if give_back_document(document):
            yield document.pk
    waiting = Document.objects.filter(status=Document.Status.UPLOADED, heartbeat__lt=has_waited())
    for document in waiting.order_by("pk"):
        Document.objects.filter(pk=document.pk).update(heartbeat=timezone.now())
        yield document.pk


def has_waited() -> datetime:
    """Reading that was asked for before this is asked for again."""
    try:
        messages = events.client().llen("reading")
    except redis.RedisError:
        messages = 1
    return timezone.now() - (WAITING if messages else LOST)


def give_back_document(document: Document) -> bool:
    """Back into the queue, or failed when it took a worker down each time; False when it is not ours to touch."""
    mine = Document.objects.filter(pk=document.pk, status=Document.Status.READING, attempts=document.attempts)
    if document.attempts >= ATTEMPTS:
        mine.update(
            status=Document.Status.FAILED,
            outcome="damaged",
            message=f"Reading “{document.filename}” stopped its worker {ATTEMPTS} times. "
            "Save the file anew with the program it comes from and upload that.",
        )
        announce(document)
        return False
    changed = bool(mine.update(status=Document.Status.UPLOADED, heartbeat=timezone.now()))
    announce(document)
    return changed


def lost_recognitions() -> Iterator[int]:
    silent = Recognition.objects.filter(
        status=Recognition.Status.RUNNING, heartbeat__lt=timezone.now() - SILENT
    )
    for work in silent.select_related("document").order_by("pk"):
        if recognition.give_back(work):
            yield work.pk
    waiting = Recognition.objects.filter(status=Recognition.Status.QUEUED, heartbeat__lt=has_waited())
    for work in waiting.order_by("pk"):
        Recognition.objects.filter(pk=work.pk).update(heartbeat=timezone.now())
        yield work.pk


def lost_runs() -> Iterator[int]:
    silent = Run.objects.filter(status=Run.Status.RUNNING, heartbeat__lt=timezone.now() - SILENT)
    for run in silent.order_by("created_at"):
        if give_back_run(run):
            yield run.pk


def overdue_runs() -> Iterator[int]:
    """Fail what has waited longer than anybody waits for an answer."""
    longest = timedelta(seconds=settings.QUEUE_SECONDS)
    for run in Run.objects.filter(status=Run.Status.QUEUED, created_at__lt=timezone.now() - longest):
        hours = settings.QUEUE_SECONDS / 3600
        if fail_run(
            run, "deadline", f"It waited {hours:g} hours for the model server. Try again, or ask an admin."
        ):
            yield run.pk


def give_back_run(run: Run) -> bool:
    if run.attempts - run.retries >= ATTEMPTS:  # a server that was away is not a worker that was lost
        fail_run(
            run,
            "lost",
            f"The worker was lost {ATTEMPTS} times while it answered. Try again, or ask an admin.",
        )
        return False
    mine = Run.objects.filter(pk=run.pk, status=Run.Status.RUNNING, attempts=run.attempts)
    queued = mine.update(status=Run.Status.QUEUED, heartbeat=timezone.now(), replica="", admitted_tokens=0)
    if queued:
        events.publish(run.stream, "status", status=Run.Status.QUEUED)
    return bool(queued)
