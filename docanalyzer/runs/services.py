"""Start and stop runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from docanalyzer import events
from docanalyzer.accounts.models import User
from docanalyzer.documents.fit import fit
from docanalyzer.documents.models import Document, DocumentText
from docanalyzer.pipeline.errors import PromptTooLong
from docanalyzer.pipeline.prompts import Task
from docanalyzer.prompts.models import PromptTemplate, PromptVersion
from docanalyzer.runs import loaded
from docanalyzer.runs.lost import asked_of
from docanalyzer.runs.models import Run, RunDocument

CANCEL_SECONDS = 24 * 3600


class NotReady(Exception):
    """It cannot be asked now: a document has no text yet, a template was withdrawn. The message says which."""


def create_run(
    *,
    user: User,
    documents: Sequence[Document],
    task: Task,
    prompt_version: PromptVersion | None = None,
    follows: Run | None = None,
) -> Run:
    """Queue a run over whole documents, in this order. The caller enqueues it after commit.

    Raises NotReady when a document was not read, PromptTooLong (both numbers) when they cannot fit.
    """
    check_ready(documents)
    check_fit(documents)
    hashes = text_hashes(documents)
    with transaction.atomic():
        run = Run.objects.create(
            workspace=documents[0].workspace,
            created_by=user,
            route=f"{documents[0].workspace.cache_key}:{hashes[documents[0].pk]}",
            expected_tokens=tokens_of(*documents),
            prompt_version=prompt_version,
            follows=follows,
            task=asdict(task),
            coverage=asked_of(documents),
            sampling={
                "max_tokens": (prompt_version and prompt_version.max_tokens) or settings.MAX_OUTPUT_TOKENS,
                "temperature": prompt_version.temperature if prompt_version else 0.0,
            },
        )
        RunDocument.objects.bulk_create(
            RunDocument(run=run, document=document, position=position, text_sha256=hashes[document.pk])
            for position, document in enumerate(documents, start=1)
        )
    return run


def route_of(document: Document) -> str:
    """Requests about one text in one workspace go to one replica, whose cache knows it."""
    return f"{document.workspace.cache_key}:{text_hash(document)}"


def opening_of(document: Document) -> str:
    """As loaded.opening() of a prompt that begins with this document now."""
    return loaded.opening(route_of(document), document.title)


def openings_of(documents: Sequence[Document]) -> dict[int, str]:
    """By the ids of those that were read, in one query."""
    texts = DocumentText.objects.filter(document__in=[document.pk for document in documents])
    rows = texts.values_list("document_id", "document__workspace__cache_key", "sha256", "document__title")
    return {pk: loaded.opening(f"{cache_key}:{sha256}", title) for pk, cache_key, sha256, title in rows}


def text_hash(document: Document) -> str:
    return text_hashes([document])[document.pk]


def text_hashes(documents: Sequence[Document]) -> dict[int, str]:
    """Of the documents' texts, by the documents' ids, without loading megabytes of them."""
    texts = DocumentText.objects.filter(document__in=[document.pk for document in documents])
    return dict(texts.values_list("document_id", "sha256"))


def tokens_of(*documents: Document) -> int:
    """An estimate of the prompt from above, made before it is rendered."""
    needed = fit(*documents)
    return needed.tokens if needed is not None else 0


def check_ready(documents: Sequence[Document]) -> None:
    for document in documents:
        if document.status != Document.Status.READY:
            raise NotReady(
                f"“{document.title}” is not ready: {document.get_status_display()}. {document.message}".strip()
            )


def check_fit(documents: Sequence[Document]) -> None:
    """Refuse what cannot fit before anything is queued; the rendered prompt is counted again when it runs."""
    needed = fit(*documents)
    if needed is not None and not needed.fits:
        raise PromptTooLong(f"{needed.sentence}.", tokens=needed.tokens, limit=needed.limit)


def cancel_run(run: Run) -> bool:
    """Stop a run: a queued one at once, a running one by telling its worker. False when it had ended."""
    if cancel_queued(run):
        return True
    asked = Run.objects.filter(pk=run.pk, status=Run.Status.RUNNING).update(cancel_requested=True)
    if asked:
        events.raise_flag(cancel_flag(run))
        return True
    return cancel_queued(run)  # it may have gone back to the queue between the two


def cancel_queued(run: Run) -> bool:
    stopped = Run.objects.filter(pk=run.pk, status=Run.Status.QUEUED).update(
        status=Run.Status.CANCELLED, cancel_requested=True, finished_at=timezone.now()
    )
    if stopped:
        events.publish(run.stream, "done", status=Run.Status.CANCELLED)
    return bool(stopped)


def cancel_flag(run: Run) -> str:
    return f"cancel:run:{run.pk}"


def repeat_run(*, user: User, run: Run) -> Run:
    """A new run that asks the same of the same documents. Raises NotReady too where its template is not for this user."""
    version = run.prompt_version
    if version and not PromptTemplate.objects.usable_by(user).filter(versions=version).exists():
        raise NotReady(gettext("Its template was withdrawn, or is not meant for you. What it made stays."))
    if run.gone:
        raise NotReady(gettext("“%(title)s” was deleted: it cannot be asked again.") % {"title": run.gone[0]})
    documents = [item.document for item in run.run_documents.select_related("document").order_by("position")]
    return create_run(
        user=user,
        documents=documents,
        task=Task(**run.task),
        prompt_version=run.prompt_version,
        follows=run.follows,
    )


def fail_run(run: Run, code: str, message: str) -> bool:
    """Close a run that nobody works on; False when somebody took it up or closed it meanwhile."""
    mine = Run.objects.unfinished().filter(pk=run.pk, status=run.status, attempts=run.attempts)
    failed = mine.update(
        status=Run.Status.FAILED, error_code=code, error_message=message, finished_at=timezone.now()
    )
    if failed:
        events.publish(run.stream, "done", status=Run.Status.FAILED)
    return bool(failed)
