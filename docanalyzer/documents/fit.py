"""Whether documents fit the model's window, said with both numbers."""

from __future__ import annotations

from django.conf import settings

from docanalyzer.documents.models import Document
from docanalyzer.pipeline.tokens import Fit, TokenCount, fits

PROMPT_OVERHEAD_TOKENS = 2_000
"""Room for the fixed system text and the instructions; the rendered prompt itself is counted before it is sent."""
PAGE_MARK_TOKENS = 12


def fit(*documents: Document) -> Fit | None:
    """None while a document has not been read."""
    if any(document.token_count is None for document in documents):
        return None
    tokens = sum((doc.token_count or 0) + _marks(doc) for doc in documents)
    exact = all(document.tokens_exact for document in documents)
    method = "estimate" if any(document.tokens_method == "estimate" for document in documents) else "server"
    return fit_count(TokenCount(tokens + PROMPT_OVERHEAD_TOKENS, exact, method))


def around(document: Document) -> int:
    """Tokens that a prompt with this document alone is taken to have beside its text."""
    return PROMPT_OVERHEAD_TOKENS + _marks(document)


def _marks(document: Document) -> int:
    return document.page_count * PAGE_MARK_TOKENS + document.mark_tokens


def fit_count(count: TokenCount) -> Fit:
    """A counted prompt against the window, less the room kept for the answer."""
    return fits(count, settings.MODEL["context_window"], settings.MAX_OUTPUT_TOKENS)
