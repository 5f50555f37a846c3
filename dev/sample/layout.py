"""Typeset plain text into PDF pages: headings, paragraphs, tables, one column or two. Deterministic."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import pymupdf

WIDTH, HEIGHT = 442.0, 663.0
"""Royal octavo, in points: a book for the hand."""
LEFT, RIGHT, TOP, BOTTOM = 56.0, 386.0, 72.0, 592.0
GUTTER = 16.0
SIZES = {1: 20.0, 2: 14.0, 3: 11.5}
BODY = 11.0
LEADING = 1.5
CLOSING = "，。；：、！？）》”"
"""Never at the beginning of a line."""
PIECE = re.compile(r"[\u2e80-\u9fff\uff00-\uffef] ?|[^\s\u2e80-\u9fff\uff00-\uffef]+ ?| ")
INK, GREY = (0.1, 0.1, 0.12), (0.45, 0.45, 0.48)


@lru_cache(maxsize=4)
def font(name: str) -> pymupdf.Font:
    """A font that PyMuPDF carries: "tiro", "tibo", "helv", "hebo", "china-s"."""
    return pymupdf.Font(name)


@lru_cache(maxsize=50_000)
def text_width(text: str, name: str, size: float) -> float:
    return float(font(name).text_length(text, fontsize=size))


@dataclass(frozen=True, slots=True)
class Heading:
    """level 1 opens a new page; `number` is "3.2" or ""."""

    level: int
    number: str
    title: str
    page: int
    """Index in the flow, from 0."""


@dataclass(slots=True)
class Flow:
    """Text flows down pages. Roman: serif for text, sans for headings and tables."""

    text_font: str = "tiro"
    bold_font: str = "hebo"
    head_font: str = "helv"
    """Of running heads and table cells."""
    running_head: str = ""
    document: pymupdf.Document = field(default_factory=pymupdf.open)
    headings: list[Heading] = field(default_factory=list)
    columns: int = 1
    _column: int = 0
    _y: float = TOP
    _writer: pymupdf.TextWriter | None = None
    _page: pymupdf.Page | None = None

    def new_page(self) -> None:
        self.finish()
        self._page = self.document.new_page(width=WIDTH, height=HEIGHT)
        self._writer = pymupdf.TextWriter(self._page.rect, color=INK)
        self._column, self._y = 0, TOP

    def finish(self) -> None:
        """Write what the current page holds; its running head goes on top, but not on the first."""
        if self._page is None or self._writer is None:
            return
        if self.running_head and self._page.number:
            self._writer.append((LEFT, 46), self.running_head, font(self.head_font), 8)
        self._writer.write_text(self._page)
        self._page = self._writer = None

    def set_columns(self, count: int) -> None:
        self.new_page()
        self.columns = count

    def heading(self, level: int, number: str, title: str, *, opens_page: bool = False) -> None:
        size = SIZES[level]
        if level == 1 or opens_page or self._page is None:
            self.new_page()
        self._room(size * 3 + BODY * LEADING * 3)
        self.headings.append(Heading(level, number, title, self.document.page_count - 1))
        if self._y > TOP:
            self._y += size * 0.9
        for line in wrap(f"{number}  {title}".strip(), self.bold_font, size, self._width):
            self._line(line, self.bold_font, size)
        self._y += size * 0.45

    def paragraph(self, text: str, *, indent: float = 0.0, size: float = BODY, close: bool = False) -> None:
        """close: no space after it, as in a list."""
        for line in wrap(text, self.text_font, size, self._width - indent):
            self._room(size * LEADING)
            self._line(line, self.text_font, size, indent)
        self._y += 0.0 if close else size * 0.55

    def table(self, title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """First column left, the others right; a hairline under the head and at the end."""
        size = 8.5
        self._room(size * LEADING * min(len(rows) + 3, 12))
        for line in wrap(title, self.bold_font, size, self._width):
            self._line(line, self.bold_font, size)
        self._cells(head, self.bold_font, size)
        self._rule()
        for row in rows:
            if self._y + size * LEADING > BOTTOM:
                self._room(size * LEADING * 2)
                self._cells(head, self.bold_font, size)
                self._rule()
            self._cells(row, self.head_font, size)
        self._rule()
        self._y += size

    def _cells(self, cells: Sequence[str], name: str, size: float) -> None:
        step = self._width * 0.6 / max(len(cells) - 1, 1)
        self._y += size * LEADING
        self.put(self._x, self._y, cells[0], name, size)
        for number, cell in enumerate(reversed(cells[1:])):
            right = self._x + self._width - number * step
            self.put(right - text_width(cell, name, size), self._y, cell, name, size)

    def _rule(self) -> None:
        assert self._page is not None
        y = self._y + 4
        self._page.draw_line((self._x, y), (self._x + self._width, y), color=GREY, width=0.4)
        self._y += 4

    @property
    def _width(self) -> float:
        whole = RIGHT - LEFT
        return whole if self.columns == 1 else (whole - GUTTER * (self.columns - 1)) / self.columns

    @property
    def _x(self) -> float:
        return LEFT + self._column * (self._width + GUTTER)

    def _room(self, height: float) -> None:
        if self._page is None:
            self.new_page()
        if self._y + height <= BOTTOM:
            return
        if self._column + 1 < self.columns:
            self._column, self._y = self._column + 1, TOP
        else:
            self.new_page()

    def _line(self, text: str, name: str, size: float, indent: float = 0.0) -> None:
        self._y += size * LEADING
        self.put(self._x + indent, self._y, text, name, size)

    def put(self, x: float, y: float, text: str, name: str, size: float) -> None:
        if self._writer is None:
            self.new_page()
        assert self._writer is not None
        if text:
            self._writer.append((x, y), text, font(name), size)


def wrap(text: str, name: str, size: float, width: float) -> Iterator[str]:
    """Lines no wider than `width` points: broken at spaces, or between any two Chinese characters."""
    line, used = "", 0.0
    for piece in pieces(text):
        if line and piece not in CLOSING and used + text_width(piece.rstrip(), name, size) > width:
            yield line.rstrip()
            line, used = "", 0.0
        line += piece
        used += text_width(piece, name, size)
    if line.strip():
        yield line.rstrip()


def pieces(text: str) -> list[str]:
    """Words with the space after them; Chinese characters one by one."""
    return PIECE.findall(text)
