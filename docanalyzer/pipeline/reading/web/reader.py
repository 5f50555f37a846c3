"""A saved web page (.html, .mhtml): what a reader of the page sees. Nothing runs, nothing is fetched."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docanalyzer.pipeline.errors import Outcome, ReadingError
from docanalyzer.pipeline.reading.characters import clean
from docanalyzer.pipeline.reading.encoding import Decoded
from docanalyzer.pipeline.reading.headings import HeadingPath
from docanalyzer.pipeline.reading.result import Anchor, Page, Progress, ProgressCallback, Reading
from docanalyzer.pipeline.reading.revisions import settled_reading
from docanalyzer.pipeline.reading.web.parts import (
    SavedParts,
    decode_page,
    location,
    message_of,
    pages_of,
    parse,
)
from docanalyzer.pipeline.reading.web.walk import Paragraph, paragraphs


def read_html(path: Path, on_progress: ProgressCallback) -> Reading:
    """kind "web". Raises ReadingError when the page shows no text."""
    return _reading(decode_page(path.read_bytes()), SavedParts(), "", "text/html", on_progress)


def read_mhtml(path: Path, on_progress: ProgressCallback) -> Reading:
    """The page inside a browser's single-file archive, with its frames at their place; no pictures."""
    message = message_of(path.read_bytes())
    part = _root_part(message)
    if part is None:
        raise ReadingError(
            Outcome.DAMAGED, "This saved web page (MHTML) holds no page. Save it again from the browser."
        )
    decoded = decode_page(part.get_payload(decode=True) or b"", part.get_content_charset() or "")
    return _reading(decoded, SavedParts.of(message), location(part), "multipart/related", on_progress)


def _root_part(message: Any) -> Any:
    """The part that `start` names, else the first web page among the parts."""
    start = (message.get_param("start") or "") if message.is_multipart() else ""
    pages = list(pages_of(message))
    named = [part for part in pages if start and str(part.get("Content-ID", "")).strip() == start]
    return next(iter(named or pages), None)


def _reading(
    decoded: Decoded, saved: SavedParts, address: str, media_type: str, on_progress: ProgressCallback
) -> Reading:
    root = parse(decoded.text)
    notes: list[str] = []
    found = list(paragraphs(root, saved, address, notes)) if root is not None else []
    if not found:
        raise ReadingError(
            Outcome.NO_TEXT,
            "This web page shows no text of its own; it may have been loaded by scripts. "
            "Save it from the browser as a complete page or print it to PDF.",
            page_count=1,
        )
    title = " ".join(clean(root.findtext(".//title") or "").split())
    on_progress(Progress(1, 1))
    body, anchors = _whole(found)
    warnings = (*decoded.warnings(), *notes)
    if saved.unread:
        warnings += (
            f"{saved.unread} frame(s) inside this page were not read, because they were not saved with it; "
            "open and save them on their own.",
        )
    return settled_reading(Reading("web", media_type, False, (Page(1, "", body),), anchors, title, warnings))


def _whole(found: list[Paragraph]) -> tuple[str, tuple[Anchor, ...]]:
    """The text, one paragraph a line, and an anchor for each."""
    anchors, parts, offset = [], [], 0
    path = HeadingPath()
    for ordinal, paragraph in enumerate(found, 1):
        if paragraph.level:
            path.enter(paragraph.level, paragraph.text)
        anchors.append(Anchor(offset, ordinal, paragraph.label, path.names, paragraph.level))
        parts.append(paragraph.text)
        offset += len(paragraph.text) + 1
    return "\n".join(parts), tuple(anchors)
