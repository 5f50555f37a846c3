"""Thin: ids come in, the services do the work. Delivered twice is harmless, for claim() lets only one go on."""

from __future__ import annotations

import logging

from celery import shared_task

from docanalyzer.documents import services as document_services
from docanalyzer.documents.models import Document
from docanalyzer.runs import execution
from docanalyzer.runs.models import Run
from worker.clients import inference_client
from worker.recovery import lost_documents, lost_runs

log = logging.getLogger(__name__)


@shared_task
def read_document(document_id: int) -> None:
    document = Document.objects.filter(pk=document_id).first()
    if document is not None:
        document_services.read_document(document, password=document_services.take_password(document))


@shared_task
def execute_run(run_id: int) -> None:
    run = Run.objects.filter(pk=run_id).select_related("workspace").first()
    if run is not None:
        execution.execute_run(run, inference_client())


@shared_task
def recover() -> None:
    """Queue again what a dead worker or a lost message left behind."""
    for document_id in lost_documents():
        log.warning("document %s is queued again", document_id)
        read_document.delay(document_id)
    for run_id in lost_runs():
        log.warning("run %s is queued again", run_id)
        execute_run.delay(run_id)
