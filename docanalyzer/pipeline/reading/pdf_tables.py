"""Columns of consecutive rows, so that an empty cell stays empty instead of drawing the next one left."""

from __future__ import annotations

from docanalyzer.pipeline.reading.pdf_rows import Cell, Line, Row

_CLOSE = 1.2
"""The widest gap above a row with one cell alone, as a share of its size."""
_FAR = 4.0
"""A gap of so many times a row's size ends the table above it."""
_NARROW = 0.5
"""The widest such cell, as a share of the table's width."""

Columns = list[tuple[float, float]]


def aligned(rows: list[Row]) -> list[Row]:
    """The same rows; those of a table know their columns (`shown`) where a cell of it is empty."""
    start = 0
    while start < len(rows):
        if not rows[start].is_table:
            start += 1
            continue
        end = _end(rows, start)
        if end - start > 1:
            _align(rows[start:end])
        start = end
    return rows


def _end(rows: list[Row], start: int) -> int:
    """Behind the last row of the table that begins at `start`."""
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
    return close and len(_met(line, columns)) == 1


def _align(table: list[Row]) -> None:
    widest = max(table, key=lambda row: len(row.cells))
    columns = [(cell.left, cell.right) for cell in widest.cells]
    nearly = sum(len(row.cells) >= max(len(columns) - 1, 3) for row in table)
    if (len(columns) < 3 or nearly < 2) and not _has_gaps(table, columns):
        return  # a running head above a table of contents makes no three columns
    for row in table:
        if row is not widest:
            _widen(columns, row)
    for row in table:
        row.shown = _placed(row, columns)


def _has_gaps(table: list[Row], columns: Columns) -> bool:
    """Whether rows fill different columns, each cell one of them: only then does it matter which."""
    filled = set()
    for row in table:
        met = [_met(cell, columns) for cell in row.cells]
        if any(len(one) != 1 for one in met):
            return False
        filled.add(tuple(one[0] for one in met))
    return len(filled - {tuple(range(len(columns)))}) > (1 if len(columns) > 2 else 0)


def _widen(columns: Columns, row: Row) -> None:
    """A cell that meets exactly one column shows how wide that column is."""
    for cell in row.cells:
        met = _met(cell, columns)
        if len(met) == 1:
            left, right = columns[met[0]]
            before = columns[met[0] - 1][1] if met[0] else cell.left
            after = columns[met[0] + 1][0] if met[0] + 1 < len(columns) else cell.right
            columns[met[0]] = (max(min(left, cell.left), before), min(max(right, cell.right), after))


def _met(cell: Cell | Line, columns: Columns) -> list[int]:
    met = []
    cell_left, cell_right = cell.left, cell.right
    for number, (left, right) in enumerate(columns):
        if left >= cell_right:
            break
        if right > cell_left:
            met.append(number)
    return met


def _placed(row: Row, columns: Columns) -> list[str] | None:
    """A text for every column, "" where the row has none; None where the cells do not fit the columns."""
    shown = [""] * len(columns)
    next_free = 0
    for cell in row.cells:
        met = _met(cell, columns)
        text = cell.text()
        if not met:
            nearest = min(range(len(columns)), key=lambda n: _distance(cell, columns[n]))
            met = [nearest]
        if met[0] < next_free:
            return None
        words = text.split(" ")
        if len(met) > 1 and len(words) == len(met) and all(map(_is_figure, words)):
            # Narrow columns of numbers: MuPDF took the gap between two cells for a space.
            for column, word in zip(met, words, strict=True):
                shown[column] = word
        else:
            shown[met[0]] = text
        next_free = met[-1] + 1
    return shown


def _is_figure(word: str) -> bool:
    return word in ("-", "–", "—") or any(character.isdigit() for character in word)


def _distance(cell: Cell, column: tuple[float, float]) -> float:
    return max(column[0] - cell.right, cell.left - column[1])
