"""Plain text and Markdown: the file as it is, with its paragraphs and headings as anchors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from docanalyzer.pipeline.errors import Outcome, ReadingError
from docanalyzer.pipeline.reading.characters import clean
from docanalyzer.pipeline.reading.encoding import Decoded, decode
from docanalyzer.pipeline.reading.headings import HeadingPath
from docanalyzer.pipeline.reading.result import Anchor, Page, Progress, ProgressCallback, Reading
from docanalyzer.pipeline.reading.revisions import settled_reading

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(\S.*)")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+\S")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_UNREADABLE = "\ufffd" + "".join(map(chr, [*range(9), *range(14, 27), *range(28, 32)]))
_FEW_UNREADABLE = 100
_WRAPPED_AT = 120
"""A file with longer lines is not wrapped by hand: every line is a paragraph of its own."""


def read_text(path: Path, on_progress: ProgressCallback, *, markdown: bool = False) -> Reading:
    """kind "text". Raises ReadingError when nothing but blanks is in it."""
    decoded = decode(path.read_bytes())
    _refuse_binary(decoded)
    text = clean(decoded.text).strip("\n")
    if not text.strip():
        raise ReadingError(Outcome.NO_TEXT, "This file holds no text, only blanks.", page_count=1)
    anchors = tuple(_anchors(text, markdown))
    title = next((anchor.headings[-1] for anchor in anchors if anchor.level == 1), "")
    on_progress(Progress(1, 1))
    media_type = "text/markdown" if markdown else "text/plain"
    warnings = tuple(decoded.warnings())
    return settled_reading(Reading("text", media_type, False, (Page(1, "", text),), anchors, title, warnings))


def _refuse_binary(decoded: Decoded) -> None:
    """A file that only begins like a text would otherwise pass as one, full of senseless characters."""
    unreadable = sum(map(decoded.text.count, _UNREADABLE))
    if unreadable > _FEW_UNREADABLE and unreadable * 20 > len(decoded.text):
        raise ReadingError(
            Outcome.DAMAGED,
            f"Much of this file ({unreadable:,} of {len(decoded.text):,} characters) is not text. "
            "It may be damaged or of another kind. Save it as plain text in UTF-8 and upload it again.",
        )


def _anchors(text: str, markdown: bool) -> Iterator[Anchor]:
    path = HeadingPath()
    for ordinal, (start, level, heading) in enumerate(_paragraphs(text, markdown), 1):
        if level:
            path.enter(level, heading)
        yield Anchor(start, ordinal, headings=path.names, level=level)


def _paragraphs(text: str, markdown: bool) -> Iterator[tuple[int, int, str]]:
    """(offset, heading level or 0, heading text) of every paragraph."""
    lines = text.split("\n")
    line_is_paragraph = not markdown and max(map(len, lines)) > _WRAPPED_AT
    offset, inside, fence = 0, False, ""
    for number, line in enumerate(lines):
        start = offset + len(line) - len(line.lstrip())
        offset += len(line) + 1
        if fence:
            fence = "" if line.strip().startswith(fence) else fence
        elif not line.strip():
            inside = False
        elif markdown and (opened := _FENCE.match(line)):
            yield start, 0, ""
            fence, inside = opened[1], True
        elif markdown and (found := _heading(line, lines[number + 1 : number + 2], inside)):
            yield start, *found
            inside = found[0] <= 2 and not _HEADING.match(line)  # its underline belongs to it
        elif markdown and inside and _UNDERLINE.match(line):
            inside = False
        elif not inside or line_is_paragraph or (markdown and _ITEM.match(line)):
            yield start, 0, ""
            inside = True


def _heading(line: str, following: list[str], inside: bool) -> tuple[int, str] | None:
    if found := _HEADING.match(line):
        return len(found[1]), found[2].rstrip().rstrip("#").rstrip() or found[2].strip()
    if not inside and following and not _ITEM.match(line) and (under := _UNDERLINE.match(following[0])):
        if len(under[1]) < 2 and under[1] != "=":
            return None
        return (1 if under[1][0] == "=" else 2), line.strip()
    return None
