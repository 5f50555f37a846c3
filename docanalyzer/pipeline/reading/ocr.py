"""Recognise the text of scanned pages, page by page, with RapidOCR (its models are in its package).

Why RapidOCR: docs/decisions/ocr.md. It is an optional requirement: requirements/ocr.txt.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from docanalyzer.pipeline.errors import Outcome, ReadingError
from docanalyzer.pipeline.reading.characters import clean, collapse_leaders, page_ranges
from docanalyzer.pipeline.reading.result import Limits, Page, PageFlag, Reading, ReadingOptions

LONGEST_SIDE = 2000
"""Pixels of the rendered page's longer side (170 dpi for A4): RapidOCR makes larger pictures smaller."""
_CPU_SECONDS_A_PAGE = 120
_WALL_SECONDS_A_PAGE = 180
_MEMORY_BYTES = 4 * 1024**3
"""Address space, most of it never touched: the runtime maps its models and its threads' stacks."""


_ENOUGH_AGAIN = 0.7
"""A page is taken for turned only if, turned back, it has about as many letters."""


_NUMBER = re.compile("[0-9０-９]+(?:[．.,][0-9０-９]+)*")
_DIGIT = re.compile("[0-9]")
_NARROW = str.maketrans("０１２３４５６７８９．", "0123456789.")


def available() -> bool:
    return importlib.util.find_spec("rapidocr") is not None


def limits_for(limits: Limits, pages: int) -> Limits:
    """What recognising `pages` pages may cost beyond reading the file."""
    return replace(
        limits,
        cpu_seconds=limits.cpu_seconds + pages * _CPU_SECONDS_A_PAGE,
        wall_seconds=limits.wall_seconds + pages * _WALL_SECONDS_A_PAGE,
        memory_bytes=max(limits.memory_bytes, _MEMORY_BYTES),
    )


def recognise(path: Path, pages: Sequence[int], options: ReadingOptions, limits: Limits) -> Iterator[Page]:
    """The pages of these indexes (from 1), in this order, each as soon as it is done. Raises ReadingError."""
    if not available():
        raise ReadingError(
            Outcome.UNSUPPORTED,
            "Text recognition (OCR) is not installed on this server. "
            "Ask its administrator to install requirements/ocr.txt.",
        )
    from docanalyzer.pipeline.reading.pdf.labels import page_labels
    from docanalyzer.pipeline.reading.pdf.reader import open_pdf

    document = open_pdf(path, options.password)
    try:
        labels = page_labels(document)
        engine = _engine()
        for index in pages:
            if not 1 <= index <= min(document.page_count, limits.pages):
                continue
            text = recognise_page(document.load_page(index - 1), engine)
            yield Page(index, labels[index - 1], text, (PageFlag.OCR if text else PageFlag.EMPTY,))
    finally:
        document.close()


def recognise_page(page: Any, engine: Callable[..., Any]) -> str:
    """page: a pymupdf.Page; its text in reading order, "" where nothing was found."""
    import numpy
    import pymupdf

    from docanalyzer.pipeline.reading.ocr_order import reading_order
    from docanalyzer.pipeline.reading.ocr_turn import turn_of
    from docanalyzer.pipeline.reading.pdf.layout import rows_text

    longest = max(page.rect.width, page.rect.height, 1.0)
    zoom = min(LONGEST_SIDE / longest, 8.0)
    picture = page.get_pixmap(matrix=pymupdf.Matrix(zoom, zoom), colorspace=pymupdf.csRGB, alpha=False)
    pixels = numpy.frombuffer(picture.samples, numpy.uint8).reshape(picture.height, picture.width, 3)
    pixels = pixels[:, :, ::-1]  # it wants blue first, as OpenCV does
    words = _words(engine, pixels)
    turn = turn_of(words, getattr(engine, "flipped", ()))
    if turn:
        again = _words(engine, numpy.ascontiguousarray(numpy.rot90(pixels, turn // 90)))
        words = again if _letters(again) > _ENOUGH_AGAIN * _letters(words) else words
    lines = reading_order(words)
    return collapse_leaders(rows_text(lines))


def _words(engine: Callable[..., Any], pixels: Any) -> list[tuple[Any, str]]:
    """(four corners, text) of each line."""
    found = engine(pixels)
    boxes = found.boxes if found.boxes is not None else ()
    return [(box, one_width(clean(text))) for box, text in zip(boxes, found.txts or (), strict=True)]


def one_width(text: str) -> str:
    """ "203１年", "12345．67" → "2031年", "12345.67": a number that the model wrote in both widths is in one."""
    return _NUMBER.sub(_narrow, text)


def _narrow(found: re.Match[str]) -> str:
    number = found[0]
    return number.translate(_NARROW) if _DIGIT.search(number) else number


def _letters(words: list[tuple[Any, str]]) -> int:
    return sum(len(text) for _, text in words)


def _engine() -> Callable[..., Any]:
    from rapidocr import RapidOCR

    class Engine(RapidOCR):
        """Also says which lines of the last picture were upside down."""

        flipped: Sequence[bool] = ()

        def cls_and_rotate(self, pictures: Any) -> Any:
            turned, found = super().cls_and_rotate(pictures)
            self.flipped = ["180" in label for label, _ in found.cls_res or ()]
            return turned, found

    engine: Callable[..., Any] = Engine(
        params={
            "Global.log_level": "critical",
            "EngineConfig.onnxruntime.intra_op_num_threads": 2,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )
    return engine


def wanted_pages(reading: Reading, ocr: str) -> list[int]:
    """Which pages to recognise: "missing" those without text, "all" every one, "off" none."""
    if ocr == "off" or not reading.paged:
        return []
    return [page.index for page in reading.pages if ocr == "all" or PageFlag.EMPTY in page.flags]


def with_recognised(reading: Reading, recognised: Sequence[Page]) -> Reading:
    """The reading with recognised pages in place of its own; a page where OCR found nothing stays as it was.

    Raises ReadingError NO_TEXT when no page has text even so.
    """
    by_index = {page.index: page for page in recognised if page.text}
    pages = tuple(_merged(page, by_index.get(page.index)) for page in reading.pages)
    if not any(page.text for page in pages):
        raise ReadingError(
            Outcome.NO_TEXT,
            "This PDF has no text layer, and text recognition (OCR) found no text on its pages either.",
            page_count=len(pages),
        )
    warnings = [warning for warning in reading.warnings if "no text layer" not in warning]
    if by_index:
        named = page_ranges(sorted(by_index))
        warnings.append(f"Text recognised by OCR, which may hold errors: {named}.")
    empty = [page.index for page in pages if PageFlag.EMPTY in page.flags]
    if empty:
        warnings.append(f"No text on {page_ranges(empty)}, not even by OCR.")
    return replace(reading, pages=pages, warnings=tuple(warnings))


def _merged(page: Page, recognised: Page | None) -> Page:
    if recognised is None:
        return page
    kept = tuple(flag for flag in page.flags if flag is not PageFlag.EMPTY)
    return replace(page, text=recognised.text, flags=(PageFlag.OCR, *kept))
