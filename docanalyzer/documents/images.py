"""What the viewer shows of a file's pages: drawn by warm children, kept on disk. No query is made in here."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from docanalyzer.documents.models import Document
from docanalyzer.documents.page_cache import PageCache
from docanalyzer.pipeline.reading.result import Limits
from docanalyzer.pipeline.rendering import Pool, PoolLimits, RenderingError, Subject, pdf_subject
from docanalyzer.pipeline.rendering.errors import rendering_error
from docanalyzer.pipeline.rendering.office_pdf import make_pdf

STEPS = (40, 75, 100, 150, 200, 300, 400)
"""Pixels for 100 points: what a screen asks for is one of these, so that few images serve all zooms."""
_MADE_BY = "1"
"""Stands in every name in the cache: to be raised when pages are drawn otherwise."""

OFFICE_LIMITS = Limits(cpu_seconds=90, wall_seconds=120)

EXECUTOR = ThreadPoolExecutor(max_workers=6, thread_name_prefix="viewer")
"""Waiting for a child must not hold the threads that other requests need."""


@dataclass(frozen=True, slots=True)
class PagesFile:
    """A PDF whose pages are shown: the upload itself, or what LibreOffice made of it. sha256: of the upload."""

    path: Path
    sha256: str
    rendition: str = "file"
    filename: str = ""

    @property
    def subject(self) -> Subject:
        key = f"{self.rendition}:{self.sha256}"
        return pdf_subject(self.path, key) if self.rendition == "file" else Subject(key, self._opening)

    def _opening(self) -> dict[str, Any]:
        """LibreOffice takes some seconds: once, while the result is in the cache."""
        made = page_cache().path(self.sha256, "office.pdf")
        if not made.exists():
            make_pdf(self.path, self.filename, made, OFFICE_LIMITS)
        return {"job": "open_pdf", "path": str(made)}

    def name(self, kind: str, page: int, detail: int = 0) -> str:
        return f"{self.rendition}-{kind}-{page}-{detail}-{_MADE_BY}"


@cache
def pool() -> Pool:
    return Pool(
        PoolLimits(
            children=settings.VIEWER_PROCESSES,
            memory_bytes=settings.VIEWER_MEMORY_BYTES,
            answer_seconds=settings.VIEWER_PAGE_SECONDS,
        )
    )


def prepare_renderer(document: Document) -> None:
    """While the browser fetches its scripts, a child imports its libraries and opens the document."""
    if document.kind == "pdf":
        EXECUTOR.submit(open_ahead, PagesFile(Path(document.file.path), document.sha256))


def open_ahead(file: PagesFile) -> None:
    with suppress(RenderingError):  # the request that needs it will say so
        pool().ask(file.subject, {"job": "ready"})


@cache
def page_cache() -> PageCache:
    return PageCache(settings.DATA_DIR / "pages", settings.VIEWER_CACHE_BYTES)


def page_image(file: PagesFile, page: int, percent: int) -> tuple[str, bytes]:
    """(media type, bytes) of one page. Raises RenderingError; one that will not pass is remembered for the page."""

    def draw() -> bytes:
        result, data = pool().ask(file.subject, {"job": "image", "page": page, "percent": percent})
        return str(result["type"]).encode() + b"\n" + data

    media_type, _, data = _kept(file, file.name("image", page, percent), page, draw).partition(b"\n")
    return media_type.decode(), data


def page_lines(file: PagesFile, page: int) -> bytes:
    """The text layer of one page, JSON as rendering.pdf_pages.OpenPdf.text gives it. Raises RenderingError."""

    def lines() -> bytes:
        return pool().ask(file.subject, {"job": "text", "page": page})[1]

    return _kept(file, file.name("text", page), page, lines)


def _kept(file: PagesFile, name: str, page: int, make: Callable[[], bytes]) -> bytes:
    """From the cache, else made and kept. A page that took its limit once is not tried again while that is known."""
    cache, failed = page_cache(), file.name("failed", page)
    data = cache.get(file.sha256, name)
    if data is not None:
        return data
    code = cache.get(file.sha256, failed)
    if code is not None:
        raise rendering_error(code.decode())
    try:
        data = make()
    except RenderingError as error:
        if error.is_lasting and error.code != "no_page":
            cache.put(file.sha256, failed, error.code.encode())
        raise
    cache.put(file.sha256, name, data)
    return data


def quads_of(file: PagesFile, page: int, quote: str, before: int) -> list[Any]:
    """[quad, …] of `quote` on the page, one a line; before: how many times it stands earlier on the page."""
    found = pool().ask(file.subject, {"job": "quads", "page": page, "quote": quote, "before": before})[0]
    return list(found[0]) if found else []


def matches_of(file: PagesFile, page: int, term: str) -> list[Any]:
    """[[quad, …], …] of every place of `term` on the page."""
    return list(pool().ask(file.subject, {"job": "matches", "page": page, "term": term})[0])


def layout_of(file: PagesFile) -> dict[str, Any]:
    """{"sizes", "labels", "outline"}; {"problem": code} where the pages of this file cannot be drawn at all."""
    try:
        return dict(pool().ask(file.subject, {"job": "layout"}, wall_seconds=30.0)[0])
    except RenderingError as error:
        if not error.is_lasting:
            raise
        return {"problem": error.code}


def headings_of(file: PagesFile) -> list[Any]:
    try:
        return list(pool().ask(file.subject, {"job": "headings", "seconds": 8.0}, wall_seconds=20.0)[0])
    except RenderingError as error:
        if not error.is_lasting:
            raise
        return []


def forget_pages(sha256: str) -> None:
    page_cache().forget(sha256)


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
