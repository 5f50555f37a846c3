"""Ask questions of documents, again and otherwise; name and delete what was asked."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone

from docanalyzer.accounts.models import User
from docanalyzer.documents.models import Document
from docanalyzer.pipeline.prompts import Task
from docanalyzer.runs.models import Run
from docanalyzer.runs.services import cancel_run, check_fit, check_ready, create_run, repeat_run
from docanalyzer.threads.keys import is_about, sent_before
from docanalyzer.threads.models import Feedback, Message, Thread, ThreadDocument
from docanalyzer.threads.titles import title_of
from docanalyzer.threads.window import check_room

AGAIN_TEMPERATURE = 0.7
"""The same question at temperature 0 would be given the same answer."""


class StillAnswering(Exception):
    """The answer that the question would follow is not finished: it would silently be missing from the prompt."""


class DocumentGone(Exception):
    """A document of the thread was deleted; the message says which."""


def start_thread(
    *,
    user: User,
    document: Document,
    documents: Sequence[Document],
    title: str,
    continues: Thread | None = None,
) -> Thread:
    """document: on whose page it begins; documents: in the order of the prompt."""
    thread = Thread.objects.create(
        workspace=document.workspace,
        created_by=user,
        document=document,
        title=title_of(title),
        continues=continues,
    )
    ThreadDocument.objects.bulk_create(
        ThreadDocument(thread=thread, document=one, title=one.title, position=position)
        for position, one in enumerate(documents, start=1)
    )
    return thread


def documents_of(thread: Thread) -> list[Document]:
    """In the order of the prompt. Raises DocumentGone."""
    found = []
    for item in thread.thread_documents.select_related("document__workspace"):
        if item.document is None:
            raise DocumentGone(f"“{item.title}” was deleted: this thread can be read, and not be continued.")
        found.append(item.document)
    return found


def answered_before(message: Message | None) -> Run | None:
    """The newest answered run of a branch: its turns are the next prompt's beginning."""
    if message is None:
        return None
    rows = Message.objects.filter(thread=message.thread_id).values_list("pk", "parent", "run", "run__status")
    known = {pk: (parent, run, status) for pk, parent, run, status in rows}
    key: int | None = message.pk
    while key is not None:
        key, run, status = known[key]
        if status == Run.Status.SUCCEEDED:
            return Run.objects.get(pk=run)
    return None


def ask(
    *,
    user: User,
    document: Document,
    question: str,
    others: Sequence[Document] = (),
    documents: Sequence[Document] = (),
    thread: Thread | None = None,
    parent: Message | None = None,
    key: uuid.UUID | None = None,
) -> Message:
    """Queue a question; the answered questions before it in its branch stand in its prompt, after the documents.

    Without a thread it begins one on the page of `document`, about it and then `others`, or about `documents` in
    their order. parent: the message it follows. key: of the form it came with; the same question that comes a
    second time with it is not asked again, another one is: as another wording, beside the first. Raises NotReady,
    PromptTooLong, ThreadFull, StillAnswering, DocumentGone.
    """
    whole = documents or [document, *others]
    try:
        with transaction.atomic():
            return _ask(user, document, question, whole, thread, parent, key)
    except IntegrityError:
        if key is None:
            raise
    # The key was taken meanwhile, by the same form sent twice at once: the second look finds what took it.
    with transaction.atomic():
        return _ask(user, document, question, whole, thread, parent, key)


def _ask(
    user: User,
    document: Document,
    question: str,
    documents: Sequence[Document],
    thread: Thread | None,
    parent: Message | None,
    key: uuid.UUID | None,
) -> Message:
    said = f"{user.pk} {thread.pk if thread else [one.pk for one in documents]} {question}"
    asked, key = sent_before(user, said, key)
    if asked is not None and (thread is not None or is_about(asked.thread, documents)):
        if asked.question == question:
            return asked
        if thread is None:
            # It would have begun the same thread: it is that thread's question in other words.
            thread, parent = asked.thread, asked.parent
    if thread is not None:
        documents = documents_of(thread)
    if parent is not None and parent.run.is_unfinished:
        raise StillAnswering("The answer before is still being written: wait for it, or stop it.")
    check_ready(documents)
    check_fit(documents)
    follows = answered_before(parent)
    check_room(documents, follows, question)
    if thread is None:
        thread = start_thread(user=user, document=document, documents=documents, title=question)
    task = Task(kind="question", instructions=question)
    run = create_run(user=user, documents=documents, task=task, follows=follows)
    touch(thread)
    return Message.objects.create(thread=thread, created_by=user, run=run, parent=parent, key=key)


def ask_again(*, user: User, message: Message) -> Message:
    """The same question once more, the answer drawn anew; both are kept. Raises as ask()."""
    if message.run.is_unfinished:
        raise StillAnswering("The answer is still being written: wait for it, or stop it.")
    documents = documents_of(message.thread)
    check_room(documents, message.run.follows, message.question)
    with transaction.atomic():
        run = repeat_run(user=user, run=message.run)
        run.sampling = {**run.sampling, "temperature": AGAIN_TEMPERATURE}
        run.save(update_fields=["sampling"])
        touch(message.thread)
        return Message.objects.create(
            thread=message.thread,
            created_by=user,
            run=run,
            parent=message.parent,
            again_of=message.again_of or message,
        )


def touch(thread: Thread) -> None:
    Thread.objects.filter(pk=thread.pk).update(last_at=timezone.now())


def rename_thread(thread: Thread, title: str) -> None:
    Thread.objects.filter(pk=thread.pk).update(title=title)


def may_delete(user: User, thread: Thread) -> bool:
    """Who began it, or an admin: it holds other people's questions too."""
    return thread.created_by_id == user.pk or user.administers(thread.workspace_id)


def delete_thread(thread: Thread) -> None:
    """With its questions and their results; what is being answered is stopped."""
    runs = Run.objects.filter(message__thread=thread)
    for run in runs.unfinished():
        cancel_run(run)
    with transaction.atomic():
        runs.delete()
        thread.delete()


def give_feedback(*, user: User, message: Message, vote: str, note: str) -> None:
    """A person's opinion of an answer; vote "" takes it back."""
    if not vote:
        Feedback.objects.filter(message=message, user=user).delete()
        return
    Feedback.objects.update_or_create(message=message, user=user, defaults={"vote": vote, "note": note})
