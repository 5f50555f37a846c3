"""PDFs with pages that are pictures, and a recogniser that needs no model."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pymupdf

from docanalyzer.pipeline.errors import Outcome, ReadingError
from docanalyzer.pipeline.reading import Page, PageFlag


def scan_bytes(*texts: str, typed: tuple[int, ...] = (), password: str = "") -> bytes:
    """Each text on a page of its own, as a picture; the indexes in `typed` have a text layer instead."""
    pdf = pymupdf.open()
    for index, text in enumerate(texts, 1):
        page = pdf.new_page(width=400, height=200)
        if index in typed:
            page.insert_text((40, 60), text)
            continue
        drawn = pymupdf.open().new_page(width=400, height=200)
        drawn.insert_text((40, 60), text, fontsize=18)
        page.insert_image((0, 0, 400, 200), pixmap=drawn.get_pixmap(dpi=150))
    if password:
        return pdf.tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw=password, owner_pw="boss")
    return pdf.tobytes()


class FakeRecogniser:
    """Stands where reading.ocr_pages does. asked: the pages of each call; before: called ahead of every page."""

    def __init__(self, texts: dict[int, str], before: Callable[[int], None] = lambda index: None) -> None:
        self.texts, self.before = texts, before
        self.asked: list[list[int]] = []
        self.passwords: list[str] = []

    def __call__(
        self, path: Any, pages: Sequence[int], *, options: Any, limits: Any, cancelled: Callable[[], bool]
    ) -> Iterator[Page]:
        self.asked.append(list(pages))
        self.passwords.append(options.password)
        for index in pages:
            self.before(index)
            if cancelled():
                raise ReadingError(Outcome.CANCELLED, "Reading was cancelled.")
            text = self.texts.get(index, "")
            yield Page(index, f"s{index}", text, (PageFlag.OCR if text else PageFlag.EMPTY,))
