"""Store a reading as the document's whole text; the text it replaces is kept for the results that ran with it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from docanalyzer.documents.models import Document, DocumentText, EarlierText, anchor_records
from docanalyzer.pipeline import tokens
from docanalyzer.pipeline.reading.result import Anchor, Page, PageFlag, Reading


@dataclass(frozen=True, slots=True)
class Counted:
    """The tokens of each page, of the whole text, and of the marks that a prompt puts before its paragraphs."""

    pages: list[int]
    whole: tokens.TokenCount
    marks: int = 0


def count_tokens(reading: Reading) -> Counted:
    """A second's work for a large text: before the transaction, not in it."""
    path = settings.MODEL["tokenizer_path"]
    marks = "" if reading.paged else "\n".join(f"¶{anchor.ordinal} " for anchor in reading.anchors)
    return Counted(
        tokens.count_pages([page.text for page in reading.pages], path),
        tokens.count(reading.text, path),
        tokens.count(marks, path).tokens,
    )


def replace_text(document: Document, reading: Reading, counted: Counted) -> None:
    """The caller holds the document's row."""
    pages = [
        {
            "index": page.index,
            "label": page.label,
            "start": start,
            "end": start + len(page.text),
            "flags": [flag.value for flag in page.flags],
            "tokens": count,
        }
        for page, start, count in zip(reading.pages, reading.page_starts(), counted.pages, strict=True)
    ]
    text = DocumentText(
        document_id=document.pk,
        text=reading.text,
        sha256=hashlib.sha256(reading.text.encode()).hexdigest(),
        pages=pages,
        anchors=anchor_records(reading.anchors),
    )
    replaced = DocumentText.objects.filter(document=document).first()
    if replaced is not None:
        if replaced.sha256 != text.sha256:
            keep_for_results(replaced)
        replaced.delete()
    text.save(force_insert=True)
    EarlierText.objects.filter(document=document, sha256=text.sha256).delete()


def keep_for_results(text: DocumentText) -> None:
    EarlierText.objects.get_or_create(
        document_id=text.document_id,
        sha256=text.sha256,
        defaults={"text": text.text, "pages": text.pages, "anchors": text.anchors},
    )


def facts(reading: Reading, counted: Counted) -> dict[str, Any]:
    """The columns of Document that follow from its text."""
    return {
        "empty_pages": [page.index for page in reading.pages if PageFlag.EMPTY in page.flags],
        "character_count": len(reading.text),
        "token_count": counted.whole.tokens,
        "tokens_exact": counted.whole.exact,
        "tokens_method": counted.whole.method,
        "mark_tokens": counted.marks,
        "warnings": list(reading.warnings),
    }


def stored_reading(document: Document) -> Reading:
    """The text in force as the reader gave it; pages without text where there is none yet."""
    content = DocumentText.objects.filter(document=document).first()
    if content is None:
        pages = [Page(index, "", "", (PageFlag.EMPTY,)) for index in range(1, document.page_count + 1)]
        anchors: list[Anchor] = []
    else:
        pages = [
            Page(page["index"], page["label"], content.page_text(page), tuple(map(PageFlag, page["flags"])))
            for page in content.pages
        ]
        anchors = content.anchor_list()
    return Reading(
        kind=document.kind,
        media_type=document.media_type,
        paged=document.paged,
        pages=tuple(pages),
        anchors=tuple(anchors),
        warnings=tuple(document.warnings),
    )
