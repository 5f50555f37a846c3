"""What reading a file gives: pages (or one unpaged body), anchors, and one whole text with offsets."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

PAGE_SEPARATOR = "\n\n"
"""Stands between two pages in the whole text. Offsets everywhere are code points into that text."""


class PageFlag(StrEnum):
    EMPTY = "empty"
    """No text layer: nothing of this page is in the text, or only the few words stamped on a scan."""
    ROTATED = "rotated"
    REPAIRED = "repaired"
    OCR = "ocr"
    """The text was recognised from the page's image and may hold errors."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `index` counts from 1; `label` is what the document prints for it ("xii"), "" if none."""

    index: int
    label: str
    text: str
    flags: tuple[PageFlag, ...] = ()


@dataclass(frozen=True, slots=True)
class Anchor:
    """One paragraph of an unpaged document (Word, web), where a citation can point.

    start: code-point offset of the paragraph in the whole text; ordinal: counts from 1;
    clause: the label as the word processor shows it ("4.2(a)", "第三十六条"), "" if unnumbered;
    headings: the heading path above it, outermost first; level: heading level 1-9, 0 for body text.
    """

    start: int
    ordinal: int
    clause: str = ""
    headings: tuple[str, ...] = ()
    level: int = 0
    para_id: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as text. For an unpaged kind there is one Page (index 1, label "") and `anchors`.

    kind: "pdf", "word", "web" or "text".
    Text never holds NUL, lone surrogates or C0 controls other than tab, newline.
    """

    kind: str
    media_type: str
    paged: bool
    pages: tuple[Page, ...]
    anchors: tuple[Anchor, ...] = ()
    title: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return PAGE_SEPARATOR.join(page.text for page in self.pages)

    def page_starts(self) -> list[int]:
        """Offset of each page's first character in `text`."""
        return page_starts(page.text for page in self.pages)


def page_starts(texts: Iterable[str]) -> list[int]:
    starts, offset = [], 0
    for text in texts:
        starts.append(offset)
        offset += len(text) + len(PAGE_SEPARATOR)
    return starts


@dataclass(frozen=True, slots=True)
class Progress:
    """`page` of `pages` is done (`pages` is 0 while unknown). stage: "reading" or "ocr"."""

    page: int
    pages: int
    stage: str = "reading"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost. Bytes and seconds; all enforced in or around the child process."""

    memory_bytes: int = 2 * 1024**3
    cpu_seconds: int = 300
    wall_seconds: int = 600
    file_bytes: int = 200 * 1024**2
    unpacked_bytes: int = 512 * 1024**2
    pages: int = 10_000
    paragraphs: int = 250_000
    text_bytes: int = 64 * 1024**2
    """Of the whole text, in UTF-8; sixteen million tokens of English, many times any model's window. A file may be
    larger, for its pictures."""

    @property
    def answer_bytes(self) -> int:
        """What the child may send back: the process that asked has no memory limit of its own. A text within the
        limits always passes: JSON doubles a character at most, and a paragraph's anchor takes 200 bytes."""
        return 2 * self.text_bytes + 256 * self.paragraphs


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """password: for encrypted files, used once; tracked_changes: "marked", "accepted" or "original";
    ocr: "off", "missing" (pages without a text layer) or "all"."""

    password: str = ""
    tracked_changes: str = "marked"
    ocr: str = "off"


ProgressCallback = Callable[[Progress], None]
CancelledCallback = Callable[[], bool]
