"""Columns of consecutive rows, so that an empty cell stays empty instead of drawing the next one left."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from docanalyzer.pipeline.reading.pdf.placing import Columns, fits, met_by, placed, widened
from docanalyzer.pipeline.reading.pdf.rows import Cell, Row

_CLOSE = 1.2
"""The widest gap above a row with one cell alone, as a share of its size."""
_FAR = 4.0
"""A gap of so many times a row's size ends the table above it."""
_APART, _WIDER = 1.0, 1.6
"""A gap of so many sizes, and so many times the usual one, ends it too where the columns change."""
_EVEN = 0.3
"""How far the edges of one column's cells may differ, in sizes."""
_NARROW = 0.5
"""The widest such cell, as a share of the table's width."""
_HEADS = 2
"""Rows above a table's cells whose own may lie across several columns."""
_FIT = 2 / 3
"""The least share of the rows below them that fill columns of their own."""


def aligned(rows: list[Row]) -> list[Row]:
    """The same rows; those of a table know their columns (`shown`) where a cell of it is empty."""
    start = 0
    while start < len(rows):
        if not rows[start].is_table:
            start += 1
            continue
        end = _end(rows, start)
        if end - start > 1:
            for table in _tables(rows[start:end]):
                _align(table)
        start = end
    return rows


def _end(rows: list[Row], start: int) -> int:
    """Behind the last row of the table, or of the tables under each other, that begins at `start`."""
    widest, end = rows[start], start + 1
    while end < len(rows):
        row = rows[end]
        if row.top - rows[end - 1].bottom > _FAR * row.size:
            break
        if row.is_table:
            if len(row.cells) > len(widest.cells):
                widest = row
        elif not _stands_under(row, widest, rows[end - 1]):
            break
        end += 1
    return end


def _stands_under(row: Row, widest: Row, above: Row) -> bool:
    """Whether a row of one cell is what a table has in one of its columns."""
    line = row.first
    width = widest.cells[-1].right - widest.cells[0].left
    if line.right - line.left > _NARROW * width:
        return False
    columns = [(cell.left, cell.right) for cell in widest.cells]
    close = -0.5 * row.size < line.top - above.bottom < _CLOSE * row.size
    return close and len(met_by(line, columns)) == 1


def _tables(rows: list[Row]) -> Iterator[list[Row]]:
    """One table after the other: a new one begins below a gap where the columns are others."""
    if len(rows) < 4:  # too few for two tables
        yield rows
        return
    gaps = [below.top - above.bottom for above, below in pairwise(rows)]
    if max(gaps) <= _APART * rows[0].size:
        yield rows
        return
    widest = max(_APART * rows[0].size, _WIDER * median(gaps))
    table: list[Row] = []
    start = 0
    for end in [*(number for number, gap in enumerate(gaps, 1) if gap > widest), len(rows)]:
        part = rows[start:end]
        if len(table) > 1 and len(part) > 1 and not _share_columns(table, part):
            yield table
            table = part
        else:
            table = table + part
        start = end
    yield table


def _share_columns(above: list[Row], below: list[Row]) -> bool:
    """Whether no cell below lies in two columns, and most of its fullest row begin, end or are centred as some above."""
    columns = [(cell.left, cell.right) for cell in max(above, key=lambda row: len(row.cells)).cells]
    if any(len(met_by(cell, columns)) > 1 for row in below for cell in row.cells):
        return False
    cells = max(below, key=lambda row: len(row.cells)).cells[1:]
    others = [cell for row in above for cell in row.cells]
    near = _EVEN * below[0].size
    return 2 * sum(any(_are_even(cell, other, near) for other in others) for cell in cells) > len(cells)


def _are_even(cell: Cell, other: Cell, near: float) -> bool:
    left, right = abs(cell.left - other.left), abs(cell.right - other.right)
    centre = abs(cell.left + cell.right - other.left - other.right) / 2
    return left < near or right < near or centre < near


def _align(table: list[Row]) -> None:
    widest = max(table, key=lambda row: len(row.cells))
    columns = [(cell.left, cell.right) for cell in widest.cells]
    nearly = sum(len(row.cells) >= max(len(columns) - 1, 3) for row in table)
    if (len(columns) < 3 or nearly < 2) and not _has_gaps(table, columns):
        return  # a running head above a table of contents makes no three columns
    if not _is_table(table, columns):
        return
    wide = widened(columns, [row for row in table if row is not widest])
    is_title = met_by(table[0].cells[0], columns)[:2] == [0, 1]  # a running head: no heading of columns
    for row in table[is_title:]:
        row.shown = placed(row, wide) or placed(row, columns)


def _is_table(rows: list[Row], columns: Columns) -> bool:
    """Whether most rows have their cells in the same columns: those of a table of contents and of a paragraph with wide
    gaps lie across them, and tabs for cells left out would stand there by chance."""
    fit = [fits(row, columns) for row in rows if row.is_table]
    if not any(fit):
        return False
    heads = min(fit.index(True), _HEADS)
    alone = sum(not row.is_table and fits(row, columns) for row in rows)
    return alone + sum(fit) > 1 and sum(fit) >= _FIT * (len(fit) - heads)


def _has_gaps(table: list[Row], columns: Columns) -> bool:
    """Whether it matters which columns a row fills, each cell one of them: a row leaves one out between two others,
    or rows fill different ones."""
    filled = set()
    for row in table:
        met = [met_by(cell, columns) for cell in row.cells]
        if any(len(one) != 1 for one in met):
            return False
        filled.add(tuple(one[0] for one in met))
    if any(one[-1] - one[0] >= len(one) for one in filled):
        return True
    return len(filled - {tuple(range(len(columns)))}) > (1 if len(columns) > 2 else 0)
