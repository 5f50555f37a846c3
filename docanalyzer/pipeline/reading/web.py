"""A saved web page (.html, .mhtml): what a reader of the page sees. Nothing runs, nothing is fetched."""

from __future__ import annotations

import email
import email.policy
import re
from pathlib import Path
from typing import Any

import lxml.html

from docanalyzer.pipeline.errors import Outcome, ReadingError
from docanalyzer.pipeline.reading.characters import clean
from docanalyzer.pipeline.reading.encoding import decode
from docanalyzer.pipeline.reading.headings import HeadingPath
from docanalyzer.pipeline.reading.result import Anchor, Page, Progress, ProgressCallback, Reading
from docanalyzer.pipeline.reading.web_walk import Paragraph, paragraphs

_CHARSET = re.compile(rb"""<meta[^>]*?charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["']([\w-]+)""", re.IGNORECASE)


def read_html(path: Path, on_progress: ProgressCallback) -> Reading:
    """kind "web". Raises ReadingError when the page shows no text."""
    return _reading(path.read_bytes(), "", "text/html", on_progress)


def read_mhtml(path: Path, on_progress: ProgressCallback) -> Reading:
    """The page inside a browser's single-file archive; its pictures and frames are not read."""
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.compat32)
    part = _root_part(message)
    if part is None:
        raise ReadingError(
            Outcome.DAMAGED, "This saved web page (MHTML) holds no page. Save it again from the browser."
        )
    content = part.get_payload(decode=True) or b""
    charset = part.get_content_charset() or ""
    return _reading(content, charset, "multipart/related", on_progress)


def _root_part(message: Any) -> Any:
    """The part that `start` names, else the first web page among the parts."""
    start = (message.get_param("start") or "") if message.is_multipart() else ""
    pages = [
        part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")
    ]
    named = [part for part in pages if start and str(part.get("Content-ID", "")).strip() == start]
    return next(iter(named or pages), None)


def _reading(content: bytes, charset: str, media_type: str, on_progress: ProgressCallback) -> Reading:
    declared = _CHARSET.search(content[:4096]) or _XML_ENCODING.search(content[:200])
    decoded = decode(content, charset or (declared[1].decode("ascii") if declared else ""))
    root = _parse(decoded.text)
    found = list(paragraphs(root)) if root is not None else []
    if not found:
        raise ReadingError(
            Outcome.NO_TEXT,
            "This web page shows no text of its own; it may have been loaded by scripts. "
            "Save it from the browser as a complete page or print it to PDF.",
            page_count=1,
        )
    title = root.findtext(".//title") or ""
    on_progress(Progress(1, 1))
    body, anchors = _whole(found)
    title = " ".join(clean(title).split())
    warnings = tuple(decoded.warnings())
    frames = sum(1 for _ in root.iter("iframe", "frame"))
    if frames:
        warnings += (f"{frames} frame(s) inside this page were not read; open and save them on their own.",)
    return Reading("web", media_type, False, (Page(1, "", body),), anchors, title, warnings)


def _parse(text: str) -> Any:
    # From bytes: lxml refuses a str with an encoding declaration. huge_tree: without it the parser drops what
    # is nested 256 deep, without a word; memory is the sandbox's to limit.
    parser = lxml.html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        root = lxml.html.document_fromstring(clean(text).encode("utf-8"), parser=parser)
    except (lxml.etree.ParserError, ValueError):
        return None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise ReadingError(
            Outcome.TOO_LARGE,
            "This web page is nested too deeply to be read whole. Print it to PDF from the browser.",
        )
    return root


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
