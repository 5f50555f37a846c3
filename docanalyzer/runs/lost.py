"""A run answers about all the documents that it was asked of, or about none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from docanalyzer.documents.models import Document, WholeText
from docanalyzer.pipeline.errors import InferenceError
from docanalyzer.runs.models import Run


class DocumentsLost(InferenceError):
    """A document was deleted, by whatever way, before its question was sent."""

    code = "documents_lost"


def asked_of(documents: Sequence[Document]) -> dict[str, Any]:
    """What a run's `coverage` holds until its prompt is made: see Run.gone."""
    return {"asked": [{"document": document.pk, "title": document.title} for document in documents]}


def refuse_lost(run: Run, texts: Sequence[WholeText]) -> None:
    """Raises DocumentsLost where a document that the run was created with is not there any more."""
    if gone := run.gone:
        titles = ", ".join(f"“{title}”" for title in gone)
        raise DocumentsLost(_("Deleted before this could be answered: %(titles)s.") % {"titles": titles})
    if not texts:  # it was asked when runs did not yet note of what
        raise DocumentsLost(_("What this was asked of was deleted before it could be answered."))
