"""Thin: the services do the work. Delivered twice is harmless, for claim() lets only one go on."""

from __future__ import annotations

import logging

from celery import shared_task

from docanalyzer.documents import recognition
from docanalyzer.documents import services as document_services
from docanalyzer.documents.models import Document, Recognition
from docanalyzer.documents.passwords import take_password
from docanalyzer.guides.services import guide_by_itself
from docanalyzer.reviews import advance as reviews
from docanalyzer.reviews.models import Review
from docanalyzer.reviews.settling import settle
from docanalyzer.runs import admission, execution, warming
from docanalyzer.runs.models import Run
from worker.clients import inference_client
from worker.recovery import lost_documents, lost_recognitions, lost_runs, overdue_runs

log = logging.getLogger(__name__)
RECOVER_SECONDS = 15


@shared_task
def read_document(document_id: int) -> None:
    document = Document.objects.filter(pk=document_id).first()
    if document is None:
        return
    password = take_password(document)
    document_services.read_document(document, password=password)
    document.refresh_from_db()
    if recognition.start_by_itself(document, password):
        recognise_document.send((document.recognition.pk,))
        return  # it is loaded into the model when its text is complete
    if document.status == Document.Status.READY:
        begin(document)


def begin(document: Document) -> None:
    """What follows a text that is complete: its guide, where that is made unasked, or its place in the model."""
    guide = guide_by_itself(document)
    if guide is not None:
        execute_run.send((guide.pk,))
    elif warming.want(document):
        warm_documents.send()


@shared_task
def recognise_document(recognition_id: int) -> None:
    """A stretch of a document's text recognition; the rest goes to the end of the queue."""
    work = Recognition.objects.filter(pk=recognition_id).select_related("document").first()
    if work is None:
        return
    if recognition.recognise(work, password=take_password(work.document)):
        recognise_document.send((work.pk,))
        return
    document = Document.objects.filter(pk=work.document_id, status=Document.Status.READY).first()
    if document is not None:
        begin(document)


@shared_task
def execute_run(run_id: int = 0) -> None:
    """A ticket to work on whichever run is next; run_id only says which one asked for it.

    A ticket that finds nothing it may start is done with: the end of a run, a run's retry_at and recover()
    bring new ones. So no thread waits, and what was asked last is not behind all messages before it.
    """
    client = inference_client()
    run, others = admission.next_and_others(client.replica_for)
    if run is None:
        return
    if others:
        enqueue_if_due()  # there may be room for the one after it
    try:
        execution.answer_run(run, client)
    finally:
        try:
            go_on_with_review(run)
        finally:
            enqueue_if_due()
            come_back(run)


def go_on_with_review(run: Run) -> None:
    """The next cell of the document, while the model still holds it; what fails here, recover() finds."""
    review = settle(run)
    if review is not None:
        reviews.advance(review)


@shared_task
def advance_review(review_id: int) -> None:
    """Queue what may be asked now of a review; the end of each run brings the next one."""
    review = Review.objects.filter(pk=review_id).first()
    if review is not None:
        for run in reviews.advance(review):
            execute_run.send((run.pk,))


def enqueue_if_due() -> None:
    if Run.objects.due().exists():
        execute_run.send(expires=RECOVER_SECONDS * 4)


def come_back(run: Run) -> None:
    """A ticket for the time at which a run that was put off is tried again."""
    if run.status == Run.Status.QUEUED and run.retry_at is not None:
        execute_run.send(eta=run.retry_at)


@shared_task
def warm_documents() -> None:
    """Load documents ahead of their first questions, one after another, until somebody asks something."""
    client = inference_client()
    while (document := warming.warm_next(client)) is not None:
        log.info("document %s is loaded into the model", document.pk)


@shared_task
def recover() -> None:
    """Queue again what a dead worker or a lost message left behind."""
    for document_id in lost_documents():
        log.warning("document %s is queued again", document_id)
        read_document.send((document_id,))
    for recognition_id in lost_recognitions():
        log.warning("recognition %s is queued again", recognition_id)
        recognise_document.send((recognition_id,))
    for run_id in [*lost_runs(), *overdue_runs()]:
        log.warning("run %s was left behind", run_id)
    for review in reviews.left_behind():
        reviews.advance(review)
    enqueue_if_due()
    if warming.waiting():
        warm_documents.send(expires=RECOVER_SECONDS)
