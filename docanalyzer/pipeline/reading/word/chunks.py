"""Parts of another format that a Word file takes in as they are (w:altChunk): web pages, texts, Word files."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from docanalyzer.pipeline.errors import ReadingError
from docanalyzer.pipeline.reading.characters import clean
from docanalyzer.pipeline.reading.detect import Detected, detect
from docanalyzer.pipeline.reading.encoding import Decoded, decode
from docanalyzer.pipeline.reading.web.parts import (
    SavedParts,
    decode_page,
    location,
    message_of,
    pages_of,
    parse,
)
from docanalyzer.pipeline.reading.web.walk import paragraphs
from docanalyzer.pipeline.reading.word.entries import Entry

ReadBody = Callable[[Path], list[Entry]]


def chunk_entries(content: bytes, name: str, read_body: ReadBody) -> list[Entry] | None:
    """The paragraphs of such a part; None where its format cannot be read here. name: of the part; read_body: of
    a Word file on the disk."""
    with tempfile.TemporaryDirectory(prefix="chunk-") as folder:
        path = Path(folder) / f"chunk{Path(name).suffix.lower()[:10]}"
        path.write_bytes(content)
        try:
            return _entries(detect(path), path, content, read_body)
        except ReadingError:
            return None


def _entries(detected: Detected, path: Path, content: bytes, read_body: ReadBody) -> list[Entry] | None:
    if detected.format == "docx":
        return read_body(path)
    if detected.format == "html":
        return _page(decode_page(content), SavedParts(), "")
    if detected.format == "mhtml":
        message = message_of(content)
        page = next(iter(pages_of(message)), None)
        if page is None:
            return None
        decoded = decode_page(page.get_payload(decode=True) or b"", page.get_content_charset() or "")
        return _page(decoded, SavedParts.of(message), location(page))
    if detected.format in ("text", "markdown"):
        lines = clean(decode(content).text).split("\n")
        return [Entry(text=line, content=line) for line in lines if line.strip()]
    return None


def _page(decoded: Decoded, saved: SavedParts, address: str) -> list[Entry]:
    root = parse(decoded.text)
    found = paragraphs(root, saved, address, []) if root is not None else ()
    return [Entry(text=part.text, content=part.text, clause=part.label, level=part.level) for part in found]
