"""What the deletion of a document takes with it, and what stays: a thread on other documents too is theirs as well."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from docanalyzer.documents.models import Document
from docanalyzer.documents.services import delete_document
from docanalyzer.runs.models import Run
from docanalyzer.runs.services import cancel_run
from docanalyzer.threads.models import Thread, ThreadDocument, ThreadQuerySet

TITLES_NAMED = 5


@dataclass(frozen=True, slots=True)
class Toll:
    """threads, results, shared_results, reviews: how many go (of the results, so many are on other documents too).

    kept: how many threads stay, kept_titles: the first of them.
    """

    threads: int
    results: int
    shared_results: int
    reviews: int
    kept: int
    kept_titles: list[str]


def kept_threads(document: Document) -> ThreadQuerySet:
    """Those that ask another document too, one that is still there."""
    others = ThreadDocument.objects.filter(thread=OuterRef("pk"), document__isnull=False).exclude(
        document=document
    )
    return Thread.objects.filter(workspace=document.workspace_id).of(document).filter(Exists(others))


def toll(document: Document) -> Toll:
    kept = kept_threads(document)
    results = document.runs.filter(analysis__isnull=False)
    return Toll(
        threads=Thread.objects.of(document).exclude(pk__in=kept).count(),
        results=results.count(),
        shared_results=results.filter(run_documents__position__gt=1).distinct().count(),
        reviews=document.review_rows.count(),
        kept=kept.count(),
        kept_titles=list(kept.values_list("title", flat=True)[:TITLES_NAMED]),
    )


def delete_document_and_answers(document: Document) -> None:
    """Stop what is being answered about it, and delete it with all that is about it alone, or is no thread.

    A thread on other documents stays as it reads, with what it quotes of this one, and cannot be continued.
    """
    for run in document.runs.unfinished():
        cancel_run(run)
    with transaction.atomic():
        kept = kept_threads(document)
        messages = Run.objects.filter(message__thread__in=kept, run_documents__document=document)
        for run in messages:
            run.coverage = {**run.coverage, "gone": [*run.coverage.get("gone", []), document.title]}
            run.save(update_fields=["coverage"])
        runs = [run.pk for run in messages]
        for thread in kept.filter(document=document):
            thread.document = next_document(thread, document)
            thread.save(update_fields=["document"])
        delete_document(document, keep=runs)


def next_document(thread: Thread, document: Document) -> Document:
    """On whose page a thread goes on when that of `document` is no more."""
    items = thread.thread_documents.filter(document__isnull=False).exclude(document=document)
    item = items.select_related("document").order_by(F("position")).first()
    if item is None or item.document is None:
        raise Document.DoesNotExist
    return item.document
