"""The permission check of every view on a document: what is not this person's is 404."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from docanalyzer.documents.models import Document
from docanalyzer.http import AuthedRequest


def visible_document(request: AuthedRequest, pk: int) -> Document:
    return get_object_or_404(Document.objects.for_user(request.user), pk=pk)
