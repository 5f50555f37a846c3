"""A Document is an uploaded file on its way to becoming text; DocumentText is that text, whole."""

from __future__ import annotations

import uuid
from dataclasses import asdict
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
        FAILED = "failed", _("Could not be read")

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
    def stream(self) -> str:
        return f"document:{self.pk}"

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


class DocumentText(models.Model):
    """The whole text, in a table of its own so that lists never load megabytes.

    pages: [{"index", "label", "start", "end", "flags", "tokens"}], offsets in code points of `text`.
    anchors: the fields of reading.result.Anchor, for unpaged documents.
    """

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="content")
    text = models.TextField()
    sha256 = models.CharField(max_length=64, db_index=True)
    pages = models.JSONField(default=list)
    anchors = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"text of {self.document_id}"

    def page_text(self, page: dict[str, Any]) -> str:
        return self.text[page["start"] : page["end"]]

    def anchor_list(self) -> list[Anchor]:
        return [Anchor(**{**anchor, "headings": tuple(anchor["headings"])}) for anchor in self.anchors]

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


def anchor_record(anchor: Anchor) -> dict[str, Any]:
    return asdict(anchor)
