"""A document's guide: one run of the guide template, shared by everyone of the workspace."""

from __future__ import annotations

from django.db import models

from docanalyzer.documents.models import Document
from docanalyzer.runs.models import Run


class Guide(models.Model):
    """The newest guide of a document; an older run stays among the document's results."""

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="guide")
    run = models.OneToOneField(Run, on_delete=models.CASCADE, related_name="guide")
    created_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"guide of {self.document_id}"
