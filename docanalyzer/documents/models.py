"""A Document is an uploaded file on its way to becoming text; DocumentText is that text, whole."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from docanalyzer.accounts.models import OwnedQuerySet, User, Workspace
from docanalyzer.pipeline.citations import PageSpan, SourceText
from docanalyzer.pipeline.prompts import PromptDocument, PromptPage
from docanalyzer.pipeline.reading.result import Anchor


def stored_path(document: Document, filename: str) -> str:
    """A name of our own: what a user calls a file never reaches the file system."""
    return f"documents/{uuid.uuid4().hex}{Path(filename).suffix.lower()[:10]}"


class DocumentQuerySet(OwnedQuerySet["Document"]):
    def waiting_before(self, document: Document) -> int:
        """How many documents will be read before this one."""
        return self.filter(status=Document.Status.UPLOADED, pk__lt=document.pk).count()


class Document(models.Model):
    class Status(models.TextChoices):
        UPLOADED = "uploaded", _("Waiting to be read")
        READING = "reading", _("Reading")
        READY = "ready", _("Ready")
        NO_TEXT = "no_text", _("No text layer")
        FAILED = "failed", _("Could not be read")

    class TrackedChanges(models.TextChoices):
        """How a Word file's tracked changes stand in the text: the values of ReadingOptions.tracked_changes."""

        MARKED = "marked", _("as marked: insertions kept, deletions shown as deleted")
        ACCEPTED = "accepted", _("as if all were accepted")
        ORIGINAL = "original", _("as the original, before the changes")

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="documents")
    uploaded_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(_("title"), max_length=300)
    filename = models.CharField(max_length=300)
    file = models.FileField(upload_to=stored_path)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.BigIntegerField(help_text="bytes")

    status = models.CharField(max_length=20, choices=Status.choices, default=Status.UPLOADED, db_index=True)
    outcome = models.CharField(max_length=20, blank=True)
    message = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    heartbeat = models.DateTimeField(default=timezone.now)
    pages_read = models.PositiveIntegerField(default=0)

    kind = models.CharField(max_length=20, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    paged = models.BooleanField(default=True)
    page_count = models.PositiveIntegerField(default=0)
    empty_pages = models.JSONField(default=list, help_text="indexes of the pages without a text layer")
    character_count = models.PositiveIntegerField(default=0)
    token_count = models.PositiveIntegerField(null=True)
    tokens_exact = models.BooleanField(default=False)
    tokens_method = models.CharField(max_length=20, default="estimate", help_text="of tokens.TokenCount")
    mark_tokens = models.PositiveIntegerField(
        default=0, help_text="of the paragraph numbers that a prompt adds to a text without pages"
    )
    tracked_changes = models.CharField(
        max_length=10, choices=TrackedChanges.choices, default=TrackedChanges.MARKED
    )
    has_password = models.BooleanField(default=False, help_text="the file opens with a password only")
    warnings = models.JSONField(default=list)

    created_at = models.DateTimeField(auto_now_add=True)
    reading_started_at = models.DateTimeField(null=True)
    ready_at = models.DateTimeField(null=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_busy(self) -> bool:
        return self.status in (self.Status.UPLOADED, self.Status.READING)

    @property
    def has_tracked_changes(self) -> bool:
        return any(warning.startswith("Tracked changes:") for warning in self.warnings)

    @property
    def stream(self) -> str:
        return f"document:{self.pk}"

    def text_of(self, sha256: str) -> WholeText:
        """The text with this hash, be it replaced since; the one in force where that was not kept."""
        earlier = None
        if self.content.sha256 != sha256:
            earlier = self.earlier_texts.filter(sha256=sha256).first()
        return earlier or self.content

    def claim(self) -> bool:
        """Take this document for reading; False when another worker has it or it is done."""
        claimed = Document.objects.filter(pk=self.pk, status=self.Status.UPLOADED).update(
            status=self.Status.READING,
            attempts=models.F("attempts") + 1,
            pages_read=0,
            reading_started_at=timezone.now(),
            heartbeat=timezone.now(),
        )
        self.refresh_from_db()
        return bool(claimed)


class WholeText(models.Model):
    """The whole text of a document.

    pages: [{"index", "label", "start", "end", "flags", "tokens"}], offsets in code points of `text`.
    anchors: the fields of reading.result.Anchor, for unpaged documents; without "headings" where those of the
    anchor before go on.
    """

    document: Any
    document_id: int
    text = models.TextField()
    sha256 = models.CharField(max_length=64, db_index=True)
    pages = models.JSONField(default=list)
    anchors = models.JSONField(default=list)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"text of {self.document_id}"

    def page_text(self, page: dict[str, Any]) -> str:
        return self.text[page["start"] : page["end"]]

    def anchor_list(self) -> list[Anchor]:
        anchors, path = [], ()
        for record in self.anchors:
            path = tuple(record["headings"]) if "headings" in record else path
            anchors.append(Anchor(**{**record, "headings": path}))
        return anchors

    def prompt_document(self) -> PromptDocument:
        return PromptDocument(
            title=self.document.title,
            pages=[PromptPage(page["index"], page["label"], self.page_text(page)) for page in self.pages],
            paged=self.document.paged,
            anchors=self.anchor_list(),
        )

    def source(self) -> SourceText:
        """The text as citations are checked against it."""
        spans = [PageSpan(page["index"], page["label"], page["start"], page["end"]) for page in self.pages]
        return SourceText(self.text, spans, self.anchor_list(), self.document.paged)


class DocumentText(WholeText):
    """The text in force, in a table of its own so that lists never load megabytes."""

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="content")

    class Meta:
        # The hash without the text: a row is megabytes long.
        indexes = [models.Index(fields=["document", "sha256"], name="text_hash_of_document")]


class EarlierText(WholeText):
    """A text that a later one replaced: results that ran with it keep it, word for word."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="earlier_texts")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "sha256"], name="each_earlier_text_once")]


class Recognition(models.Model):
    """The work of recognising the pages of one document that have no text layer (OCR), page by page.

    pages: the indexes that were asked for; done: how many of them are finished. turn counts the claims and
    tells an overtaken worker from the current one; losses: failures in a row, without a page in between.
    """

    class Status(models.TextChoices):
        QUEUED = "queued", _("Waiting to be recognised")
        RUNNING = "running", _("Recognising")
        DONE = "done", _("Recognised")
        STOPPED = "stopped", _("Stopped")
        FAILED = "failed", _("Could not be recognised")

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="recognition")
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.QUEUED, db_index=True)
    pages = models.JSONField(default=list)
    done = models.PositiveIntegerField(default=0)
    message = models.TextField(blank=True)
    stop_requested = models.BooleanField(default=False)
    turn = models.PositiveIntegerField(default=0)
    losses = models.PositiveSmallIntegerField(default=0)
    heartbeat = models.DateTimeField(default=timezone.now)
    asked_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"recognition of {self.document_id} ({self.status})"

    @property
    def is_unfinished(self) -> bool:
        return self.status in (self.Status.QUEUED, self.Status.RUNNING)

    def claim(self) -> bool:
        """Take the next stretch of this work; False when another worker has it or it has ended."""
        claimed = Recognition.objects.filter(pk=self.pk, status=self.Status.QUEUED).update(
            status=self.Status.RUNNING, turn=models.F("turn") + 1, heartbeat=timezone.now()
        )
        self.refresh_from_db()
        return bool(claimed)


class RecognisedPage(models.Model):
    """A page that OCR is done with. text "": nothing was found; problem: why it could not be recognised."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="recognised_pages")
    index = models.PositiveIntegerField()
    label = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    problem = models.TextField(blank=True)

    class Meta:
        ordering = ["index"]
        constraints = [
            models.UniqueConstraint(fields=["document", "index"], name="each_page_recognised_once")
        ]

    def __str__(self) -> str:
        return f"recognised page {self.index} of {self.document_id}"


class PageLayout(models.Model):
    """The sizes of a document's pages and its outline, asked of its file once.

    rendition: "file", or "office" for pages that LibreOffice made of a text without pages. sizes: [[pages,
    width, height], …], runs in points as shown; labels: of each page; outline: [[level, title, page], …];
    problem: why pages cannot be drawn, "" if they can. found_outline: None until headings were looked for.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="layouts")
    rendition = models.CharField(max_length=10, default="file")
    sizes = models.JSONField(default=list)
    labels = models.JSONField(default=list)
    outline = models.JSONField(default=list)
    found_outline = models.JSONField(null=True)
    problem = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "rendition"], name="each_rendition_once")]

    def __str__(self) -> str:
        return f"layout of {self.document_id} ({self.rendition})"


def anchor_records(anchors: Iterable[Anchor]) -> list[dict[str, Any]]:
    """A heading path only where it differs from the one before: a hundred thousand paragraphs may share one."""
    records, path = [], None
    for anchor in anchors:
        record = {name: getattr(anchor, name) for name in _ANCHOR_FIELDS}
        if anchor.headings != path:
            record["headings"] = path = anchor.headings
        records.append(record)
    return records


_ANCHOR_FIELDS = tuple(field.name for field in fields(Anchor) if field.name != "headings")
