"""Lines of a page, in drawing order, gathered into rows of cells. Order is never changed.

Only neighbours in drawing order can become one row. Two columns of prose therefore stay two columns:
after the last line of the left one comes the first of the right one, far above it.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from msgspec.structs import replace

from docanalyzer.pipeline.reading.pdf.words import CELL_BREAK, breaks_off
from docanalyzer.pipeline.reading.raised import raised

_MOST_WRAPPED = 8
"""A cell of more lines than this is taken for a column of prose."""


class Line(msgspec.Struct, gc=False):
    """What MuPDF takes for a line; on a row of a table usually one cell. Units: tenths of a point, y down."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    baseline: float
    size: float
    block: int
    upright: bool


class Cell:
    """One or more lines under each other."""

    __slots__ = ("bottom", "left", "lines", "right", "top")

    def __init__(self, line: Line) -> None:
        self.lines = [line]
        self.left, self.top, self.right, self.bottom = line.left, line.top, line.right, line.bottom

    def add(self, line: Line) -> None:
        self.lines.append(line)
        self.left, self.right = min(self.left, line.left), max(self.right, line.right)
        self.top, self.bottom = min(self.top, line.top), max(self.bottom, line.bottom)

    def text(self) -> str:
        lines = self.lines
        return lines[0].text if len(lines) == 1 else join_wrapped([line.text for line in lines])


class Row:
    """Cells beside each other, from left to right; `shown` once its columns are known.

    Most rows are one line of prose: for those no Cell is made until it is asked for.
    """

    __slots__ = ("_cells", "bottom", "first", "is_table", "shown", "size", "top")

    def __init__(self, line: Line, cell: Cell | None = None) -> None:
        self.first = line
        self.shown: list[str] | None = None
        self.is_table = False  # whether it has more than one cell
        self._cells = [cell] if cell else None
        self.top, self.bottom, self.size = line.top, cell.bottom if cell else line.bottom, line.size

    @property
    def cells(self) -> list[Cell]:
        if self._cells is None:
            self._cells = [Cell(self.first)]
        return self._cells

    def add(self, cell: Cell) -> None:
        self.cells.append(cell)
        self.is_table = True
        if cell.top < self.top:
            self.top = cell.top
        if cell.bottom > self.bottom:
            self.bottom = cell.bottom

    def text(self) -> str:
        if self.shown is not None:
            return "\t".join(self.shown).rstrip("\t")
        if self._cells is None:
            return self.first.text
        return "\t".join(cell.text() for cell in self._cells)


def rows(lines: Iterable[Line]) -> list[Row]:
    """Every line in exactly one row."""
    done: list[Row] = []
    stack: list[Line] = []  # lines under each other that may yet turn out to be one wrapped cell
    for line in lines:
        if stack:
            last = stack[-1]
            beside = line.left > last.right - 0.2 * line.size and line.upright and last.upright
            if not beside:
                if line.block == last.block and line.top > last.top and line.left < last.right:
                    stack.append(line)
                    continue
                done += map(Row, stack)
                stack = [line]
                continue
            if _level(line, last):
                done += map(Row, stack[:-1])
                _beside(done, Row(last), line)
                stack = []
                continue
            if len(stack) <= _MOST_WRAPPED and _within(line, stack):
                cell = Cell(stack[0])
                for wrapped in stack[1:]:
                    cell.add(wrapped)
                _beside(done, Row(stack[0], cell), line)
                stack = []
                continue
            done += map(Row, stack)
            stack = []
        elif done and _continues(done[-1], line):
            continue
        stack = [line]
    done += map(Row, stack)
    return done


def _beside(done: list[Row], row: Row, line: Line) -> None:
    done.append(row)
    if not _same_cell(row.cells[-1], line):
        row.add(Cell(line))


def _continues(row: Row, line: Line) -> bool:
    """Take the line into the last row where it belongs: as its next cell, or under its last cell."""
    last = row.cells[-1]
    bottom_line = last.lines[-1]
    if not line.upright:
        return False
    if line.left > last.right - 0.2 * line.size and (
        _level(line, bottom_line) or _within(line, last.lines) or _level(line, row.cells[0].lines[0])
    ):
        if not _same_cell(last, line):
            row.add(Cell(line))
        return True
    under = line.top > bottom_line.top and line.left < last.right and line.right > last.left
    close = line.top - bottom_line.bottom < 0.25 * line.size
    aligned = abs(line.left - last.left) < 0.5 * line.size
    short = len(last.lines) < _MOST_WRAPPED
    if len(row.cells) > 1 and line.block == bottom_line.block and under and close and aligned and short:
        last.add(line)
        row.bottom = max(row.bottom, line.bottom)
        return True
    return False


def _level(line: Line, other: Line) -> bool:
    """Both stand on one baseline, give or take a raised or lowered character."""
    apart, size, other_size = line.baseline - other.baseline, line.size, other.size
    near = 0.35 * (size if size > other_size else other_size)
    return -near < apart < near


def _within(line: Line, stack: list[Line]) -> bool:
    """At the height of a wrapped cell, or of a single line that stands half a line higher or lower."""
    overlap = min(line.bottom, stack[-1].bottom) - max(line.top, stack[0].top)
    return overlap > 0.25 * (line.bottom - line.top)


def _same_cell(cell: Cell, line: Line) -> bool:
    """A gap of less than a word's: a raised note number, or one line that MuPDF split."""
    last = cell.lines[-1]
    if len(cell.lines) > 1 or line.left - last.right > 0.5 * line.size:
        return False
    least = 0.15 if line.block == last.block else 0.05  # no word is drawn in two blocks
    gap = " " if line.left - last.right > least * line.size else ""
    high = line.size < 0.88 * last.size and last.baseline - line.baseline > 0.15 * last.size
    joined = replace(
        last,
        text=last.text + gap + (raised(line.text, last.text + gap) if high else line.text),
        right=max(last.right, line.right),
        top=min(last.top, line.top),
        bottom=max(last.bottom, line.bottom),
    )
    cell.lines = [joined]
    cell.right, cell.top, cell.bottom = joined.right, joined.top, joined.bottom
    return True


def join_wrapped(texts: list[str]) -> str:
    """Lines of one cell as one: with a space, but none between two Chinese characters.

    Where a word goes on CELL_BREAK stands, for join_broken_words.
    """
    whole = texts[0]
    for text in texts[1:]:
        if breaks_off(whole, text):
            whole += CELL_BREAK + text
        else:
            whole += text if is_wide(whole[-1:]) and is_wide(text[:1]) else " " + text
    return whole


def is_wide(character: str) -> bool:
    """Whether it is a Chinese or Japanese character or a full-width mark."""
    return (
        "\u2e80" <= character <= "\u9fff"
        or "\uf900" <= character <= "\ufaff"
        or "\uff00" <= character <= "\uff60"
    )
