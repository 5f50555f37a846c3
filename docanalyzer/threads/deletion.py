"""What the deletion of a document takes with it, and what stays: a thread on other documents too is theirs as well."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from docanalyzer.documents.models import Document
from docanalyzer.documents.removal import Removal, removal
from docanalyzer.documents.services import delete_document
from docanalyzer.runs.models import Run
from docanalyzer.runs.services import cancel_run
from docanalyzer.threads.models import Thread, ThreadDocument, ThreadQuerySet

TITLES_NAMED = 5


@dataclass(frozen=True, slots=True)
class Toll:
    """threads: how many go; kept: how many stay, kept_titles: the first of them; removal: what else goes."""

    threads: int
    kept: int
    kept_titles: list[str]
    removal: Removal


def kept_threads(document: Document) -> ThreadQuerySet:
    """Those that ask another document too, one that is still there."""
    others = ThreadDocument.objects.filter(thread=OuterRef("pk"), document__isnull=False).exclude(
        document=document
    )
    return Thread.objects.filter(workspace=document.workspace_id).of(document).filter(Exists(others))


def toll(document: Document) -> Toll:
    kept = kept_threads(document)
    return Toll(
        threads=Thread.objects.of(document).exclude(pk__in=kept).count(),
        kept=kept.count(),
        kept_titles=list(kept.values_list("title", flat=True)[:TITLES_NAMED]),
        removal=removal(document, [run.pk for run in staying(document, kept)]),
    )


def delete_document_and_answers(document: Document) -> None:
    """Stop what is being answered about it, and delete it with all that is about it alone, or is no thread.

    A thread on other documents stays as it reads, with what it quotes of this one, and cannot be continued.
    """
    for run in document.runs.unfinished():
        cancel_run(run)
    with transaction.atomic():
        kept = kept_threads(document)
        answers = list(staying(document, kept))
        for run in answers:
            run.coverage = {**run.coverage, "gone": [*run.coverage.get("gone", []), document.title]}
            run.save(update_fields=["coverage"])
        for thread in kept.filter(document=document):
            thread.document = next_document(thread, document)
            thread.save(update_fields=["document"])
        delete_document(document, keep=[run.pk for run in answers])


def staying(document: Document, kept: ThreadQuerySet) -> QuerySet[Run]:
    """The answers that outlive the document, in the threads that do."""
    return Run.objects.filter(message__thread__in=kept, run_documents__document=document)


def next_document(thread: Thread, document: Document) -> Document:
    """On whose page a thread goes on when that of `document` is no more."""
    items = thread.thread_documents.filter(document__isnull=False).exclude(document=document)
    item = items.select_related("document").order_by(F("position")).first()
    if item is None or item.document is None:
        raise Document.DoesNotExist
    return item.document
