"""A document's estimated token count, set right by what the model server counted."""

from __future__ import annotations

import math

from django.db import transaction

from docanalyzer.documents.fit import around
from docanalyzer.documents.models import Document, DocumentText
from docanalyzer.pipeline import tokens


def take_server_count(document: Document, *, prompt: tokens.TokenCount, server_tokens: int) -> None:
    """Correct a document's estimate by what the server counted of a prompt that held this document alone.

    Once: the next estimate of a prompt says nothing new about a count that is the server's already.
    """
    if document.tokens_exact or document.tokens_method != "estimate" or document.token_count is None:
        return
    estimated = tokens.TokenCount(document.token_count, exact=False, method="estimate")
    count = tokens.corrected(estimated, prompt=prompt, server_tokens=server_tokens)
    _replace(document, count.tokens)


def take_server_refusal(
    document: Document, *, prompt: tokens.TokenCount, server_tokens: int, first_question: bool
) -> None:
    """The server refused as too long a prompt with this document alone, whose tokens it had counted.

    Where little but the document was in it (first_question), the document itself says from then on that it does
    not fit, with the server's number.
    """
    if document.token_count is None or not prompt.tokens:
        return
    count = math.ceil(document.token_count * server_tokens / prompt.tokens)
    if first_question:
        count = max(count, server_tokens - around(document))
    _replace(document, max(count, document.token_count))


def _replace(document: Document, count: int) -> None:
    """In the document's row and, by the same factor, in its pages'."""
    with transaction.atomic():
        rows = Document.objects.select_for_update().filter(pk=document.pk, token_count=document.token_count)
        if not rows.exists():
            return  # it was read anew meanwhile, or another run was first
        rows.update(token_count=count, tokens_exact=False, tokens_method="server")
        text = DocumentText.objects.select_for_update().filter(document_id=document.pk).first()
        if text is not None and document.token_count:
            factor = count / document.token_count
            for page in text.pages:
                page["tokens"] = round(page["tokens"] * factor)
            text.save(update_fields=["pages"])
