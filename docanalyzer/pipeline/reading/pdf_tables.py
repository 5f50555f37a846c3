"""Columns of consecutive rows, so that an empty cell stays empty instead of drawing the next one left."""

from __future__ import annotations

from docanalyzer.pipeline.reading.pdf_rows import Cell, Row


def aligned(rows: list[Row]) -> list[Row]:
    """The same rows; those of a table of three columns or more know their columns (`shown`)."""
    start = 0
    while start < len(rows):
        end = start
        while end < len(rows) and rows[end].is_table:
            end += 1
        if end - start > 1:
            _align(rows[start:end])
        start = max(end, start + 1)
    return rows


def _align(table: list[Row]) -> None:
    widest = max(table, key=lambda row: len(row.cells))
    nearly = sum(len(row.cells) >= max(len(widest.cells) - 1, 3) for row in table)
    if len(widest.cells) < 3 or nearly < 2:
        return  # a running head above a table of contents makes no three columns
    columns = [(cell.left, cell.right) for cell in widest.cells]
    for row in table:
        if row is not widest:
            _widen(columns, row)
    for row in table:
        row.shown = _placed(row, columns)


def _widen(columns: list[tuple[float, float]], row: Row) -> None:
    """A cell that meets exactly one column shows how wide that column is."""
    for cell in row.cells:
        met = _met(cell, columns)
        if len(met) == 1:
            left, right = columns[met[0]]
            before = columns[met[0] - 1][1] if met[0] else cell.left
            after = columns[met[0] + 1][0] if met[0] + 1 < len(columns) else cell.right
            columns[met[0]] = (max(min(left, cell.left), before), min(max(right, cell.right), after))


def _met(cell: Cell, columns: list[tuple[float, float]]) -> list[int]:
    return [n for n, (left, right) in enumerate(columns) if cell.left < right and cell.right > left]


def _placed(row: Row, columns: list[tuple[float, float]]) -> list[str] | None:
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
