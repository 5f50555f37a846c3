"""Which column of a table a cell stands in, by where both lie on the page."""

from __future__ import annotations

from docanalyzer.pipeline.reading.pdf.rows import Cell, Line, Row

Columns = list[tuple[float, float]]
"""The left and right edge of each."""


def widened(columns: Columns, rows: list[Row]) -> Columns:
    """The columns as wide as the cells show them to be that meet one alone.

    Rows of many cells come first: a heading over two columns meets only one of them while both are still narrow.
    """
    columns = list(columns)
    for row in sorted(rows, key=lambda row: -len(row.cells)):
        for cell in row.cells:
            met = met_by(cell, columns)
            if len(met) == 1:
                left, right = columns[met[0]]
                before = columns[met[0] - 1][1] if met[0] else cell.left
                after = columns[met[0] + 1][0] if met[0] + 1 < len(columns) else cell.right
                columns[met[0]] = (max(min(left, cell.left), before), min(max(right, cell.right), after))
    return columns


def met_by(cell: Cell | Line, columns: Columns) -> list[int]:
    met = []
    cell_left, cell_right = cell.left, cell.right
    for number, (left, right) in enumerate(columns):
        if left >= cell_right:
            break
        if right > cell_left:
            met.append(number)
    return met


def fits(row: Row, columns: Columns) -> bool:
    """Whether each cell stands in, or next to, a column of its own; none lies across two."""
    last = -1
    for cell in row.cells:
        met = met_by(cell, columns) or [_nearest(cell, columns)]
        if met[0] <= last or (len(met) > 1 and not _are_figures(cell.text().split(" "), met)):
            return False
        last = met[-1]
    return True


def placed(row: Row, columns: Columns) -> list[str] | None:
    """A text for every column, "" where the row has none; None where the cells do not fit the columns."""
    shown = [""] * len(columns)
    next_free = 0
    for cell in row.cells:
        met = met_by(cell, columns)
        text = cell.text()
        column = met[0] if met else _nearest(cell, columns)
        if len(met) > 1:
            words = text.split(" ")
            if met[0] >= next_free and _are_figures(words, met):
                for column, word in zip(met, words, strict=True):
                    shown[column] = word
                next_free = met[-1] + 1
                continue
            column = _most_covered(cell, met, columns)
        if column < next_free:
            if not met or met[-1] < next_free:
                return None
            column = next_free
        shown[column] = text
        next_free = column + 1
    return shown


def _most_covered(cell: Cell, met: list[int], columns: Columns) -> int:
    """The first column that the cell covers, or lies in, by half; else the first it touches."""
    for number in met:
        left, right = columns[number]
        shared = min(cell.right, right) - max(cell.left, left)
        if shared >= 0.5 * min(cell.right - cell.left, right - left):
            return number
    return met[0]


def _nearest(cell: Cell, columns: Columns) -> int:
    return min(range(len(columns)), key=lambda number: _distance(cell, columns[number]))


def _are_figures(words: list[str], met: list[int]) -> bool:
    """One for each of the columns met, which are narrow: MuPDF took the gap between two cells for a space."""
    return len(words) == len(met) and all(map(_is_figure, words))


def _is_figure(word: str) -> bool:
    return word in ("-", "–", "—") or any(character.isdigit() for character in word)


def _distance(cell: Cell, column: tuple[float, float]) -> float:
    return max(column[0] - cell.right, cell.left - column[1])
