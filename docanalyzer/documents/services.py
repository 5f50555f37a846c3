"""Writes on documents: take an upload in, read it, say how it goes."""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from docanalyzer import events
from docanalyzer.accounts.models import User
from docanalyzer.documents.images import forget_pages
from docanalyzer.documents.models import Document
from docanalyzer.documents.texts import count_tokens, facts, replace_text
from docanalyzer.pipeline.errors import Outcome, ReadingError
from docanalyzer.pipeline.reading import detect, read
from docanalyzer.pipeline.reading.result import Limits, Progress, Reading, ReadingOptions

log = logging.getLogger(__name__)
PROGRESS_SECONDS = 0.25
HEARTBEAT_SECONDS = 5.0


class UploadRefused(Exception):
    """The file was not taken in; the message says why and what to do."""


def take_upload(*, user: User, file: File) -> tuple[Document, bool]:
    """Store an upload. Returns the document and whether it is new: the same bytes are kept once a workspace."""
    name = Path(file.name or "document").name
    if not file.size:
        raise UploadRefused(_("“%(name)s” is empty (0 bytes). Choose the file again.") % {"name": name})
    if file.size > settings.DOCUMENT_MAX_BYTES:
        raise UploadRefused(
            _(
                "“%(name)s” has %(size).1f MB; the limit is %(limit)d MB. Split the file or ask an admin to raise the limit."
            )
            % {"name": name, "size": file.size / 1024**2, "limit": settings.DOCUMENT_MAX_BYTES // 1024**2}
        )
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    with transaction.atomic():
        # The workspace's row is the lock: two uploads of one file at once must not both be new.
        type(user.workspace).objects.select_for_update().get(pk=user.workspace.pk)
        existing = Document.objects.filter(workspace=user.workspace, sha256=digest.hexdigest()).first()
        if existing is not None:
            return existing, False
        document = Document(
            workspace=user.workspace,
            uploaded_by=user,
            title=Path(name).stem[:300] or name[:300],
            filename=name[:300],
            sha256=digest.hexdigest(),
            size=file.size,
        )
        document.file.save(name, file, save=False)
        document.save()
    return document, True


def read_document(document: Document, *, password: str = "") -> None:
    """Read the file in the limited child process and keep its text, or say why not."""
    if not document.claim():
        return
    announce(document)
    options = ReadingOptions(password=password, tracked_changes=document.tracked_changes)
    reporter = ProgressReporter(document)
    try:
        reading = read(
            Path(document.file.path),
            filename=document.filename,
            options=options,
            limits=reading_limits(),
            on_progress=reporter,
            cancelled=reporter.is_superseded,
        )
    except ReadingError as error:
        fail_reading(document, error)
    else:
        keep_reading(document, reading)


def being_read(document: Document) -> QuerySet[Document]:
    """The document's row while this attempt at it is the current one: every write of a reader goes through here."""
    return Document.objects.filter(pk=document.pk, status=Document.Status.READING, attempts=document.attempts)


def reading_limits() -> Limits:
    return Limits(
        memory_bytes=settings.READING_MEMORY_BYTES,
        cpu_seconds=settings.READING_CPU_SECONDS,
        wall_seconds=settings.READING_WALL_SECONDS,
        file_bytes=settings.DOCUMENT_MAX_BYTES,
        unpacked_bytes=settings.DOCUMENT_MAX_UNPACKED_BYTES,
        pages=settings.DOCUMENT_MAX_PAGES,
        paragraphs=settings.DOCUMENT_MAX_PARAGRAPHS,
        text_bytes=settings.DOCUMENT_MAX_TEXT_BYTES,
    )


class ProgressReporter:
    """Writes the page that was reached, at most four times a second: 300 pages take less than one."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.last = 0.0
        self.beat = time.monotonic()

    def is_superseded(self) -> bool:
        """Polled while a file is read: the heartbeat, and whether the document was deleted or taken over."""
        if time.monotonic() - self.beat < HEARTBEAT_SECONDS:
            return False
        self.beat = time.monotonic()
        return not being_read(self.document).update(heartbeat=timezone.now())

    def __call__(self, progress: Progress) -> None:
        if time.monotonic() - self.last < PROGRESS_SECONDS and progress.page != progress.pages:
            return
        self.last = time.monotonic()
        being_read(self.document).update(
            pages_read=progress.page, page_count=progress.pages, heartbeat=timezone.now()
        )
        announce(self.document)


def keep_reading(document: Document, reading: Reading) -> None:
    """Save the text, its pages and counts; the document is ready."""
    counted = count_tokens(reading)
    with transaction.atomic():
        if not being_read(document).select_for_update().exists():
            log.warning("document %s was deleted or taken over while it was read", document.pk)
            return
        replace_text(document, reading, counted)
        being_read(document).update(
            status=Document.Status.READY,
            outcome="read",
            message="",
            kind=reading.kind,
            media_type=reading.media_type,
            paged=reading.paged,
            page_count=len(reading.pages),
            pages_read=len(reading.pages),
            ready_at=timezone.now(),
            **facts(reading, counted),
        )
    announce(document)


def fail_reading(document: Document, error: ReadingError) -> None:
    """Say why there is no text. A PDF whose every page is a picture waits for text recognition instead."""
    if error.outcome is Outcome.ENCRYPTED:
        being_read(document).update(has_password=True)
    if error.outcome is Outcome.NO_TEXT and is_pdf(document):
        being_read(document).update(
            status=Document.Status.NO_TEXT,
            outcome=error.code,
            message=str(error),
            kind="pdf",
            media_type="application/pdf",
            paged=True,
            page_count=error.page_count,
            empty_pages=list(range(1, error.page_count + 1)),
        )
    else:
        being_read(document).update(
            status=Document.Status.FAILED,
            outcome=error.code,
            message=str(error),
            page_count=error.page_count,
        )
    announce(document)


def is_pdf(document: Document) -> bool:
    return detect(Path(document.file.path), document.filename).format == "pdf"


def retry_reading(document: Document) -> bool:
    """Put a failed document back in the queue; False when it did not fail."""
    changed = Document.objects.filter(pk=document.pk, status=Document.Status.FAILED).update(
        status=Document.Status.UPLOADED, outcome="", message="", attempts=0, heartbeat=timezone.now()
    )
    if changed:
        announce(document)
    return bool(changed)


def read_changes_as(document: Document, choice: str) -> bool:
    """Read a document again with its tracked changes shown otherwise; False when it is not ready or stands so."""
    changed = (
        Document.objects.filter(pk=document.pk, status=Document.Status.READY)
        .exclude(tracked_changes=choice)
        .update(status=Document.Status.UPLOADED, tracked_changes=choice, attempts=0, heartbeat=timezone.now())
    )
    if changed:
        announce(document)
    return bool(changed)


def may_delete(user: User, document: Document) -> bool:
    """Who uploaded it, or an admin: other people's results and questions go with it."""
    return document.uploaded_by_id == user.pk or user.administers(document.workspace_id)


def delete_document(document: Document, keep: Sequence[int] = ()) -> None:
    """Remove the file and everything that was made of it: answers quote the document, so they go too.

    keep: the runs that stay, since they are about other documents as well.
    """
    stored = document.file
    with transaction.atomic():
        document.runs.exclude(pk__in=keep).delete()
        document.delete()
        transaction.on_commit(lambda: stored.storage.delete(str(stored.name)))
        if not Document.objects.filter(sha256=document.sha256).exists():
            transaction.on_commit(lambda: forget_pages(document.sha256))


def announce(document: Document) -> None:
    """Tell the pages that show this document to look again."""
    events.publish(f"workspace:{document.workspace_id}", "document", keep=2000, id=document.pk)
    events.publish(document.stream, "document", keep=200, id=document.pk)
