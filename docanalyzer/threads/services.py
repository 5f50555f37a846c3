"""Ask a question of a document."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import models, transaction

from docanalyzer.accounts.models import User
from docanalyzer.documents.models import Document
from docanalyzer.pipeline.prompts import Task
from docanalyzer.runs.models import Run
from docanalyzer.runs.services import create_run
from docanalyzer.threads.models import Message, Thread

TITLE_LENGTH = 120


def thread_of(*, user: User, document: Document) -> Thread:
    """The document's thread, made with the first question."""
    thread = Thread.objects.filter(document=document).first()
    return thread or Thread.objects.create(workspace=document.workspace, created_by=user, document=document)


def last_answered(thread: Thread) -> Run | None:
    """The newest answered question about the thread's document alone: its turns are the next prompt's beginning."""
    single = Run.objects.annotate(count=models.Count("documents")).filter(
        count=1, status=Run.Status.SUCCEEDED
    )
    return single.filter(message__thread=thread).order_by("created_at").last()


def ask(*, user: User, document: Document, question: str, others: Sequence[Document] = ()) -> Message:
    """Queue a question; the answered questions before it stand in its prompt, after the document.

    others: further documents to ask at once; such a question starts a conversation of its own.
    """
    with transaction.atomic():
        thread = thread_of(user=user, document=document)
        answered = None if others else last_answered(thread)
        run = create_run(
            user=user,
            documents=[document, *others],
            task=Task(kind="question", instructions=question),
            follows=answered,
        )
        if not thread.title:
            thread.title = question[:TITLE_LENGTH]
            thread.save(update_fields=["title"])
        return Message.objects.create(thread=thread, created_by=user, run=run)
