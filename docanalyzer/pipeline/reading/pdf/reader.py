"""PDF by PyMuPDF: natural order, one text page a page, index and label both kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pymupdf

from docanalyzer.pipeline.errors import Outcome, ReadingError
from docanalyzer.pipeline.reading.characters import clean, collapse_leaders, page_ranges
from docanalyzer.pipeline.reading.pdf.labels import page_labels
from docanalyzer.pipeline.reading.pdf.layout import has_annotations, page_text
from docanalyzer.pipeline.reading.pdf.stext import is_rotated, load_page
from docanalyzer.pipeline.reading.pdf.struck import struck_areas
from docanalyzer.pipeline.reading.pdf.unread import are_stamps, is_unread, unread_warnings
from docanalyzer.pipeline.reading.pdf.words import compose_accents, is_right_to_left, join_broken_words
from docanalyzer.pipeline.reading.pdf.xfa import REFUSAL, WARNING, is_placeholder, is_xfa
from docanalyzer.pipeline.reading.result import (
    Limits,
    Page,
    PageFlag,
    Progress,
    ProgressCallback,
    Reading,
    ReadingOptions,
)
from docanalyzer.pipeline.reading.revisions import OPEN, STRUCK, cleaned, made

MEDIA_TYPE = "application/pdf"

pymupdf.TOOLS.mupdf_display_errors(False)
pymupdf.TOOLS.mupdf_display_warnings(False)


def open_pdf(path: Path, password: str = "") -> Any:
    """An open, unlocked pymupdf.Document with pages. Raises ReadingError."""
    try:
        document = pymupdf.open(path, filetype="pdf")
    except pymupdf.mupdf.FzErrorBase as error:
        raise _damaged(error) from error
    except (pymupdf.FileDataError, pymupdf.EmptyFileError, RuntimeError, ValueError) as error:
        raise _damaged(error) from error
    if document.needs_pass and not document.authenticate(password):
        document.close()
        raise ReadingError(Outcome.ENCRYPTED, _password_message(password))
    try:
        count = document.page_count
    except Exception as error:
        raise _damaged(error) from error
    if count == 0:
        raise ReadingError(
            Outcome.NO_PAGES, "This PDF opens, but has no pages. Export it again from where it was made."
        )
    return document


def read_pdf(path: Path, options: ReadingOptions, limits: Limits, on_progress: ProgressCallback) -> Reading:
    """All pages' text. Raises ReadingError; NO_TEXT when not one page has a text layer, UNSUPPORTED for an XFA
    form whose pages only ask for another reader."""
    document = open_pdf(path, options.password)
    try:
        count = document.page_count
        if count > limits.pages:
            raise ReadingError(
                Outcome.TOO_LARGE,
                f"This PDF has {count:,} pages; the limit is {limits.pages:,}. Split it into parts.",
                page_count=count,
            )
        unreadable: list[int] = []
        read = list(_pages(document, on_progress, unreadable))
        texts = join_broken_words([page.text for page in read])
        if is_xfa(document) and is_placeholder(document, texts):
            raise ReadingError(Outcome.UNSUPPORTED, REFUSAL, page_count=count)
        pages = tuple(replace(page, text=text) for page, text in zip(read, texts, strict=True))
        warnings = _warnings(document, pages, unreadable)
        title = clean(str((document.metadata or {}).get("title") or "")).strip()
    finally:
        document.close()
    unread = all(PageFlag.EMPTY in page.flags for page in pages)
    if options.ocr == "off" and unread and are_stamps([page.text for page in pages]):
        raise _no_text(count, unreadable)
    return Reading("pdf", MEDIA_TYPE, True, pages, title=title, warnings=warnings)


def _pages(document: Any, on_progress: ProgressCallback, unreadable: list[int]) -> Iterator[Page]:
    count = document.page_count
    labels = page_labels(document)
    always = (PageFlag.REPAIRED,) if document.is_repaired else ()
    for number in range(count):
        rotated = False
        try:
            shown = load_page(document, number)
            rotated = is_rotated(shown)
            text = page_text(shown)
            tidy = (
                cleaned if OPEN in text and has_annotations(shown) else clean
            )  # marks of struck words stay in
            text = collapse_leaders(compose_accents(tidy(text)))
            is_empty = is_unread(shown, text)
        except MemoryError:
            raise
        except Exception as error:
            if is_out_of_memory(error):
                raise MemoryError from error
            unreadable.append(number + 1)
            text, is_empty = "", True
        flags = always + ((PageFlag.ROTATED,) if rotated else ())
        if is_empty:
            flags = (PageFlag.EMPTY, *flags)
        yield Page(number + 1, labels[number], text, flags)
        on_progress(Progress(number + 1, count))


def _warnings(document: Any, pages: tuple[Page, ...], unreadable: list[int]) -> tuple[str, ...]:
    warnings = unread_warnings(pages, unreadable)
    if document.is_repaired:
        warnings.append(
            "The file was damaged and had to be repaired while reading; check that nothing is missing."
        )
    struck = [
        page.index
        for page in pages
        if OPEN in page.text and struck_areas(load_page(document, page.index - 1))
    ]
    if struck:
        warnings.append(
            f"Words are struck out by an annotation on {page_ranges(struck)}: “{made('…', STRUCK)}” in the text."
        )
    leftwards = [page.index for page in pages if is_right_to_left(page.text)]
    if leftwards:
        warnings.append(
            f"Right-to-left text on {page_ranges(leftwards)} may be out of order, since a PDF does not keep the order "
            "of its words. Where there is a Word file or a web page of it, upload that."
        )
    if is_xfa(document):
        warnings.append(WARNING)
    attached = document.embfile_count()
    if attached:
        files = "file is" if attached == 1 else "files are"
        warnings.append(f"{attached} attached {files} not part of the text.")
    return tuple(warnings)


def _no_text(count: int, unreadable: list[int]) -> ReadingError:
    if len(unreadable) == count:
        return ReadingError(
            Outcome.DAMAGED,
            "None of this PDF's pages could be read; their content is damaged. Export the file again.",
            page_count=count,
        )
    pages = "The only page" if count == 1 else f"None of the {count:,} pages"
    return ReadingError(
        Outcome.NO_TEXT,
        f"{pages} of this PDF has {'no' if count == 1 else 'a'} text layer; it is probably a scan. "
        "Recognise its text (OCR) to read it.",
        page_count=count,
    )


def _password_message(password: str) -> str:
    if password:
        return "The password does not open this PDF. Check it and try again."
    return "This PDF is encrypted. Enter its password to read it; it is used once and not stored."


def is_out_of_memory(error: BaseException) -> bool:
    """MuPDF reports a failed allocation as an ordinary error with this text."""
    text = str(error)
    return "malloc" in text or ("alloc" in text and "failed" in text) or "bad_alloc" in text


def _damaged(error: BaseException) -> ReadingError | MemoryError:
    if is_out_of_memory(error):
        return MemoryError(str(error))
    return ReadingError(
        Outcome.DAMAGED,
        "This PDF is damaged and cannot be opened. Export or download it again, then upload the new file.",
    )
