"""Put recognised pages into a document's text: offsets, counts and hash are made anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from docanalyzer.documents.models import Document, RecognisedPage
from docanalyzer.documents.texts import count_tokens, facts, replace_text, stored_reading
from docanalyzer.pipeline.reading.characters import page_ranges
from docanalyzer.pipeline.reading.result import Page, PageFlag, Reading

_OURS = ("Text recognised by OCR", "OCR found no text", "OCR could not read")
_UNNAMED = "letters that the file does not name"
UNKNOWN = "\ufffd"
NOTHING_FOUND = (
    "This PDF has no text layer, and text recognition (OCR) found no text on the pages that it looked at."
)


def merge_recognised(document: Document) -> None:
    """The document is ready when any of its pages has text now. Nothing changes where OCR found nothing."""
    document = Document.objects.get(pk=document.pk)
    recognised = list(document.recognised_pages.all())
    reading = with_pages(stored_reading(document), recognised)
    if not any(page.text for page in reading.pages):
        Document.objects.filter(pk=document.pk).update(message=NOTHING_FOUND)
        return
    counted = count_tokens(reading)
    mergeable = Document.objects.filter(
        pk=document.pk, status__in=[Document.Status.READY, Document.Status.NO_TEXT]
    )
    with transaction.atomic():
        if not mergeable.select_for_update().exists():
            return
        replace_text(document, reading, counted)
        mergeable.update(
            status=Document.Status.READY,
            outcome="read",
            message="",
            ready_at=document.ready_at or timezone.now(),
            **facts(reading, counted),
        )


def with_pages(reading: Reading, recognised: Iterable[RecognisedPage]) -> Reading:
    """The reading with recognised text on its pages without any; no other page is touched."""
    by_index = {page.index: page for page in recognised}
    pages = tuple(_merged(page, by_index.get(page.index)) for page in reading.pages)
    settled = (
        ["no text layer"] if any(UNKNOWN in page.text for page in pages) else ["no text layer", _UNNAMED]
    )
    others = [
        warning
        for warning in reading.warnings
        if not any(words in warning for words in settled) and not warning.startswith(_OURS)
    ]
    return replace(reading, pages=pages, warnings=(*others, *_warnings(pages, by_index)))


def _merged(page: Page, recognised: RecognisedPage | None) -> Page:
    if recognised is None or PageFlag.EMPTY not in page.flags:
        return page
    label = page.label or recognised.label
    if not recognised.text:
        return replace(page, label=label)
    kept = tuple(flag for flag in page.flags if flag is not PageFlag.EMPTY)
    return replace(page, label=label, text=recognised.text, flags=(PageFlag.OCR, *kept))


def _warnings(pages: tuple[Page, ...], by_index: dict[int, RecognisedPage]) -> list[str]:
    recognised = [page.index for page in pages if PageFlag.OCR in page.flags]
    empty = [page.index for page in pages if PageFlag.EMPTY in page.flags]
    failed = [index for index in empty if index in by_index and by_index[index].problem]
    blank = [index for index in empty if index in by_index and index not in failed]
    unseen = [index for index in empty if index not in by_index]
    found = []
    if recognised:
        found.append(f"Text recognised by OCR, which may hold errors: {page_ranges(recognised)}.")
    if blank:
        found.append(f"OCR found no text on {page_ranges(blank)}.")
    if failed:
        found.append(f"OCR could not read {page_ranges(failed)}: {by_index[failed[0]].problem}")
    if unseen:
        some = f"{len(unseen):,} of {len(pages):,} pages {'has' if len(unseen) == 1 else 'have'}"
        found.append(f"{some} no text layer: {page_ranges(unseen)}.")
    return found
